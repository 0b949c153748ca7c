// What workspaces that differ in few files have in common.
#include <fcntl.h>

#include <algorithm>

#include "analyzer/model/parallel.h"
#include "analyzer/workspace/state.h"

namespace bulkhead {

std::optional<Workspace> Workspace::edited(const std::vector<std::pair<std::string, std::string>>& buffers) const {
  auto state = std::make_unique<State>();
  state->root = state_->root;
  state->max_file_bytes = state_->max_file_bytes;
  state->files = state_->files;
  state->directories = state_->directories;
  state->loaded = state_->loaded;
  std::vector<bool> changed(state->files.size()), buffered(state->files.size());
  for (const auto& [path, text] : buffers) {
    auto normal = normalise_path(path);
    const SourceFile* source = normal ? find(*normal) : nullptr;
    if (!source) return std::nullopt;
    auto index = static_cast<std::size_t>(source->id);
    buffered[index] = true;
    if (state->loaded[index]->buffered && this->text(source->id) == text) continue;
    changed[index] = true;
    state->overlay(index, text);
  }
  for (std::size_t i = 0; i < buffered.size(); ++i)
    if (state->loaded[i]->buffered && !buffered[i]) changed[i] = true, state->loaded[i] = std::make_shared<LoadedFile>();
  state->take_derived(*state_, changed);
  state->root_fd = state_->root_fd < 0 ? -1 : fcntl(state_->root_fd, F_DUPFD_CLOEXEC, 0);
  for (const Diagnostic& problem : problems())
    if (!problem.at.valid() || !changed[static_cast<std::size_t>(problem.at.file)]) state->problems.push_back(problem);
  return Workspace(std::move(state));
}

const DerivedThing* Workspace::State::find_derived(const std::string& key) const {
  if (auto own = derived.find(key); own != derived.end()) return own->second.get();
  if (!taken || dropped.contains(key)) return nullptr;
  auto found = taken->find(key);
  return found == taken->end() ? nullptr : found->second.get();
}

void Workspace::State::take_derived(State& other, const std::vector<bool>& changed) {
  constexpr std::size_t kFew = 500;      // a copy of so many for each edit costs less than looking in two places
  auto stands = [&](const DerivedThing& thing) {
    auto read = thing.reads.files();
    return std::none_of(read.begin(), read.end(), [&](FileId file) { return changed[static_cast<std::size_t>(file)]; });
  };
  std::lock_guard lock(other.derived_mutex);
  taken = other.taken;
  dropped = other.dropped;
  if (!taken || other.derived.size() > kFew) {
    auto all = std::make_shared<Derived>(other.derived);
    if (taken)
      for (const auto& [key, thing] : *taken)
        if (!dropped.contains(key)) all->emplace(key, thing);
    taken = std::move(all);
    dropped.clear();
  } else {
    for (const auto& [key, thing] : other.derived)
      if (stands(*thing)) derived.emplace(key, thing);
  }
  for (const auto& [key, thing] : *taken)
    if (!stands(*thing)) dropped.insert(key);
}

void Workspace::adopt(const Workspace& other) {
  const auto &own = state_->files, &theirs = other.state_->files;
  if (!std::equal(own.begin(), own.end(), theirs.begin(), theirs.end(), [](const auto& a, const auto& b) { return a.path == b.path; })) return;
  std::vector<bool> changed(own.size());
  const bool by_object = state_->snapshot && other.state_->snapshot;
  if (!by_object) parallel_for(own.size(), 0, [&](std::size_t i) { text(own[i].id); });
  for (std::size_t i = 0; i < own.size(); ++i) {
    const auto& known = other.state_->loaded[i];
    bool same = by_object ? state_->objects.find(own[i].path)->second == other.state_->objects.find(own[i].path)->second
                          : state_->loaded[i]->buffered == known->buffered && own[i].size == theirs[i].size && text(own[i].id) == other.text(own[i].id);
    changed[i] = !same;
    if (same) state_->loaded[i] = known;
  }
  state_->take_derived(*other.state_, changed);
  if (!by_object) return;   // else the texts were read here as well
  for (const Diagnostic& problem : other.problems())
    if (problem.at.valid() && !changed[static_cast<std::size_t>(problem.at.file)]) state_->add_problem(problem.at.file, problem.at.begin, problem.message, problem.severity);
}

std::shared_ptr<const void> Workspace::recall(const std::string& key) const {
  std::lock_guard lock(state_->derived_mutex);
  const DerivedThing* found = state_->find_derived(key);
  if (found == nullptr) return nullptr;
  if (Reads* reads = ReadScope::current()) reads->add(found->reads);
  return found->made;
}

std::shared_ptr<const void> Workspace::remember(const std::string& key, std::shared_ptr<const void> made, const Reads& reads) const {
  auto thing = std::make_shared<const DerivedThing>(DerivedThing{std::move(made), reads});
  std::lock_guard lock(state_->derived_mutex);
  return state_->derived.emplace(key, std::move(thing)).first->second->made;
}

std::shared_ptr<const void> Workspace::recall_of(FileId id, const char* key) const {
  LoadedFile& loaded = state_->loaded_file(id);
  std::lock_guard lock(loaded.derived_mutex);
  for (const auto& [known, made] : loaded.derived)
    if (known == key) return made;
  return nullptr;
}

std::shared_ptr<const void> Workspace::remember_of(FileId id, const char* key, std::shared_ptr<const void> made) const {
  LoadedFile& loaded = state_->loaded_file(id);
  std::lock_guard lock(loaded.derived_mutex);
  return loaded.derived.emplace_back(key, std::move(made)).second;
}

}  // namespace bulkhead
