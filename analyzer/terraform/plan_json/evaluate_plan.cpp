#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "analyzer/terraform/module_cache.h"
#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/plan_json/nodes.h"
#include "analyzer/terraform/plan_json/plan_file.h"
#include "analyzer/terraform/plan_json/planned_resources.h"
#include "analyzer/terraform/plan_json/planned_value.h"

namespace bulkhead::terraform {
namespace {

using data::Node;
using data::NodeKind;

std::string scalar_text(const Node* node) {
  if (node == nullptr || (node->kind != NodeKind::string && node->kind != NodeKind::number && node->kind != NodeKind::boolean)) return {};
  return node->kind == NodeKind::boolean ? (node->boolean ? "true" : "false") : std::string(node->text);
}

std::string scalar_text(const Value& value) {
  if (value.is_string()) return std::string(value.as_string());
  return value.is_boolean() || value.is_number() ? to_json(value) : std::string();
}

/// The plan's values of root variables that the stack's own evaluation does not have.
std::vector<GivenText> differing_variables(const Unit& unit, const Node* variables, FileId file) {
  std::vector<GivenText> out;
  for (const Resource& resource : unit.resources) {
    if (resource.type != "variable") continue;
    const Node* value = member(member(variables, resource.name), "value");
    std::string planned = scalar_text(value);
    if (planned.empty() || planned == scalar_text(resource.attributes["value"])) continue;
    out.push_back({std::string(resource.name), planned, {file, value->begin, value->end}});
  }
  return out;
}

bool is_managed(std::string_view type) {
  constexpr std::string_view kOthers[] = {"module", "variable", "output", "locals", "terraform_var_file"};
  return type.find('.') == std::string_view::npos && std::find(std::begin(kOthers), std::end(kOthers), type) == std::end(kOthers);
}

class PlanEvaluation {
 public:
  PlanEvaluation(const Node& root, FileId file, const Classification& environment, Unit& unit)
      : root_(root), file_(file), environment_(environment), unit_(unit), values_(file, unit.arena), references_(root) {}

  void run() {
    check_version();
    std::vector<Resource> source = std::move(unit_.resources);
    unit_.resources.clear();
    for (std::size_t i = 0; i < source.size(); ++i) by_address_.emplace(source[i].address, &source[i]);
    for (const PlannedResource& planned : planned_resources(root_)) resource(planned);
    keep_rest(source);
    if (source.empty()) root_only();
    unit_.unknown_values = 0;
    for (const Resource& made : unit_.resources) unit_.unknown_values += count_unknown(made.attributes);
  }

 private:
  SourceSpan span(const Node* node) const { return node != nullptr ? SourceSpan{file_, node->begin, node->end} : SourceSpan{file_, 0, 1}; }

  void check_version() {
    const Node* version = root_.get("format_version");
    if (version->kind != NodeKind::string || !(version->text.starts_with("1.") || version->text.starts_with("0.")))
      unit_.diagnostics.push_back({span(version), "this version of Terraform's JSON output is not known; versions 0.x and 1.x are", Diagnostic::Severity::warning});
    if (is_true(root_.get("errored")))
      unit_.diagnostics.push_back({span(root_.get("errored")), "planning failed: resources after the error are not in this plan", Diagnostic::Severity::warning});
  }

  void resource(const PlannedResource& planned) {
    auto found = by_address_.find(planned.address);
    const Resource* source = found != by_address_.end() ? found->second : nullptr;
    if (!done_.insert(planned.address).second) return;
    Resource made;
    if (source != nullptr) made = *source;
    made.technology = Technology::terraform;
    made.type = planned.is_data ? unit_.arena.copy(std::string_view("data." + std::string(planned.type))) : planned.type;
    made.name = planned.name;
    made.address = planned.address;
    if (source == nullptr) {
      made.header = span(planned.header);
      made.environment = environment_;
    }
    made.attributes = attributes(planned, source, made.header);
    unit_.resources.push_back(made);
  }

  Value attributes(const PlannedResource& planned, const Resource* source, SourceSpan header) {
    const Origin* lacks = unit_.arena.make<Origin>(Origin{Origin::Kind::absent, header, nullptr, {}});
    std::vector<Entry> entries;
    auto add = [&](std::string_view key, const Node* value, SourceSpan key_span) {
      Value from;
      if (source != nullptr)
        for (const Entry& entry : source->attributes.entries())
          if (entry.key == key) from = entry.value, key_span = entry.key_span;
      bool set = source != nullptr ? !from.is_missing() : references_.sets(planned, key);
      if (is_empty(value) && !set) return;
      std::string reference = references_.reference(planned, key);
      if (reference.empty()) reference = std::string(planned.address) + "." + std::string(key);
      Planned part{value, member(planned.unknown, key), member(planned.sensitive, key)};
      Value made = values_.make(part, from, source != nullptr ? lacks : nullptr, reference);
      if (!made.is_missing()) entries.push_back({key, made, key_span});
    };
    if (planned.values != nullptr)
      for (const data::Member& entry : planned.values->members)
        if (planned.values->get(entry.key) == entry.value) add(entry.key, entry.value, entry.key_span);
    if (planned.unknown != nullptr)
      for (const data::Member& entry : planned.unknown->members)
        if (member(planned.values, entry.key) == nullptr) add(entry.key, nullptr, {});
    // What only bulkhead keeps of the configuration.
    if (source != nullptr)
      for (const Entry& entry : source->attributes.entries())
        if (entry.key == "provider" || (planned.is_data && entry.key == "json" && !member(planned.values, "json"))) entries.push_back(entry);
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    return Value::map(unit_.arena.copy(entries), unit_.arena.make<Origin>(Origin{Origin::Kind::written, header, nullptr, {}}));
  }

  /// Providers, backend, modules, locals and data sources of the configuration; managed resources that the plan does not have do not exist.
  void keep_rest(const std::vector<Resource>& source) {
    const Node* variables = root_.get("variables");
    for (const Resource& resource : source) {
      if (done_.contains(resource.address) || is_managed(resource.type)) continue;
      unit_.resources.push_back(resource);
      const Node* value = resource.type == "variable" ? member(member(variables, resource.name), "value") : nullptr;
      if (value == nullptr) continue;
      Value from = resource.attributes["value"];
      const Origin* lacks = unit_.arena.make<Origin>(Origin{Origin::Kind::absent, resource.header, nullptr, {}});
      Value made = values_.make({value, nullptr, nullptr}, from, lacks, std::string(resource.address));
      if (made.is_missing()) continue;
      if (from.sensitive()) made = made.as_sensitive();
      unit_.resources.back().attributes = one("value", made, resource.attributes.origin());
    }
  }

  Value one(std::string_view key, const Value& value, const Origin* origin) {
    std::vector<Entry> entries{{key, value, {}}};
    return Value::map(unit_.arena.copy(entries), origin);
  }

  void declared(std::string_view type, std::string_view name, const std::string& address, SourceSpan header, const Value& attributes) {
    Resource made;
    made.type = type;
    made.name = name;
    made.address = unit_.arena.copy(std::string_view(address));
    made.header = header;
    made.environment = environment_;
    made.attributes = attributes;
    unit_.resources.push_back(made);
  }

  /// Without the configuration: variables, outputs and providers as the plan has them.
  void root_only() {
    const Node* configured = member(member(root_.get("configuration"), "root_module"), "variables");
    for (const data::Member& variable : terraform::entries(&root_, "variables"))
      named("variable", "var.", variable, member(member(configured, variable.key), "sensitive"));
    for (std::string_view part : {"planned_values", "values"})
      for (const data::Member& output : terraform::entries(root_.get(part), "outputs")) named("output", "output.", output, member(output.value, "sensitive"));
    for (const data::Member& provider : terraform::entries(root_.get("configuration"), "provider_config"))
      if (member(provider.value, "module_address") == nullptr) this->provider(provider);
  }

  /// {"name": {"value": …}}
  void named(std::string_view type, std::string_view prefix, const data::Member& entry, const Node* sensitive) {
    std::string address = std::string(prefix) + std::string(entry.key);
    Value value = values_.make({member(entry.value, "value"), nullptr, sensitive}, Value(), nullptr, address);
    declared(type, entry.key, address, entry.key_span, one("value", value, values_.written(*entry.value)));
  }

  void provider(const data::Member& provider) {
    const Node* name = member(provider.value, "name");
    const Node* alias = member(provider.value, "alias");
    std::string type = "provider." + std::string(name != nullptr ? name->text : provider.key);
    std::vector<Entry> entries;
    for (const data::Member& argument : terraform::entries(provider.value, "expressions")) entries.push_back({argument.key, configured(argument.value, type, 0), argument.key_span});
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    std::string address = type + (alias != nullptr ? "." + std::string(alias->text) : "");
    declared(unit_.arena.copy(std::string_view(type)), alias != nullptr ? alias->text : std::string_view(), address, provider.key_span,
             Value::map(unit_.arena.copy(entries), values_.written(*provider.value)));
  }

  /// An expression of `configuration`: a constant, a variable, a list of blocks, or what is not known from here.
  Value configured(const Node* expression, const std::string& owner, int depth) {
    if (expression == nullptr || depth > 16) return Value();
    if (const Node* constant = member(expression, "constant_value")) return values_.make({constant, nullptr, nullptr}, Value(), nullptr, owner);
    if (expression->kind == NodeKind::sequence) {
      std::vector<Value> items;
      for (const Node* item : expression->items) items.push_back(configured(item, owner, depth + 1));
      return Value::list(unit_.arena.copy(items), values_.written(*expression));
    }
    if (auto references = items(expression, "references"); !references.empty()) {
      std::string_view reference = references[0]->text;
      const Node* value = reference.starts_with("var.") ? member(member(root_.get("variables"), reference.substr(4)), "value") : nullptr;
      if (value != nullptr && references.size() == 1) return values_.make({value, nullptr, nullptr}, Value(), nullptr, owner);
      return Value::unknown(unit_.arena.make<UnknownInfo>(UnknownInfo{UnknownInfo::Cause::other, reference, {}}), values_.written(*expression));
    }
    std::vector<Entry> entries;
    for (const data::Member& entry : expression->members) entries.push_back({entry.key, configured(entry.value, owner, depth + 1), entry.key_span});
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    return Value::map(unit_.arena.copy(entries), values_.written(*expression));
  }

  const Node& root_;
  FileId file_;
  const Classification& environment_;
  Unit& unit_;
  PlannedValues values_;
  ConfiguredReferences references_;
  std::unordered_map<std::string_view, const Resource*> by_address_;
  std::unordered_set<std::string_view> done_;
};

}  // namespace

Unit evaluate_plan_file(ModuleCache& modules, const PlanFile& plan, const Vocabulary& vocabulary, const Config& config, StateIndex* states) {
  const Workspace& workspace = modules.workspace();
  const Node& root = *plan_root(workspace, plan.file);
  Unit unit;
  if (plan.source) {
    unit = evaluate_stack(modules, *plan.source, vocabulary, config, states);
    auto differing = differing_variables(unit, root.get("variables"), plan.file);
    if (!differing.empty()) {
      StackPlan with = *plan.source;
      with.variables.insert(with.variables.end(), differing.begin(), differing.end());
      unit = evaluate_stack(modules, with, vocabulary, config, states);
    }
  } else {
    unit.kind = UnitKind::terraform_stack;
    unit.id = workspace.file(plan.file).path;
    unit.directory = std::string(directory_of(unit.id));
    unit.environment = plan.environment;
  }
  PlanEvaluation(root, plan.file, plan.environment, unit).run();
  return unit;
}

}  // namespace bulkhead::terraform
