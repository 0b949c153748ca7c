// Finds suppressing comments and annotations in the files of a workspace.
#include "analyzer/pipeline/suppression_places.h"
#include "analyzer/pipeline/suppressions.h"
#include "parsers/dockerfile/ast.h"

namespace bulkhead {
namespace {

constexpr std::string_view kMarker = "bulkhead:ignore";
constexpr std::string_view kAnnotation = "bulkhead.dev/ignore";

bool reads_comments(Language language) {
  return language == Language::terraform || language == Language::tfvars || language == Language::hcl || language == Language::yaml ||
         language == Language::dockerfile;
}

/// Whether the language takes what stands at `offset` for a comment. Of a file that does not parse whole nobody knows: there every comment sign counts.
bool is_comment(const Workspace& workspace, const SourceFile& file, std::uint32_t offset) {
  auto holds = [&](const auto& parsed) {
    return std::any_of(parsed.comments.begin(), parsed.comments.end(), [&](const Comment& c) { return c.at.begin <= offset && offset < c.at.end; }) ||
           (parsed.comments.empty() && !parsed.diagnostics.empty());
  };
  switch (file.language) {
    case Language::terraform:
    case Language::tfvars:
    case Language::hcl: return holds(workspace.hcl(file.id));
    case Language::yaml: return holds(workspace.data(file.id));
    case Language::dockerfile: return holds(dockerfile::parse_dockerfile(file.id, workspace.text(file.id)));
    default: return true;
  }
}

/// The marker must open a comment, so that prose and strings that mention it do nothing.
bool opens_comment(std::string_view text, std::size_t marker) {
  auto line = text.substr(0, marker);
  line = line.substr(line.find_last_of("\r\n") + 1);
  auto last = line.find_last_not_of(" \t");
  if (last == std::string_view::npos) return false;
  line = line.substr(0, last + 1);
  return line.ends_with('#') || line.ends_with("//") || line.ends_with("/*");
}

bool in_comment(const Workspace& workspace, const SourceFile& file, std::size_t marker) {
  if (!opens_comment(workspace.text(file.id), marker)) return false;
  return is_comment(workspace, file, static_cast<std::uint32_t>(marker));
}

void add_comments(const Workspace& workspace, const SourceFile& file, std::vector<Suppression>& out) {
  std::string_view text = workspace.text(file.id);
  for (std::size_t at = text.find(kMarker); at != std::string_view::npos; at = text.find(kMarker, at + 1)) {
    if (!in_comment(workspace, file, at)) continue;
    std::string_view words = text.substr(at + kMarker.size());
    words = words.substr(0, words.find_first_of("\r\n"));
    Suppression suppression = parse_suppression(words);
    suppression.at = {file.id, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + kMarker.size() + words.size())};
    suppression.covers = covered_by_comment(workspace, suppression.at);
    out.push_back(std::move(suppression));
  }
}

void add_annotations(const Workspace& workspace, const SourceFile& file, std::vector<Suppression>& out) {
  if (workspace.text(file.id).find(kAnnotation) == std::string_view::npos) return;
  for (const ObjectPlace& object : kubernetes_objects(workspace, file.id)) {
    const data::Node* metadata = object.root->get("metadata");
    const data::Node* annotations = metadata ? metadata->get("annotations") : nullptr;
    const data::Node* value = annotations ? annotations->get(kAnnotation) : nullptr;
    if (!value) continue;
    Suppression suppression = parse_suppression(value->text);
    suppression.at = {file.id, value->begin, value->end};
    suppression.covers = {object.at};
    out.push_back(std::move(suppression));
  }
}

}  // namespace

std::vector<Suppression> find_suppressions(const Workspace& workspace) {
  std::vector<Suppression> out;
  for (const SourceFile& file : workspace.files()) {
    auto own = workspace.derived_of<std::vector<Suppression>>(file.id, "suppressions", [&] {
      std::vector<Suppression> found;
      if (reads_comments(file.language)) add_comments(workspace, file, found);
      if (file.language == Language::yaml || file.language == Language::json) add_annotations(workspace, file, found);
      return found;
    });
    out.insert(out.end(), own->begin(), own->end());
  }
  return out;
}

}  // namespace bulkhead
