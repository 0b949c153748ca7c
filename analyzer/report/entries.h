// The finding list as review tools take it: in the order of importance, each with a place in the repository and texts without secrets.
#pragma once
#include <string>
#include <vector>

#include "analyzer/report/place.h"
#include "analyzer/report/report.h"

namespace bulkhead::report {

/// Path of a file from the repository's root, as forges know it.
std::string repository_path(const Input& input, FileId file);
/// Where a finding is shown: its place, or the first place that goes with it, or no place (FileId::none).
SourceSpan anchor(const Finding& finding);
/// Severity as tools without confidence take it: what is only possible is never more than low.
Severity shown_severity(const Finding& finding);
/// Reported verdicts, the most severe first, then those that count, otherwise in the order of the list.
std::vector<const Verdict*> reported_by_severity(const Input& input);
/// Those, and behind them in the same order what was there before the change: for readers that compare whole states by themselves, which would take what
/// is left out for mended (code scanning, GitLab, SonarQube).
std::vector<const Verdict*> standing_by_severity(const Input& input);
/// Whether standing_by_severity gives it.
bool stands(const Verdict& verdict);

/// The finding's sentence, masked and valid UTF-8; "Possible: " stands before what is only possible.
std::string message_of(const Finding& finding);
/// "file:line:column (environment): text", one line for each other place.
std::string other_places(const Input& input, const Finding& finding);
/// "critical" to "info", with a capital letter.
std::string capitalised(Severity severity);
/// "2 critical, 1 low" of the reported verdicts that count; empty when there are none.
std::string counts_by_severity(const Input& input);
/// How many verdicts are reported.
std::size_t reported(const Input& input);
/// "N findings" or "1 finding".
std::string plural(std::size_t number, const std::string& one, const std::string& many);

/// One end of a link as a place to look at: the finding's own place, or the place in the other environment, which a change may touch instead.
struct End {
  const Verdict* verdict = nullptr;
  SourceSpan at;
  const Note* note = nullptr;            // null: the finding's own place
};
/// Every finding's own place and, of links, the places in other environments where no finding of the same rule stands already; each (rule, place)
/// once. In the order of reported_by_severity.
std::vector<End> ends_by_severity(const Input& input);
/// The same for what standing_by_severity gives.
std::vector<End> standing_ends_by_severity(const Input& input);
/// Adds the places of one verdict in other environments for which `taken` holds no (rule, place) yet.
void add_other_ends(const Verdict& verdict, std::set<std::pair<std::string, SourceSpan>>& taken, std::vector<End>& out);

}  // namespace bulkhead::report
