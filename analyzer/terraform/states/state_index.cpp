#include "analyzer/terraform/states/state_index.h"

#include <algorithm>

#include "analyzer/terraform/backend_arguments.h"
#include "analyzer/terraform/root_evaluation.h"
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
  for (const StackPlan& plan : plans_)
    if (plan.unit) units_.emplace(plan.unit->directory, &plan);
}

const StackPlan* StateIndex::unit(const std::string& directory) {
  std::call_once(planned_, [this] { plan(); });
  auto found = units_.find(directory);
  return found == units_.end() ? nullptr : found->second;
}

void StateIndex::fill() {
  std::call_once(planned_, [this] { plan(); });
  for (const StackPlan& plan : plans_) {
    if (!plan.unit && modules_.module(plan.directory)->backends.empty()) {
      writers_.emplace(state_name("local", {}, plan.workspace, plan.directory).text(), &plan);
      continue;
    }
    RootEvaluation evaluation(modules_, plan, vocabulary_);
    const ModuleFiles* files = &evaluation.files();
    for (const Declaration& backend : files->backends) {
      StateName name = state_name(backend.type, arguments_of(backend, evaluation), plan.workspace, plan.directory);
      if (name.complete()) writers_.emplace(name.text(), &plan);
    }
  }
}

StateIndex::Places StateIndex::places_of(std::string_view type, std::string_view given) {
  Places out;
  for (const StackPlan& plan : plans_) {
    auto meant = [&](const Declaration& one) { return !one.is_data && one.type == type; };
    auto written = modules_.module(plan.directory);
    if (!plan.unit && std::none_of(written->resources.begin(), written->resources.end(), meant)) continue;
    RootEvaluation evaluation(modules_, plan, vocabulary_);
    const ModuleFiles* files = &evaluation.files();
    for (std::size_t i = 0; i < files->resources.size(); ++i) {
      const Member* member = meant(files->resources[i]) ? files->resources[i].member(given) : nullptr;
      if (member == nullptr) continue;
      auto at = static_cast<std::size_t>(member - files->resources[i].members.data());
      for (ResourceInstance& instance : evaluation.root().resource(i).instances)
        if (Value name = evaluation.root().member(instance, at); name.is_string()) out.emplace(name.as_string(), Place{&plan, i});
    }
  }
  return out;
}

std::pair<const StackPlan*, std::size_t> StateIndex::find_resource(std::string_view type, std::string_view given, std::string_view name, const Environment& reader) {
  std::call_once(planned_, [this] { plan(); });
  std::string key = std::string(type) + "." + std::string(given);
  std::lock_guard lock(mutex_);
  auto known = places_.find(key);
  if (known == places_.end()) known = places_.emplace(key, places_of(type, given)).first;
  auto [begin, end] = known->second.equal_range(name);
  Place own;
  int owners = 0;
  for (auto at = begin; at != end; ++at)
    if (reader.known() && at->second.plan->environment.environment.name == reader.name) {
      own = at->second;
      ++owners;
    }
  if (owners == 0 && begin != end && std::next(begin) == end) return {begin->second.plan, begin->second.index};
  return owners == 1 ? std::pair(own.plan, own.index) : std::pair<const StackPlan*, std::size_t>();
}

const StackPlan* StateIndex::find(const std::string& name, const Environment& reader) {
  std::call_once(filled_, [this] { fill(); });
  auto [begin, end] = writers_.equal_range(name);
  if (begin == end) return nullptr;
  if (std::next(begin) == end) return begin->second;
  const StackPlan* own = nullptr;
  for (auto at = begin; at != end; ++at) {
    if (!reader.known() || at->second->environment.environment.name != reader.name) continue;
    if (own != nullptr) return nullptr;
    own = at->second;
  }
  return own;
}

}  // namespace bulkhead::terraform
