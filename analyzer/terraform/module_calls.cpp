// Module calls: instances, outputs, and the environment that a call declares.
#include <algorithm>
#include <array>

#include "analyzer/terraform/expansion.h"

namespace bulkhead::terraform {
namespace {

/// Key of a module call in modules.json: the names on the way, joined by dots.
std::string call_key(ModuleInstance& module, std::string_view name) {
  std::string key(name);
  for (ModuleInstance* at = &module; at->parent(); at = at->parent()) key = std::string(at->calling_block()->name) + "." + key;
  return key;
}

bool inside_itself(ModuleInstance& module, const std::string& directory) {
  for (ModuleInstance* at = &module; at; at = at->parent())
    if (at->files().directory == directory) return true;
  return false;
}

std::shared_ptr<const ModuleFiles> called_module(ModuleInstance& module, const Declaration& call) {
  StackState& state = module.state();
  std::string_view text = module_source(call);
  auto directory = state.modules().resolve_source(state.plan().directory, module.files().directory, call_key(module, call.name), text);
  if (!directory) {
    if (text.starts_with("./") || text.starts_with("../"))
      state.problem(call.attribute("source").span(), "module source " + std::string(text) + " holds no configuration inside the scan root", Diagnostic::Severity::warning);
    return nullptr;
  }
  if (inside_itself(module, *directory) || module.depth() >= kMaxModuleDepth) {
    state.problem(call.header, "module " + std::string(call.name) + " calls itself or nests too deeply");
    return nullptr;
  }
  auto files = state.modules().module(*directory);
  for (const auto& owner : files->owners) state.keep(owner);
  return files;
}

bool declares_environment(std::string_view argument) {
  constexpr std::array kNames = {"env", "env_name", "environment", "environment_name", "stage"};
  return std::find(kNames.begin(), kNames.end(), argument) != kNames.end();
}

}  // namespace

ModuleNode& ModuleInstance::module_call(std::size_t index) {
  ModuleNode& node = modules_[index];
  if (node.progress != Progress::untouched) return node;
  node.progress = Progress::running;
  node.declaration = &files_->modules[index];
  node.expansion = expand(*node.declaration, *this);
  auto called = called_module(*this, *node.declaration);
  std::string address = qualified("module." + std::string(node.declaration->name));
  for (const InstanceKey& key : node.expansion.keys) {
    if (!state_.admit_module(node.declaration->header)) break;
    node.addresses.push_back(state_.arena().copy(std::string_view(instance_address(address, key))));
    node.instances.push_back(called ? std::make_unique<ModuleInstance>(state_, called, *this, *node.declaration, key, node.addresses.back()) : nullptr);
  }
  node.progress = Progress::done;
  return node;
}

Value ModuleInstance::output_of(ModuleNode& node, std::size_t instance, std::string_view name, SourceSpan at) {
  std::string reference = std::string(node.addresses[instance]) + "." + std::string(name);
  ModuleInstance* child = node.instances[instance].get();
  if (!child) return state_.unknown(UnknownInfo::Cause::remote_module, reference);
  auto found = child->files_->output_index.find(name);
  if (found != child->files_->output_index.end()) return child->output(found->second);
  state_.problem(at, "module " + std::string(node.declaration->name) + " has no output " + std::string(name));
  return state_.unknown(UnknownInfo::Cause::error, reference);
}

Value ModuleInstance::outputs_of(ModuleNode& node, std::size_t instance) {
  ModuleInstance* child = node.instances[instance].get();
  if (!child) return state_.unknown(UnknownInfo::Cause::remote_module, std::string(node.addresses[instance]));
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < child->files_->outputs.size(); ++i) entries.push_back({child->files_->outputs[i].name, child->output(i), {}});
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  const Origin* origin = state_.link(Origin::Kind::written, node.declaration->header, nullptr, {});
  return Value::map(state_.arena().copy(entries), origin);
}

Value ModuleInstance::whole(ModuleNode& node) {
  if (node.whole.progress == Progress::done) return node.whole.value;
  std::string address = qualified("module." + std::string(node.declaration->name));
  if (node.whole.progress == Progress::running || !node.expansion.known)
    return state_.unknown(UnknownInfo::Cause::other, address);
  node.whole.progress = Progress::running;
  std::vector<Value> values;
  for (std::size_t i = 0; i < node.instances.size(); ++i) values.push_back(outputs_of(node, i));
  const Origin* origin = state_.link(Origin::Kind::written, node.declaration->header, nullptr, {});
  Value nothing = state_.unknown(UnknownInfo::Cause::limit, address);
  node.whole = {Progress::done, gather(node.expansion, values, nothing, origin, state_.arena())};
  return node.whole.value;
}

Value ModuleInstance::resolve_module(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  consumed = 2;
  auto found = files_->module_index.find(path[1]);
  if (found == files_->module_index.end()) return undeclared("module." + std::string(path[1]), at);
  if (modules_[found->second].progress == Progress::running) {
    state_.problem(at, "the number of instances of module." + std::string(path[1]) + " depends on itself");
    return state_.unknown(UnknownInfo::Cause::error, qualified("module." + std::string(path[1])));
  }
  ModuleNode& node = module_call(found->second);
  bool single = node.expansion.kind == InstanceKey::Kind::single;
  if (!single || path.size() < 3 || node.instances.empty()) return whole(node);
  consumed = 3;
  return output_of(node, 0, path[2], at);
}

void ModuleInstance::enter_environment() {
  if (!parent_) return;
  environment_ = parent_->environment_;
  for (std::size_t i = 0; i < files_->variables.size(); ++i) {
    std::string_view name = files_->variables[i].block.name;
    Located argument = call_->attribute(name);
    if (!argument || !declares_environment(name)) continue;
    Value value = variable(i);
    auto environment = value.is_string() ? state_.vocabulary().word(value.as_string()) : std::nullopt;
    if (!environment || environment->name == environment_.environment.name) continue;
    std::string text = "module \"" + std::string(call_->name) + "\" argument " + std::string(name) + " = \"" + std::string(value.as_string()) + "\"";
    environment_ = {*environment, {EnvironmentReason::Signal::variable, text, decisive_span(value.origin())}};
    return;
  }
}

}  // namespace bulkhead::terraform
