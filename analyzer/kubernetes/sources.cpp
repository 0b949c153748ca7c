#include "analyzer/kubernetes/sources.h"

#include <algorithm>

namespace bulkhead::kubernetes {
namespace {

bool is_text(const data::Node* node) { return node && node->kind == data::NodeKind::string && !node->text.empty(); }

std::string join(std::string_view directory, std::string_view name) {
  return directory.empty() ? std::string(name) : std::string(directory) + "/" + std::string(name);
}

/// Above an object's first line, behind the end of the document before.
std::optional<SourceSpan> source_comment(std::string_view text, const std::vector<Comment>& comments, std::uint32_t from, std::uint32_t until) {
  auto next = std::lower_bound(comments.begin(), comments.end(), until, [](const Comment& comment, std::uint32_t at) { return comment.at.begin < at; });
  while (next != comments.begin() && (--next)->at.begin >= from) {
    std::string_view comment = text.substr(next->at.begin, next->at.end - next->at.begin);
    if (!source_path(comment).empty()) return next->at;
  }
  return std::nullopt;
}

}  // namespace

bool is_object(const data::Node* node) {
  return node && node->kind == data::NodeKind::mapping && is_text(node->get("apiVersion")) && is_text(node->get("kind"));
}

std::vector<ObjectSource> objects_in(const Workspace& workspace, FileId file) {
  std::vector<ObjectSource> out;
  const auto& parsed = workspace.data(file);
  std::string_view text = workspace.text(file);
  std::uint32_t after = 0;
  for (const data::Document& document : parsed.tree.documents) {
    if (is_object(document.root)) out.push_back({document.root, source_comment(text, parsed.comments, after, document.root->begin)});
    if (document.root) after = document.root->end;
  }
  return out;
}

bool may_hold_objects(const Workspace& workspace, const SourceFile& file) {
  if (file.language != Language::yaml && file.language != Language::json) return false;
  std::string_view text = workspace.text(file.id);
  return text.find("apiVersion") != std::string_view::npos && text.find("kind") != std::string_view::npos;
}

bool is_kustomization(std::string_view path) {
  std::string_view name = file_name_of(path);
  return name == "kustomization.yaml" || name == "kustomization.yml" || name == "Kustomization";
}

std::optional<std::string> chart_of_template(const Workspace& workspace, std::string_view path) {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    std::string_view rest = path.substr(slash + 1);
    std::string_view directory = path.substr(0, slash);
    if (rest.starts_with("templates/") && workspace.find(join(directory, "Chart.yaml"))) return std::string(directory);
  }
  if (path.starts_with("templates/") && workspace.find("Chart.yaml")) return std::string();
  return std::nullopt;
}

bool has_template_actions(std::string_view text) {
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
    auto line = text.find_last_of('\n', at);
    std::string_view before = text.substr(line == std::string_view::npos ? 0 : line + 1, at - (line == std::string_view::npos ? 0 : line + 1));
    auto first = before.find_first_not_of(" \t");
    if (first == std::string_view::npos || before[first] != '#') return true;
  }
  return false;
}

std::multimap<std::string, std::string> chart_directories(const Workspace& workspace) {
  std::multimap<std::string, std::string> out;
  for (const SourceFile& file : workspace.files()) {
    if (file_name_of(file.path) != "Chart.yaml") continue;
    for (const data::Document& document : workspace.data(file.id).tree.documents)
      if (document.root && is_text(document.root->get("name")))
        out.emplace(std::string(document.root->get("name")->text), std::string(directory_of(file.path)));
  }
  return out;
}

std::string_view source_path(std::string_view comment) {
  constexpr std::string_view kMark = "# Source: ";
  if (!comment.starts_with(kMark)) return {};
  comment.remove_prefix(kMark.size());
  while (!comment.empty() && (comment.back() == ' ' || comment.back() == '\r')) comment.remove_suffix(1);
  bool plausible = comment.find(' ') == std::string_view::npos && comment.find('/') != std::string_view::npos &&
                   comment.find("://") == std::string_view::npos;
  return plausible ? comment : std::string_view();
}

const SourceFile* template_of_source(const Workspace& workspace, const std::multimap<std::string, std::string>& charts, std::string_view source) {
  auto slash = source.find('/');
  if (slash == std::string_view::npos) return nullptr;
  auto [begin, end] = charts.equal_range(std::string(source.substr(0, slash)));
  for (auto chart = begin; chart != end; ++chart)
    if (const SourceFile* file = workspace.find(join(chart->second, source.substr(slash + 1)))) return file;
  return nullptr;
}

}  // namespace bulkhead::kubernetes
