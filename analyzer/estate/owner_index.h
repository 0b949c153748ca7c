// Identifier -> who owns it.
#pragma once
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/environments/vocabulary.h"
#include "analyzer/estate/address_index.h"
#include "analyzer/model/fact.h"

namespace bulkhead {

/// Identifiers with unknown parts (`${…}`) are never equal to anything.
bool is_partial(std::string_view identifier);

/// The account of an ARN ("arn:aws:iam::111111111111:role/x"), an Azure resource id or a GCP service account mail; empty without one.
std::string_view account_of(std::string_view identifier);

class OwnerIndex {
 public:
  OwnerIndex(const std::vector<Fact>& facts, const Config& config);
  OwnerIndex(const OwnerIndex&) = delete;

  /// Owners of an identifier, bulkhead.yaml's answer alone where it has one. Sorted by place; environments of all owners are known.
  std::vector<const Fact*> owners(IdentifierKind kind, std::string_view identifier) const;

  /// Units that name this very identifier as their own.
  std::set<std::string_view> owning_units(IdentifierKind kind, std::string_view identifier) const;

 private:
  struct Glob {
    IdentifierKind kind;
    std::string pattern;
    const Fact* fact;
  };
  using ByText = std::unordered_map<std::string_view, std::vector<const Fact*>>;

  void own(IdentifierKind kind, std::string_view identifier, const Fact* fact);
  void configure(const Config& config);
  const Fact* configured(IdentifierKind kind, std::string_view identifier) const;
  const std::vector<const Fact*>* exact(IdentifierKind kind, std::string_view identifier) const;
  std::vector<const Fact*> of_hostname(std::string_view host) const;
  std::vector<const Fact*> of_namespace(std::string_view name) const;

  std::vector<std::unique_ptr<Fact>> configured_facts_;
  std::vector<Glob> globs_;
  std::unordered_map<int, ByText> exact_;      // by IdentifierKind
  ByText zones_;                               // owned DNS zones and wildcard hosts, without "*."
  ByText namespaces_;                          // by the namespace's own name, without cluster
  AddressIndex networks_, configured_networks_;
};

}  // namespace bulkhead
