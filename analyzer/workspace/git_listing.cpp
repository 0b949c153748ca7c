#include "analyzer/workspace/git_listing.h"

#include <deque>

#include "analyzer/workspace/listing_rules.h"
#include "analyzer/workspace/repository.h"

namespace bulkhead {
namespace {

/// Links on the way to one file; more are taken for a loop (Linux: 40).
constexpr int kMaxLinksOnTheWay = 40;
constexpr std::uint64_t kMaxLinkBytes = 4'096;

/// Where a path leads once its links are followed.
struct Target {
  enum class Kind : unsigned char { file, directory, outside, loop, nowhere };
  Kind kind = Kind::nowhere;
  std::string path;
  const GitEntry* entry = nullptr;
};

/// The directories of a snapshot below the root.
class SnapshotTree {
 public:
  SnapshotTree(const GitSnapshot& snapshot, const std::string& prefix) : snapshot_(snapshot), prefix_(prefix) {
    directories_[""];
    std::string inside = prefix.empty() ? "" : prefix + "/";
    for (const GitEntry& entry : snapshot.entries()) {
      if (!entry.path.starts_with(inside)) continue;
      std::string path = entry.path.substr(inside.size());
      if (path.empty() || normalise_path(path) != path) continue;   // "..", "//": git itself refuses to check these out
      add(path);
    }
  }

  const std::set<std::string>* names(const std::string& directory) const {
    auto at = directories_.find(directory);
    return at == directories_.end() ? nullptr : &at->second;
  }
  const GitEntry* entry(const std::string& path) const { return snapshot_.find(join_path(prefix_, path)); }

  /// `path` has no ".." of its own; those of links are taken from where the link lies.
  Target resolve(const std::string& path) const {
    std::deque<std::string> open = parts(path);
    std::vector<std::string> at;
    for (int links = 0; !open.empty();) {
      std::string part = std::move(open.front());
      open.pop_front();
      if (part.empty() || part == ".") continue;
      if (part == "..") {
        if (at.empty()) return {Target::Kind::outside};
        at.pop_back();
        continue;
      }
      at.push_back(part);
      const GitEntry* here = entry(joined(at));
      if (here && here->kind == GitEntry::Kind::link) {
        std::string target;
        if (++links > kMaxLinksOnTheWay) return {Target::Kind::loop};
        if (!snapshot_.read(here->object, kMaxLinkBytes, target).empty() || target.empty()) return {Target::Kind::nowhere};
        if (target.starts_with('/')) return {Target::Kind::outside};
        at.pop_back();
        auto more = parts(target);
        open.insert(open.begin(), more.begin(), more.end());
      } else if (here ? !open.empty() : !names(joined(at))) {
        return {Target::Kind::nowhere};
      }
    }
    std::string found = joined(at);
    if (names(found)) return {Target::Kind::directory, found};
    return {Target::Kind::file, found, entry(found)};
  }

 private:
  void add(const std::string& path) {
    std::string below = path;
    while (true) {
      auto parent = std::string(directory_of(below));
      bool added = directories_[parent].insert(std::string(file_name_of(below))).second;
      if (parent.empty() || !added) return;
      below = parent;
    }
  }

  static std::deque<std::string> parts(std::string_view path) {
    std::deque<std::string> out;
    for (std::size_t slash; (slash = path.find('/')) != std::string_view::npos; path.remove_prefix(slash + 1)) out.emplace_back(path.substr(0, slash));
    out.emplace_back(path);
    return out;
  }
  static std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts) out = join_path(out, part);
    return out;
  }

  const GitSnapshot& snapshot_;
  std::string prefix_;
  std::map<std::string, std::set<std::string>> directories_;
};

class SnapshotWalk {
 public:
  SnapshotWalk(const GitSnapshot& snapshot, const std::string& root, const DiscoverOptions& options)
      : snapshot_(snapshot), options_(options), rules_(options, repository_prefix(root)), tree_(snapshot, repository_prefix(root)) {
    auto read = [&](const std::string& path) { return snapshot.text(path, kMaxIgnoreFileBytes); };
    open_.push_back({{"", options.use_gitignore ? outer_ignores(root, read) : nullptr, 0, false}, ""});
  }

  GitListing run() {
    for (int followed = 0; !open_.empty() || !links_.empty();) {
      if (open_.empty()) {   // as on disk: links after everything else, in order, up to a limit
        std::sort(links_.begin(), links_.end(), [](const auto& a, const auto& b) { return a.place.path > b.place.path; });
        Step link = std::move(links_.back());
        links_.pop_back();
        if (++followed <= kMaxLinkedDirectories) open_.push_back(std::move(link));
        else problem(link.place.path, "not followed: more than " + std::to_string(kMaxLinkedDirectories) + " symbolic links to directories");
        continue;
      }
      Step step = std::move(open_.back());
      open_.pop_back();
      list(step);
    }
    return std::move(out_);
  }

 private:
  struct Step {
    WalkPlace place;
    std::string real;                    // the directory without links on the way
  };

  void problem(const std::string& path, std::string message) { out_.listing.problems.push_back({path, std::move(message)}); }

  void list(const Step& step) {
    const auto* found = tree_.names(step.real);
    if (!found) return;
    std::vector<std::string> names(found->begin(), found->end());
    IgnoreLevel::Pointer ignore = step.place.ignore;
    if (options_.use_gitignore && !step.place.modules && found->contains(".gitignore"))
      ignore = IgnoreLevel::push(ignore, rules_.in_repository(step.place.path),
                                 snapshot_.text(rules_.in_repository(join_path(step.real, ".gitignore")), kMaxIgnoreFileBytes));
    for (WalkPlace& child : rules_.children(step.place, ignore, names)) {
      std::string real = join_path(step.real, file_name_of(child.path));
      visit(std::move(child), real);
    }
  }

  void visit(WalkPlace child, const std::string& real) {
    const GitEntry* entry = tree_.entry(real);
    if (!entry) return enter(std::move(child), real);
    if (entry->kind == GitEntry::Kind::file) return add(child, *entry);
    if (entry->kind == GitEntry::Kind::submodule) {
      if (!rules_.left_out(child, true)) problem(child.path, "submodule: its files are in another repository and are not read from git");
      return;
    }
    follow(std::move(child), real, *entry);
  }

  void enter(WalkPlace child, const std::string& real) {
    if (rules_.left_out(child, true)) return;
    if (child.depth > kMaxDirectoryDepth) return problem(child.path, "not read: more than " + std::to_string(kMaxDirectoryDepth) + " directories deep");
    open_.push_back({std::move(child), real});
  }

  void follow(WalkPlace child, const std::string& real, const GitEntry& entry) {
    Target target = tree_.resolve(real);
    switch (target.kind) {
      case Target::Kind::outside: return refuse(child, entry, "symbolic link out of the scanned directory: not followed");
      case Target::Kind::loop: return refuse(child, entry, "symbolic link loop: not followed");
      case Target::Kind::nowhere: return refuse(child, entry, "symbolic link that leads nowhere");
      case Target::Kind::file:
        if (target.entry && target.entry->kind == GitEntry::Kind::file) return add(child, *target.entry);
        return refuse(child, entry, "symbolic link into a submodule: not followed");
      case Target::Kind::directory: break;
    }
    if (rules_.left_out(child, true)) return;
    for (auto parent = std::string(directory_of(child.path));; parent = std::string(directory_of(parent))) {
      if (tree_.resolve(parent).path == target.path) return refuse(child, entry, "symbolic link loop: not followed");
      if (parent.empty()) break;
    }
    links_.push_back({std::move(child), target.path});
  }

  void refuse(const WalkPlace& child, const GitEntry& entry, std::string why) {
    if (language_of(child.path) != Language::other || entry.size > 0) problem(child.path, std::move(why));
  }

  void add(const WalkPlace& child, const GitEntry& entry) {
    if (rules_.left_out(child, false)) return;
    out_.listing.files.push_back({FileId::none, child.path, language_of(child.path), entry.size});
    out_.objects[child.path] = entry.object;
  }

  const GitSnapshot& snapshot_;
  const DiscoverOptions& options_;
  ListingRules rules_;
  SnapshotTree tree_;
  std::vector<Step> open_, links_;
  GitListing out_;
};

}  // namespace

GitListing list_snapshot(const GitSnapshot& snapshot, const std::string& root, const DiscoverOptions& options) {
  return SnapshotWalk(snapshot, root, options).run();
}

}  // namespace bulkhead
