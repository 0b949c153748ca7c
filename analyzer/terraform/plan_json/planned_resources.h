// The parts of a plan file that say what will exist.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "parsers/data/tree.h"

namespace bulkhead::terraform {

/// One resource instance of a plan. Nodes are null where the plan does not have them.
struct PlannedResource {
  std::string_view address;               // `module.net.aws_vpc.main["a"]`
  std::string_view type, name;
  bool is_data = false;
  const data::Node* header = nullptr;     // the string with the address
  const data::Node* values = nullptr;     // attributes that are known
  const data::Node* unknown = nullptr;    // same shape, true where the value is known after apply
  const data::Node* sensitive = nullptr;  // same shape, true where the value is sensitive
};

/// Planned resources of all modules, and data sources that were read before (`prior_state`); of a state file, its resources. In the order
/// of the file; module trees deeper than 64 are left out (Terraform's own are not).
std::vector<PlannedResource> planned_resources(const data::Node& root);

/// What attributes refer to, as the plan's `configuration` lists it.
class ConfiguredReferences {
 public:
  explicit ConfiguredReferences(const data::Node& root) : configuration_(root.get("configuration")) {}

  /// Whether the configuration sets this attribute or block at all. True where the plan has no configuration.
  bool sets(const PlannedResource& resource, std::string_view attribute) const;
  /// The one resource attribute that an attribute takes its value from (`module.net.aws_vpc.main.id`), through variables and outputs of
  /// modules; empty where there is none or more than one.
  std::string reference(const PlannedResource& resource, std::string_view attribute) const;

 private:
  const data::Node* module_at(std::string_view address) const;
  const data::Node* resource_at(const PlannedResource& resource) const;
  std::string resolve(const std::string& module, const data::Node* expression, int depth) const;

  const data::Node* configuration_;
};

}  // namespace bulkhead::terraform
