#include "analyzer/pipeline/unit_memory.h"

#include <algorithm>
#include <random>
#include <set>

#include "analyzer/estate/identifier_table.h"
#include "analyzer/model/content_hash.h"
#include "analyzer/pipeline/unit_coding.h"

namespace bulkhead {
namespace {

/// Texts typed and gone: so many may stay in the table beside what the facts name.
constexpr std::size_t kFewIdentifiers = 50'000;

}  // namespace

UnitMemory::UnitMemory() : salt_(std::random_device()() | std::uint64_t{std::random_device()()} << 32) {}

void UnitMemory::begin(const Workspace& workspace, const Conditions& conditions) {
  if (conditions.hash != conditions_) {
    changed_ |= !units_.empty() || !stored_.empty();
    units_.clear();
    stored_.clear();
    identifiers_.reset();
  }
  conditions_ = conditions.hash;
  today_ = ContentHash().add(conditions.today).value();
  auto files = workspace.files();
  bool same = std::equal(files.begin(), files.end(), paths_.begin(), paths_.end(), [](const SourceFile& file, const std::string& path) { return file.path == path; });
  same_listing_ = same;
  if (!same) renumber(workspace);
  ++round_;
  digests_.resize(files.size());
  changed_files_.clear();
  for (const SourceFile& file : files) {
    Digest digest = workspace.digest(file.id);
    Digest& known = digests_[static_cast<std::size_t>(file.id)];
    if (!same || known != digest) changed_files_.push_back(file.id);
    known = digest;
  }
}

void UnitMemory::renumber(const Workspace& workspace) {
  std::vector<FileId> numbers;
  for (const std::string& path : paths_) {
    const SourceFile* file = workspace.find(path);
    numbers.push_back(file ? file->id : FileId::none);
  }
  auto number = [&](FileId file) { return file == FileId::none ? file : numbers[static_cast<std::size_t>(file)]; };
  for (auto at = units_.begin(); at != units_.end();) {
    bool lost = std::any_of(at->second->files.begin(), at->second->files.end(), [&](const auto& file) { return number(file.first) == FileId::none; });
    if (lost) {
      at = units_.erase(at);
      continue;
    }
    auto moved = std::make_shared<Kept>(*at->second);
    for (auto& [file, digest] : moved->files) file = number(file);
    moved->sort_files();
    moved->round = 0;
    moved->result = std::make_shared<const UnitResult>(renumbered(*moved->result, number));
    at->second = std::move(moved);
    ++at;
  }
  paths_.clear();
  numbers_.clear();
  paths_.reserve(workspace.files().size());
  for (const SourceFile& file : workspace.files()) {
    paths_.push_back(file.path);
    numbers_.emplace(paths_.back(), file.id);
  }
}

FileId UnitMemory::find(std::string_view path) const {
  auto known = numbers_.find(path);
  return known == numbers_.end() ? FileId::none : known->second;
}

std::shared_ptr<IdentifierTable> UnitMemory::identifiers(const Vocabulary& vocabulary) {
  std::size_t facts = kFewIdentifiers;
  for (const auto& [name, kept] : units_) facts += kept->result->facts->size();
  if (identifiers_ && identifiers_->size() > 2 * facts) {
    units_.clear();   // they point into the table
    identifiers_.reset();
  }
  if (!identifiers_) identifiers_ = std::make_shared<IdentifierTable>(vocabulary);
  return identifiers_;
}

void UnitMemory::end(const std::vector<PlannedUnit>& planned) {
  std::set<std::string_view> names;
  for (const PlannedUnit& unit : planned) names.insert(unit.name);
  std::erase_if(units_, [&](const auto& unit) { return !names.contains(unit.first); });
  changed_ |= !stored_.empty();
  stored_.clear();
}

bool UnitMemory::holds(const Kept& kept, const PlannedUnit& unit, const Workspace& workspace, bool same_listing) const {
  if (kept.hash != unit.hash) return false;
  // What held in the analysis before rests on files of that one: only those that changed since need a look.
  const bool held_before = kept.round != 0 && kept.round + 1 == round_ && changed_files_.size() < kept.files.size();
  if (held_before) {
    for (FileId changed : changed_files_) {
      auto read = std::lower_bound(kept.files.begin(), kept.files.end(), changed, [](const auto& one, FileId file) { return one.first < file; });
      if (read != kept.files.end() && read->first == changed && read->second != digests_[static_cast<std::size_t>(changed)]) return false;
    }
  } else {
    for (const auto& [file, digest] : kept.files)
      if (digests_[static_cast<std::size_t>(file)] != digest) return false;
  }
  if (!same_listing)
    for (const auto& [question, answer] : kept.questions)
      if (listing_answer(workspace, question) != answer) return false;
  for (const auto& [question, answer] : kept.heard) {
    if (question == "today" && answer == today_) continue;
    if (!unit.answer || unit.answer(question) != answer) return false;
  }
  kept.round = round_;
  return true;
}

std::shared_ptr<const UnitResult> UnitMemory::recall(const PlannedUnit& unit, const Workspace& workspace) {
  std::shared_ptr<const Kept> kept;
  std::string_view stored;
  {
    std::lock_guard lock(mutex_);
    if (auto found = units_.find(unit.name); found != units_.end()) {
      kept = found->second;
    } else if (auto coded = stored_.find(unit.name); coded != stored_.end()) {
      stored = coded->second;
      stored_.erase(coded);
    }
  }
  if (kept) return holds(*kept, unit, workspace, same_listing_) ? kept->result : nullptr;
  if (stored.empty()) return nullptr;
  kept = restore(stored, unit, workspace);
  std::lock_guard lock(mutex_);
  if (!kept) {
    changed_ = true;
    return nullptr;
  }
  units_.insert_or_assign(unit.name, kept);
  return kept->result;
}

void UnitMemory::keep(const PlannedUnit& unit, const Workspace& workspace, std::shared_ptr<const UnitResult> result, const Reads& reads) {
  auto kept = std::make_shared<Kept>();
  kept->hash = unit.hash;
  kept->result = std::move(result);
  for (FileId file : reads.files()) kept->files.emplace_back(file, workspace.digest(file));
  kept->sort_files();
  kept->round = round_;
  kept->questions.assign(reads.questions().begin(), reads.questions().end());
  kept->heard.assign(reads.heard().begin(), reads.heard().end());
  std::lock_guard lock(mutex_);
  units_.insert_or_assign(unit.name, std::move(kept));
  changed_ = true;
}

}  // namespace bulkhead
