// Outputs of other units: `dependency` blocks.
#include <algorithm>

#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/root_evaluation.h"
#include "analyzer/terraform/states/remote_state.h"
#include "analyzer/terraform/terragrunt/configuration.h"
#include "analyzer/terraform/terragrunt/instance_scope.h"
#include "analyzer/terraform/terragrunt/paths.h"

namespace bulkhead::terraform::terragrunt {

std::vector<Dependency> Configuration::dependencies() {
  if (dependencies_known_) return dependencies_;
  std::vector<Dependency> out, all_instances;
  if (is_included() && !(generation_ != nullptr && session_.own() == nullptr)) {
    // An included file sees what it and all that are included with it declare, as the file that includes them has it.
    Configuration* child = session_.read(config_path_, config_path_, {file_, 0, 0});
    return child ? child->dependencies() : out;
  }
  auto add = [&](Configuration& owner) {
    for (const hcl::Block* block : owner.body_.blocks) {
      if (block->type != "dependency" || block->labels.empty() || !block->body) continue;
      std::string_view name = block->labels[0].text;
      auto known = std::find_if(out.begin(), out.end(), [&](const Dependency& d) { return d.name == name; });
      if (known == out.end()) {
        out.push_back({name, &owner, block, {}});
      } else if (known->block->body->attribute("config_path") == nullptr && block->body->attribute("config_path") != nullptr) {
        *known = {name, &owner, block, {}};
      }
    }
  };
  Configuration* generated = session_.own() == this ? session_.autoinclude() : nullptr;
  if (generated != nullptr) add(*generated);
  add(*this);
  if (includes_progress_ != Progress::running) {
    const std::vector<Include>& all = includes();
    for (auto include = all.rbegin(); include != all.rend(); ++include)
      if (include->configuration != nullptr && include->merge != Merge::none) add(*include->configuration);
  }
  // What the instances are made from cannot ask for a dependency.
  bool expands = std::any_of(out.begin(), out.end(), [](const Dependency& one) { return expansion_of(*one.block->body) != nullptr; });
  if (expands && expanding_) return {};
  if (expands) {
    expanding_ = true;
    for (const Dependency& one : out)
      for (const InstanceKey& key : expand_block(*one.block->body, one.owner->file(), *one.owner, state_).keys) {
        if (all_instances.size() == kMaxUnitsRead) {
          state_.problem({one.owner->file(), one.block->begin, one.block->header_end}, "more than " + std::to_string(kMaxUnitsRead) + " dependencies (limit); the others are left out");
          break;
        }
        all_instances.push_back({one.name, one.owner, one.block, key});
      }
    expanding_ = false;
    out = std::move(all_instances);
  }
  if (includes_progress_ == Progress::done) {
    dependencies_ = out;
    dependencies_known_ = true;
  }
  return out;
}

Value Configuration::dependency_argument(const Dependency& dependency, std::string_view name) {
  const hcl::Attribute* written = dependency.block->body->attribute(name);
  if (dependency.key.kind == InstanceKey::Kind::single || written == nullptr || written->value == nullptr) return dependency.owner->argument(*dependency.block->body, name);
  InstanceScope scope(*dependency.owner, dependency.key, state_);
  return state_.evaluate(*written->value, dependency.owner->file(), scope);
}

std::string Configuration::dependency_target(const Dependency& dependency, Value& path) {
  path = dependency_argument(dependency, "config_path");
  if (!path.is_string()) return {};
  auto target = path_in_root(path.as_string(), config_directory());
  if (!target) return {};
  return is_unit_file(file_name_of(*target)) || is_stack_file(file_name_of(*target)) ? parent_directory(*target) : *target;
}

bool Configuration::reads_outputs(const Dependency& dependency) {
  return !dependency_argument(dependency, "skip_outputs").is_true().yes() && !dependency_argument(dependency, "enabled").is_false().yes();
}

/// One output, or all of them where `output` is empty. Mocks stand for what is not applied yet: they are never taken for the real thing.
Value Configuration::dependency_outputs(const Dependency& dependency, std::string_view output, SourceSpan at) {
  std::string reference = "dependency." + std::string(dependency.name) + ".outputs" + (output.empty() ? "" : "." + std::string(output));
  Value path;
  std::string target = dependency_target(dependency, path);
  SourceSpan place{dependency.owner->file(), dependency.block->begin, dependency.block->header_end};
  if (const hcl::Attribute* written = dependency.block->body->attribute("config_path")) place = {dependency.owner->file(), written->begin, written->end};
  if (path.is_unknown()) return state_.unknown(path.unknown()->cause, reference);
  if (!path.is_string()) return state_.unknown(UnknownInfo::Cause::error, reference);
  // Without outputs there are mocks at best.
  if (!reads_outputs(dependency)) return state_.unknown(UnknownInfo::Cause::data_source, reference);
  for (const StackUnits& stack : session_.unit().stacks)
    if (stack.directory == target) {
      Value all = stack_outputs(stack, "dependency." + std::string(dependency.name) + ".outputs", place, at);
      if (output.empty()) return all;
      for (const Entry& entry : all.entries())
        if (entry.key == output) return entry.value;
      state_.problem(at, reference + ": the stack " + target + " has no such unit", Diagnostic::Severity::warning);
      return state_.unknown(UnknownInfo::Cause::error, reference);
    }
  return unit_outputs(target, "dependency." + std::string(dependency.name) + ".outputs", output, place, at);
}

/// A stack's outputs are those of its units, by name.
Value Configuration::stack_outputs(const StackUnits& stack, const std::string& name, SourceSpan place, SourceSpan at) {
  std::vector<Entry> entries;
  for (const auto& [unit, directory] : stack.units)
    entries.push_back({state_.arena().copy(std::string_view(unit)), unit_outputs(directory, name + "." + unit, {}, place, at), {}});
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  return Value::map(state_.arena().copy(entries), state_.link(Origin::Kind::written, place, nullptr, {}));
}

/// Outputs of the unit in `target`; `name` is what they are called here, `place` where the unit is named.
Value Configuration::unit_outputs(const std::string& target, const std::string& name, std::string_view output, SourceSpan place, SourceSpan at) {
  std::string reference = name + (output.empty() ? "" : "." + std::string(output));
  const std::vector<std::string>& cyclic = session_.unit().cyclic;
  if (std::binary_search(cyclic.begin(), cyclic.end(), target)) return state_.unknown(UnknownInfo::Cause::error, reference);
  StackState::UnitRead read = state_.read_unit(target);
  if (read.cycle) return state_.unknown(UnknownInfo::Cause::error, reference);
  if (read.evaluation == nullptr) {
    if (!read.known && state_.reads_units())
      state_.problem(place, name.substr(0, name.find(".outputs")) + " leads to no unit in what is scanned", Diagnostic::Severity::warning);
    return state_.unknown(UnknownInfo::Cause::data_source, reference);
  }
  RootEvaluation& other = *read.evaluation;
  bool remote = other.plan().unit->remote;
  auto missing_cause = remote ? UnknownInfo::Cause::remote_module : UnknownInfo::Cause::data_source;
  if (!output.empty()) {
    auto found = other.files().output_index.find(output);
    if (found != other.files().output_index.end()) {
      if (auto value = imported_output(state_, other, found->second, at)) return *value;
      return state_.unknown(UnknownInfo::Cause::error, reference);
    }
    if (!remote) state_.problem(at, reference + ": the module of unit " + target + " has no such output", Diagnostic::Severity::warning);
    return state_.unknown(missing_cause, reference);
  }
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < other.files().outputs.size(); ++i)
    if (auto value = imported_output(state_, other, i, at)) entries.push_back({other.files().outputs[i].name, *value, {}});
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  return open_object(entries, state_.arena().copy(std::string_view(reference)), missing_cause, state_.link(Origin::Kind::written, place, nullptr, {}), state_.arena());
}

Value Configuration::resolve_dependency(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  if (path.size() < 2) return state_.unknown(UnknownInfo::Cause::other, "dependency");
  consumed = 2;
  Expansion instances;
  std::vector<Value> values;
  for (const Dependency& dependency : dependencies()) {
    if (dependency.name != path[1]) continue;
    bool single = dependency.key.kind == InstanceKey::Kind::single;
    if (path.size() < 3 || !single) {
      std::vector<Entry> entries{{"outputs", dependency_outputs(dependency, {}, at), {}}};
      Value whole = Value::map(state_.arena().copy(entries));
      if (single) return whole;
      if (dependency.key.index.is_unknown()) return state_.unknown(UnknownInfo::Cause::other, "dependency." + std::string(path[1]));
      // By the text of their key, those of `count` too.
      InstanceKey key = dependency.key;
      if (key.index.is_number()) key.index = state_.text(std::to_string(key.index.as_integer()));
      instances.keys.push_back(key);
      instances.kind = InstanceKey::Kind::keyed;
      values.push_back(whole);
      continue;
    }
    consumed = 3;
    if (path[2] != "outputs") return state_.unknown(UnknownInfo::Cause::other, "dependency." + std::string(path[1]) + "." + std::string(path[2]));
    if (path.size() < 4) return dependency_outputs(dependency, {}, at);
    consumed = 4;
    return dependency_outputs(dependency, path[3], at);
  }
  if (!values.empty()) return gather(instances, values, {}, nullptr, state_.arena());
  return undeclared("dependency." + std::string(path[1]), at);
}

}  // namespace bulkhead::terraform::terragrunt
