// Revisions of a repository: names, the commits of a merge, common ancestors, and what a shallow clone lacks.
#include <filesystem>
#include <fstream>

#include "analyzer/workspace/git_handle.h"
#include "analyzer/workspace/git_repository.h"

namespace bulkhead {
namespace {

/// Commits that `revision` goes back from HEAD ("HEAD~3", "HEAD^^", "HEAD^2~1"); nothing for any other revision.
std::optional<long> steps_behind_head(std::string_view revision) {
  if (revision.starts_with("@")) revision.remove_prefix(1);
  else if (revision.starts_with("HEAD")) revision.remove_prefix(4);
  else return std::nullopt;
  long steps = 0;
  while (!revision.empty()) {
    char step = revision[0];
    if (step != '~' && step != '^') return std::nullopt;
    revision.remove_prefix(1);
    auto digits = std::min(revision.find_first_not_of("0123456789"), revision.size());
    if (digits > 6) return std::nullopt;
    long number = digits == 0 ? 1 : std::stol(std::string(revision.substr(0, digits)));
    revision.remove_prefix(digits);
    steps += step == '~' ? number : number > 0;
  }
  return steps;
}

/// How a commit is searched: towards its ancestors, no further than the clone goes.
std::set<GitObjectName> ancestors(git_repository* repository, const GitObjectName& start, const std::set<GitObjectName>& boundary) {
  std::set<GitObjectName> seen{start};
  std::vector<GitObjectName> open{start};
  while (!open.empty()) {
    GitObjectName name = std::move(open.back());
    open.pop_back();
    git_oid id;
    git_commit* commit = nullptr;
    if (boundary.contains(name) || !parse_hex(name, id) || git_commit_lookup(&commit, repository, &id) != 0) continue;
    GitOwned<git_commit, git_commit_free> owned(commit);
    for (unsigned i = 0; i < git_commit_parentcount(commit); ++i)
      if (auto [at, added] = seen.insert(hex(*git_commit_parent_id(commit, i))); added) open.push_back(*at);
  }
  return seen;
}

}  // namespace

bool GitRepository::shallow() const { return git_repository_is_shallow(handle_->repository) == 1; }

std::string GitRepository::shallow_hint(const std::string& revision) const {
  if (auto steps = steps_behind_head(revision)) {
    std::string depth = std::to_string(*steps + 1);
    return "this clone is shallow and ends before `" + revision + "`: fetch a depth of " + depth + " (`fetch-depth: " + depth +
           "` of actions/checkout, `fetchDepth: " + depth + "` of Azure, `git fetch --depth=" + depth + "`)";
  }
  return "this clone is shallow and does not reach `" + revision +
         "`: fetch the whole history (`fetch-depth: 0` of actions/checkout, GIT_DEPTH 0 of GitLab, `fetchDepth: 0` of Azure, "
         "`clone: {depth: full}` of Bitbucket, `git fetch --unshallow`)";
}

std::optional<GitObjectName> GitRepository::commit(const std::string& revision, std::string& error) const {
  git_object* found = nullptr;
  int code = git_revparse_single(&found, handle_->repository, revision.c_str());
  if (code == GIT_EAMBIGUOUS) return error = "`" + revision + "` may mean several revisions", std::nullopt;
  if (code == GIT_EINVALIDSPEC) return error = "`" + revision + "` is no revision of git", std::nullopt;
  if (code != 0) return error = shallow() ? shallow_hint(revision) : "there is no revision `" + revision + "` in this repository", std::nullopt;
  GitOwned<git_object, git_object_free> owned(found);
  git_object* commit = nullptr;
  if (git_object_peel(&commit, found, GIT_OBJECT_COMMIT) != 0) return error = "`" + revision + "` is no commit", std::nullopt;
  GitOwned<git_object, git_object_free> owned_commit(commit);
  return hex(*git_object_id(commit));
}

std::optional<GitObjectName> GitRepository::head(std::string& error) const {
  int unborn = git_repository_head_unborn(handle_->repository);
  if (unborn == 1) return std::nullopt;
  if (unborn < 0) return error = "HEAD cannot be read: " + git_message(), std::nullopt;
  return commit("HEAD", error);
}

std::vector<GitObjectName> GitRepository::merge_heads() const {
  std::vector<GitObjectName> out;
  auto add = [](const git_oid* id, void* payload) {
    static_cast<std::vector<GitObjectName>*>(payload)->push_back(hex(*id));
    return 0;
  };
  git_repository_mergehead_foreach(handle_->repository, add, &out);
  return out;
}

/// libgit2 1.5 follows parents that a shallow clone does not have and fails; so those clones, which are small, are searched here.
std::optional<GitObjectName> GitRepository::shallow_merge_base(const GitObjectName& one, const GitObjectName& other) const {
  std::set<GitObjectName> boundary;
  std::ifstream file(std::filesystem::path(git_repository_commondir(handle_->repository)) / "shallow");
  for (std::string line; std::getline(file, line);) boundary.insert(line);
  auto left = ancestors(handle_->repository, one, boundary), right = ancestors(handle_->repository, other, boundary);
  std::set<GitObjectName> common;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::inserter(common, common.end()));
  if (common.contains(one)) return one;
  if (common.contains(other)) return other;
  std::set<GitObjectName> best = common;
  for (const GitObjectName& name : common) {
    if (!best.contains(name)) continue;
    for (const GitObjectName& older : ancestors(handle_->repository, name, boundary))
      if (older != name) best.erase(older);
  }
  if (best.empty()) return std::nullopt;
  return *best.begin();
}

std::optional<GitObjectName> GitRepository::merge_base(const GitObjectName& one, const GitObjectName& other, std::string& error) const {
  if (shallow()) {
    if (auto found = shallow_merge_base(one, other)) return found;
    return error = "this clone is shallow and does not reach the commit where the two revisions parted: fetch the whole history (`fetch-depth: 0` of "
                   "actions/checkout, GIT_DEPTH 0 of GitLab, `git fetch --unshallow`)", std::nullopt;
  }
  git_oid left, right, base;
  if (!parse_hex(one, left) || !parse_hex(other, right)) return error = "no such commit", std::nullopt;
  int code = git_merge_base(&base, handle_->repository, &left, &right);
  if (code == GIT_ENOTFOUND) return error = "the two revisions have no commit in common", std::nullopt;
  if (code != 0) return error = "their histories cannot be read: " + git_message(), std::nullopt;
  return hex(base);
}

}  // namespace bulkhead
