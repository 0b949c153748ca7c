// Builds a tree from a stream of scalars, keys and brackets: shared by YAML and JSON.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "parsers/data/tree.h"

namespace bulkhead::data {

/// A finished value on its way into its parent: how large and how deep it is once aliases are followed, and where it stands
/// (for an alias: the alias's own place).
struct Built {
  const Node* node = nullptr;
  std::uint64_t weight = 1;
  int height = 1;
  std::uint32_t begin = 0, end = 0;
  bool merge = false;                     // a plain `<<` as a key
};

/// Names of one mapping, for finding doubles.
class NameSet {
 public:
  explicit NameSet(std::size_t expected) : hashed_(expected > kFew) {}
  /// False when the name was there already.
  bool insert(std::string_view name) {
    if (hashed_) return set_.insert(name).second;
    for (std::string_view known : list_)
      if (known == name) return false;
    list_.push_back(name);
    if (list_.size() > kFew) {
      hashed_ = true;
      set_.insert(list_.begin(), list_.end());
    }
    return true;
  }

 private:
  static constexpr std::size_t kFew = 16;   // up to here, comparing each pair is faster than hashing
  bool hashed_;
  std::vector<std::string_view> list_;
  std::unordered_set<std::string_view> set_;
};

/// Collections are opened and closed in order; inside a mapping, values alternate between key and value.
class TreeBuilder {
 public:
  TreeBuilder(FileId id, std::string_view text, Arena& arena, std::vector<Diagnostic>& diagnostics)
      : id_(id), text_(text), arena_(arena), diagnostics_(diagnostics) {}

  /// Forgets the document under construction.
  void start_document();
  /// The document's value; null when there is none.
  const Node* root() const { return root_.node; }

  bool too_deep() const { return frames_.size() >= static_cast<std::size_t>(kMaxDepth); }
  void open(NodeKind kind, std::uint32_t begin, std::string_view tag, std::string_view anchor);
  /// Closes the innermost collection. `end` is used when `has_end` (a written closing bracket); otherwise it ends with its last child.
  void close(std::uint32_t end, bool has_end);
  void scalar(Node node, std::string_view anchor, bool merge = false);
  void alias(std::string_view name, std::uint32_t begin, std::uint32_t end);
  /// Closes everything that is open, so that what was read is kept.
  void close_all(std::uint32_t end);

  /// `value` in the tree's memory: a view of the source where it stands there unchanged, a copy otherwise.
  std::string_view keep(std::string_view value, std::uint32_t begin, std::uint32_t end);

  /// Names a template action in the way of the parser; once per file.
  void report_template(std::uint32_t begin, Diagnostic::Severity severity);
  void report(std::uint32_t begin, std::uint32_t end, std::string message, Diagnostic::Severity severity);

 private:
  struct Frame {
    NodeKind kind;
    bool key_next = true;
    std::uint32_t begin, end;
    std::uint64_t weight = 1;
    int height = 1;
    std::size_t first_member, first_item, first_merge;
    Member pending;
    bool pending_merge = false;
    std::string_view tag, anchor;
  };
  struct Anchor {
    Built built;
    bool complete = false;
  };

  void place(const Built& built);
  void take_key(Frame& frame, const Built& built);
  void remember(std::string_view anchor, const Built& built, bool complete);
  void finish_members(const Frame& frame);
  std::string_view key_text(const Built& built);
  void merge_from(const Node& source, NameSet& names);

  FileId id_;
  std::string_view text_;
  Arena& arena_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<Frame> frames_;
  std::vector<Member> members_;
  std::vector<const Node*> items_;
  std::vector<Built> merges_;
  std::unordered_map<std::string_view, Anchor> anchors_;
  Built root_;
  std::uint64_t total_ = 0;
  bool limit_reported_ = false, template_reported_ = false;
  int duplicates_ = 0;
};

}  // namespace bulkhead::data
