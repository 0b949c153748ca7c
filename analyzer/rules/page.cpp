#include "analyzer/rules/page.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "analyzer/cel/program.h"
#include "analyzer/rules/message.h"
#include "analyzer/model/suggest.h"

namespace bulkhead {
namespace {

constexpr std::string_view kPageKeys[] = {"id",    "title", "requirements", "severity", "confidence", "applies", "technologies", "scope",
                                          "peers", "checks", "select",      "when",     "at",         "message", "let",
                                          "fix"};
constexpr std::string_view kCheckKeys[] = {"select", "when", "at", "message", "let", "severity", "confidence", "fix"};
constexpr std::string_view kFixKeys[] = {"with", "description", "safe", "at"};

class PageParser {
 public:
  PageParser(const RulePageSource& page, std::vector<std::string>& problems) : page_(page), problems_(problems) {}

  std::optional<Rule> run() {
    rule_.page_path = page_.path;
    rule_.code = page_.code;
    std::string_view folder = page_.path.substr(0, page_.path.rfind('/') == std::string_view::npos ? 0 : page_.path.rfind('/'));
    rule_.group = folder.substr(folder.rfind('/') + 1);
    std::string unified(page_.text);   // with LF line ends
    std::erase(unified, '\r');
    std::string_view text = unified;
    if (!text.starts_with("---\n")) return fail(1, "a page starts with front matter between '---' lines");
    std::size_t end = text.find("\n---\n", 3);
    if (end == std::string_view::npos) return fail(1, "front matter without a closing '---'");
    std::string_view front = text.substr(4, end - 3);
    std::size_t before = problems_.size();
    read_front(std::string(front));
    rule_.prose = text.substr(end + 5);
    auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end + 5), '\n');
    rule_.examples = parse_examples(rule_.prose, static_cast<int>(line));
    if (problems_.size() == before && rule_.checks.empty() && !rule_.code) fail(1, "a page without code needs 'select' or 'checks'");
    if (problems_.size() != before) return std::nullopt;
    return std::move(rule_);
  }

 private:
  std::nullopt_t fail(int line, const std::string& what) {
    problems_.push_back(std::string(page_.path) + ":" + std::to_string(line) + ": " + what);
    return std::nullopt;
  }
  static int line_of(const YAML::Node& node) { return node.Mark().line + 2; }   // behind the opening '---'

  void read_front(const std::string& text) {
    YAML::Node front;
    try {
      front = YAML::Load(text);
      if (!front.IsMap()) {
        fail(2, "front matter is not a mapping");
        return;
      }
      check_keys(front, kPageKeys);
      read_fields(front);
      read_checks(front);
    } catch (const YAML::Exception& error) {
      fail(std::max(error.mark.line, 0) + 2, "front matter: " + error.msg);
    }
  }

  void check_keys(const YAML::Node& node, std::span<const std::string_view> known) {
    for (const auto& entry : node) {
      auto key = entry.first.as<std::string>();
      if (std::ranges::find(known, key) != known.end()) continue;
      std::string_view close = nearest(key, known);
      fail(line_of(entry.first), "unknown key '" + key + "'" + (close.empty() ? "" : "; did you mean '" + std::string(close) + "'?"));
    }
  }

  std::string text(const YAML::Node& parent, const char* key, bool required = false) {
    YAML::Node node = parent[key];
    if (!node) {
      if (required) fail(line_of(parent), "'" + std::string(key) + "' is missing");
      return {};
    }
    if (!node.IsScalar()) {
      fail(line_of(node), "'" + std::string(key) + "' is not a text");
      return {};
    }
    return node.Scalar();
  }

  std::vector<std::string> texts(const YAML::Node& parent, const char* key) {
    YAML::Node node = parent[key];
    std::vector<std::string> out;
    if (!node) return out;
    if (node.IsScalar()) return {node.Scalar()};
    for (const auto& item : node) out.push_back(item.as<std::string>());
    return out;
  }

  void read_fields(const YAML::Node& front) {
    rule_.id = text(front, "id", true);
    rule_.title = text(front, "title", true);
    rule_.requirements = texts(front, "requirements");
    rule_.peers = texts(front, "peers");
    rule_.scope = text(front, "scope");
    if (rule_.scope.empty()) rule_.scope = "resource";
    else if (rule_.scope != "file" && rule_.scope != "resource" && rule_.scope != "estate")
      fail(line_of(front["scope"]), "scope is file, resource or estate");
    if (auto severity = severity_from(text(front, "severity", true))) rule_.severity = *severity;
    else if (front["severity"]) fail(line_of(front["severity"]), "severity is critical, high, medium, low or info");
    rule_.confidence = confidence(front).value_or(Confidence::certain);
    std::string applies = text(front, "applies");
    rule_.production_only = applies == "production";
    if (!applies.empty() && applies != "production" && applies != "all") fail(line_of(front["applies"]), "applies is production or all");
    if (rule_.requirements.empty() && rule_.group != "meta") fail(2, "'requirements' is missing");
    for (const std::string& name : texts(front, "technologies")) {
      bool known = false;
      for (auto technology : {Technology::terraform, Technology::kubernetes, Technology::dockerfile, Technology::compose})
        if (to_string(technology) == name) {
          rule_.technologies.push_back(technology);
          known = true;
        }
      if (!known) fail(line_of(front["technologies"]), "unknown technology '" + name + "'");
    }
  }

  std::optional<Confidence> confidence(const YAML::Node& parent) {
    std::string word = text(parent, "confidence");
    if (word.empty()) return std::nullopt;
    for (auto known : {Confidence::certain, Confidence::likely, Confidence::possible})
      if (to_string(known) == word) return known;
    fail(line_of(parent["confidence"]), "confidence is certain, likely or possible");
    return std::nullopt;
  }

  void read_checks(const YAML::Node& front) {
    if (front["select"]) read_check(front, front);
    if (YAML::Node checks = front["checks"]) {
      for (const auto& check : checks) {
        check_keys(check, kCheckKeys);
        read_check(check, front);
      }
    }
    for (const Check& check : rule_.checks)
      if (std::ranges::find(rule_.technologies, check.selector.technology) == rule_.technologies.end())
        rule_.technologies.push_back(check.selector.technology);
  }

  /// What a check leaves out comes from the page.
  void read_check(const YAML::Node& node, const YAML::Node& front) {
    Check check;
    check.select = text(node, "select", true);
    std::string problem;
    if (auto selector = parse_selector(check.select, problem)) check.selector = std::move(*selector);
    else if (node["select"]) fail(line_of(node["select"]), problem);
    bool own = !node.is(front);
    if (own) read_let(front, check);
    read_let(node, check);
    if (node["when"]) check.when = compile(node["when"], "when");
    YAML::Node at = node["at"] ? node["at"] : front["at"];
    if (at) {
      check.at = at.Scalar();
      if (!check.at.empty()) check.at_program = compile(at, "at");
    }
    YAML::Node message = node["message"] ? node["message"] : front["message"];
    if (!message) {
      fail(line_of(node), "'message' is missing");
      return;
    }
    check.message = message.Scalar();
    while (!check.message.empty() && check.message.back() == '\n') check.message.pop_back();
    check.message_parts = parse_message(check.message, problem);
    if (!problem.empty()) fail(line_of(message), problem);
    if (own && node["severity"] && !(check.severity = severity_from(text(node, "severity"))))
      fail(line_of(node["severity"]), "severity is critical, high, medium, low or info");
    if (own) check.confidence = confidence(node);
    if (YAML::Node fix = node["fix"] ? node["fix"] : front["fix"]) read_fix(fix, check);
    rule_.checks.push_back(std::move(check));
  }

  void read_fix(const YAML::Node& node, Check& check) {
    if (!node.IsMap()) {
      fail(line_of(node), "'fix' is not a mapping");
      return;
    }
    check_keys(node, kFixKeys);
    FixOffer offer;
    if (YAML::Node with = node["with"]; with && with.IsMap())
      for (const auto& entry : with) offer.instead_of.emplace_back(entry.first.as<std::string>(), entry.second.as<std::string>());
    else offer.with = text(node, "with", true);
    offer.description = text(node, "description");
    std::string safe = text(node, "safe");
    if (!safe.empty() && safe != "true" && safe != "false") fail(line_of(node["safe"]), "safe is true or false");
    offer.safe = safe == "true";
    if (node["at"]) offer.at = compile(node["at"], "fix.at");
    offer.subject = subject_of(check.at);
    check.fix = std::move(offer);
  }

  /// The last name of a path; "it" for an expression that is none.
  static std::string subject_of(std::string_view at) {
    std::string_view name = at.substr(at.rfind('.') + 1);
    bool path = at.find_first_of("()[]{}?:!=<>&|+*,'\" ") == std::string_view::npos;
    return path && !name.empty() ? std::string(name) : "it";
  }

  void read_let(const YAML::Node& node, Check& check) {
    if (!node["let"]) return;
    for (const auto& entry : node["let"])
      check.let.emplace_back(entry.first.as<std::string>(), compile(entry.second, "let"));
  }

  std::shared_ptr<const cel::Program> compile(const YAML::Node& node, std::string_view what) {
    const std::string source = node.Scalar();
    cel::SyntaxError error;
    auto program = cel::Program::compile(source, error);
    if (!program) {
      std::string_view before = std::string_view(source).substr(0, error.at);
      auto line = std::count(before.begin(), before.end(), '\n');
      // A block scalar's text starts on the line below its indicator.
      int first = line_of(node) + (source.ends_with('\n') || source.find('\n') != std::string::npos ? 1 : 0);
      auto column = before.size() - (before.rfind('\n') + 1) + 1;
      fail(first + static_cast<int>(line), std::string(what) + ": " + error.message + " (character " + std::to_string(column) + ")");
    }
    return program;
  }

  const RulePageSource& page_;
  std::vector<std::string>& problems_;
  Rule rule_;
};

}  // namespace

std::optional<Rule> parse_page(const RulePageSource& page, std::vector<std::string>& problems) {
  return PageParser(page, problems).run();
}

}  // namespace bulkhead
