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
#include "analyzer/estate/address_index.h"
#include "analyzer/estate/identifier_table.h"
#include "analyzer/model/fact_set.h"

namespace bulkhead {

/// Identifiers with unknown parts (`${…}`) are never equal to anything.
bool is_partial(std::string_view identifier);

/// The account of an ARN ("arn:aws:iam::111111111111:role/x"), an Azure resource id or a GCP service account mail; empty without one.
std::string_view account_of(std::string_view identifier);

class OwnerIndex {
 public:
  /// Identifiers are those of `table`, which is given more.
  OwnerIndex(std::span<const StatedFact> facts, IdentifierTable& table, const Config& config);
  OwnerIndex(const OwnerIndex&) = delete;

  /// Owners of an identifier, bulkhead.yaml's answer alone where it has one. Sorted by place; environments of all owners are known.
  std::vector<const Fact*> owners(const Identifier& identifier) const;

  /// Units that name this very identifier as their own.
  std::set<std::string_view> owning_units(const Identifier& identifier) const;

 private:
  struct Glob {
    IdentifierKind kind;
    std::string pattern;
    const Fact* fact;
  };
  using Facts = std::vector<const Fact*>;
  using ByText = std::unordered_map<std::string_view, Facts>;

  void own(const Identifier& identifier, const Fact* fact);
  void configure(const Config& config);
  const Fact* configured(IdentifierKind kind, std::string_view identifier) const;
  const Facts* exact(const Identifier& identifier) const;
  Facts of_hostname(const Identifier& host) const;
  Facts of_namespace(const Identifier& name) const;
  Facts of_text(IdentifierKind kind, std::string_view text) const;

  IdentifierTable& table_;
  std::vector<std::unique_ptr<Fact>> configured_facts_;
  std::vector<Glob> globs_;
  std::vector<std::int32_t> places_;     // by the identifier's number: in `owned_`, -1 for none
  std::vector<Facts> owned_;
  ByText zones_;                               // owned DNS zones and wildcard hosts, without "*."
  ByText namespaces_;                          // by the namespace's own name, without cluster
  AddressIndex networks_, configured_networks_;
};

}  // namespace bulkhead
