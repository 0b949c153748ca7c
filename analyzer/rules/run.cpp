#include <algorithm>

#include "analyzer/cel/program.h"
#include "analyzer/rules/literal_fix.h"
#include "analyzer/rules/message.h"
#include "analyzer/model/parallel.h"
#include "analyzer/rules/rule_set.h"

namespace bulkhead {
namespace {

using cel::ResourcesByType;

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

/// What all checks on one unit look at.
struct UnitView {
  const Unit& unit;
  const RuleContext& context;
  const ResourcesByType& by_type;
  Value profiles;
};

/// Runs the checks of one rule on one unit.
class CheckRunner {
 public:
  CheckRunner(const UnitView& view, Reporter& report, Arena& arena) : view_(view), report_(report), arena_(arena) {}

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
    evaluation.unit = &view_.unit;
    evaluation.by_type = &view_.by_type;
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
                            {"environment", environment_of(resource, arena_)}, {"profiles", view_.profiles},
                            {"file", file_of(resource)}};
    evaluation.variables.insert(evaluation.variables.end(), node.around.begin(), node.around.end());
  }

  Value file_of(const Resource& resource) const {
    if (!resource.header.valid()) return {};
    return Value::string(view_.context.workspace.file(resource.header.file).path);
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
      extras.fix = fix_of(check, resource, place, evaluation);
      extras.identity = node.path + (check.at.empty() || node.path.empty() ? "" : ".") + check.at + (index++ ? "#" + std::to_string(index) : "");
      report_.report(view_.unit, resource, place.origin() ? place : node.node, render_message(check.message_parts, evaluation), std::move(extras));
      evaluation.variables.pop_back();
    }
  }

  /// `place` is in the evaluation as `it`.
  std::optional<Fix> fix_of(const Check& check, const Resource& resource, const Value& place, cel::Evaluation& evaluation) const {
    if (!check.fix) return std::nullopt;
    if (!check.fix->at) return literal_fix(*check.fix, {&place, 1}, resource, view_.context.workspace);
    Value values = check.fix->at->run(evaluation);
    bool several = values.is_list() && values.origin() == nullptr;
    return literal_fix(*check.fix, several ? values.items() : std::span(&values, 1), resource, view_.context.workspace);
  }

  const UnitView& view_;
  Reporter& report_;
  Arena& arena_;
  std::string note_;
};

/// A check and the resources of one type that it selects.
struct Task {
  CheckNumber check;
  const std::vector<const Resource*>* resources;
};

/// All there is to check in a unit, in the order of rules, checks and types. Rules that select none of its types cost nothing.
std::vector<Task> tasks_of(const RuleSet& rules, const ResourcesByType& by_type) {
  std::vector<Task> tasks;
  for (const auto& [type, resources] : by_type)
    for (CheckNumber check : rules.checks_for(*resources.front())) tasks.push_back({check, &resources});
  std::ranges::stable_sort(tasks, {}, &Task::check);
  return tasks;
}

}  // namespace

UnitFindings run_unit_rules(const RuleSet& rules, const Unit& unit, const RuleContext& context) {
  UnitFindings out;
  Arena arena;
  ResourcesByType by_type;
  for (const Resource& resource : unit.resources) by_type[resource.type].push_back(&resource);
  const UnitView view{unit, context, by_type, profiles_of(context.profiles, arena)};
  const std::vector<Task> tasks = tasks_of(rules, by_type);
  auto task = tasks.begin();
  for (std::uint32_t number = 0; number < rules.rules().size(); ++number) {
    const Rule& rule = rules.rules()[number];
    Reporter report(rule, out.findings);
    CheckRunner runner(view, report, arena);
    for (; task != tasks.end() && task->check.rule == number; ++task)
      for (const Resource* resource : *task->resources) runner.run(rule.checks[task->check.check], *resource);
    if (!runner.note().empty()) out.notes.emplace(rule.id, runner.note());
    if (rule.code && rule.code->check_unit) rule.code->check_unit(unit, context, report);
    if (report.undecided_count() > 0) out.undecided[rule.id] += report.undecided_count();
  }
  return out;
}

UnitFindings run_estate_rules(const RuleSet& rules, const Estate& estate, const RuleContext& context, int jobs) {
  std::vector<const Rule*> asked;
  for (const Rule& rule : rules.rules())
    if (rule.code && rule.code->check_estate) asked.push_back(&rule);
  struct Told {
    std::vector<Finding> findings;
    std::size_t undecided = 0;
  };
  std::vector<Told> told(asked.size());
  parallel_for(asked.size(), jobs, [&](std::size_t i) {
    Reporter report(*asked[i], told[i].findings);
    asked[i]->code->check_estate(estate, context, report);
    told[i].undecided = report.undecided_count();
  });
  UnitFindings out;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    out.findings.insert(out.findings.end(), std::make_move_iterator(told[i].findings.begin()), std::make_move_iterator(told[i].findings.end()));
    if (told[i].undecided > 0) out.undecided[asked[i]->id] += told[i].undecided;
  }
  return out;
}

}  // namespace bulkhead
