#include "analyzer/workspace/listing.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <thread>

#include "analyzer/workspace/listing_rules.h"
#include "analyzer/workspace/read_file.h"
#include "analyzer/workspace/repository.h"

namespace bulkhead {
namespace {

using Directory = WalkPlace;

class Walk {
 public:
  Walk(int root_fd, const std::string& root, const DiscoverOptions& options)
      : root_fd_(root_fd), options_(options), rules_(options, repository_prefix(root)) {
    if (char* real = realpath(root.c_str(), nullptr)) {
      real_root_ = real;
      std::free(real);
    }
    queue_.push_back({"", options.use_gitignore ? outer_ignores(root) : nullptr, 0, false});
  }

  Listing run() {
    unsigned jobs = options_.jobs > 0 ? static_cast<unsigned>(options_.jobs) : std::thread::hardware_concurrency();
    drain(std::clamp(jobs, 1u, 16u));
    follow_links();
    return std::move(found_);
  }

 private:
  void drain(unsigned jobs) {
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < jobs; ++i) threads.emplace_back([this] { work(); });
    work();
  }

  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return !queue_.empty() || busy_ == 0; });
      if (queue_.empty()) break;
      Directory directory = std::move(queue_.back());
      queue_.pop_back();
      ++busy_;
      lock.unlock();
      Listing part;
      std::vector<Directory> below;
      std::vector<Directory> links;
      list(directory, part, below, links);
      lock.lock();
      --busy_;
      found_.files.insert(found_.files.end(), std::make_move_iterator(part.files.begin()), std::make_move_iterator(part.files.end()));
      found_.problems.insert(found_.problems.end(), part.problems.begin(), part.problems.end());
      queue_.insert(queue_.end(), std::make_move_iterator(below.begin()), std::make_move_iterator(below.end()));
      links_.insert(links_.end(), std::make_move_iterator(links.begin()), std::make_move_iterator(links.end()));
      changed_.notify_all();
    }
    changed_.notify_all();
  }

  void follow_links() {
    for (int followed = 0; !links_.empty();) {
      std::vector<Directory> round = std::move(links_);
      links_.clear();
      std::sort(round.begin(), round.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
      for (auto& link : round) {
        if (++followed > kMaxLinkedDirectories) {
          found_.problems.push_back({link.path, "not followed: more than " + std::to_string(kMaxLinkedDirectories) + " symbolic links to directories"});
          continue;
        }
        queue_.push_back(std::move(link));
        drain(1);
      }
    }
  }

  void list(const Directory& directory, Listing& part, std::vector<Directory>& below, std::vector<Directory>& links) {
    auto entries = read_entries(directory.path, part);
    IgnoreLevel::Pointer ignore = directory.ignore;
    bool ignore_file = std::find(entries.begin(), entries.end(), ".gitignore") != entries.end();
    if (options_.use_gitignore && !directory.modules && ignore_file) {
      std::string text;
      if (read_file_at(root_fd_, join_path(directory.path, ".gitignore"), kMaxIgnoreFileBytes, false, text).empty())
        ignore = IgnoreLevel::push(ignore, rules_.in_repository(directory.path), text);
    }
    for (WalkPlace& child : rules_.children(directory, ignore, entries)) visit(std::move(child), part, below, links);
  }

  void visit(Directory child, Listing& part, std::vector<Directory>& below, std::vector<Directory>& links) {
    struct stat info {};
    if (fstatat(root_fd_, child.path.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return;   // gone meanwhile
    bool link = S_ISLNK(info.st_mode);
    if (link && !resolve_link(child, info, part)) return;
    bool is_directory = S_ISDIR(info.st_mode);
    if (rules_.left_out(child, is_directory)) return;
    if (!is_directory) {
      add_file(child.path, info, part);
    } else if (link) {
      links.push_back(std::move(child));   // after the plain walk, one at a time: limits cut the same ones each time
    } else if (child.depth > kMaxDirectoryDepth) {
      part.problems.push_back({child.path, "not read: more than " + std::to_string(kMaxDirectoryDepth) + " directories deep"});
    } else {
      below.push_back(std::move(child));
    }
  }

  void add_file(const std::string& path, const struct stat& info, Listing& part) const {
    Language language = language_of(path);
    if (!S_ISREG(info.st_mode)) {
      if (language != Language::other) part.problems.push_back({path, "not read: not a regular file"});
      return;
    }
    part.files.push_back({FileId::none, path, language, static_cast<std::uint64_t>(info.st_size)});
  }

  /// Checks that a link stays inside the root and does not lead back above itself. `info` becomes the target's.
  bool resolve_link(const Directory& child, struct stat& info, Listing& part) const {
    auto refuse = [&](std::string why) {
      if (language_of(child.path) != Language::other || info.st_size > 0) part.problems.push_back({child.path, std::move(why)});
      return false;
    };
    char* real = realpath((real_root_ + "/" + child.path).c_str(), nullptr);
    if (!real) {
      if (errno == ELOOP) return refuse("symbolic link loop: not followed");
      return refuse("symbolic link that leads nowhere");
    }
    std::string target = real;
    std::free(real);
    std::string inside = real_root_ == "/" ? real_root_ : real_root_ + "/";
    if (target != real_root_ && !target.starts_with(inside)) return refuse("symbolic link out of the scanned directory: not followed");
    if (stat(target.c_str(), &info) != 0) return refuse("symbolic link: " + system_message(errno));
    if (!S_ISDIR(info.st_mode)) return true;
    return !leads_above(child.path, info) || refuse("symbolic link loop: not followed");
  }

  bool leads_above(std::string_view path, const struct stat& target) const {
    for (auto parent = directory_of(path);; parent = directory_of(parent)) {
      struct stat info {};
      std::string name = parent.empty() ? "." : std::string(parent);
      if (fstatat(root_fd_, name.c_str(), &info, 0) == 0 && info.st_dev == target.st_dev && info.st_ino == target.st_ino) return true;
      if (parent.empty()) return false;
    }
  }

  std::vector<std::string> read_entries(const std::string& path, Listing& part) const {
    int fd = openat(root_fd_, path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* stream = fd < 0 ? nullptr : fdopendir(fd);
    if (!stream) {
      part.problems.push_back({path, "directory cannot be read: " + system_message(errno)});
      if (fd >= 0) close(fd);
      return {};
    }
    std::vector<std::string> entries;
    while (const dirent* entry = readdir(stream)) {
      std::string_view name = entry->d_name;
      if (name != "." && name != "..") entries.emplace_back(name);
    }
    closedir(stream);
    return entries;
  }

  int root_fd_;
  const DiscoverOptions& options_;
  ListingRules rules_;
  std::string real_root_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Directory> queue_;
  std::vector<Directory> links_;
  int busy_ = 0;
  Listing found_;
};

}  // namespace

Listing list_files(int root_fd, const std::string& root, const DiscoverOptions& options) { return Walk(root_fd, root, options).run(); }

}  // namespace bulkhead
