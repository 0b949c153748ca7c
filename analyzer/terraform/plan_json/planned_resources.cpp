#include "analyzer/terraform/plan_json/planned_resources.h"

#include <algorithm>
#include <unordered_map>

#include "analyzer/terraform/plan_json/nodes.h"

namespace bulkhead::terraform {
namespace {

using data::Node;
using data::NodeKind;

constexpr int kMaxModules = 64;      // inside each other
constexpr int kMaxReferences = 32;   // from variable to variable

class Reader {
 public:
  explicit Reader(const Node& root) {
    for (const Node* change : items(&root, "resource_changes")) changes_.emplace(text(change, "address"), member(change, "change"));
  }

  void module(const Node* module, bool data_only, int depth = 0) {
    if (module == nullptr || depth > kMaxModules) return;
    for (const Node* resource : items(module, "resources")) add(resource, data_only);
    for (const Node* child : items(module, "child_modules")) this->module(child, data_only, depth + 1);
  }

  std::vector<PlannedResource> out;

 private:
  void add(const Node* resource, bool data_only) {
    PlannedResource made;
    made.header = member(resource, "address");
    made.address = text(resource, "address");
    made.type = text(resource, "type");
    made.name = text(resource, "name");
    made.is_data = text(resource, "mode") == "data";
    made.values = member(resource, "values");
    made.sensitive = member(resource, "sensitive_values");
    if (made.address.empty() || made.type.empty() || (data_only && !made.is_data)) return;
    if (auto change = changes_.find(made.address); change != changes_.end()) made.unknown = member(change->second, "after_unknown");
    out.push_back(made);
  }

  std::unordered_map<std::string_view, const Node*> changes_;
};

/// `module.net["a"].module.x[0].aws_vpc.main` -> the module part without indices, and the number of its bytes in `address`.
std::string module_path(std::string_view address) {
  std::string out;
  while (address.starts_with("module.")) {
    std::size_t end = 7;
    while (end < address.size() && address[end] != '.' && address[end] != '[') ++end;
    out += (out.empty() ? "" : ".") + std::string(address.substr(0, end));
    if (end < address.size() && address[end] == '[') {
      bool quoted = false;
      for (; end < address.size() && (quoted || address[end] != ']'); ++end)
        if (address[end] == '"' && address[end - 1] != '\\') quoted = !quoted;
      end = std::min(end + 1, address.size());
    }
    address.remove_prefix(std::min(end + 1, address.size()));
  }
  return out;
}

/// The references of an expression without the shorter forms of the same one: ["aws_vpc.main.id", "aws_vpc.main"] is one.
std::vector<std::string_view> distinct(const Node* expression) {
  std::vector<std::string_view> out;
  for (const Node* node : items(expression, "references")) {
    if (node->kind != NodeKind::string) continue;
    bool shorter = !out.empty() && out.back().starts_with(node->text) && out.back().size() > node->text.size();
    if (!shorter) out.push_back(node->text);
  }
  return out;
}

}  // namespace

std::vector<PlannedResource> planned_resources(const Node& root) {
  Reader reader(root);
  reader.module(member(root.get("planned_values"), "root_module"), false);
  reader.module(member(root.get("values"), "root_module"), false);
  const Node* prior = member(root.get("prior_state"), "values");
  reader.module(member(prior, "root_module"), true);
  return std::move(reader.out);
}

const Node* ConfiguredReferences::module_at(std::string_view path) const {
  const Node* module = member(configuration_, "root_module");
  while (module != nullptr && !path.empty()) {
    path.remove_prefix(7);   // "module."
    auto dot = path.find('.');
    module = member(member(member(module, "module_calls"), path.substr(0, dot)), "module");
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return module;
}

const Node* ConfiguredReferences::resource_at(const PlannedResource& resource) const {
  for (const Node* candidate : items(module_at(module_path(resource.address)), "resources"))
    if (text(candidate, "type") == resource.type && text(candidate, "name") == resource.name && (text(candidate, "mode") == "data") == resource.is_data)
      return candidate;
  return nullptr;
}

bool ConfiguredReferences::sets(const PlannedResource& resource, std::string_view attribute) const {
  const Node* configured = resource_at(resource);
  return configured == nullptr || member(member(configured, "expressions"), attribute) != nullptr;
}

std::string ConfiguredReferences::reference(const PlannedResource& resource, std::string_view attribute) const {
  return resolve(module_path(resource.address), member(member(resource_at(resource), "expressions"), attribute), 0);
}

std::string ConfiguredReferences::resolve(const std::string& module, const Node* expression, int depth) const {
  if (depth > kMaxReferences) return {};
  std::vector<std::string_view> found = distinct(expression);
  if (found.size() != 1) return {};
  std::string_view reference = found[0];
  if (reference.starts_with("var.")) {
    if (module.empty()) return {};
    auto cut = module.rfind("module.");
    std::string caller = cut == 0 ? "" : module.substr(0, cut - 1);
    const Node* call = member(member(module_at(caller), "module_calls"), std::string_view(module).substr(cut + 7));
    return resolve(caller, member(member(call, "expressions"), reference.substr(4)), depth + 1);
  }
  if (reference.starts_with("module.")) {
    auto dot = reference.find('.', 7);
    if (dot == std::string_view::npos || reference.find('[') < dot) return {};
    std::string callee = (module.empty() ? "" : module + ".") + std::string(reference.substr(0, dot));
    const Node* output = member(member(module_at(callee), "outputs"), reference.substr(dot + 1));
    return resolve(callee, member(output, "expression"), depth + 1);
  }
  if (reference.find('.') == reference.rfind('.') || reference.starts_with("local.") || reference.starts_with("each.")) return {};
  return (module.empty() ? "" : module + ".") + std::string(reference);
}

}  // namespace bulkhead::terraform
