#include "analyzer/terraform/states/resource_walk.h"

#include <algorithm>
#include <set>

namespace bulkhead::terraform {
namespace {

/// Which module calls lead to a resource of one type, by folders alone.
class Reach {
 public:
  Reach(StackState& state, std::string_view type) : state_(state), type_(type) {}

  bool holds(const ModuleFiles& files) const {
    return std::any_of(files.resources.begin(), files.resources.end(), [&](const Declaration& one) { return !one.is_data && one.type == type_; });
  }

  /// `key`: of the call in modules.json, its callers' names in front.
  bool leads(const std::string& directory, const std::string& key, const Declaration& call, int depth) {
    if (depth > kMaxModuleDepth) return false;
    auto there = state_.modules().resolve_source(state_.plan().directory, directory, key, module_source(call));
    if (!there || !entered_.insert(*there).second) return there && leading_.contains(*there);
    auto files = state_.modules().module(*there);
    bool found = holds(*files);
    for (const Declaration& inner : files->modules) found |= leads(*there, key + "." + std::string(inner.name), inner, depth + 1);
    if (found) leading_.insert(*there);
    return found;
  }

 private:
  StackState& state_;
  std::string_view type_;
  std::set<std::string, std::less<>> entered_, leading_;
};

void walk(ModuleInstance& module, const std::string& prefix, std::string_view type, Reach& reach, const std::function<void(ModuleInstance&, ResourceInstance&)>& visit) {
  const ModuleFiles& files = module.files();
  for (std::size_t i = 0; i < files.resources.size(); ++i)
    if (!files.resources[i].is_data && files.resources[i].type == type)
      for (ResourceInstance& instance : module.resource(i).instances) visit(module, instance);
  for (std::size_t i = 0; i < files.modules.size(); ++i) {
    std::string key = prefix + std::string(files.modules[i].name);
    if (!reach.leads(files.directory, key, files.modules[i], module.depth())) continue;
    for (const auto& child : module.module_call(i).instances)
      if (child) walk(*child, key + ".", type, reach, visit);
  }
}

/// `module.net["a.b"].` -> net; `rest` goes on behind the name.
std::string_view take_name(std::string_view& rest) {
  std::string_view name = rest.substr(0, rest.find_first_of(".["));
  rest.remove_prefix(name.size());
  return name;
}

void add_types(ModuleCache& modules, const std::string& root, const std::string& directory, const std::string& prefix, std::set<std::string>& entered,
               std::set<std::string, std::less<>>& out) {
  if (!entered.insert(directory).second) return;
  auto files = modules.module(directory);
  for (const Declaration& one : files->resources)
    if (!one.is_data) out.emplace(one.type);
  for (const Declaration& call : files->modules) {
    std::string key = prefix + std::string(call.name);
    auto there = modules.resolve_source(root, directory, key, module_source(call));
    if (there && std::count(key.begin(), key.end(), '.') <= kMaxModuleDepth) add_types(modules, root, *there, key + ".", entered, out);
  }
}

}  // namespace

std::set<std::string, std::less<>> declared_types(ModuleCache& modules, const std::string& root) {
  std::set<std::string> entered;
  std::set<std::string, std::less<>> out;
  add_types(modules, root, root, {}, entered, out);
  return out;
}

void each_resource(ModuleInstance& root, std::string_view type, const std::function<void(ModuleInstance&, ResourceInstance&)>& visit) {
  Reach reach(root.state(), type);
  walk(root, {}, type, reach, visit);
}

FoundInstance find_instance(ModuleInstance& root, std::string_view address) {
  ModuleInstance* at = &root;
  std::string_view rest = address;
  while (rest.starts_with("module.")) {
    rest.remove_prefix(7);
    auto call = at->files().module_index.find(take_name(rest));
    if (call == at->files().module_index.end()) return {};
    ModuleNode& node = at->module_call(call->second);
    ModuleInstance* inner = nullptr;
    for (std::size_t i = 0; i < node.instances.size() && !inner; ++i)
      if (address.starts_with(node.addresses[i]) && address.substr(node.addresses[i].size()).starts_with('.')) {
        inner = node.instances[i].get();
        rest = address.substr(node.addresses[i].size() + 1);
      }
    if (inner == nullptr) return {};
    at = inner;
  }
  bool data = rest.starts_with("data.");
  if (data) rest.remove_prefix(5);
  std::string_view type = take_name(rest);
  if (!rest.starts_with('.')) return {};
  rest.remove_prefix(1);
  const auto& index = data ? at->files().data_index : at->files().resource_index;
  auto declared = index.find({type, take_name(rest)});
  if (declared == index.end()) return {};
  for (ResourceInstance& instance : at->resource(declared->second).instances)
    if (instance.address == address) return {at, &instance};
  return {};
}

}  // namespace bulkhead::terraform
