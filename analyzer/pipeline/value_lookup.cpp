#include "analyzer/pipeline/value_lookup.h"

#include <algorithm>
#include <mutex>
#include <set>

#include "analyzer/pipeline/shown_value.h"
#include "analyzer/terraform/root_evaluation.h"
#include "analyzer/terraform/states/state_index.h"

namespace bulkhead {
namespace {

constexpr std::size_t kMaxStacks = 24;             // evaluated for one file
constexpr std::size_t kMaxKept = 64;               // evaluations kept
constexpr std::size_t kMaxModules = 200;           // module instances looked at in one stack
constexpr std::size_t kMaxInstances = 4;           // of one block shown
constexpr std::size_t kMaxValues = 40;

using terraform::Declaration;
using terraform::ModuleInstance;

/// The resource or data source that a block declares; the number of those there when it is none.
std::size_t index_of(const std::vector<Declaration>& list, const hcl::Block& block, FileId file) {
  auto at = std::find_if(list.begin(), list.end(), [&](const Declaration& one) { return one.header.file == file &&
      one.header.begin == block.begin; });
  return static_cast<std::size_t>(at - list.begin());
}

void find_instances(ModuleInstance& module, const std::string& directory, std::size_t& left, std::vector<ModuleInstance*>& out) {
  if (left == 0) return;
  --left;
  if (module.files().directory == directory) out.push_back(&module);
  for (std::size_t i = 0; i < module.files().modules.size(); ++i)
    for (auto& instance : module.module_call(i).instances)
      if (instance) find_instances(*instance, directory, left, out);
}

}  // namespace

struct ValueLookup::State {
  State(std::shared_ptr<const Workspace> given, Config with)
      : workspace(std::move(given)), config(std::move(with)), vocabulary(config), modules(*workspace),
        states(modules, vocabulary, [this] { return planned(); }) {}

  std::shared_ptr<const Workspace> workspace;
  Config config;
  Vocabulary vocabulary;
  terraform::ModuleCache modules;
  terraform::StateIndex states;
  terraform::StateIndex::Plans plans;      // null: not asked for yet
  std::map<const terraform::StackPlan*, std::unique_ptr<terraform::RootEvaluation>> evaluations;
  std::mutex mutex;

  const terraform::StateIndex::Plans& planned() {
    if (!plans) plans = std::make_shared<const std::vector<terraform::StackPlan>>(terraform::plan_stacks(modules, vocabulary, config));
    return plans;
  }

  /// Whether calls lead from `root` to `directory`, by what is written.
  bool reaches(const std::string& root, const std::string& directory) {
    std::set<std::string> seen = {root};
    std::vector<std::string> open = {root};
    while (!open.empty() && seen.size() < 2'000) {
      std::string at = std::move(open.back());
      open.pop_back();
      if (at == directory) return true;
      for (const Declaration& call : modules.module(at)->modules) {
        if (!call.attribute("source")) continue;
        auto next = modules.resolve_source(root, at, std::string(call.name), terraform::module_source(call));
        if (next && seen.insert(*next).second) open.push_back(*next);
      }
    }
    return false;
  }

  terraform::RootEvaluation& evaluation(const terraform::StackPlan& plan) {
    auto at = evaluations.find(&plan);
    if (at != evaluations.end()) return *at->second;
    return *(evaluations[&plan] = std::make_unique<terraform::RootEvaluation>(modules, plan, vocabulary, &states));
  }

  /// A stack that uses a folder, and the instances of its module there.
  struct Use {
    const terraform::StackPlan* plan;
    std::vector<ModuleInstance*> instances;
  };
  /// Of the folder that was asked about last: a person stays in a file for a while.
  std::string folder;
  std::vector<Use> uses;
  bool more_uses = false, found_uses = false;

  const std::vector<Use>& uses_of(const std::string& directory) {
    if (found_uses && folder == directory) return uses;
    folder = directory;
    found_uses = true;
    more_uses = false;
    uses.clear();
    if (evaluations.size() + kMaxStacks > kMaxKept) evaluations.clear();   // nothing points into them now
    std::size_t evaluated = 0;
    for (const terraform::StackPlan& plan : *planned()) {
      if (!reaches(plan.directory, directory)) continue;
      if (evaluated++ >= kMaxStacks) {
        more_uses = true;
        break;
      }
      std::size_t left = kMaxModules;
      std::vector<ModuleInstance*> instances;
      find_instances(evaluation(plan).root(), directory, left, instances);
      more_uses |= left == 0;
      if (!instances.empty()) uses.push_back({&plan, std::move(instances)});
    }
    return uses;
  }

  struct Found {
    std::string address;
    Value value;
  };

  /// The expression's value in every instance of its block.
  std::vector<Found> values_in(ModuleInstance& module, const PlacedExpression& placed, FileId file, bool& more) {
    std::vector<Found> out;
    terraform::StackState& state = module.state();
    if (!placed.expression) {
      auto variable = module.files().variable_index.find(placed.block->labels[0].text);
      if (variable != module.files().variable_index.end())
        out.push_back({std::string(module.address()), module.variable(variable->second)});
      return out;
    }
    auto in_scope = [&](const terraform::InstanceKey* key, terraform::ResourceInstance* self, std::string_view address) {
      if (out.size() >= kMaxInstances) return void(more = true);
      terraform::BlockScope scope(module, key, self);
      out.push_back({std::string(address), state.evaluate(*placed.expression, file, scope)});
    };
    bool meta = !placed.nested && (placed.attribute->name == "count" || placed.attribute->name == "for_each");
    std::size_t resource = index_of(module.files().resources, *placed.block, file), call = index_of(module.files().modules,
        *placed.block, file);
    if (!meta && resource < module.files().resources.size()) {
      for (terraform::ResourceInstance& one : module.resource(resource).instances) in_scope(&one.key, &one, one.address);
    } else if (!meta && call < module.files().modules.size()) {
      terraform::ModuleNode& node = module.module_call(call);
      for (std::size_t i = 0; i < node.addresses.size(); ++i) in_scope(&node.expansion.keys[i], nullptr, node.addresses[i]);
    } else {
      in_scope(nullptr, nullptr, module.address());
    }
    return out;
  }

  ValueAnswer answer(const PlacedExpression& placed, FileId file) {
    ValueAnswer out{placed.at, placed.text, {}, false};
    if (!placed.block) return out;
    std::vector<std::string_view> names;
    if (placed.expression) names = reference_names(*placed.expression);
    else names.push_back(placed.block->labels[0].text);
    if (placed.attribute) names.push_back(placed.attribute->name);
    for (const auto& [plan, instances] : uses_of(std::string(directory_of(workspace->file(file).path)))) {
      out.more |= more_uses;
      std::set<std::string> seen;
      for (ModuleInstance* module : instances)
        for (const Found& found : values_in(*module, placed, file, out.more)) {
          std::string shown = shown_value(found.value, names);
          if (!seen.insert(shown).second) continue;
          if (out.values.size() >= kMaxValues) {
            out.more = true;
            return out;
          }
          bool known = !found.value.is_unknown() && !found.value.sensitive() && shown.find("(hidden") == std::string::npos;
          out.values.push_back({plan->environment.environment.name, plan->id, found.address, std::move(shown), known});
        }
    }
    return out;
  }
};

ValueLookup::ValueLookup(std::shared_ptr<const Workspace> workspace, Config config)
    : state_(std::make_unique<State>(std::move(workspace), std::move(config))) {}
ValueLookup::~ValueLookup() = default;

ValueAnswer ValueLookup::at(FileId file, std::uint32_t offset) {
  std::lock_guard lock(state_->mutex);
  return state_->answer(expression_at(*state_->workspace, file, offset), file);
}

std::vector<ValueAnswer> ValueLookup::references(FileId file, std::uint32_t begin, std::uint32_t end, std::size_t most) {
  std::lock_guard lock(state_->mutex);
  std::vector<ValueAnswer> out;
  for (const PlacedExpression& placed : references_in(*state_->workspace, file, begin, end, most))
    out.push_back(state_->answer(placed, file));
  return out;
}

}  // namespace bulkhead
