#include <algorithm>

#include "analyzer/cel/program.h"
#include "analyzer/rules/message.h"
#include "analyzer/rules/rule_set.h"

namespace bulkhead {
namespace {

using ByType = std::map<std::string_view, std::vector<const Resource*>>;

Value texts(const std::vector<std::string>& items, Arena& arena) {
  std::vector<Value> out;
  for (const std::string& item : items) out.push_back(Value::string(item));
  return Value::list(arena.copy(out));
}

Value map_of(std::vector<Entry> entries, Arena& arena) { return Value::map(arena.copy(entries)); }

Value profiles_of(const Profiles& profiles, Arena& arena) {
  return map_of({{"base_images", texts(profiles.base_images, arena), {}},
                 {"headers", texts(profiles.headers, arena), {}},
                 {"image_max_age_days", Value::integer(profiles.image_max_age_days), {}},
                 {"registries", texts(profiles.registries, arena), {}},
                 {"tls_min", Value::string(profiles.tls_min), {}}},
                arena);
}

Value environment_of(const Resource& resource, Arena& arena) {
  const Environment& environment = resource.environment.environment;
  return map_of({{"name", Value::string(environment.name), {}}, {"tier", Value::string(to_string(environment.tier)), {}}}, arena);
}

/// Runs the checks of one rule on one unit.
class CheckRunner {
 public:
  CheckRunner(const Unit& unit, const RuleContext& context, Reporter& report)
      : unit_(unit), context_(context), report_(report), profiles_(profiles_of(context.profiles, arena_)) {}

  void run(const Check& check, const Resource& resource) {
    bool undecided = false;
    for (const SelectedNode& node : select_nodes(check.selector, resource, arena_)) undecided |= !judge(check, resource, node);
    if (undecided) report_.undecided(resource);
  }
  const std::string& note() const { return note_; }

 private:
  /// False when the condition could not be decided.
  bool judge(const Check& check, const Resource& resource, const SelectedNode& node) {
    cel::Evaluation evaluation(arena_);
    evaluation.unit = &unit_;
    evaluation.resource = &resource;
    bind(evaluation, resource, node);
    for (const auto& [name, program] : check.let) evaluation.variables.emplace_back(name, program->run(evaluation));
    Tri holds = check.when ? check.when->test(evaluation) : Tri::yes_value();
    if (holds.yes()) speak(check, resource, node, evaluation);
    if (!evaluation.note.empty() && note_.empty()) note_ = evaluation.note + " (" + std::string(resource.address) + ")";
    return !holds.unknown();
  }

  void bind(cel::Evaluation& evaluation, const Resource& resource, const SelectedNode& node) {
    Value self = map_of({{"address", Value::string(resource.address), {}},
                         {"attributes", resource.attributes, {}},
                         {"name", Value::string(resource.name), {}},
                         {"type", Value::string(resource.type), {}}},
                        arena_);
    evaluation.variables = {{"node", node.node}, {"object", resource.attributes}, {"resource", self},
                            {"environment", environment_of(resource, arena_)}, {"profiles", profiles_},
                            {"file", file_of(resource)}};
    evaluation.variables.insert(evaluation.variables.end(), node.around.begin(), node.around.end());
  }

  Value file_of(const Resource& resource) const {
    if (!resource.header.valid()) return {};
    return Value::string(context_.workspace.file(resource.header.file).path);
  }

  void speak(const Check& check, const Resource& resource, const SelectedNode& node, cel::Evaluation& evaluation) {
    Value at = check.at_program ? check.at_program->run(evaluation) : node.node;
    bool made = at.is_list() && at.origin() == nullptr && !at.items().empty();
    std::vector<Value> places(at.items().begin(), at.items().end());
    if (!made) places.assign(1, at);
    if (!made && at.origin() == nullptr) places[0] = Value::missing(node.node.origin());
    std::size_t index = 0;
    for (const Value& place : places) {
      evaluation.variables.emplace_back("it", made ? place : at);
      FindingExtras extras;
      extras.severity = check.severity;
      extras.confidence = check.confidence;
      extras.identity = node.path + (check.at.empty() || node.path.empty() ? "" : ".") + check.at + (index++ ? "#" + std::to_string(index) : "");
      report_.report(unit_, resource, place.origin() ? place : node.node, render_message(check.message_parts, evaluation), std::move(extras));
      evaluation.variables.pop_back();
    }
  }

  const Unit& unit_;
  const RuleContext& context_;
  Reporter& report_;
  Arena arena_;
  Value profiles_;
  std::string note_;
};

void run_checks(const Rule& rule, const Unit& unit, const ByType& by_type, const RuleContext& context, Reporter& report, UnitFindings& out) {
  CheckRunner runner(unit, context, report);
  for (const Check& check : rule.checks) {
    for (const auto& [type, resources] : by_type) {
      if (!selects_type(check.selector, *resources.front())) continue;
      for (const Resource* resource : resources) runner.run(check, *resource);
    }
  }
  if (!runner.note().empty()) out.notes.emplace(rule.id, runner.note());
}

}  // namespace

UnitFindings run_unit_rules(const RuleSet& rules, const Unit& unit, const RuleContext& context) {
  UnitFindings out;
  ByType by_type;
  for (const Resource& resource : unit.resources) by_type[resource.type].push_back(&resource);
  for (const Rule& rule : rules.rules()) {
    Reporter report(rule, out.findings);
    if (!rule.checks.empty() && !by_type.empty()) run_checks(rule, unit, by_type, context, report, out);
    if (rule.code && rule.code->check_unit) rule.code->check_unit(unit, context, report);
    if (report.undecided_count() > 0) out.undecided[rule.id] += report.undecided_count();
  }
  return out;
}

UnitFindings run_estate_rules(const RuleSet& rules, const Estate& estate, const RuleContext& context) {
  UnitFindings out;
  for (const Rule& rule : rules.rules()) {
    if (!rule.code || !rule.code->check_estate) continue;
    Reporter report(rule, out.findings);
    rule.code->check_estate(estate, context, report);
    if (report.undecided_count() > 0) out.undecided[rule.id] += report.undecided_count();
  }
  return out;
}

}  // namespace bulkhead
