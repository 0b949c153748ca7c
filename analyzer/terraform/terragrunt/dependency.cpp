// Outputs of other units: `dependency` blocks.
#include <algorithm>

#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/root_evaluation.h"
#include "analyzer/terraform/states/remote_state.h"
#include "analyzer/terraform/terragrunt/configuration.h"
#include "analyzer/terraform/terragrunt/paths.h"

namespace bulkhead::terraform::terragrunt {

std::vector<Dependency> Configuration::dependencies() {
  std::vector<Dependency> out;
  if (is_included()) {
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
        out.push_back({name, &owner, block});
      } else if (known->block->body->attribute("config_path") == nullptr && block->body->attribute("config_path") != nullptr) {
        *known = {name, &owner, block};
      }
    }
  };
  add(*this);
  if (includes_progress_ == Progress::running) return out;
  const std::vector<Include>& all = includes();
  for (auto include = all.rbegin(); include != all.rend(); ++include)
    if (include->configuration != nullptr && include->merge != Merge::none) add(*include->configuration);
  return out;
}

std::string Configuration::dependency_target(const Dependency& dependency, Value& path) {
  path = dependency.owner->argument(*dependency.block->body, "config_path");
  if (!path.is_string()) return {};
  auto target = path_in_root(path.as_string(), config_directory());
  if (!target) return {};
  return is_unit_file(file_name_of(*target)) ? parent_directory(*target) : *target;
}

bool Configuration::reads_outputs(const Dependency& dependency) {
  const hcl::Body& body = *dependency.block->body;
  return !dependency.owner->argument(body, "skip_outputs").is_true().yes() && !dependency.owner->argument(body, "enabled").is_false().yes();
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
  const std::vector<std::string>& cyclic = session_.unit().cyclic;
  if (std::binary_search(cyclic.begin(), cyclic.end(), target)) return state_.unknown(UnknownInfo::Cause::error, reference);
  StackState::UnitRead read = state_.read_unit(target);
  if (read.cycle) return state_.unknown(UnknownInfo::Cause::error, reference);
  if (read.evaluation == nullptr) {
    if (!read.known && state_.reads_units())
      state_.problem(place, "dependency \"" + std::string(dependency.name) + "\" leads to no unit in what is scanned", Diagnostic::Severity::warning);
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
  for (const Dependency& dependency : dependencies()) {
    if (dependency.name != path[1]) continue;
    if (path.size() < 3) {
      std::vector<Entry> entries{{"outputs", dependency_outputs(dependency, {}, at), {}}};
      return Value::map(state_.arena().copy(entries));
    }
    consumed = 3;
    if (path[2] != "outputs") return state_.unknown(UnknownInfo::Cause::other, "dependency." + std::string(path[1]) + "." + std::string(path[2]));
    if (path.size() < 4) return dependency_outputs(dependency, {}, at);
    consumed = 4;
    return dependency_outputs(dependency, path[3], at);
  }
  return undeclared("dependency." + std::string(path[1]), at);
}

}  // namespace bulkhead::terraform::terragrunt
