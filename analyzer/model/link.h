// Links between environments: two facts that meet.
#pragma once
#include <string>

#include "analyzer/model/fact.h"

namespace bulkhead {

/// How sure the other end is (RULES section 1): the identifier is owned there, its stem is the same with another
/// environment's token, or only a token in a typed field says so.
enum class Evidence : unsigned char { owned, same_stem, token };

/// `from` says something about `identifier`; `to` is the environment (and, where known, the fact) at the other end.
struct Link {
  const Fact* from = nullptr;
  const Fact* to = nullptr;        // owner's or sharer's fact; null when only a token names the environment
  Environment target;
  Evidence evidence = Evidence::token;
  bool possible = false;           // owners in several environments, or the fact itself is only possible
};

}  // namespace bulkhead
