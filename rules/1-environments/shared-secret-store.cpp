#include <algorithm>

#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

/// Stores whose users are kept to a path or role of their own environment (detail "boundary") are shared walls, not shared rooms.
std::vector<SharedIdentifier> without_boundary(std::vector<SharedIdentifier> all) {
  std::erase_if(all, [](const SharedIdentifier& shared) {
    return std::all_of(shared.facts.begin(), shared.facts.end(), [](const Fact* fact) { return fact->details.contains("boundary"); });
  });
  return all;
}

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_shared(without_boundary(estate.shared(FactKind::uses_secret_store)), {.does = "reads from the same secret store", .once = true}, report);
}

}  // namespace

extern const RuleCode shared_secret_store;
const RuleCode shared_secret_store{.check_estate = check};

}  // namespace bulkhead
