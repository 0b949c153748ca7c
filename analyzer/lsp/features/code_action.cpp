// textDocument/codeAction and codeAction/resolve: fixes of rules, suppressions, exceptions.
#include <algorithm>

#include "analyzer/lsp/feature.h"
#include "analyzer/lsp/workspace_edit.h"
#include "analyzer/pipeline/exception_edit.h"
#include "analyzer/pipeline/suppression_edit.h"
#include "analyzer/report/escape.h"

namespace bulkhead::lsp {
namespace {

constexpr const char* kQuickFix = "quickfix";
constexpr const char* kFixAll = "source.fixAll.bulkhead";
constexpr const char* kReason = "TODO: say why this is accepted";

struct Found {
  const EstateView* view = nullptr;
  const Verdict* verdict = nullptr;
};

Found find_verdict(const Snapshot& snapshot, const std::string& fingerprint) {
  if (!fingerprint.empty())
    for (const auto& view : snapshot.views)
      for (const Verdict& verdict : view->verdicts)
        if (verdict.fingerprint == fingerprint && verdict.standing == Standing::reported) return {view.get(), &verdict};
  return {};
}

/// Whether `kind` or a kind above it is asked for; with nothing asked for, everything but what changes whole files.
bool wanted(const Json& params, const std::string& kind) {
  const Json& only = get_path(params, "context.only");
  if (!only.is_array() || only.empty()) return kind == kQuickFix;
  for (const std::string& one : texts_of(only))
    if (one.empty() || kind == one || kind.starts_with(one + ".")) return true;
  return false;
}

/// An edit, or why there is none.
struct Change {
  Json edit;
  std::string why_not;
};

Change fix(const Snapshot& snapshot, const Found& found) {
  WorkspaceEdit edit(snapshot, *found.view);
  for (const Edit& one : found.verdict->finding.fix->edits)
    if (!edit.replace(one.replace, one.with)) return {{}, "another document is being edited"};
  return {edit.json(), {}};
}

Change suppress(const Snapshot& snapshot, const Found& found) {
  const Finding& finding = found.verdict->finding;
  auto comment = suppression_edit(*found.view->workspace, finding.at, finding.rule, kReason);
  if (!comment) return {{}, "no comment at this place would silence it: use an exception in bulkhead.yaml"};
  WorkspaceEdit edit(snapshot, *found.view);
  if (!edit.replace({finding.at.file, comment->offset, comment->offset}, comment->text))
    return {{}, "the document is being edited"};
  return {edit.json(), {}};
}

Change except(const Snapshot& snapshot, const Found& found) {
  ExceptionEdit made = exception_edit(*found.view->workspace, found.verdict->finding, found.view->today);
  if (!made.why_not.empty()) return {{}, made.why_not};
  WorkspaceEdit edit(snapshot, *found.view);
  bool done = made.file == FileId::none ? edit.create("bulkhead.yaml", made.text) : edit.replace({made.file, made.offset,
      made.offset}, made.text);
  if (!done)
    return {{}, made.file == FileId::none ? "there is no bulkhead.yaml in this folder" : "bulkhead.yaml is being edited"};
  return {edit.json(), {}};
}

Change change_of(const Snapshot& snapshot, const std::string& what, const Found& found) {
  if (what == "suppress") return suppress(snapshot, found);
  if (what == "except") return except(snapshot, found);
  return found.verdict->finding.fix ? fix(snapshot, found) : Change{{}, "there is no fix any more"};
}

class Actions {
 public:
  Actions(const Snapshot& snapshot) : snapshot_(snapshot) {}

  void add(const std::string& title, const char* what, const Json& diagnostic, const Found& found, bool preferred) {
    Json action = {{"title", title}, {"kind", kQuickFix}, {"diagnostics", Json::array({diagnostic})}};
    if (preferred && snapshot_.client.preferred_actions) action["isPreferred"] = true;
    if (snapshot_.client.resolves_actions) {
      action["data"] = {{"uri", snapshot_.uri}, {"what", what}, {"fingerprint", found.verdict->fingerprint}};
    } else {
      Change change = change_of(snapshot_, what, found);
      if (!change.why_not.empty() && !snapshot_.client.disabled_actions) return;
      if (change.why_not.empty()) action["edit"] = std::move(change.edit);
      else action["disabled"] = {{"reason", change.why_not}};
    }
    out_.push_back(std::move(action));
  }

  /// All safe fixes of the document in one action; of fixes that overlap, the first.
  void add_all() {
    std::vector<SourceSpan> taken;
    for (const auto& view : snapshot_.views) {
      WorkspaceEdit edit(snapshot_, *view);
      std::size_t fixes = 0;
      for (const Verdict& verdict : view->verdicts) {
        const Finding& finding = verdict.finding;
        if (verdict.standing != Standing::reported || !finding.fix || !finding.fix->safe || !is_here(*view, finding)) continue;
        bool free = std::none_of(finding.fix->edits.begin(), finding.fix->edits.end(), [&](const Edit& one) {
          return std::any_of(taken.begin(), taken.end(), [&](const SourceSpan& at) { return at.begin <= one.replace.end &&
              one.replace.begin <= at.end; });
        });
        if (!free) continue;
        for (const Edit& one : finding.fix->edits) {
          edit.replace(one.replace, one.with);
          taken.push_back(one.replace);
        }
        ++fixes;
      }
      if (fixes > 0)
        out_.push_back({{"title", "Apply all safe fixes of bulkhead (" + std::to_string(fixes) + ")"}, {"kind", kFixAll},
            {"edit", edit.json()}});
    }
  }

  Json take() { return std::move(out_); }

 private:
  /// Found in this document, and changes nothing else.
  bool is_here(const EstateView& view, const Finding& finding) const {
    return finding.at.valid() && uri_of(snapshot_, view, finding.at.file) == snapshot_.uri &&
           std::all_of(finding.fix->edits.begin(), finding.fix->edits.end(),
               [&](const Edit& one) { return one.replace.file == finding.at.file; });
  }

  const Snapshot& snapshot_;
  Json out_ = Json::array();
};

/// A finding of a link is shown at both its ends, and suppressed at its own.
std::string where(const Snapshot& snapshot, const Found& found) {
  const SourceSpan& at = found.verdict->finding.at;
  bool here = uri_of(snapshot, *found.view, at.file) == snapshot.uri;
  return here ? " here" : " in " + report::valid_utf8(found.view->workspace->file(at.file).path);
}

Reply code_actions(const Snapshot& snapshot, const Json& params) {
  if (!snapshot.client.action_literals) return Json::array();   // such a client takes commands only
  Actions actions(snapshot);
  if (wanted(params, kQuickFix)) {
    std::set<std::string> seen;
    for (const Json& diagnostic : shown_at(snapshot, get(params, "range"))) {
      Found found = find_verdict(snapshot, text_of(get_path(diagnostic, "data.fingerprint")));
      if (!found.verdict || !seen.insert(found.verdict->fingerprint).second) continue;
      const Finding& finding = found.verdict->finding;
      if (finding.fix) actions.add(finding.fix->description, "fix", diagnostic, found, finding.fix->safe);
      if (finding.rule.starts_with("suppression-") || finding.rule == "unparsable-file") continue;
      if (has_comments(found.view->workspace->file(finding.at.file).language))
        actions.add("Suppress " + finding.rule + where(snapshot, found) + ", with a reason", "suppress", diagnostic, found,
            false);
      actions.add("Accept " + finding.rule + " for 30 days in bulkhead.yaml", "except", diagnostic, found, false);
    }
  }
  if (wanted(params, kFixAll)) actions.add_all();
  return actions.take();
}

Reply resolve(const Snapshot& snapshot, const Json& action) {
  Found found = find_verdict(snapshot, text_of(get_path(action, "data.fingerprint")));
  if (!action.is_object() || !found.verdict) return Reply::refusal(kContentModified, "the finding is no longer there");
  Change change = change_of(snapshot, text_of(get_path(action, "data.what")), found);
  if (!change.why_not.empty()) return Reply::refusal(kRequestFailed, change.why_not);
  Json out = action;
  out["edit"] = std::move(change.edit);
  return out;
}

void announce(const Client& client, Json& capabilities) {
  capabilities["codeActionProvider"] = {{"codeActionKinds", {kQuickFix, kFixAll}}};
  if (client.resolves_actions) capabilities["codeActionProvider"]["resolveProvider"] = true;
}

constexpr Handler kHandlers[] = {{"textDocument/codeAction", true, code_actions}, {"codeAction/resolve", true, resolve}};

}  // namespace

extern const Feature code_action_feature;
const Feature code_action_feature{announce, kHandlers};

}  // namespace bulkhead::lsp
