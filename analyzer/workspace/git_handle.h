// What libgit2 gives, with its lifetime. Private to analyzer/workspace.
#pragma once
#include <git2.h>

#include <memory>
#include <mutex>
#include <string>

namespace bulkhead {

struct GitHandle {
  GitHandle() = default;
  ~GitHandle() {
    git_odb_free(objects);
    git_repository_free(repository);
  }
  GitHandle(const GitHandle&) = delete;
  GitHandle& operator=(const GitHandle&) = delete;

  git_repository* repository = nullptr;
  git_odb* objects = nullptr;
  std::mutex mutex;                      // reading objects
};

template <class T, void (*Free)(T*)>
struct GitDeleter {
  void operator()(T* object) const { Free(object); }
};
/// Owns an object of libgit2: `GitOwned<git_commit, git_commit_free> commit(pointer)`.
template <class T, void (*Free)(T*)>
using GitOwned = std::unique_ptr<T, GitDeleter<T, Free>>;

/// Sets libgit2 up once: no configuration of the user or the machine, no question who owns a folder (nothing it names is run).
void start_git();
/// libgit2's words for the last error of this thread.
std::string git_message();
std::string hex(const git_oid& id);
bool parse_hex(const std::string& text, git_oid& id);

}  // namespace bulkhead
