#include <algorithm>

#include "analyzer/cel/functions.h"

namespace bulkhead::cel {
namespace {

using Arguments = std::span<const Value>;

/// Resources of the types, in the order of the unit.
std::vector<const Resource*> of_types(Arguments types, const ResourcesByType& by_type) {
  std::vector<const Resource*> found;
  for (const auto& [type, resources] : by_type) {
    bool wanted = false;
    for (const Value& name : types) wanted = wanted || name.as_string() == type || wildcard_match(name.as_string(), type);
    if (wanted) found.insert(found.end(), resources.begin(), resources.end());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// Other resources of the unit by type.
Value resources(Arguments a, Evaluation& run) {
  std::vector<Value> out;
  if (!run.unit) return run.list(out);
  ResourcesByType own;
  if (!run.by_type)
    for (const Resource& resource : run.unit->resources) own[resource.type].push_back(&resource);
  const ResourcesByType& by_type = run.by_type ? *run.by_type : own;
  if (!run.spend(by_type.size())) return run.error("the expression takes too many steps");
  for (const Resource* resource : of_types(a, by_type)) {
    if (!run.spend(1)) return run.error("the expression takes too many steps");
    out.push_back(run.map({{"address", Value::string(resource->address), {}},
                           {"attributes", resource->attributes, {}},
                           {"name", Value::string(resource->name), {}},
                           {"type", Value::string(resource->type), {}}})
                      .with_origin(resource->attributes.origin()));
  }
  return run.list(out);
}

/// The address without the module path and the instance key: what a reference inside the module writes.
std::string_view local_address(std::string_view address, std::string_view type) {
  auto at = address.rfind(type);
  std::string_view local = at == std::string_view::npos ? address : address.substr(at);
  return local.substr(0, local.find('['));
}

bool names(std::string_view reference, std::string_view address) {
  for (auto at = reference.find(address); at != std::string_view::npos; at = reference.find(address, at + 1)) {
    auto word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
    bool begins = at == 0 || !word(reference[at - 1]);
    auto end = at + address.size();
    if (begins && (end == reference.size() || !word(reference[end]))) return true;
  }
  return false;
}

Value refers_to(Arguments a, Evaluation&) {
  std::string_view type = a[1]["type"].as_string();
  std::string_view address = local_address(a[1]["address"].as_string(), type);
  if (address.empty()) return Value::boolean(false);
  if (a[0].is_unknown()) return Value::boolean(names(recognisable_text(a[0]), address));
  if (a[0].is_list()) {
    for (const Value& item : a[0].items())
      if (item.is_unknown() && names(recognisable_text(item), address)) return Value::boolean(true);
  }
  if (!a[0].is_string()) return Value::boolean(false);
  if (names(a[0].as_string(), address)) return Value::boolean(true);
  Value attributes = a[1]["attributes"];
  for (std::string_view key : {"id", "name", "bucket", "identifier", "cluster_identifier", "arn"})
    if (equal(attributes[key], a[0]).yes()) return Value::boolean(true);
  return Value::boolean(false);
}

constexpr Function kFunctions[] = {
    {"resources", 1, 16, resources, OnAbsent::runs},
    {"refers_to", 2, 2, refers_to, OnAbsent::no, true},
};

}  // namespace

std::span<const Function> unit_functions() { return kFunctions; }

}  // namespace bulkhead::cel
