#include "analyzer/rules/crossing.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

/// Artefacts that every environment pulls are how software is promoted.
Severity pulls_are_information(const Link& link, Severity page) {
  auto actions = link.from->details.find("actions");
  return actions != link.from->details.end() && actions->second == "pull" ? Severity::info : page;
}

void check(const Estate& estate, const RuleContext&, Reporter& report) {
  report_links(estate.links(FactKind::grants), {.does = "grants access to", .table = pulls_are_information}, report);
}

}  // namespace

extern const RuleCode cross_environment_resource_grant;
const RuleCode cross_environment_resource_grant{.check_estate = check};

}  // namespace bulkhead
