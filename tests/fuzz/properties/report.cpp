// Reports of whatever was found. The input is parts with a NUL byte between: path, text, message, rule, environment, text of the other end, and more of
// these sixes. Each gives a file with a finding at its second line, if it has one.
#include <nlohmann/json.hpp>
#include <vector>

#include "analyzer/report/entries.h"
#include "analyzer/report/environment_map.h"
#include "analyzer/report/escape.h"
#include "tests/fuzz/properties/properties.h"
#include "tests/fuzz/properties/runners.h"

namespace bulkhead::fuzz {
namespace {

constexpr std::size_t kParts = 6, kMaxFindings = 40;

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t end = std::min(text.find(separator, at), text.size());
    out.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

/// Lines without their ends; what follows the last end must be nothing.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out = split(text, '\n');
  if (!out.empty() && out.back().empty()) out.pop_back();
  return out;
}

struct Made {
  Workspace workspace;
  Analysis analysis;
  std::vector<bulkhead::Verdict> verdicts;
  RuleSet rules;

  explicit Made(const std::vector<std::string>& parts) : workspace(Workspace::from_memory(files(parts))) {
    for (std::size_t i = 0; i + kParts <= parts.size() && verdicts.size() < kMaxFindings; i += kParts) {
      const SourceFile* file = workspace.find(parts[i]);
      if (!file) continue;
      bulkhead::Verdict verdict;
      Finding& finding = verdict.finding;
      finding.rule = parts[i + 3];
      finding.severity = static_cast<Severity>(parts[i + 2].size() % 5);
      finding.confidence = static_cast<Confidence>(parts[i + 1].size() % 3);
      finding.message = parts[i + 2];
      finding.resource = parts[i + 4];
      finding.environments = {parts[i + 4]};
      finding.at = place(*file);
      finding.related = {{place(*file), parts[i + 5], parts[i + 5]}};
      finding.trail = {{place(*file), parts[i + 5], ""}};
      verdict.fingerprint = std::to_string(i);
      verdicts.push_back(verdict);
      analysis.diagnostics.push_back({place(*file), parts[i + 5], Diagnostic::Severity::error});
      EnvironmentUse use;
      use.environment.name = parts[i + 4];
      analysis.environments.push_back(use);
    }
  }

  report::Input input() const { return {workspace, analysis, verdicts, rules, "1.2.3", false, true, 0, "", "2026-11-24"}; }
  std::string render(std::string_view format) const { return report::render(*report::format_from(format), input()); }

 private:
  static std::vector<std::pair<std::string, std::string>> files(const std::vector<std::string>& parts) {
    std::map<std::string, std::string> out;
    for (std::size_t i = 0; i + kParts <= parts.size() && out.size() < kMaxFindings; i += kParts)
      if (!parts[i].empty()) out.emplace(parts[i], parts[i + 1]);
    return {out.begin(), out.end()};
  }

  SourceSpan place(const SourceFile& file) const {
    const std::string_view text = workspace.text(file.id);
    auto begin = static_cast<std::uint32_t>(std::min(text.find('\n') + 1, text.size()));
    auto end = static_cast<std::uint32_t>(std::min(text.find('\n', begin), text.size()));
    return {file.id, begin, end};
  }
};

/// Every line is one command, and says what a finding says.
void check_github(const Made& made, Verdict& verdict) {
  std::multimap<std::string, std::string> expected;            // title, message
  for (const bulkhead::Verdict* one : report::reported_by_severity(made.input())) {
    std::string places = report::other_places(made.input(), one->finding);
    expected.emplace(report::valid_utf8(std::string(to_string(one->finding.severity)) + ": " + one->finding.rule),
                     report::message_of(one->finding) + (places.empty() ? "" : "\n" + places));
  }
  std::map<std::string, int> counted;
  for (const std::string& line : lines_of(made.render("github"))) {
    auto command = github_command(line);
    if (!verdict.expect(command.has_value(), "no command of GitHub: " + line)) return;
    verdict.expect(command->name == "error" || command->name == "warning" || command->name == "notice", "GitHub knows no " + command->name);
    verdict.expect(++counted[command->name] <= 10, "more than ten of a level");
    if (command->properties["title"] == "bulkhead") continue;
    auto [begin, end] = expected.equal_range(command->properties["title"]);
    bool meant = std::any_of(begin, end, [&](const auto& entry) { return entry.second == command->data || command->data.ends_with("..."); });
    verdict.expect(meant, "GitHub reads what no finding says: " + line);
    if (command->properties.contains("file"))
      verdict.expect(std::any_of(made.workspace.files().begin(), made.workspace.files().end(),
                                 [&](const SourceFile& file) { return report::valid_utf8(file.path) == command->properties["file"]; }),
                     "GitHub reads the path of no file: " + line);
  }
}

void check_azure(const Made& made, Verdict& verdict) {
  for (const std::string& line : lines_of(made.render("azure"))) {
    auto command = azure_command(line);
    if (!verdict.expect(command.has_value() && command->name == "task.logissue", "no issue of Azure: " + line)) return;
    verdict.expect(line.starts_with("##vso[") && line.find("##vso[", 1) == std::string::npos && line.find("##[") == std::string::npos,
                   "a second command of Azure: " + line);
    verdict.expect(command->properties["type"] == "error" || command->properties["type"] == "warning", "Azure knows no such type: " + line);
  }
}

void check_text(const Made& made, Verdict& verdict) {
  for (const std::string& text : {made.render("text"), report::environments_text(made.input())})
    for (const std::string& line : lines_of(text)) {
      verdict.expect(!commands_something(line), "a line of text is a command: " + line);
      verdict.expect(std::none_of(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) < 32) || c == 127; }), "a control character: " + line);
    }
}

void check_json(const Made& made, Verdict& verdict) {
  for (const char* format : {"json", "sarif", "gitlab", "gitlab-sast", "bitbucket", "rdjson", "sonar"})
    verdict.expect(nlohmann::json::accept(made.render(format)), std::string(format) + " is no JSON");
  for (const std::string& line : lines_of(made.render("rdjsonl"))) verdict.expect(nlohmann::json::accept(line), "no JSON: " + line);
}

}  // namespace

std::string broken_report(std::string_view text) {
  Verdict verdict(text);
  const Made made(split(text, '\0'));
  check_github(made, verdict);
  check_azure(made, verdict);
  check_text(made, verdict);
  check_json(made, verdict);
  return verdict.broken();
}

}  // namespace bulkhead::fuzz
