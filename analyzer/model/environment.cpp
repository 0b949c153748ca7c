#include "analyzer/model/environment.h"

namespace bulkhead {

std::string_view to_string(Tier tier) {
  switch (tier) {
    case Tier::production: return "production";
    case Tier::non_production: return "non-production";
    case Tier::shared: return "shared";
    case Tier::unknown: return "unknown";
  }
  return "unknown";
}

}  // namespace bulkhead
