#include "analyzer/pipeline/suppression_edit.h"

#include <algorithm>

#include "analyzer/pipeline/suppressions.h"
#include "parsers/dockerfile/ast.h"

namespace bulkhead {
namespace {

constexpr std::size_t kMostTried = 16;

std::uint32_t indentation_of(std::string_view text, std::uint32_t line_start) {
  std::uint32_t at = line_start;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at - line_start;
}

/// Starts of the line at `offset` and of the lines above it that may head what holds it: each less indented than those before,
/// nearest first; then the lines directly above, for what is not indented (instructions that go on over lines).
std::vector<std::uint32_t> candidates(std::string_view text, const LineIndex& lines, std::uint32_t offset) {
  std::vector<std::uint32_t> heads, rest;
  std::uint32_t line = lines.at(offset).line, start = lines.line_start(line);
  std::uint32_t least = indentation_of(text, start);
  heads.push_back(start);
  while (line > 1 && heads.size() + rest.size() < 2'000) {
    start = lines.line_start(--line);
    std::uint32_t indentation = indentation_of(text, start);
    if (start + indentation >= text.size() || text[start + indentation] == '\n' || text[start + indentation] == '\r') continue;
    if (indentation < least) {
      heads.push_back(start);
      least = indentation;
    } else if (rest.size() < kMostTried) {
      rest.push_back(start);
    }
  }
  heads.resize(std::min(heads.size(), kMostTried));
  heads.insert(heads.end(), rest.begin(), rest.end());
  return heads;
}

/// Whether the language itself takes what stands at `offset` for a comment.
bool is_comment(const Workspace& workspace, const SourceFile& file, std::uint32_t offset) {
  auto holds = [&](const std::vector<Comment>& comments) {
    return std::any_of(comments.begin(), comments.end(), [&](const Comment& one) { return one.at.begin <= offset &&
        offset < one.at.end; });
  };
  if (file.language == Language::yaml) return holds(workspace.data(file.id).comments);
  if (file.language == Language::dockerfile)
    return holds(dockerfile::parse_dockerfile(file.id, workspace.text(file.id)).comments);
  return holds(workspace.hcl(file.id).comments);
}

bool works(const std::string& path, std::string_view text, const SuppressionEdit& edit, const SourceSpan& at,
    const std::string& rule) {
  std::string edited(text);
  edited.insert(edit.offset, edit.text);
  std::uint32_t begin = at.begin + (at.begin >= edit.offset ? static_cast<std::uint32_t>(edit.text.size()) : 0);
  std::uint32_t end = at.end + (at.end >= edit.offset ? static_cast<std::uint32_t>(edit.text.size()) : 0);
  Workspace tried = Workspace::from_memory({{path, std::move(edited)}});
  const SourceFile* file = tried.find(path);
  auto mark = static_cast<std::uint32_t>(edit.offset + edit.text.find('#'));
  if (!file || !is_comment(tried, *file, mark)) return false;
  for (const Suppression& suppression : find_suppressions(tried)) {
    bool ours = suppression.at.begin >= edit.offset && suppression.at.end <= edit.offset + edit.text.size();
    if (!ours || std::find(suppression.rules.begin(), suppression.rules.end(), rule) == suppression.rules.end()) continue;
    for (const SourceSpan& covered : suppression.covers)
      if (covered.begin <= begin && std::min(end, begin + 1) <= covered.end) return true;
  }
  return false;
}

}  // namespace

bool has_comments(Language language) {
  switch (language) {
    case Language::terraform: case Language::tfvars: case Language::hcl: case Language::yaml: case Language::dockerfile: return true;
    default: return false;
  }
}

std::optional<SuppressionEdit> suppression_edit(const Workspace& workspace, const SourceSpan& at, const std::string& rule,
    const std::string& reason) {
  if (!at.valid()) return std::nullopt;
  const SourceFile& file = workspace.file(at.file);
  if (!has_comments(file.language)) return std::nullopt;
  std::string_view text = workspace.text(at.file);
  const LineIndex& lines = workspace.lines(at.file);
  std::string end = text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
  for (std::uint32_t start : candidates(text, lines, at.begin)) {
    if (start == 0 && text.starts_with("\xEF\xBB\xBF")) start = 3;
    SuppressionEdit edit{start, std::string(text.substr(start, indentation_of(text, start))) + "# bulkhead:ignore " + rule +
        " -- " + reason + end};
    if (works(file.path, text, edit, at, rule)) return edit;
  }
  return std::nullopt;
}

std::optional<Fix> suppression_removal(const Workspace& workspace, const SourceSpan& at) {
  if (!at.valid()) return std::nullopt;
  std::string_view text = workspace.text(at.file);
  if (at.end > text.size() || !text.substr(at.begin).starts_with("bulkhead:ignore")) return std::nullopt;
  const LineIndex& lines = workspace.lines(at.file);
  std::uint32_t line = lines.at(at.begin).line, start = lines.line_start(line), begin = at.begin;
  while (begin > start && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
  std::string_view before = text.substr(start, begin - start);
  if (before.ends_with('#')) begin -= 1;
  else if (before.ends_with("//")) begin -= 2;
  else return std::nullopt;
  while (begin > start && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
  SourceSpan out{at.file, begin, at.end};
  if (begin == start) out.end = line < lines.line_count() ? lines.line_start(line + 1) : static_cast<std::uint32_t>(text.size());
  return Fix{"Remove the suppression", true, {{out, ""}}};
}

}  // namespace bulkhead
