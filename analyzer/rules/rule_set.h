// Parsed rule pages: front matter, prose, examples (DESIGN.md section 6).
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/finding.h"
#include "analyzer/model/resource.h"
#include "analyzer/rules/reporter.h"
#include "analyzer/rules/rule.h"
#include "analyzer/rules/selectors.h"

namespace bulkhead {

namespace cel { class Program; }

/// Text with CEL parts, split: literal text, then a program, and so on. A program is null where only text follows.
struct MessagePart {
  std::string text;
  std::shared_ptr<const cel::Program> value;
};

/// What a check offers as a fix: another literal in place of the one that decides the value; literal_fix.h says when it
/// can be offered.
struct FixOffer {
  std::string with;                      // the new value's text, without quotes
  /// Replacement by the literal's text, where the page writes `with` as a mapping: other literals have no fix.
  std::vector<std::pair<std::string, std::string>> instead_of;
  std::string description;               // empty: "Set <subject> to <with>"
  std::string subject;                   // the attribute that the finding points at
  bool safe = false;                     // applying it unseen cannot keep what works from working
  /// CEL that gives the values to replace, a list where it takes several edits. Null: the value that the finding points at.
  std::shared_ptr<const cel::Program> at;
};

/// One declarative check: on every node that `select` gives, when `when` holds, report `message` at `at`.
struct Check {
  std::string select;                    // see selectors.h; kept as written for the documentation
  Selector selector;
  /// Names for parts of the condition, evaluated in order for each node.
  std::vector<std::pair<std::string, std::shared_ptr<const cel::Program>>> let;
  std::shared_ptr<const cel::Program> when;   // null: always
  /// CEL whose value the finding points at; a bare name is a member of the node, so that a path is enough. A list that the expression makes
  /// (filter, map) gives one finding per element. Empty: the node itself. The value is `it` in the message.
  std::string at;
  std::shared_ptr<const cel::Program> at_program;
  std::string message;                   // with {{ CEL }} parts
  std::vector<MessagePart> message_parts;
  std::optional<Severity> severity;      // overrides the page's
  std::optional<Confidence> confidence;
  std::optional<FixOffer> fix;
};

/// Files of one fenced example and where its findings are expected (markers stay in the text).
struct Example {
  std::string title;                     // heading above
  std::vector<std::pair<std::string, std::string>> files;   // path -> text (markers kept)
  /// From `finding=LINE[,LINE]` in the fence's info string, for languages without comments: path, one-based line.
  std::vector<std::pair<std::string, std::uint32_t>> expected;
  /// From fences with `fixed` in their info string: path, and what all fixes together make of that file.
  std::vector<std::pair<std::string, std::string>> fixed;
  int page_line = 0;
};

struct Rule {
  std::string id, title, group;          // group: the folder under rules/
  std::vector<std::string> requirements;
  Severity severity = Severity::medium;
  Confidence confidence = Confidence::certain;
  bool production_only = false;          // applies: production -> two steps lower elsewhere
  std::vector<Technology> technologies;
  std::string scope;                     // file | resource | estate
  std::vector<Check> checks;
  const RuleCode* code = nullptr;
  std::string prose;                     // Markdown after the front matter, examples included
  std::vector<std::string> peers;        // ids of peers' checks for the same condition
  std::vector<Example> examples;
  std::string page_path;
  std::uint64_t page_hash = 0;           // of the page's text
};

/// A check of a rule set: rule and check by number.
struct CheckNumber {
  std::uint32_t rule = 0, check = 0;
  auto operator<=>(const CheckNumber&) const = default;
};

class RuleSet {
 public:
  /// Parses pages; a page that does not parse gives a diagnostic that names page, line and reason and is left out.
  static RuleSet load(std::span<const RulePageSource> pages, std::vector<std::string>& problems);
  std::span<const Rule> rules() const { return rules_; }
  const Rule* find(std::string_view id) const;
  /// Equal for equal rules.
  std::uint64_t content_hash() const;
  /// Keeps the rules whose id or requirement (prefix by dots: "1" covers "1.2") is in `select` (empty: all) and not in `ignore`.
  RuleSet filtered(std::span<const std::string> select, std::span<const std::string> ignore) const;

  /// Checks that select resources like this one by technology and type, in order. Worked out once per type and kept; thread safe, valid as
  /// long as the rule set.
  const std::vector<CheckNumber>& checks_for(const Resource& resource) const;

 private:
  struct Index;
  void make_index();
  std::vector<Rule> rules_;
  std::shared_ptr<Index> index_;
};

/// Runs every check and every check_unit of `rules` on one unit. Thread safe.
struct UnitFindings {
  std::vector<Finding> findings;
  std::map<std::string, std::size_t> undecided;   // rule id -> resources
  std::map<std::string, std::string> notes;       // rule id -> first error in evaluating a condition (type mismatch, step budget)
};
UnitFindings run_unit_rules(const RuleSet& rules, const Unit& unit, const RuleContext& context);
/// Runs every check_estate, on `jobs` threads (0: number of processors).
UnitFindings run_estate_rules(const RuleSet& rules, const Estate& estate, const RuleContext& context, int jobs = 1);

}  // namespace bulkhead
