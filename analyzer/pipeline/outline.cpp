#include "analyzer/pipeline/outline.h"

#include <algorithm>

#include "analyzer/pipeline/suppression_places.h"
#include "parsers/dockerfile/ast.h"

namespace bulkhead {
namespace {

using Kind = OutlineItem::Kind;

Kind kind_of(std::string_view type) {
  if (type == "resource") return Kind::resource;
  if (type == "data" || type == "ephemeral") return Kind::data_source;
  if (type == "module") return Kind::module;
  if (type == "provider") return Kind::provider;
  if (type == "variable") return Kind::variable;
  if (type == "output") return Kind::output;
  return Kind::block;
}

OutlineItem attribute_item(const hcl::Attribute& attribute, Kind kind, FileId file) {
  return {kind, std::string(attribute.name), {}, {file, attribute.begin, attribute.end}, {file, attribute.begin,
      attribute.name_end}, {}};
}

std::vector<OutlineItem> of_hcl(const Workspace& workspace, FileId file) {
  std::vector<OutlineItem> out;
  const hcl::Body& body = *workspace.hcl(file).tree.body;
  for (const hcl::Attribute& attribute : body.attributes) out.push_back(attribute_item(attribute, Kind::variable, file));
  for (const hcl::Block* block : body.blocks) {
    OutlineItem item{kind_of(block->type), {}, std::string(block->type), {file, block->begin, block->end}, {file, block->begin,
        block->header_end}, {}};
    for (const hcl::Label& label : block->labels) item.name += (item.name.empty() ? "" : ".") + std::string(label.text);
    if (item.name.empty()) item.name = block->type, item.detail.clear();
    if (block->type == "locals" && block->body)
      for (const hcl::Attribute& attribute : block->body->attributes)
        item.children.push_back(attribute_item(attribute, Kind::local, file));
    out.push_back(std::move(item));
  }
  std::sort(out.begin(), out.end(), [](const OutlineItem& a, const OutlineItem& b) { return a.at < b.at; });
  return out;
}

std::string text_at(const data::Node* node, std::initializer_list<std::string_view> path) {
  for (std::string_view key : path) node = node && node->kind == data::NodeKind::mapping ? node->get(key) : nullptr;
  return node ? std::string(node->text) : std::string();
}

const data::Member* member_of(const data::Node& node, std::string_view key) {
  auto at = std::find_if(node.members.begin(), node.members.end(), [&](const data::Member& one) { return one.key == key; });
  return at == node.members.end() ? nullptr : &*at;
}

std::vector<OutlineItem> objects_of(const Workspace& workspace, FileId file) {
  std::vector<OutlineItem> out;
  for (const ObjectPlace& object : kubernetes_objects(workspace, file)) {
    std::string name = text_at(object.root, {"metadata", "name"});
    if (name.empty()) name = text_at(object.root, {"metadata", "generateName"});
    const data::Member* kind = member_of(*object.root, "kind");
    SourceSpan at = object.at;
    at.begin = std::min(at.begin, kind->key_span.begin);
    at.end = std::max(at.end, kind->value->end);
    out.push_back({Kind::object, text_at(object.root, {"kind"}) + (name.empty() ? "" : "/" + name), text_at(object.root,
        {"metadata", "namespace"}), at,
                   {file, kind->key_span.begin, std::max(kind->key_span.end, kind->value->end)}, {}});
  }
  return out;
}

std::vector<OutlineItem> parts_of_compose(const Workspace& workspace, FileId file) {
  std::vector<OutlineItem> out;
  const auto& documents = workspace.data(file).tree.documents;
  const data::Node* root = documents.empty() ? nullptr : documents[0].root;
  const data::Node* services = root ? root->get("services") : nullptr;
  if (!services || services->kind != data::NodeKind::mapping) return out;
  for (const data::Member& part : root->members) {
    if (!part.value || part.value->kind != data::NodeKind::mapping || part.value->shared) continue;
    if (part.key != "services" && part.key != "networks" && part.key != "volumes" && part.key != "secrets" &&
        part.key != "configs")
      continue;
    OutlineItem item{Kind::block, std::string(part.key), {}, {file, part.key_span.begin, std::max(part.key_span.end,
        part.value->end)}, part.key_span, {}};
    for (const data::Member& one : part.value->members) {
      SourceSpan at{file, one.key_span.begin, one.key_span.end};
      if (one.value && !one.value->shared) at.end = std::max(at.end, one.value->end);
      if (item.at.contains(at))
        item.children.push_back({part.key == "services" ? Kind::service : Kind::part, std::string(one.key), text_at(one.value,
            {"image"}), at, one.key_span, {}});
    }
    out.push_back(std::move(item));
  }
  return out;
}

std::vector<OutlineItem> stages_of(const Workspace& workspace, FileId file) {
  std::vector<OutlineItem> out;
  auto parsed = dockerfile::parse_dockerfile(file, workspace.text(file));
  for (const dockerfile::Instruction& instruction : parsed.tree.instructions) {
    if (instruction.keyword == "FROM") {
      auto words = instruction.arguments;
      std::string image = words.empty() ? "FROM" : std::string(words[0].text);
      bool named = words.size() >= 3 && (words[1].text == "AS" || words[1].text == "as" || words[1].text == "As");
      out.push_back({Kind::stage, named ? std::string(words[2].text) : image, named ? image : "", {file, instruction.begin,
          instruction.end},
                     {file, instruction.begin, instruction.end}, {}});
    } else if (!out.empty()) {
      out.back().at.end = instruction.end;
    }
  }
  return out;
}

}  // namespace

std::vector<OutlineItem> outline(const Workspace& workspace, FileId file) {
  switch (workspace.file(file).language) {
    case Language::terraform: case Language::tfvars: case Language::hcl: return of_hcl(workspace, file);
    case Language::dockerfile: return stages_of(workspace, file);
    case Language::yaml: case Language::json: {
      auto out = objects_of(workspace, file);
      return out.empty() ? parts_of_compose(workspace, file) : out;
    }
    default: return {};
  }
}

}  // namespace bulkhead
