// Opening a repository and the lists of its files.
#include "analyzer/workspace/git_repository.h"

#include <cstdlib>
#include <filesystem>

#include "analyzer/workspace/git_handle.h"
#include "analyzer/workspace/repository.h"

namespace bulkhead {
namespace {

namespace fs = std::filesystem;

/// A repository with more files is not read: twenty times the largest public ones.
constexpr std::size_t kMaxEntries = 5'000'000;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  if (!value || !*value) return {};
  std::error_code code;
  return fs::absolute(value, code).string();
}

std::optional<GitEntry::Kind> kind_of(std::uint32_t mode) {
  switch (mode) {
    case GIT_FILEMODE_LINK: return GitEntry::Kind::link;
    case GIT_FILEMODE_COMMIT: return GitEntry::Kind::submodule;
    case GIT_FILEMODE_BLOB:
    case GIT_FILEMODE_BLOB_EXECUTABLE:
    case 0100664: return GitEntry::Kind::file;          // GIT_FILEMODE_BLOB_GROUP_WRITABLE, of old repositories
    default: return std::nullopt;
  }
}

int add_tree_entry(const char* directory, const git_tree_entry* entry, void* payload) {
  auto& out = *static_cast<std::vector<GitEntry>*>(payload);
  auto kind = kind_of(git_tree_entry_filemode(entry));
  if (!kind) return 0;                                  // a directory: the walk enters it
  if (out.size() == kMaxEntries) return -1;
  out.push_back({std::string(directory) + git_tree_entry_name(entry), hex(*git_tree_entry_id(entry)), *kind, 0});
  return 0;
}

/// The index of the repository whose storage is `storage` (it ends in a slash), or the one that a hook was told of. In a container the hook is told the
/// path outside: a lock file of that name in the same repository is meant.
std::string index_path(const std::string& storage, const std::string& told, std::string& error) {
  if (told.empty()) return storage + "index";
  std::error_code code;
  fs::path path(told);
  if (fs::exists(path, code)) return told;
  if (std::string here = storage + path.filename().string(); fs::exists(here, code)) return here;
  // git begins an empty index where it may create one; a folder that is not there means another machine's path.
  if (!fs::is_directory(path.parent_path(), code)) error = "GIT_INDEX_FILE names " + told + ", which is not here, nor in " + storage;
  return told;
}

}  // namespace

void start_git() {
  static const bool kStarted = [] {
    git_libgit2_init();
    for (int level : {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL})
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);   // reading an object is no fsck, for git neither
    // Extensions of the format that change nothing in how objects and the index are read.
    const char* extensions[] = {"partialclone", "preciousobjects", "worktreeconfig", "relativeworktrees"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, std::size(extensions));
    return true;
  }();
  (void)kStarted;
}

std::string git_message() {
  const git_error* error = git_error_last();
  return error && error->message ? error->message : "unknown error";
}

std::string hex(const git_oid& id) {
  char text[GIT_OID_HEXSZ + 1];
  return git_oid_tostr(text, sizeof text, &id);
}

bool parse_hex(const std::string& text, git_oid& id) { return git_oid_fromstr(&id, text.c_str()) == 0; }

GitEnvironment GitEnvironment::of_hook() { return {variable("GIT_DIR"), variable("GIT_INDEX_FILE")}; }

std::optional<GitRepository> GitRepository::open(const std::string& directory, const GitEnvironment& environment, std::string& error) {
  start_git();
  GitRepository out;
  out.top_ = repository_root(directory);
  if (out.top_.empty() && !environment.directory.empty()) out.top_ = directory;
  if (out.top_.empty()) return error = "not inside a git repository", std::nullopt;
  out.handle_ = std::make_shared<GitHandle>();
  std::string place = environment.directory.empty() ? out.top_ + "/.git" : environment.directory;
  // As a bare repository: the folder is known already, and what `core.worktree` says is not asked.
  unsigned flags = GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE;
  if (git_repository_open_ext(&out.handle_->repository, place.c_str(), flags, nullptr) != 0 ||
      git_repository_odb(&out.handle_->objects, out.handle_->repository) != 0)
    return error = "the git repository cannot be read: " + git_message(), std::nullopt;
  std::string missing;
  out.index_file_ = index_path(git_repository_path(out.handle_->repository), environment.index_file, missing);
  if (!missing.empty()) return error = missing, std::nullopt;
  return out;
}

GitSnapshot::Pointer GitRepository::snapshot(std::vector<GitEntry> entries, std::string& error) const {
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  for (GitEntry& entry : entries) {
    if (entry.kind == GitEntry::Kind::submodule) continue;
    git_oid id;
    git_object_t type = GIT_OBJECT_INVALID;
    std::size_t size = 0;
    if (!parse_hex(entry.object, id) || git_odb_read_header(&size, &type, handle_->objects, &id) != 0 || type != GIT_OBJECT_BLOB)
      return error = "the content of `" + entry.path + "` is not in this clone: fetch without a filter (--filter, a partial clone)", nullptr;
    entry.size = size;
  }
  return std::make_shared<GitSnapshot>(handle_, top_, std::move(entries));
}

GitSnapshot::Pointer GitRepository::tree(const GitObjectName& name, std::string& error) const {
  git_oid id;
  git_commit* commit = nullptr;
  if (!parse_hex(name, id) || git_commit_lookup(&commit, handle_->repository, &id) != 0)
    return error = "commit " + name + " cannot be read: " + git_message(), nullptr;
  GitOwned<git_commit, git_commit_free> owned_commit(commit);
  git_tree* tree = nullptr;
  if (git_commit_tree(&tree, commit) != 0) return error = "the files of commit " + name + " cannot be read: " + git_message(), nullptr;
  GitOwned<git_tree, git_tree_free> owned_tree(tree);
  std::vector<GitEntry> entries;
  if (git_tree_walk(tree, GIT_TREEWALK_PRE, add_tree_entry, &entries) != 0)
    return error = "the files of commit " + name + " cannot be read: " + (entries.size() == kMaxEntries ? "too many files" : git_message()), nullptr;
  return snapshot(std::move(entries), error);
}

GitSnapshot::Pointer GitRepository::index(std::string& error) const {
  std::error_code code;
  if (!fs::exists(index_file_, code)) return nothing();
  git_index* index = nullptr;
  if (git_index_open(&index, index_file_.c_str()) != 0)
    return error = "git's index cannot be read: " + git_message() + " (split and sparse indexes are not supported: `git update-index --no-split-index`, "
                   "`git sparse-checkout reapply --no-sparse-index`)", nullptr;
  GitOwned<git_index, git_index_free> owned(index);
  std::vector<GitEntry> entries;
  for (std::size_t i = 0, count = git_index_entrycount(index); i < count; ++i) {
    const git_index_entry* entry = git_index_get_byindex(index, i);
    if (GIT_INDEX_ENTRY_STAGE(entry) != 0) return error = "`" + std::string(entry->path) + "` is not merged yet: resolve the conflict first", nullptr;
    if (entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) continue;   // `git add -N`: not part of the commit
    if (auto kind = kind_of(entry->mode)) entries.push_back({entry->path, hex(entry->id), *kind, 0});
  }
  return snapshot(std::move(entries), error);
}

GitSnapshot::Pointer GitRepository::nothing() const { return std::make_shared<GitSnapshot>(handle_, top_, std::vector<GitEntry>()); }

GitSnapshot::GitSnapshot(std::shared_ptr<GitHandle> handle, std::string top, std::vector<GitEntry> entries)
    : handle_(std::move(handle)), top_(std::move(top)), entries_(std::move(entries)) {}

const GitEntry* GitSnapshot::find(std::string_view path) const {
  auto at = std::lower_bound(entries_.begin(), entries_.end(), path, [](const GitEntry& e, std::string_view p) { return e.path < p; });
  return at != entries_.end() && at->path == path ? &*at : nullptr;
}

std::string GitSnapshot::read(const GitObjectName& object, std::uint64_t max_bytes, std::string& out) const {
  out.clear();
  git_oid id;
  if (!parse_hex(object, id)) return "no such object";
  std::lock_guard lock(handle_->mutex);
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  if (git_odb_read_header(&size, &type, handle_->objects, &id) != 0) return git_message();
  if (size > max_bytes) return "too large (" + std::to_string(size / 1'000'000) + " MB; the limit is " + std::to_string(max_bytes / 1'000'000) + " MB)";
  git_odb_object* found = nullptr;
  if (git_odb_read(&found, handle_->objects, &id) != 0) return git_message();
  GitOwned<git_odb_object, git_odb_object_free> owned(found);
  out.assign(static_cast<const char*>(git_odb_object_data(found)), git_odb_object_size(found));
  return {};
}

std::string GitSnapshot::text(std::string_view path, std::uint64_t max_bytes) const {
  const GitEntry* entry = find(path);
  std::string out;
  if (entry && entry->kind == GitEntry::Kind::file && !read(entry->object, max_bytes, out).empty()) out.clear();
  return out;
}

}  // namespace bulkhead
