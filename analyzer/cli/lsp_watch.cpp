#include "analyzer/cli/lsp_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace bulkhead::cli {
namespace {

constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;
constexpr int kMaxDepth = 24;

/// Folders that tools fill and no estate is read from.
bool is_left_out(const std::string& name) {
  return name == ".git" || name == "node_modules" || name == ".terraform" || name == ".terragrunt-cache";
}

}  // namespace

FolderWatch::FolderWatch(std::size_t most) : most_(most), descriptor_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

FolderWatch::~FolderWatch() {
  if (descriptor_ >= 0) close(descriptor_);
}

void FolderWatch::add(const std::string& folder) {
  if (descriptor_ < 0 || known_.contains(folder)) return;
  if (known_.size() >= most_) return void(full_ = true);
  int watch = inotify_add_watch(descriptor_, folder.c_str(), kEvents);
  if (watch < 0) {
    full_ |= errno == ENOSPC || errno == ENOMEM;   // the system's own limit; a folder that is gone by now is no loss
    return;
  }
  folders_[watch] = folder;
  known_.insert(folder);
}

void FolderWatch::add_tree(const std::string& folder, int depth) {
  add(folder);
  if (depth >= kMaxDepth || full_) return;
  std::error_code code;
  for (std::filesystem::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
    std::error_code ignored;
    if (at->is_directory(ignored) && !at->is_symlink(ignored) && !is_left_out(at->path().filename().string()))
      add_tree(at->path().string(), depth + 1);
  }
}

std::string FolderWatch::watch(const std::vector<std::string>& folders) {
  for (const std::string& folder : folders) add(folder);
  bool nothing = descriptor_ < 0 && !folders.empty();
  if (told_ || (!full_ && !nothing)) return {};
  told_ = true;
  std::string so_far = nothing ? "no folder can be watched" : "only " + std::to_string(known_.size()) +
      " folders are watched (a limit)";
  return so_far + ": what changes elsewhere outside the editor is seen when something is saved";
}

std::set<std::string> FolderWatch::changes() {
  std::set<std::string> out;
  alignas(inotify_event) char buffer[1u << 16];
  for (ssize_t got; (got = read(descriptor_, buffer, sizeof buffer)) > 0;) {
    for (ssize_t at = 0; at < got;) {
      inotify_event event;
      std::memcpy(&event, buffer + at, sizeof event);
      const char* name = event.len > 0 ? buffer + at + sizeof event : "";
      at += static_cast<ssize_t>(sizeof event + event.len);
      if (event.mask & IN_Q_OVERFLOW) out.insert("");
      auto folder = folders_.find(event.wd);
      if (folder == folders_.end()) continue;
      if (event.mask & IN_IGNORED) {
        known_.erase(folder->second);
        folders_.erase(folder);
        continue;
      }
      if (*name == '\0' || is_left_out(name)) continue;
      std::string path = (folder->second == "/" ? "" : folder->second) + "/" + name;
      if (!(event.mask & IN_ISDIR)) {
        out.insert(path);
        continue;
      }
      if (event.mask & (IN_CREATE | IN_MOVED_TO)) add_tree(path, 0);
      if (event.mask & (IN_DELETE | IN_MOVED_FROM | IN_CREATE | IN_MOVED_TO)) out.insert(path + "/");
    }
  }
  return out;
}

}  // namespace bulkhead::cli
