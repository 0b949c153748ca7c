#include <algorithm>
#include <initializer_list>

#include "analyzer/estate/estate.h"
#include "analyzer/estate/resolve.h"

namespace bulkhead {
namespace {

constexpr std::string_view kGroup = "nonproduction";

bool both_in(const Environment& a, const Environment& b, std::initializer_list<std::string_view> names) {
  const auto in = [&](const Environment& e) { return std::find(names.begin(), names.end(), e.name) != names.end(); };
  return in(a) && in(b);
}

}  // namespace

bool same_side(const Environment& a, const Environment& b) {
  if (a.name == b.name) return true;
  if (a.tier == Tier::shared || b.tier == Tier::shared) return true;
  // "nonprod" is the name of all of them together.
  if (a.tier == Tier::non_production && b.tier == Tier::non_production && (a.name == kGroup || b.name == kGroup)) return true;
  return a.tier == Tier::production && b.tier == Tier::production;
}

bool may_be_same(const Environment& a, const Environment& b) {
  if (same_side(a, b)) return true;
  if (a.tier != Tier::non_production || b.tier != Tier::non_production) return false;
  return both_in(a, b, {"preproduction", "staging", "uat"}) || both_in(a, b, {"test", "qa", "sit", "uat", "integration"}) ||
         both_in(a, b, {"development", "local", "ephemeral"});
}

std::optional<Severity> crossing_severity(Severity table, const Environment& a, const Environment& b) {
  if (same_side(a, b)) return std::nullopt;
  if (a.tier == Tier::non_production && b.tier == Tier::non_production) return std::min(table, Severity::medium);
  return table;
}

}  // namespace bulkhead
