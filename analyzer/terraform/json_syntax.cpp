#include "analyzer/terraform/json_syntax.h"

#include <algorithm>
#include <array>

namespace bulkhead::terraform {
namespace {

constexpr int kMaxJsonDepth = 100;

struct BlockType {
  std::string_view name;
  int labels;
};
constexpr std::array kTopLevel = {BlockType{"check", 1},    BlockType{"data", 2},   BlockType{"ephemeral", 2}, BlockType{"import", 0},
                                  BlockType{"locals", 0},   BlockType{"module", 1}, BlockType{"moved", 0},     BlockType{"output", 1},
                                  BlockType{"provider", 1}, BlockType{"removed", 0}, BlockType{"resource", 2}, BlockType{"terraform", 0},
                                  BlockType{"variable", 1}};

constexpr std::array kTerragrunt = {BlockType{"dependencies", 0}, BlockType{"dependency", 1}, BlockType{"errors", 0},       BlockType{"exclude", 0},
                                    BlockType{"feature", 1},      BlockType{"include", 1},    BlockType{"locals", 0},       BlockType{"remote_state", 0},
                                    BlockType{"terraform", 0}};

class JsonReader {
 public:
  JsonReader(FileId id, JsonFile& out, bool templates) : id_(id), out_(out), templates_(templates) {}

  const hcl::Body* top_level(const data::Node& root) {
    std::vector<const hcl::Block*> blocks;
    for (const data::Member& member : root.members) {
      auto type = std::find_if(kTopLevel.begin(), kTopLevel.end(), [&](const BlockType& t) { return t.name == member.key; });
      if (type == kTopLevel.end()) continue;   // "//" comments and what Terraform does not know
      std::vector<hcl::Label> labels;
      descend(member.key, type->labels, labels, member, blocks);
    }
    return body({}, blocks, root);
  }

  /// `include` may be bare: then its own members are there at once. What is no block is an attribute (`inputs`, `generate`).
  const hcl::Body* terragrunt(const data::Node& root) {
    std::vector<const hcl::Block*> blocks;
    std::vector<hcl::Attribute> attributes;
    for (const data::Member& member : root.members) {
      auto type = std::find_if(kTerragrunt.begin(), kTerragrunt.end(), [&](const BlockType& t) { return t.name == member.key; });
      if (type == kTerragrunt.end()) {
        attributes.push_back(attribute(member, 0));
        continue;
      }
      bool bare = member.key == "include" && member.value->get("path") != nullptr;
      for (const data::Node* item : alternatives(*member.value)) {
        if (type->labels == 0 || bare) {
          blocks.push_back(terragrunt_block(member.key, {}, member, *item));
          continue;
        }
        for (const data::Member& inner : item->members)
          for (const data::Node* one : alternatives(*inner.value))
            blocks.push_back(terragrunt_block(member.key, {{inner.key, inner.key_span.begin, inner.key_span.end}}, inner, *one));
      }
    }
    return body(attributes, blocks, root);
  }

  const hcl::Body* values(const data::Node& root) {
    std::vector<hcl::Attribute> attributes;
    for (const data::Member& member : root.members) attributes.push_back(attribute(member, 0));
    return body(attributes, {}, root);
  }

 private:
  void descend(std::string_view type, int labels_left, std::vector<hcl::Label>& labels, const data::Member& member,
               std::vector<const hcl::Block*>& out) {
    for (const data::Node* item : alternatives(*member.value)) {
      if (labels_left == 0) {
        out.push_back(block(type, labels, member, *item, type == "terraform" ? 3 : 1));
        continue;
      }
      for (const data::Member& inner : item->members) {
        labels.push_back({inner.key, inner.key_span.begin, inner.key_span.end});
        descend(type, labels_left - 1, labels, inner, out);
        labels.pop_back();
      }
    }
  }

  /// A block without its body.
  hcl::Block* header(std::string_view type, const std::vector<hcl::Label>& labels, const data::Member& member, const data::Node& node) {
    auto* made = out_.arena.make<hcl::Block>();
    made->type = type;
    made->labels = out_.arena.copy(labels);
    made->begin = member.key_span.begin;
    made->header_end = member.key_span.end;
    made->end = node.end;
    return made;
  }

  const hcl::Block* terragrunt_block(std::string_view type, const std::vector<hcl::Label>& labels, const data::Member& member, const data::Node& node) {
    hcl::Block* made = header(type, labels, member, node);
    std::vector<hcl::Attribute> attributes;
    std::vector<const hcl::Block*> blocks;
    for (const data::Member& inner : node.members) {
      if (type != "terraform" || inner.key != "extra_arguments") {
        attributes.push_back(attribute(inner, 0));
        continue;
      }
      for (const data::Member& named : inner.value->members)
        for (const data::Node* one : alternatives(*named.value))
          blocks.push_back(terragrunt_block(inner.key, {{named.key, named.key_span.begin, named.key_span.end}}, named, *one));
    }
    made->body = body(attributes, blocks, node);
    return made;
  }

  static std::vector<const data::Node*> alternatives(const data::Node& node) {
    if (node.kind == data::NodeKind::sequence) return {node.items.begin(), node.items.end()};
    return {&node};
  }

  // `block_levels`: how many levels of plain objects below are blocks (terraform { backend { s3 {…} } }).
  const hcl::Block* block(std::string_view type, const std::vector<hcl::Label>& labels, const data::Member& member, const data::Node& node,
                          int block_levels, int depth = 0) {
    hcl::Block* made = header(type, labels, member, node);
    made->body = nested(node, type, block_levels, depth);
    return made;
  }

  const hcl::Body* nested(const data::Node& node, std::string_view type, int block_levels, int depth) {
    std::vector<hcl::Attribute> attributes;
    std::vector<const hcl::Block*> blocks;
    for (const data::Member& member : node.members) {
      if (member.key == "//" || depth > kMaxJsonDepth) continue;
      bool labelled = (type == "terraform" && member.key == "backend") || member.key == "dynamic" || member.key == "provisioner";
      if (labelled) {
        for (const data::Node* item : alternatives(*member.value))
          for (const data::Member& inner : item->members)
            for (const data::Node* one : alternatives(*inner.value))
              blocks.push_back(block(member.key, {{inner.key, inner.key_span.begin, inner.key_span.end}}, inner, *one, 1, depth + 1));
      } else if (is_block(member, type, block_levels)) {
        for (const data::Node* item : alternatives(*member.value)) blocks.push_back(block(member.key, {}, member, *item, block_levels - 1, depth + 1));
      } else {
        attributes.push_back(attribute(member, depth));
      }
    }
    return body(attributes, blocks, node);
  }

  bool is_block(const data::Member& member, std::string_view type, int block_levels) const {
    if (type == "locals" || type == "module" || type == "variable" || type == "output" || block_levels <= 0) return false;
    const data::Node& node = *member.value;
    if (member.key == "lifecycle" || member.key == "content" || type == "terraform") return node.kind == data::NodeKind::mapping;
    if (node.kind != data::NodeKind::sequence || node.items.empty()) return false;
    return std::all_of(node.items.begin(), node.items.end(), [](const data::Node* n) { return n->kind == data::NodeKind::mapping; });
  }

  hcl::Attribute attribute(const data::Member& member, int depth) {
    hcl::Attribute made;
    made.name = member.key;
    made.begin = member.key_span.begin;
    made.name_end = member.key_span.end;
    made.end = member.value->end;
    made.value = expression(*member.value, depth);
    return made;
  }

  const hcl::Expression* expression(const data::Node& node, int depth) {
    if (depth > kMaxJsonDepth) return place(out_.arena.make<hcl::Invalid>(), hcl::ExpressionKind::invalid, node);
    switch (node.kind) {
      case data::NodeKind::null_value: return place(out_.arena.make<hcl::NullLiteral>(), hcl::ExpressionKind::null_literal, node);
      case data::NodeKind::boolean: {
        auto* made = out_.arena.make<hcl::BoolLiteral>();
        made->value = node.boolean;
        return place(made, hcl::ExpressionKind::bool_literal, node);
      }
      case data::NodeKind::number: {
        auto* made = out_.arena.make<hcl::NumberLiteral>();
        made->text = node.text;
        return place(made, hcl::ExpressionKind::number_literal, node);
      }
      case data::NodeKind::string: return text(node);
      case data::NodeKind::sequence: {
        std::vector<const hcl::Expression*> items;
        for (const data::Node* item : node.items) items.push_back(expression(*item, depth + 1));
        auto* made = out_.arena.make<hcl::Tuple>();
        made->items = out_.arena.copy(items);
        return place(made, hcl::ExpressionKind::tuple, node);
      }
      case data::NodeKind::mapping: return object(node, depth);
    }
    return place(out_.arena.make<hcl::Invalid>(), hcl::ExpressionKind::invalid, node);
  }

  const hcl::Expression* object(const data::Node& node, int depth) {
    std::vector<hcl::ObjectItem> items;
    for (const data::Member& member : node.members) {
      data::Node key;
      key.kind = data::NodeKind::string;
      key.text = member.key;
      key.begin = member.key_span.begin;
      key.end = member.key_span.end;
      items.push_back({literal(key), expression(*member.value, depth + 1)});
    }
    auto* made = out_.arena.make<hcl::Object>();
    made->items = out_.arena.copy(items);
    return place(made, hcl::ExpressionKind::object, node);
  }

  const hcl::Expression* text(const data::Node& node) {
    bool plain = node.text.find("${") == std::string_view::npos && node.text.find("%{") == std::string_view::npos;
    if (plain || !templates_) return literal(node);
    auto parsed = hcl::parse_template(id_, node.text, node.begin + 1);
    for (Diagnostic& problem : parsed.diagnostics) out_.diagnostics.push_back(std::move(problem));
    out_.templates.push_back(std::move(parsed.tree));
    return out_.templates.back().root;
  }

  const hcl::Expression* literal(const data::Node& node) {
    hcl::TemplatePart part;
    part.text = node.text;
    part.begin = node.begin;
    part.end = node.end;
    auto* made = out_.arena.make<hcl::Template>();
    made->parts = out_.arena.copy(std::vector<hcl::TemplatePart>{part});
    return place(made, hcl::ExpressionKind::template_expr, node);
  }

  template <class T>
  static const hcl::Expression* place(T* made, hcl::ExpressionKind kind, const data::Node& node) {
    made->kind = kind;
    made->begin = node.begin;
    made->end = node.end;
    return made;
  }

  const hcl::Body* body(const std::vector<hcl::Attribute>& attributes, const std::vector<const hcl::Block*>& blocks, const data::Node& node) {
    auto* made = out_.arena.make<hcl::Body>();
    made->attributes = out_.arena.copy(attributes);
    made->blocks = out_.arena.copy(blocks);
    made->begin = node.begin;
    made->end = node.end;
    return made;
  }

  FileId id_;
  JsonFile& out_;
  bool templates_;
};

enum class Form { configuration, terragrunt, values };

std::shared_ptr<JsonFile> read(FileId id, const data::Node* root, Form form) {
  auto out = std::make_shared<JsonFile>();
  JsonReader reader(id, *out, form != Form::values);
  data::Node nothing;
  nothing.kind = data::NodeKind::mapping;
  const data::Node& node = root ? *root : nothing;
  out->body = form == Form::configuration ? reader.top_level(node) : form == Form::terragrunt ? reader.terragrunt(node) : reader.values(node);
  return out;
}

}  // namespace

std::shared_ptr<JsonFile> read_json_configuration(FileId id, const data::Node* root) { return read(id, root, Form::configuration); }
std::shared_ptr<JsonFile> read_json_terragrunt(FileId id, const data::Node* root) { return read(id, root, Form::terragrunt); }
std::shared_ptr<JsonFile> read_json_values(FileId id, const data::Node* root) { return read(id, root, Form::values); }

}  // namespace bulkhead::terraform
