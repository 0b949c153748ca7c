// A literal secret in any evaluated value.
#include "analyzer/environments/vocabulary.h"
#include "analyzer/rules/reporter.h"
#include "analyzer/rules/rule.h"
#include "analyzer/secrets/plaintext.h"

namespace bulkhead {
namespace {

void check_unit(const Unit& unit, const RuleContext& context, Reporter& report) {
  for (const secrets::PlaintextSecret& found : secrets::find_plaintext(unit, context.workspace)) {
    std::string_view path = context.workspace.file(found.at.file).path;
    if (path.ends_with(".example") || path.ends_with(".sample") || path.ends_with(".dist")) continue;
    FindingExtras extras;
    extras.identity = found.path;
    if (is_example_path(path)) extras.confidence = Confidence::possible;
    Origin origin{Origin::Kind::written, found.at, nullptr, {}};
    report.report(unit, *found.resource, Value::missing(&origin), secrets::plaintext_message(found.shown), std::move(extras));
  }
}

}  // namespace

extern const RuleCode plaintext_secret;
const RuleCode plaintext_secret{check_unit, nullptr};

}  // namespace bulkhead
