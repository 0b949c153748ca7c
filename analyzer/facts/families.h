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
void terraform_ownership(const Resource& resource, FactSink& sink);
void terraform_network(const Resource& resource, FactSink& sink);
void terraform_firewall(const Resource& resource, FactSink& sink);
void terraform_data(const Resource& resource, FactSink& sink);
void terraform_identity(const Resource& resource, FactSink& sink);
void terraform_iam(const Resource& resource, FactSink& sink);
void terraform_lookup(const Resource& resource, FactSink& sink);
// Compose (compose_*.cpp).
void compose_services(const Resource& resource, FactSink& sink);

// Kubernetes (kubernetes_*.cpp).
void kubernetes_references(const Resource& resource, FactSink& sink);
void kubernetes_ownership(const Resource& resource, FactSink& sink);
void kubernetes_network_policy(const Resource& resource, FactSink& sink);
void kubernetes_identity(const Resource& resource, FactSink& sink);
void kubernetes_secrets(const Resource& resource, FactSink& sink);
void kubernetes_secret_copies(const Resource& resource, FactSink& sink);
void kubernetes_restore(const Resource& resource, FactSink& sink);

}  // namespace facts

inline constexpr FactFamily kFactFamilies[] = {
    {Technology::terraform, "", facts::terraform_state},
    {Technology::terraform, "", facts::terraform_values},
    {Technology::terraform, "", facts::terraform_ownership},
    {Technology::terraform, "", facts::terraform_network},
    {Technology::terraform, "", facts::terraform_firewall},
    {Technology::terraform, "", facts::terraform_data},
    {Technology::terraform, "", facts::terraform_identity},
    {Technology::terraform, "", facts::terraform_iam},
    {Technology::terraform, "", facts::terraform_lookup},
    {Technology::kubernetes, "", facts::kubernetes_references},
    {Technology::kubernetes, "", facts::kubernetes_ownership},
    {Technology::kubernetes, "", facts::kubernetes_network_policy},
    {Technology::kubernetes, "", facts::kubernetes_identity},
    {Technology::kubernetes, "", facts::kubernetes_secrets},
    {Technology::kubernetes, "", facts::kubernetes_secret_copies},
    {Technology::kubernetes, "", facts::kubernetes_restore},
    {Technology::compose, "service", facts::compose_services},
};

}  // namespace bulkhead
