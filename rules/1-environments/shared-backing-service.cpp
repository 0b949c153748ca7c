#include <algorithm>

#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

/// Databases, and hosts that a connection string names. Web addresses of vendors and short names inside separate networks are no
/// shared service.
bool is_backing_service(const SharedIdentifier& shared) {
  if (shared.kind == IdentifierKind::database) return true;
  if (shared.kind != IdentifierKind::hostname || shared.identifier.find('.') == std::string_view::npos) return false;
  return std::all_of(shared.facts.begin(), shared.facts.end(), [](const Fact* fact) {
    auto form = fact->details.find("form");
    return form != fact->details.end() && form->second == "connection";
  });
}

std::vector<SharedIdentifier> backing_services(std::vector<SharedIdentifier> all) {
  std::erase_if(all, [](const SharedIdentifier& shared) { return !is_backing_service(shared); });
  return all;
}

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_shared(backing_services(estate.shared(FactKind::refers)), {.does = "uses the same backing service"}, report);
}

}  // namespace

extern const RuleCode shared_backing_service;
const RuleCode shared_backing_service{.check_estate = check};

}  // namespace bulkhead
