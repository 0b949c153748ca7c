// Environments: what separates production from everything else.
#pragma once
#include <string>
#include <vector>

#include "parsers/text/span.h"

namespace bulkhead {

enum class Tier : unsigned char { production, non_production, shared, unknown };
/// "production", "non-production", "shared", "unknown".
std::string_view to_string(Tier tier);

/// A member of the standard vocabulary or of bulkhead.yaml. `name` is canonical ("production", "preproduction", "uat", …
/// see RULES 3.3) or the configured name.
struct Environment {
  std::string name;          // empty: unknown
  Tier tier = Tier::unknown;
  bool known() const { return !name.empty(); }
  friend bool operator==(const Environment&, const Environment&) = default;
};

/// Why something belongs to an environment.
struct EnvironmentReason {
  /// Signals, strongest first (RULES 3.3). A lower number wins.
  enum class Signal : unsigned char { configuration = 1, account = 2, declaration = 3, variable = 4, path = 5, name = 6, sibling = 7, none = 9 };
  Signal signal = Signal::none;
  std::string text;          // "namespace label `environment-name: preprod`", "file prod.tfvars"
  SourceSpan at;
};

struct Classification {
  Environment environment;
  EnvironmentReason reason;
};

}  // namespace bulkhead
