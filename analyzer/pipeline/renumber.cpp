#include "analyzer/pipeline/renumber.h"

namespace bulkhead {
namespace {

using Visit = std::function<void(SourceSpan&)>;

void visit(std::vector<Note>& notes, const Visit& place) {
  for (Note& note : notes) place(note.at);
}

void visit(Fact& fact, const Visit& place) {
  place(fact.at);
  visit(fact.trail, place);
  visit(fact.within, place);
}

void visit(Finding& finding, const Visit& place) {
  place(finding.at);
  visit(finding.related, place);
  visit(finding.trail, place);
  if (finding.fix)
    for (Edit& edit : finding.fix->edits) place(edit.replace);
}

}  // namespace

void for_each_place(UnitResult& result, const Visit& place) {
  auto facts = std::make_shared<std::vector<Fact>>(*result.facts);
  for (Fact& fact : *facts) visit(fact, place);
  result.facts = std::move(facts);
  for (std::size_t i = 0; i < result.stated.size(); ++i) result.stated[i].fact = &(*result.facts)[i];
  for (Finding& finding : result.judged.findings) visit(finding, place);
  for (Diagnostic& diagnostic : result.diagnostics) place(diagnostic.at);
  place(result.summary.environment.reason.at);
  for (EnvironmentUse& use : result.summary.environments)
    for (EnvironmentReason& reason : use.reasons) place(reason.at);
}

UnitResult renumbered(const UnitResult& result, const std::function<FileId(FileId)>& number) {
  UnitResult out = result;
  for_each_place(out, [&](SourceSpan& at) {
    at.file = number(at.file);
    if (!at.valid()) at = {};
  });
  return out;
}

}  // namespace bulkhead
