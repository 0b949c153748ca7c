#include "analyzer/pipeline/comparison.h"

#include "analyzer/pipeline/fingerprint.h"

namespace bulkhead {
namespace {

/// A finding as it is compared.
struct Compared {
  const Verdict* verdict = nullptr;
  Verdict* mark = nullptr;               // of `now`
  std::string key, path;
  std::string line;                      // text of its line: tells apart findings that are equal otherwise
  std::set<std::string> environments;    // its own and those of the other ends
  bool matched = false;
};

std::string line_text(const Workspace& workspace, const SourceSpan& at) {
  std::string_view text = workspace.text(at.file);
  if (at.begin > text.size()) return {};
  auto begin = at.begin == 0 ? std::string_view::npos : text.rfind('\n', at.begin - 1);
  begin = begin == std::string_view::npos ? 0 : begin + 1;
  text = text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return std::string(text);
}

Compared compared(const Workspace& workspace, const Verdict& verdict) {
  const Finding& finding = verdict.finding;
  Compared out{&verdict, nullptr, finding_key(finding), workspace.file(finding.at.file).path, line_text(workspace, finding.at), {}};
  out.environments.insert(finding.environments.begin(), finding.environments.end());
  for (const Note& end : finding.related)
    if (!end.environment.empty()) out.environments.insert(end.environment);
  return out;
}

bool covers(const Compared& before, const Compared& now) {
  const Finding &old = before.verdict->finding, &fresh = now.verdict->finding;
  return old.severity >= fresh.severity && old.confidence >= fresh.confidence &&
         std::includes(before.environments.begin(), before.environments.end(), now.environments.begin(), now.environments.end());
}

using Groups = std::map<std::string, std::vector<Compared*>>;

/// Pairs findings of one group, each of `before` with at most one of `now`.
template <class Same>
void match(const Groups& before, const std::string& group, Compared& now, Same same) {
  auto at = before.find(group);
  if (now.matched || at == before.end()) return;
  for (Compared* old : at->second) {
    if (old->matched || !covers(*old, now) || !same(*old)) continue;
    old->matched = now.matched = true;
    now.mark->standing = Standing::unchanged;
    return;
  }
}

std::string in_file(const Compared& finding) { return finding.key + '\0' + finding.path; }

}  // namespace

void leave_out_unchanged(const Judged& before, const Workspace& workspace, std::vector<Verdict>& verdicts) {
  std::vector<Compared> old, now;
  for (const Verdict& verdict : before.verdicts)
    if (verdict.standing == Standing::reported) old.push_back(compared(before.workspace, verdict));
  for (Verdict& verdict : verdicts) {
    if (verdict.standing != Standing::reported) continue;
    now.push_back(compared(workspace, verdict));
    now.back().mark = &verdict;
  }
  Groups by_file, moved_away;
  for (Compared& finding : old) by_file[in_file(finding)].push_back(&finding);
  for (Compared& finding : now) match(by_file, in_file(finding), finding, [&](const Compared& o) { return o.line == finding.line; });
  for (Compared& finding : now) match(by_file, in_file(finding), finding, [](const Compared&) { return true; });
  for (Compared& finding : old)
    if (!finding.matched && !workspace.find(finding.path)) moved_away[finding.key].push_back(&finding);
  for (Compared& finding : now)
    if (!before.workspace.find(finding.path)) match(moved_away, finding.key, finding, [&](const Compared& o) { return o.line == finding.line; });
}

}  // namespace bulkhead
