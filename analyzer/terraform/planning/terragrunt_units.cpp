#include "analyzer/terraform/planning/terragrunt_units.h"

#include <algorithm>
#include <array>

#include "analyzer/environments/inference.h"
#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/planning/selector.h"
#include "analyzer/terraform/planning/terragrunt_cycles.h"
#include "analyzer/terraform/planning/terragrunt_stacks.h"
#include "analyzer/terraform/terragrunt/module_source.h"
#include "analyzer/terraform/terragrunt/paths.h"
#include "analyzer/terraform/terragrunt/unit_evaluation.h"

namespace bulkhead::terraform {
namespace {

using terragrunt::Configuration;
using terragrunt::UnitPlan;

StackPlan plan_of(std::shared_ptr<const UnitPlan> unit) {
  StackPlan plan;
  plan.directory = unit->directory;
  plan.id = unit->directory.empty() ? "." : unit->directory;
  plan.workspace = "default";
  plan.unit = std::move(unit);
  return plan;
}

/// One unit whose configuration is evaluated to see which module it runs and which environment it is of.
class UnitProbe {
 public:
  UnitProbe(ModuleCache& modules, std::shared_ptr<const UnitPlan> unit, const Vocabulary& vocabulary, const Config& config)
      : modules_(modules), vocabulary_(vocabulary), config_(config), unit_(*unit), plan_(plan_of(std::move(unit))), state_(modules, plan_, vocabulary, scratch_) {}

  /// nullopt: a configuration that others include, or that names no module.
  std::optional<StackPlan> plan() {
    auto made = std::make_shared<UnitPlan>(unit_);
    terragrunt::UnitEvaluation& evaluation = *state_.terragrunt();
    Value source = evaluation.settings().source;
    std::string beside = evaluation.session().actual(unit_.directory);
    bool own_module = !modules_.module(beside)->empty();
    if (unit_.file != FileId::none && source.is_absent() && !own_module) return std::nullopt;
    std::optional<std::string> module;
    if (source.is_string()) module = folder(source.as_string(), beside);
    else if (source.is_absent() && own_module) module = beside;
    if (module) plan_.directory = *module;
    made->remote = !module;
    plan_.environment = classify();
    plan_.siblings = {plan_.environment.environment.name};
    StackPlan out = plan_;
    out.unit = std::move(made);
    return out;
  }

  /// Folders of the units that this one depends on.
  std::vector<std::string> dependencies() {
    std::vector<std::string> out;
    Configuration* own = state_.terragrunt()->session().top();
    if (own == nullptr) return out;
    for (const terragrunt::Dependency& dependency : own->dependencies()) {
      Value path;
      std::string target = own->dependency_target(dependency, path);
      if (path.is_string()) out.push_back(std::move(target));
    }
    return out;
  }

  /// Configurations that this one includes.
  std::vector<std::string> included() {
    std::vector<std::string> out;
    Configuration* own = state_.terragrunt()->session().own();
    if (own == nullptr) return out;
    for (const terragrunt::Include& include : own->includes())
      if (const SourceFile* file = include.path.empty() ? nullptr : modules_.workspace().find(include.path)) out.push_back(file->path);
    return out;
  }

 private:
  /// The module's folder where it holds configuration.
  std::optional<std::string> folder(std::string_view source, const std::string& beside) {
    for (const std::string& from : {unit_.directory, beside}) {
      auto found = terragrunt::source_folder(source, from);
      if (found && !modules_.module(*found)->empty()) return found;
    }
    return std::nullopt;
  }

  Classification declared(std::string_view name, const Value& value) {
    if (!value.is_string() || !is_environment_name(name)) return {};
    return classify_variable(bulkhead::Declaration{name, value.as_string(), decisive_span(value.origin())}, vocabulary_);
  }

  Classification from_inputs() {
    for (const Entry& entry : written_entries(state_.terragrunt()->settings().inputs))
      if (Classification found = declared(entry.key, entry.value); found.environment.known()) return found;
    return {};
  }

  template <class Look>
  Classification from_locals(Look look) {
    std::vector<Configuration*> all = state_.terragrunt()->session().configurations();
    // The nearest file says most: env.hcl of the unit's folder before account.hcl above it.
    std::stable_sort(all.begin(), all.end(), [](Configuration* a, Configuration* b) { return depth(a->path()) > depth(b->path()); });
    for (Configuration* one : all)
      for (const hcl::Block* block : one->body().blocks) {
        if (block->type != "locals" || !block->body) continue;
        for (const hcl::Attribute& attribute : block->body->attributes)
          if (Classification found = look(*one, attribute); found.environment.known()) return found;
      }
    return {};
  }

  static std::ptrdiff_t depth(const std::string& path) { return std::count(path.begin(), path.end(), '/'); }

  Classification classify() {
    Classification path = unit_.directory.empty() ? Classification() : classify_path(unit_.directory + "/", vocabulary_, config_);
    if (path.reason.signal == EnvironmentReason::Signal::configuration) return path;
    if (auto found = from_inputs(); found.environment.known()) return found;
    auto named = [&](Configuration& one, const hcl::Attribute& attribute) {
      return is_environment_name(attribute.name) ? declared(attribute.name, one.local(attribute.name, {})) : Classification();
    };
    if (auto found = from_locals(named); found.environment.known()) return found;
    if (path.environment.known()) return path;
    auto account = [&](Configuration& one, const hcl::Attribute& attribute) {
      constexpr std::array kNames = {"account", "account_alias", "account_name"};
      if (std::find(kNames.begin(), kNames.end(), attribute.name) == kNames.end()) return Classification();
      Value value = one.local(attribute.name, {});
      return value.is_string() ? classify_name(value.as_string(), vocabulary_, decisive_span(value.origin())) : Classification();
    };
    return from_locals(account);
  }

  ModuleCache& modules_;
  const Vocabulary& vocabulary_;
  const Config& config_;
  const UnitPlan& unit_;
  StackPlan plan_;
  Unit scratch_;
  StackState state_;
};

}  // namespace

TerragruntUnits plan_terragrunt(ModuleCache& modules, const Vocabulary& vocabulary, const Config& config) {
  const Workspace& workspace = modules.workspace();
  std::vector<std::shared_ptr<const UnitPlan>> candidates;
  GeneratedUnits generated = expand_stacks(modules, vocabulary);
  std::set<std::string, std::less<>> taken;
  for (const SourceFile& file : workspace.files()) {
    if (!terragrunt::is_unit_file(file_name_of(file.path)) || ("/" + file.path).find("/.terraform/") != std::string::npos) continue;
    std::string directory(directory_of(file.path));
    if (generated.sources.contains(directory) || !taken.insert(directory).second) continue;
    auto unit = std::make_shared<UnitPlan>();
    unit->directory = directory;
    unit->file = file.id;
    candidates.push_back(std::move(unit));
  }
  for (auto& unit : generated.units)
    if (taken.insert(unit->directory).second) candidates.push_back(std::move(unit));
  std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) { return a->directory < b->directory; });

  TerragruntUnits out;
  std::set<std::string, std::less<>> included;
  UnitGraph graph;
  for (const auto& unit : candidates) {
    UnitProbe probe(modules, unit, vocabulary, config);
    for (std::string& path : probe.included()) included.insert(std::move(path));
    std::vector<std::string>& edges = graph[unit->directory];
    std::vector<terragrunt::StackUnits> stacks;
    for (std::string& target : probe.dependencies()) {
      auto stack = generated.stacks.find(target);
      if (stack == generated.stacks.end() || taken.contains(target)) {
        edges.push_back(std::move(target));
        continue;
      }
      for (const auto& one : stack->second.units) edges.push_back(one.second);
      stacks.push_back(stack->second);
    }
    auto plan = probe.plan();
    if (!plan) continue;
    if (!stacks.empty()) {
      auto read = std::make_shared<UnitPlan>(*plan->unit);
      read->stacks = std::move(stacks);
      plan->unit = std::move(read);
    }
    out.plans.push_back(std::move(*plan));
  }
  std::erase_if(out.plans, [&](const StackPlan& plan) {
    return plan.unit->file != FileId::none && included.contains(workspace.file(plan.unit->file).path) && plan.directory != plan.unit->directory;
  });
  mark_cycles(graph, out.plans);
  if (out.plans.empty() && !generated.diagnostics.empty()) {
    // Stack files that come to nothing are still there: somebody has to say what is wrong with them.
    auto unit = std::make_shared<UnitPlan>();
    unit->directory = directory_of(workspace.file(generated.diagnostics.front().at.file).path);
    unit->remote = true;
    out.plans.push_back(plan_of(std::move(unit)));
  }
  if (!out.plans.empty()) out.plans.front().diagnostics = std::move(generated.diagnostics);
  for (const StackPlan& plan : out.plans) out.modules.insert(plan.directory);
  return out;
}

}  // namespace bulkhead::terraform
