// What a Terraform state object is called, the same for who writes it and who reads it.
#pragma once
#include <string>
#include <string_view>

#include "analyzer/model/value.h"

namespace bulkhead::terraform {

/// Store and object: "s3:bucket" and "key@workspace". Unknown parts stand in them as `${reference}`.
struct StateName {
  std::string store, object;
  /// Both are there and nothing in them is unknown.
  bool complete() const;
  std::string text() const { return store + "/" + object; }
};

/// Name of the state that a backend's arguments give (s3, azurerm, gcs, http, consul, remote, cloud, local); empty for other backends.
/// `workspace` "default" or empty adds nothing. `directory` is what a local backend's path starts from.
StateName state_name(std::string_view backend, const Value& config, std::string_view workspace, std::string_view directory);

}  // namespace bulkhead::terraform
