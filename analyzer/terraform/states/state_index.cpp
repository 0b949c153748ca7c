#include "analyzer/terraform/states/state_index.h"

#include <algorithm>

#include "analyzer/terraform/backend_arguments.h"
#include "analyzer/terraform/plan_hash.h"
#include "analyzer/terraform/root_evaluation.h"
#include "analyzer/terraform/states/lookups.h"
#include "analyzer/terraform/states/resource_walk.h"
#include "analyzer/terraform/states/state_name.h"
#include "analyzer/terraform/terragrunt/unit_plan.h"

namespace bulkhead::terraform {
namespace {

Value arguments_of(const Declaration& backend, RootEvaluation& evaluation) {
  BlockScope scope(evaluation.root(), nullptr);
  std::vector<Entry> entries = backend_arguments(backend, scope, evaluation.state());
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  return Value::map(evaluation.state().arena().copy(entries));
}

}  // namespace

void StateIndex::plan() {
  plans_ = plan_();
  for (const StackPlan& plan : *plans_) {
    hashes_.push_back(content_hash(modules_.workspace(), plan));
    if (plan.unit) units_.emplace(plan.unit->directory, &plan);
  }
}

std::string StateIndex::key_of(std::string_view what, const StackPlan& plan) const {
  std::string key(what);
  for (std::uint64_t part : {hashes_[static_cast<std::size_t>(&plan - plans_->data())], vocabulary_.config_hash()}) key += "\n" + std::to_string(part);
  return key + "\n" + plan.id;
}

std::vector<std::string> StateIndex::names_of(const StackPlan& plan) {
  if (!plan.unit && modules_.module(plan.directory)->backends.empty()) return {state_name("local", {}, plan.workspace, plan.directory).text()};
  std::vector<std::string> out;
  RootEvaluation evaluation(modules_, plan, vocabulary_);
  for (const Declaration& backend : evaluation.files().backends) {
    StateName name = state_name(backend.type, arguments_of(backend, evaluation), plan.workspace, plan.directory);
    if (name.complete()) out.push_back(name.text());
  }
  return out;
}

void StateIndex::fill() {
  std::call_once(planned_, [this] { plan(); });
  for (const StackPlan& plan : *plans_) {
    auto names = modules_.workspace().derived<std::vector<std::string>>(key_of("states", plan), [&] {
      return std::make_shared<const std::vector<std::string>>(names_of(plan));
    });
    for (const std::string& name : *names) writers_.emplace(name, &plan);
  }
}

std::vector<std::pair<std::string, std::string>> StateIndex::resources_of(const StackPlan& plan, std::string_view type, std::string_view given, std::string_view scope) {
  std::vector<std::pair<std::string, std::string>> out;
  using Types = std::set<std::string, std::less<>>;
  auto declared = modules_.workspace().derived<Types>("types " + plan.directory, [&] { return std::make_shared<const Types>(declared_types(modules_, plan.directory)); });
  if (!plan.unit && !declared->contains(type)) return out;
  RootEvaluation evaluation(modules_, plan, vocabulary_);
  each_resource(evaluation.root(), type, [&](ModuleInstance& module, ResourceInstance& instance) {
    if (std::string name = lookup_name(module, instance, given, scope); !name.empty()) out.emplace_back(std::move(name), instance.address);
  });
  return out;
}

StateIndex::Places StateIndex::places_of(std::string_view type, std::string_view given, std::string_view scope) {
  using Named = std::vector<std::pair<std::string, std::string>>;
  const std::string what = "resources " + std::string(type) + " " + std::string(given) + " " + std::string(scope);
  Places out;
  for (const StackPlan& plan : *plans_) {
    auto named = modules_.workspace().derived<Named>(key_of(what, plan), [&] { return std::make_shared<const Named>(resources_of(plan, type, given, scope)); });
    for (const auto& [name, address] : *named) out.emplace(name, Place{&plan, address});
  }
  return out;
}

const StackPlan* StateIndex::unit_in(const std::string& directory) {
  std::call_once(planned_, [this] { plan(); });
  auto found = units_.find(directory);
  return found == units_.end() ? nullptr : found->second;
}

StateIndex::Place StateIndex::resource(std::string_view type, std::string_view given, std::string_view scope, std::string_view name, std::string_view reader) {
  std::call_once(planned_, [this] { plan(); });
  std::string key = std::string(type) + "." + std::string(given) + "." + std::string(scope);
  std::lock_guard lock(mutex_);
  auto known = places_.find(key);
  if (known == places_.end()) known = places_.emplace(key, places_of(type, given, scope)).first;
  auto [begin, end] = known->second.equal_range(name);
  Place own;
  int owners = 0;
  for (auto at = begin; at != end; ++at)
    if (!reader.empty() && at->second.plan->environment.environment.name == reader) {
      own = at->second;
      ++owners;
    }
  if (owners == 0 && begin != end && std::next(begin) == end) return begin->second;
  return owners == 1 ? own : Place();
}

const StackPlan* StateIndex::writer(const std::string& name, std::string_view reader) {
  std::call_once(filled_, [this] { fill(); });
  auto [begin, end] = writers_.equal_range(name);
  if (begin == end) return nullptr;
  if (std::next(begin) == end) return begin->second;
  const StackPlan* own = nullptr;
  for (auto at = begin; at != end; ++at) {
    if (reader.empty() || at->second->environment.environment.name != reader) continue;
    if (own != nullptr) return nullptr;
    own = at->second;
  }
  return own;
}

std::uint64_t StateIndex::hash_of(const Place& place) const {
  if (place.plan == nullptr) return 0;
  return ContentHash().add(hashes_[static_cast<std::size_t>(place.plan - plans_->data())]).add(place.address).value() | 1;
}

void StateIndex::tell(Question question, const Place& answer) const {
  Reads* reads = ReadScope::current();
  if (reads == nullptr) return;
  std::string text;
  for (std::string_view part : question) text.append(part) += '\0';
  reads->hear(std::move(text), hash_of(answer));
}

// What is read to find the answer is not the asker's: he depends on the answer alone.

const StackPlan* StateIndex::find(const std::string& name, const Environment& reader) {
  const StackPlan* found;
  {
    ReadScope own(ReadScope::Kind::apart);
    found = writer(name, reader.name);
  }
  tell({"state", name, reader.name}, {found, {}});
  return found;
}

const StackPlan* StateIndex::unit(const std::string& directory) {
  const StackPlan* found;
  {
    ReadScope own(ReadScope::Kind::apart);
    found = unit_in(directory);
  }
  tell({"unit", directory}, {found, {}});
  return found;
}

StateIndex::ResourcePlace StateIndex::find_resource(const Lookup& row, const std::string& name, const Environment& reader) {
  Place found;
  {
    ReadScope own(ReadScope::Kind::apart);
    found = resource(row.type, row.given, row.scope, name, reader.name);
  }
  tell({"resource", row.type, row.given, row.scope, name, reader.name}, found);
  return found;
}

std::uint64_t StateIndex::answer(const std::string& question) {
  {
    std::lock_guard lock(answers_mutex_);
    if (auto known = answers_.find(question); known != answers_.end()) return known->second;
  }
  std::uint64_t found = ask(question);
  std::lock_guard lock(answers_mutex_);
  return answers_.emplace(question, found).first->second;
}

std::uint64_t StateIndex::ask(const std::string& question) {
  ReadScope own(ReadScope::Kind::apart);
  std::vector<std::string> parts(1);
  for (char c : question)
    if (c == '\0') parts.emplace_back();
    else parts.back() += c;
  parts.resize(7);
  if (parts[0] == "state") return hash_of({writer(parts[1], parts[2]), {}});
  if (parts[0] == "unit") return hash_of({unit_in(parts[1]), {}});
  return hash_of(resource(parts[1], parts[2], parts[3], parts[4], parts[5]));
}

}  // namespace bulkhead::terraform
