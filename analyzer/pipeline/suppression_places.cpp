#include "analyzer/pipeline/suppression_places.h"

#include "parsers/dockerfile/ast.h"

namespace bulkhead {
namespace {

constexpr int kMaxNesting = 64;

struct Line {
  std::uint32_t begin = 0, end = 0;
  bool holds(std::uint32_t offset) const { return begin <= offset && offset < end; }
};

std::string_view without_indent(std::string_view line) {
  auto begin = line.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

bool only_comment(std::string_view line) {
  line = without_indent(line);
  return line.empty() || line.starts_with('#') || line.starts_with("//") || line.starts_with("/*") || line == "---";
}

/// Blocks and attributes that start on the line, the widest first.
void cover_hcl(const hcl::Body& body, FileId file, const Line& line, std::vector<SourceSpan>& out, int depth) {
  if (depth > kMaxNesting) return;
  for (const auto& attribute : body.attributes)
    if (line.holds(attribute.begin)) out.push_back({file, attribute.begin, attribute.end});
  for (const hcl::Block* block : body.blocks) {
    if (line.holds(block->begin)) {
      out.push_back({file, block->begin, block->end});
    } else if (block->body && block->begin < line.end && line.begin < block->end) {
      cover_hcl(*block->body, file, line, out, depth + 1);
    }
  }
}

void cover_data(const data::Node* node, FileId file, const Line& line, std::vector<SourceSpan>& out, int depth) {
  if (!node || depth > kMaxNesting || node->begin >= line.end) return;
  for (const auto& member : node->members) {
    if (member.key_span.file == file && line.holds(member.key_span.begin) && member.value)
      out.push_back({file, member.key_span.begin, std::max(member.value->end, member.key_span.end)});
    else
      cover_data(member.value, file, line, out, depth + 1);
  }
  for (const data::Node* item : node->items) {
    if (line.holds(item->begin) && item->kind != data::NodeKind::string) out.push_back({file, item->begin, item->end});
    else cover_data(item, file, line, out, depth + 1);
  }
}

bool heads_object(std::string_view line) {
  line = without_indent(line);
  return line.starts_with("kind:") || line.starts_with("apiVersion:");
}

void cover_object(const Workspace& workspace, FileId file, const Line& line, std::vector<SourceSpan>& out) {
  for (const ObjectPlace& object : kubernetes_objects(workspace, file))
    for (const auto& member : object.root->members)
      if ((member.key == "kind" || member.key == "apiVersion") && line.holds(member.key_span.begin)) out.push_back(object.at);
}

void cover_instruction(const Workspace& workspace, FileId file, const Line& line, std::vector<SourceSpan>& out) {
  auto parsed = dockerfile::parse_dockerfile(file, workspace.text(file));
  for (const auto& instruction : parsed.tree.instructions)
    if (line.holds(instruction.begin)) out.push_back({file, instruction.begin, instruction.end});
}

}  // namespace

std::vector<ObjectPlace> kubernetes_objects(const Workspace& workspace, FileId file) {
  std::vector<ObjectPlace> out;
  auto add = [&](const data::Node* root, std::uint32_t begin, std::uint32_t end) {
    if (root && root->get("apiVersion") && root->get("kind")) out.push_back({root, {file, begin, end}});
  };
  for (const auto& document : workspace.data(file).tree.documents) {
    if (!document.root) continue;
    add(document.root, document.begin, document.end);
    const data::Node* kind = document.root->get("kind");
    const data::Node* items = document.root->get("items");
    if (!kind || !items || !kind->text.ends_with("List")) continue;
    for (const data::Node* item : items->items) add(item, item->begin, item->end);
  }
  return out;
}

std::vector<SourceSpan> covered_by_comment(const Workspace& workspace, const SourceSpan& comment) {
  const LineIndex& lines = workspace.lines(comment.file);
  std::uint32_t number = lines.at(comment.begin).line;
  if (only_comment(lines.line(number)))
    while (number <= lines.line_count() && only_comment(lines.line(number))) ++number;
  if (number > lines.line_count()) return {};
  Line line{lines.line_start(number), lines.line_start(number + 1)};
  std::vector<SourceSpan> out = {{comment.file, line.begin, line.end}};
  switch (workspace.file(comment.file).language) {
    case Language::terraform:
    case Language::tfvars:
    case Language::hcl: cover_hcl(*workspace.hcl(comment.file).tree.body, comment.file, line, out, 0); break;
    case Language::yaml:
      if (heads_object(lines.line(number))) cover_object(workspace, comment.file, line, out);
      for (const auto& document : workspace.data(comment.file).tree.documents) cover_data(document.root, comment.file, line, out, 0);
      break;
    case Language::dockerfile: cover_instruction(workspace, comment.file, line, out); break;
    default: break;
  }
  return out;
}

}  // namespace bulkhead
