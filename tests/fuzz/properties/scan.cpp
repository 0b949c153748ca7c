// The whole flow over a small estate in memory: analysis, judgement, every report.
#include <nlohmann/json.hpp>

#include "analyzer/pipeline/analyze.h"
#include "analyzer/pipeline/judgement.h"
#include "analyzer/report/escape.h"
#include "analyzer/report/report.h"
#include "analyzer/rules/rule_set.h"
#include "tests/fuzz/properties/properties.h"

namespace bulkhead::fuzz {
namespace {

constexpr const char* kToday = "2026-11-24";

const RuleSet& builtin_rules() {
  static const RuleSet rules = [] {
    std::vector<std::string> problems;
    return RuleSet::load(builtin_rule_pages(), problems);
  }();
  return rules;
}

std::vector<std::pair<std::string, std::string>> files_of(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> files;
  while (!text.empty()) {
    auto end = text.find('\0');
    std::string_view file = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    auto line = file.find('\n');
    files.emplace_back(file.substr(0, line), line == std::string_view::npos ? std::string_view() : file.substr(line + 1));
  }
  return files;
}

/// Everything with a place: it lies in a file of the workspace, or nowhere.
class Places {
 public:
  Places(const Workspace& workspace, Verdict& verdict) : workspace_(workspace), verdict_(verdict) {}

  void at(const SourceSpan& span, const std::string& what) {
    if (!span.valid()) return;
    if (!verdict_.expect(static_cast<std::size_t>(span.file) < workspace_.files().size(), "place in no file: " + what)) return;
    std::size_t size = workspace_.text(span.file).size();
    verdict_.expect(span.begin <= span.end && span.end <= size, "place outside of " + workspace_.file(span.file).path + " (" + std::to_string(size) + " bytes): " + what, span.begin, span.end);
  }
  void at(const std::vector<Note>& notes, const std::string& what) {
    for (const Note& note : notes) at(note.at, what + ": " + note.text);
  }

 private:
  const Workspace& workspace_;
  Verdict& verdict_;
};

void check_analysis(const Workspace& workspace, const Analysis& analysis, Verdict& verdict) {
  Places places(workspace, verdict);
  for (const Finding& finding : analysis.findings) {
    verdict.expect(finding.at.valid(), "finding of no place: " + finding.rule + ": " + finding.message);
    places.at(finding.at, finding.rule);
    places.at(finding.related, finding.rule);
    places.at(finding.trail, finding.rule);
    if (finding.fix)
      for (const Edit& edit : finding.fix->edits) places.at(edit.replace, finding.rule);
  }
  for (const Diagnostic& diagnostic : analysis.diagnostics) {
    verdict.expect(!diagnostic.message.empty(), "diagnostic without a message");
    places.at(diagnostic.at, diagnostic.message);
  }
  for (const Fact& fact : analysis.facts) {
    places.at(fact.at, "fact about " + fact.identifier);
    places.at(fact.trail, "fact about " + fact.identifier);
  }
}

/// Each line of `text` for itself.
template <class Check>
void for_each_line(std::string_view text, Check check) {
  while (!text.empty()) {
    auto end = text.find('\n');
    check(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

/// Formats that others read: no text of the estate breaks out of its place.
void check_formats(const report::Input& input, Verdict& verdict) {
  for (auto format : {report::Format::sarif, report::Format::gitlab, report::Format::gitlab_sast, report::Format::bitbucket, report::Format::rdjson, report::Format::sonar})
    verdict.expect(nlohmann::json::accept(render(format, input)), "a report is not JSON: format " + std::to_string(static_cast<int>(format)));
  for_each_line(render(report::Format::rdjsonl, input), [&](std::string_view line) { verdict.expect(nlohmann::json::accept(line), "a line of rdjsonl is not JSON"); });
  std::size_t lines = 0;
  for_each_line(render(report::Format::github, input), [&](std::string_view line) {
    ++lines;
    verdict.expect(line.starts_with("::error ") || line.starts_with("::warning ") || line.starts_with("::notice "), "a line of another command: " + std::string(line));
  });
  verdict.expect(lines <= 30, "more than 30 annotations");
  for_each_line(render(report::Format::azure, input), [&](std::string_view line) {
    verdict.expect(line.starts_with("##vso[task.logissue type=") && line.find("##vso[", 1) == std::string_view::npos && line.find("##[") == std::string_view::npos, "a line of another command: " + std::string(line));
  });
  for (auto format : {report::Format::junit, report::Format::html, report::Format::markdown}) {
    std::string text = render(format, input);
    verdict.expect(report::valid_utf8(text) == text, "a report is not UTF-8: format " + std::to_string(static_cast<int>(format)));
    verdict.expect(std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 32 && c != '\n'; }), "a control character in a report");
  }
}

/// All formats; the JSON one, having checked that it is JSON.
std::string report_of(const Workspace& workspace, const Config& config, int jobs, Verdict& verdict) {
  AnalyzeOptions options;
  options.jobs = jobs;
  options.today = kToday;
  Analysis analysis = analyze(workspace, config, builtin_rules(), options);
  check_analysis(workspace, analysis, verdict);
  std::vector<bulkhead::Verdict> verdicts = judge(workspace, config, builtin_rules(), analysis, {kToday, "", nullptr});
  report::Input input{workspace, analysis, verdicts, builtin_rules(), "0.0.0", false, false, 0, ""};
  render(report::Format::text, input);
  check_formats(input, verdict);
  std::string json = render(report::Format::json, input);
  verdict.expect(nlohmann::json::accept(json), "a JSON report is not JSON");
  return json;
}

}  // namespace

std::string broken_scan(std::string_view text) {
  Verdict verdict(text);
  auto files = files_of(text);
  Config config;
  for (const auto& [path, content] : files) {
    if (path != "bulkhead.yaml") continue;
    auto parsed = parse_config(FileId{0}, content);
    if (parsed.diagnostics.empty()) config = std::move(parsed.tree);
  }
  Workspace first = Workspace::from_memory(files);
  std::string report = report_of(first, config, 1, verdict);
  // Every eighth input once more, with threads and from a fresh workspace.
  if (text.size() % 8 == 0) {
    Workspace second = Workspace::from_memory(std::move(files));
    verdict.expect(report == report_of(second, config, 2, verdict), "two scans differ");
  }
  return verdict.broken();
}

}  // namespace bulkhead::fuzz
