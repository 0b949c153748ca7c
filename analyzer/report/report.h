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

enum class Format : unsigned char { text, json, sarif, github };
std::optional<Format> format_from(std::string_view name);

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
};

std::string render(Format format, const Input& input);

std::string render_text(const Input& input);
std::string render_json(const Input& input);
std::string render_sarif(const Input& input);
std::string render_github(const Input& input);

/// JSON Schema (draft 2020-12) of render_json's output.
std::string json_schema();

/// Whether a finding counts as a problem: reported and more than `possible`.
bool counts(const Verdict& verdict);

}  // namespace bulkhead::report
