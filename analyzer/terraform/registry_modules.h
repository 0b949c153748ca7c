// Calls of well-known registry modules, shown as the resource that they make.
#pragma once
#include <string_view>
#include <vector>

#include "analyzer/model/value.h"

namespace bulkhead::terraform {

/// A resource that a module makes of its arguments. `attributes` is an open object: what the call does not say has the module's own default, which is
/// unknown here and never missing. Each value keeps the origin that it has as an argument.
struct ModuleResource {
  std::string_view type;
  Value attributes;
};

/// The resources of a call of `source` (`NAMESPACE/NAME/PROVIDER`, with a host or a `//` folder; registry_module_table.h) with these arguments,
/// sorted by key. Arguments that reach a resource are taken out of `arguments`, so that each is judged once. Nothing for another publisher's module.
std::vector<ModuleResource> take_registry_resources(std::string_view source, std::vector<Entry>& arguments, const Origin* header, Arena& arena);

}  // namespace bulkhead::terraform
