#include <algorithm>

#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

/// Accounts of documentation, emulators and templates belong to nobody.
bool is_placeholder(std::string_view account) {
  constexpr std::string_view kPlaceholders[] = {"replaceme",    "000000000000", "111122223333", "123456789012",
                                                "012345678901", "999999999999", "444455556666", "00000000-0000-0000-0000-000000000000"};
  return std::find(std::begin(kPlaceholders), std::end(kPlaceholders), account) != std::end(kPlaceholders);
}

std::vector<SharedIdentifier> real_accounts(std::vector<SharedIdentifier> all) {
  std::erase_if(all, [](const SharedIdentifier& shared) { return is_placeholder(shared.identifier); });
  return all;
}

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_shared(real_accounts(estate.shared(FactKind::belongs_to_account)), {.does = "lives in the same account", .once = true}, report);
}

}  // namespace

extern const RuleCode environment_shared_account;
const RuleCode environment_shared_account{.check_estate = check};

}  // namespace bulkhead
