// Reading a git repository: its revisions and its index, from the object store. No process, no hook, no filter, no network, nothing written.
//
// What is read outside the scanned folder is the repository's own storage: the git folder (which lies elsewhere for a linked worktree or a
// submodule) and the object stores that `objects/info/alternates` names. The user's and the machine's configuration of git are not read.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead {

/// Name of an object, SHA-1, as git writes it: 40 hex digits.
using GitObjectName = std::string;

struct GitEntry {
  enum class Kind : unsigned char { file, link, submodule };
  std::string path;                      // from the repository's root, '/' separated, any bytes but NUL
  GitObjectName object;
  Kind kind = Kind::file;
  std::uint64_t size = 0;                // bytes of the content; 0 for submodules
};

struct GitHandle;                        // git_handle.h

/// All files of a commit or of the index, at the moment they were asked for.
class GitSnapshot {
 public:
  using Pointer = std::shared_ptr<const GitSnapshot>;

  GitSnapshot(std::shared_ptr<GitHandle> handle, std::string top, std::vector<GitEntry> entries);

  /// Sorted by path.
  const std::vector<GitEntry>& entries() const { return entries_; }
  /// The entry at exactly this path, or null.
  const GitEntry* find(std::string_view path) const;
  /// Reads an object's content. Gives an empty string when done, otherwise why not. Any thread.
  std::string read(const GitObjectName& object, std::uint64_t max_bytes, std::string& out) const;
  /// Text of the file at `path`; empty when there is none or it is too large.
  std::string text(std::string_view path, std::uint64_t max_bytes) const;
  /// Absolute path of the working tree's top.
  const std::string& top() const { return top_; }

 private:
  std::shared_ptr<GitHandle> handle_;
  std::string top_;
  std::vector<GitEntry> entries_;
};

/// Where git's own variables count: in a hook git says with GIT_INDEX_FILE which index will be committed (`git commit -a`, `-p`), and with
/// GIT_DIR which repository. Elsewhere they are left alone.
struct GitEnvironment {
  std::string directory, index_file;     // GIT_DIR, GIT_INDEX_FILE; relative ones start at the working directory

  static GitEnvironment of_hook();
};

class GitRepository {
 public:
  /// The repository around the absolute path `directory`. Nothing, and why in `error`, when there is none or it cannot be read.
  static std::optional<GitRepository> open(const std::string& directory, const GitEnvironment& environment, std::string& error);

  /// Commit that `revision` names (gitrevisions(7)); nothing and why in `error`. In a shallow clone the reason says how much to fetch.
  std::optional<GitObjectName> commit(const std::string& revision, std::string& error) const;
  /// Commit that HEAD names; nothing (and no error) before the first commit.
  std::optional<GitObjectName> head(std::string& error) const;
  /// Commits that a merge in progress will join to HEAD.
  std::vector<GitObjectName> merge_heads() const;
  /// Where the history of `one` and `other` parted: their best common ancestor.
  std::optional<GitObjectName> merge_base(const GitObjectName& one, const GitObjectName& other, std::string& error) const;

  /// Files of a commit; null and why in `error`.
  GitSnapshot::Pointer tree(const GitObjectName& commit, std::string& error) const;
  /// Files of the index as it would be committed; null and why in `error` (unmerged entries, a kind of index that is not supported).
  GitSnapshot::Pointer index(std::string& error) const;
  /// No file at all: what the first commit starts from.
  GitSnapshot::Pointer nothing() const;

 private:
  GitRepository() = default;
  bool shallow() const;
  std::string shallow_hint(const std::string& revision) const;
  std::optional<GitObjectName> shallow_merge_base(const GitObjectName& one, const GitObjectName& other) const;
  /// Fills in sizes; fails where an object is not there.
  GitSnapshot::Pointer snapshot(std::vector<GitEntry> entries, std::string& error) const;

  std::shared_ptr<GitHandle> handle_;
  std::string top_, index_file_;
};

}  // namespace bulkhead
