// What the text of an identifier says by itself, worked out once per text.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "analyzer/model/cidr.h"
#include "analyzer/model/environment.h"
#include "analyzer/model/fact.h"

namespace bulkhead {

/// A name without its environment's word ("shop-*" of "shop-prod"): equal stems are siblings.
struct NameStem {
  std::string text;
  std::uint32_t number = 0;              // dense among the stems of a table
};

/// The name of an account, as people gave it.
struct AccountName {
  std::string text;
  std::uint32_t number = 0;
  bool platform = false;                 // the name of what serves all environments
  std::optional<Environment> environment;
  const NameStem* stem = nullptr;        // never null
};

/// Kind and text of a fact's identifier. Lives in an IdentifierTable.
struct Identifier {
  IdentifierKind kind = IdentifierKind::environment_name;
  std::string text;
  std::uint32_t number = 0;              // dense among the identifiers of a table; of no meaning beyond it
  bool partial = false;                  // unknown parts stand in it: never equal to anything
  std::optional<Environment> environment;   // that it names
  const NameStem* stem = nullptr;        // null without an environment, and for kinds without words
  const AccountName* account = nullptr;  // of the account that it is in, by name; null where only a number says which
  const Identifier* owner_account = nullptr;   // the account whose id stands in an ARN, a resource id or a service account
  std::optional<AddressRange> range;     // of a CIDR
  std::string unmarked;                  // a marked host without its mark: "app.x" of "app-dev.x" and "dev.app.x"
};

}  // namespace bulkhead
