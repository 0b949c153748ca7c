#include "analyzer/cli/change.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/places.h"
#include "analyzer/pipeline/comparison.h"

namespace bulkhead::cli {
namespace {

/// Adds the state where `base` and `head` parted.
std::string add_before(const GitRepository& repository, const GitObjectName& base, const GitObjectName& head, Change& change) {
  std::string error;
  auto parted = repository.merge_base(base, head, error);
  if (!parted) return error;
  change.before.push_back(repository.tree(*parted, error));
  return error;
}

/// The other sides of a merge whose hook pre-merge-commit runs: git has not written MERGE_HEAD then, but names each by a variable,
/// GITHEAD_<commit>=<what it was called>.
std::vector<GitObjectName> merge_under_way() {
  constexpr std::string_view kName = "GITHEAD_";
  std::vector<GitObjectName> out;
  for (char** variable = environ; variable && *variable; ++variable) {
    std::string_view text = *variable;
    text = text.substr(0, text.find('='));
    if (!text.starts_with(kName)) continue;
    text.remove_prefix(kName.size());
    if (text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos) out.emplace_back(text);
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// The index, compared with the commits that will be its parents.
std::string open_index(const GitRepository& repository, const ScanOptions& options, Change& change) {
  std::string error;
  change.now = repository.index(error);
  if (!change.now) return error;
  auto head = repository.head(error);
  if (!error.empty()) return error;
  if (!options.diff_base.empty()) {
    auto base = repository.commit(options.diff_base, error);
    if (!base) return error;
    return head ? add_before(repository, *base, *head, change) : "there is no commit yet to compare with `" + options.diff_base + "`";
  }
  if (!head) return change.before.push_back(repository.nothing()), "";
  std::vector<GitObjectName> parents = repository.merge_heads();
  if (parents.empty()) parents = merge_under_way();
  parents.insert(parents.begin(), *head);
  for (const GitObjectName& parent : parents) {
    change.before.push_back(repository.tree(parent, error));
    if (!change.before.back()) return error;
  }
  return {};
}

std::string open_commits(const GitRepository& repository, const ScanOptions& options, Change& change) {
  std::string error;
  auto head = options.at.empty() ? repository.head(error) : repository.commit(options.at, error);
  if (!head) return error.empty() ? "there is no commit yet" : error;
  change.now = repository.tree(*head, error);
  if (!change.now || options.diff_base.empty()) return error;
  auto base = repository.commit(options.diff_base, error);
  return base ? add_before(repository, *base, *head, change) : error;
}

bool touches(const Workspace& workspace, const Finding& finding, const std::set<std::string>& files) {
  auto in = [&](const SourceSpan& at) { return files.contains(workspace.file(at.file).path); };
  auto any = [&](const std::vector<Note>& notes) { return std::any_of(notes.begin(), notes.end(), [&](const Note& note) { return in(note.at); }); };
  return in(finding.at) || any(finding.related) || any(finding.trail);
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

int open_change(const ScanOptions& options, Change& change) {
  if (!options.staged && options.at.empty() && options.diff_base.empty()) return 0;
  const std::string asked = options.staged ? "--staged" : !options.diff_base.empty() ? "--diff-base " + options.diff_base : "--at " + options.at;
  Places places = resolve_places(options.paths);
  if (!places.error.empty()) return fail(places.error);
  std::string error;
  auto repository = GitRepository::open(places.root, options.staged ? GitEnvironment::of_hook() : GitEnvironment(), error);
  if (repository) error = options.staged ? open_index(*repository, options, change) : open_commits(*repository, options, change);
  return error.empty() ? 0 : fail(asked + ": " + error);
}

int open_before(const ScanOptions& options, const Change& change, const Session& now, std::vector<Session>& before) {
  for (const GitSnapshot::Pointer& snapshot : change.before) {
    Session& session = before.emplace_back();
    session.today = now.today;
    if (open_files(options, snapshot, session) == 0) continue;
    fail("the configuration before the change cannot be used: the present one stands for both");
    session = Session();
    session.today = now.today;
    session.config = now.config;
    ScanOptions without = options;
    without.no_config = true;
    if (int code = open_files(without, snapshot, session)) return code;
  }
  return 0;
}

bool nothing_changed(const ScanOptions& options, const Session& now, const std::vector<Session>& before) {
  auto same = [&](const Session& session) { return session.config_text == now.config_text && now.workspace->same_content(*session.workspace); };
  return options.touched.empty() && std::any_of(before.begin(), before.end(), same);
}

void leave_out_unchanged(const ScanOptions& options, Session& now, std::vector<Session>& before) {
  for (Session& session : before) {
    // Most files are the same, and so are most units.
    session.workspace->adopt(*now.workspace);
    session.memory = now.memory;
    analyse(options, now.rules, nullptr, session);
    bulkhead::leave_out_unchanged({*session.workspace, session.verdicts}, *now.workspace, now.verdicts);
  }
  std::set<std::string> files;
  for (const std::string& path : options.touched)
    if (auto normal = normalise_path(path)) files.insert(*normal);
  for (Verdict& verdict : now.verdicts)
    if (verdict.standing == Standing::unchanged && touches(*now.workspace, verdict.finding, files)) verdict.standing = Standing::reported;
}

int hook(const ScanOptions& given) {
  ScanOptions options = given;
  options.hook = true;
  std::swap(options.touched, options.paths);
  // pre-commit names the two ends of a push, and of a run over a range; the index plays no part then.
  std::string from = variable("PRE_COMMIT_FROM_REF"), to = variable("PRE_COMMIT_TO_REF");
  options.staged = options.at.empty() && (from.empty() || to.empty());
  if (!options.staged && options.at.empty()) options.at = to;
  if (!options.staged && options.diff_base.empty()) options.diff_base = from;
  return scan(options);
}

}  // namespace bulkhead::cli
