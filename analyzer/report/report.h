// From verdicts to text that people and other tools read. Pure functions: nothing here opens a file.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/pipeline/analyze.h"
#include "analyzer/pipeline/judgement.h"
#include "analyzer/rules/rule_set.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead::report {

enum class Format : unsigned char { text, json, sarif, github, markdown, gitlab, gitlab_sast, bitbucket, azure, rdjson, rdjsonl, junit, sonar, html };
std::optional<Format> format_from(std::string_view name);
/// Names of all formats.
std::vector<std::string> format_list();
/// "text, json, sarif ... or html".
std::string format_names();

/// What every format is made from.
struct Input {
  const Workspace& workspace;
  const Analysis& analysis;
  const std::vector<Verdict>& verdicts;
  const RuleSet& rules;
  std::string version;
  bool color = false;
  bool statistics = false;
  std::uint64_t milliseconds = 0;        // 0 unless statistics were asked for, so that reports of equal input are equal
  std::string repository_prefix;         // scan root relative to the repository, for formats that a forge reads
  std::string today = "1970-01-01";      // ISO date, for formats that must say when
};

std::string render(Format format, const Input& input);

std::string render_text(const Input& input);
std::string render_json(const Input& input);
std::string render_sarif(const Input& input);
/// Workflow commands of GitHub Actions, most severe first, within the ten annotations of each level that are shown.
std::string render_github(const Input& input);
/// A summary for a job's page or a comment; at most 1 MiB.
std::string render_markdown(const Input& input);
/// GitLab's Code Quality: an array of issues with unique fingerprints.
std::string render_gitlab(const Input& input);
/// GitLab's SAST report, schema 15.
std::string render_gitlab_sast(const Input& input);
/// Bitbucket's Code Insights: one document with the body of the report and the bodies of the calls that add its annotations.
std::string render_bitbucket(const Input& input);
/// Logging commands of Azure Pipelines, most severe first.
std::string render_azure(const Input& input);
/// reviewdog's DiagnosticResult.
std::string render_rdjson(const Input& input);
/// reviewdog's Diagnostic, one a line.
std::string render_rdjsonl(const Input& input);
/// JUnit's XML: a suite for each rule, a failed case for each finding.
std::string render_junit(const Input& input);
/// Generic issues of SonarQube 10.3 and later.
std::string render_sonar(const Input& input);
/// One page that needs no other file and no network.
std::string render_html(const Input& input);

/// JSON Schema (draft 2020-12) of render_json's output.
std::string json_schema();

/// Whether a finding counts as a problem: reported and more than `possible`.
bool counts(const Verdict& verdict);

}  // namespace bulkhead::report
