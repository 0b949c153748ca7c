#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

/// The same client id in two different realms is two clients: without the realm nobody can tell.
bool issuer_unknown(const SharedIdentifier& shared) { return shared.identifier.find('|') == std::string_view::npos; }

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_shared(estate.shared(FactKind::uses_client), {.does = "uses the same login client", .possible = issuer_unknown}, report);
}

}  // namespace

extern const RuleCode shared_oauth_client;
const RuleCode shared_oauth_client{.check_estate = check};

}  // namespace bulkhead
