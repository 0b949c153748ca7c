#include "analyzer/terraform/states/remote_state.h"

#include <algorithm>

#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/root_evaluation.h"
#include "analyzer/terraform/states/state_index.h"
#include "analyzer/terraform/states/state_name.h"

namespace bulkhead::terraform {
namespace {

Value argument(ModuleInstance& module, ResourceInstance& instance, std::string_view name) {
  const auto& members = instance.declaration->members;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (members[i].name == name) {
      Value value = module.member(instance, i);
      return value.is_list() && !members[i].attribute ? value.at(0) : value;
    }
  return {};
}

StateName name_of(ModuleInstance& module, ResourceInstance& instance) {
  Value workspace = argument(module, instance, "workspace");
  if (workspace.is_unknown()) return {};
  if (instance.declaration->type == "tfe_outputs")
    return {"tfe:" + std::string(argument(module, instance, "organization").as_string()), std::string(workspace.as_string())};
  Value backend = argument(module, instance, "backend");
  return state_name(backend.as_string(), argument(module, instance, "config"), workspace.as_string(), module.state().plan().directory);
}

/// Values of another stack in this one: what is unknown there is named by the stack it is of, and the way to every part leads over the place
/// that refers to it.
class Importer {
 public:
  Importer(const std::string& stack, SourceSpan at, StackState& state) : stack_(stack), at_(at), state_(state), arena_(state.arena()) {}

  Value import(const Value& value, int depth = 0) {
    if (depth > kMaxDepth) return Value::unknown(nullptr, value.origin());
    return imported(value, depth).with_origin(arena_.make<Origin>(Origin{Origin::Kind::referenced, at_, value.origin(), {}}));
  }

 private:
  static constexpr int kMaxDepth = 64;

  Value imported(const Value& value, int depth) {
    if (value.is_unknown()) return marked(unknown(value), value);
    // What is copied counts: stacks that read one another could copy without end.
    std::size_t bytes = value.items().size() * (sizeof(Value) + sizeof(Origin)) + value.entries().size() * (sizeof(Entry) + sizeof(Origin));
    if (!state_.admit_import(bytes, at_)) return state_.unknown(UnknownInfo::Cause::limit, {});
    if (value.is_list()) {
      std::vector<Value> items;
      for (const Value& item : value.items()) items.push_back(import(item, depth + 1));
      return marked(Value::list(arena_.copy(items), value.origin()).with_shape(value.shape()), value);
    }
    if (!value.is_map()) return value;
    std::vector<Entry> entries(value.entries().begin(), value.entries().end());
    for (Entry& entry : entries) entry.value = import(entry.value, depth + 1);
    return marked(Value::map(arena_.copy(entries), value.origin()).with_shape(value.shape()), value);
  }

  static Value marked(const Value& made, const Value& from) { return from.sensitive() ? made.as_sensitive() : made; }

  Value unknown(const Value& value) {
    const UnknownInfo& info = *value.unknown();
    std::string reference(info.reference), pattern;
    if (!reference.empty() && reference.find('#') == std::string::npos) reference = stack_ + "#" + reference;
    std::string_view rest = info.pattern;
    for (auto open = rest.find("${"); open != std::string_view::npos; open = rest.find("${")) {
      pattern += rest.substr(0, open + 2);
      rest.remove_prefix(open + 2);
      if (rest.substr(0, rest.find('}')).find('#') == std::string_view::npos && !rest.starts_with("...")) pattern += stack_ + "#";
    }
    if (!info.pattern.empty()) pattern += rest;
    auto* made = arena_.make<UnknownInfo>(UnknownInfo{info.cause, arena_.copy(std::string_view(reference)), arena_.copy(std::string_view(pattern))});
    return Value::unknown(made, value.origin());
  }

  const std::string& stack_;
  SourceSpan at_;
  StackState& state_;
  Arena& arena_;
};

std::optional<Value> output_of(ModuleInstance& module, RootEvaluation& other, std::size_t index, SourceSpan at) {
  return imported_output(module.state(), other, index, at);
}

}  // namespace

std::optional<Value> imported_output(StackState& state, RootEvaluation& other, std::size_t index, SourceSpan at) {
  StackState::OutputRead read{other.plan().id, other.files().outputs[index].name};
  if (state.is_reading(read)) return std::nullopt;
  state.begin_reading(read);
  Value value = other.root().output(index);
  state.end_reading();
  return Importer(other.plan().id, at, state).import(value);
}

Value import_value(const Value& value, const std::string& stack, SourceSpan at, StackState& state) { return Importer(stack, at, state).import(value); }

bool reads_outputs(const Declaration& declaration, std::string_view attribute) {
  if (!declaration.is_data) return false;
  if (declaration.type == "terraform_remote_state") return attribute == "outputs";
  return declaration.type == "tfe_outputs" && (attribute == "values" || attribute == "nonsensitive_values");
}

std::optional<Value> remote_output(ModuleInstance& module, ResourceInstance& instance, std::string_view output, SourceSpan at) {
  if (RootEvaluation* other = module.state().writer_of(name_of(module, instance))) {
    auto found = other->files().output_index.find(output);
    if (found != other->files().output_index.end()) return output_of(module, *other, found->second, at);
  }
  Value fallback = argument(module, instance, "defaults")[output];
  // The default stands in only where the state has no such output, which is known of a stack in the estate alone.
  if (fallback.is_missing() || !module.state().writer_of(name_of(module, instance))) return std::nullopt;
  return fallback;
}

std::optional<Value> remote_outputs(ModuleInstance& module, ResourceInstance& instance) {
  RootEvaluation* other = module.state().writer_of(name_of(module, instance));
  if (other == nullptr) return std::nullopt;
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < other->files().outputs.size(); ++i)
    if (auto value = output_of(module, *other, i, instance.declaration->header)) entries.push_back({other->files().outputs[i].name, *value, {}});
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  StackState& state = module.state();
  std::string_view reference = state.arena().copy(std::string_view(std::string(instance.address) + ".outputs"));
  return open_object(entries, reference, UnknownInfo::Cause::data_source, state.link(Origin::Kind::written, instance.declaration->header, nullptr, {}), state.arena());
}

}  // namespace bulkhead::terraform
