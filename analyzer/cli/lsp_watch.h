// Changes on disk, for editors that do not tell of them.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

namespace bulkhead::cli {

/// Watches folders with the kernel's help (inotify(7)): at most kMostFolders of them.
class FolderWatch {
 public:
  static constexpr std::size_t kMostFolders = 8'192;

  explicit FolderWatch(std::size_t most = kMostFolders);
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;

  /// Readable when something changed; -1 where nothing can be watched.
  int descriptor() const { return descriptor_; }
  /// Watches these folders as well; folders made in them later are watched by themselves. Gives once what cannot be watched and
  /// why, or an empty string.
  std::string watch(const std::vector<std::string>& folders);
  /// Paths that were made, changed or removed since the last call; folders end in a slash, an empty path says that some were
  /// lost.
  std::set<std::string> changes();

 private:
  void add(const std::string& folder);
  void add_tree(const std::string& folder, int depth);

  std::size_t most_;
  int descriptor_ = -1;
  std::map<int, std::string> folders_;
  std::set<std::string> known_;
  bool full_ = false, told_ = false;
};

}  // namespace bulkhead::cli
