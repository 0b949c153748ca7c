// What the facts and links of an analysis say of a place in a file.
#pragma once
#include <string>
#include <vector>

#include "analyzer/pipeline/analyze.h"

namespace bulkhead {

/// A link between environments with one end at the place.
struct LinkEnd {
  const Link* link = nullptr;
  bool outgoing = false;                 // the place is where the link starts
  SourceSpan here, other;                // `other` is invalid where only a name says which environment is meant
};

/// Links that start or arrive in [begin, end] of a file, sorted by `here`, then by the other end; each pair of places once.
std::vector<LinkEnd> links_in(const Analysis& analysis, FileId file, std::uint32_t begin, std::uint32_t end);

/// An identifier (network, host, namespace, account ...) that is stated at the place.
struct KnownIdentifier {
  IdentifierKind kind = IdentifierKind::environment_name;
  std::string identifier;
  SourceSpan at;
  std::vector<const Fact*> owners;       // networks: also those that hold it or lie in it
  std::vector<const Fact*> users;        // who states anything else of it; networks: of what overlaps it
};

/// Owners and users are sorted by environment, unit and place, each place once.
std::vector<KnownIdentifier> identifiers_at(const Analysis& analysis, FileId file, std::uint32_t offset);

}  // namespace bulkhead
