// The families of resources that state facts: one line and one file each.
#pragma once
#include <span>
#include <string_view>

#include "analyzer/facts/facts.h"

namespace bulkhead {

/// States what one resource says. Called for every resource of `technology` whose type starts with `type_prefix`.
struct FactFamily {
  Technology technology;
  std::string_view type_prefix;
  void (*state)(const Resource& resource, FactSink& sink);
};

namespace facts {

// Terraform, any provider (terraform_*.cpp).
void terraform_state(const Resource& resource, FactSink& sink);
void terraform_values(const Resource& resource, FactSink& sink);
void terraform_environment_maps(const Resource& resource, FactSink& sink);
// Compose (compose_*.cpp).
void compose_services(const Resource& resource, FactSink& sink);

}  // namespace facts

inline constexpr FactFamily kFactFamilies[] = {
    {Technology::terraform, "", facts::terraform_state},
    {Technology::terraform, "", facts::terraform_values},
    {Technology::terraform, "locals", facts::terraform_environment_maps},
    {Technology::compose, "service", facts::compose_services},
};

}  // namespace bulkhead
