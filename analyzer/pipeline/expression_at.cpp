#include "analyzer/pipeline/expression_at.h"

#include <algorithm>

#include "analyzer/terraform/planning/walk.h"

namespace bulkhead {
namespace {

using Kind = hcl::ExpressionKind;

bool is_access(const hcl::Expression& node) {
  return node.kind == Kind::attribute || node.kind == Kind::index || node.kind == Kind::splat;
}

/// Steps that a reference needs before it means a value: `var.x`, `data.TYPE.name`, `TYPE.name`.
std::size_t needed(std::string_view root) {
  if (root == "data" || root == "ephemeral") return 3;
  return 2;
}

bool is_literal(const hcl::Expression& node) {
  if (node.kind == Kind::null_literal || node.kind == Kind::bool_literal || node.kind == Kind::number_literal ||
      node.kind == Kind::invalid)
    return true;
  if (node.kind != Kind::template_expr) return false;
  const auto& parts = node.as<hcl::Template>().parts;
  return std::all_of(parts.begin(), parts.end(),
      [](const hcl::TemplatePart& part) { return part.kind == hcl::TemplatePart::Kind::literal; });
}

std::string one_line(std::string_view text) {
  std::string out;
  for (char c : text.substr(0, 200)) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    if (c == ' ' && out.ends_with(' ')) continue;
    out += c;
  }
  return text.size() > 200 ? out + "…" : out;
}

class Finder {
 public:
  Finder(const Workspace& workspace, FileId file, std::uint32_t offset) : workspace_(workspace), file_(file), offset_(offset) {}

  PlacedExpression find(const hcl::Body& body) {
    for (const hcl::Block* block : body.blocks) {
      if (offset_ < block->begin || block->end <= offset_) continue;
      out_.block = block;
      if (block->type == "variable" && offset_ < block->header_end && block->labels.size() == 1) {
        out_.at = {file_, block->begin, block->header_end};
        out_.text = "var." + std::string(block->labels[0].text);
        return out_;
      }
      if (block->body) in_body(*block->body, 0);
      return out_.expression ? out_ : PlacedExpression{};
    }
    return {};
  }

 private:
  bool holds(const hcl::Expression& node) const { return node.begin <= offset_ && offset_ < node.end; }

  void in_body(const hcl::Body& body, int depth) {
    for (const hcl::Attribute& attribute : body.attributes)
      if (attribute.begin <= offset_ && offset_ < attribute.end && attribute.value) {
        out_.attribute = &attribute;
        out_.nested = depth > 0;
        if (offset_ < attribute.name_end) return take(*attribute.value, {file_, attribute.begin, attribute.name_end});
        return in_value(*attribute.value);
      }
    for (const hcl::Block* block : body.blocks)
      if (block->begin <= offset_ && offset_ < block->end && block->body && depth < hcl::kMaxDepth)
        return in_body(*block->body, depth + 1);
  }

  void take(const hcl::Expression& node, SourceSpan at) {
    out_.expression = &node;
    out_.at = at;
    bool reference = is_access(node) && out_.at.begin == node.begin;
    out_.text = reference ? one_line(workspace_.text(file_).substr(node.begin, node.end - node.begin))
        : std::string(out_.attribute->name);
  }

  /// From the innermost expression outward: the first that a person can mean.
  void in_value(const hcl::Expression& value) {
    std::vector<const hcl::Expression*> way;
    terraform::walk(&value, file_, [&](const hcl::Expression& node, FileId) {
      if (holds(node)) way.push_back(&node);
    });
    if (way.empty() || is_literal(*way.back())) return;
    for (std::size_t i = way.size(); i-- > 0;) {
      const hcl::Expression& node = *way[i];
      if (node.kind == Kind::variable || node.kind == Kind::parentheses || is_literal(node)) continue;
      if (is_access(node)) {
        auto names = reference_names(node);
        if (names.empty() || names.size() < needed(names[0])) continue;
        if (bound(way, i, names[0])) continue;
      } else if (in_loop(way, i)) {
        continue;
      }
      return take(node, {file_, node.begin, node.end});
    }
  }

  /// Whether a `for` around it gives the name its meaning.
  static bool bound(const std::vector<const hcl::Expression*>& way, std::size_t inner, std::string_view name) {
    for (std::size_t i = 0; i < inner; ++i) {
      if (way[i]->kind != Kind::for_expr) continue;
      const auto& loop = way[i]->as<hcl::ForExpr>();
      if (loop.key_name == name || loop.value_name == name) return true;
    }
    return false;
  }

  /// Whether it is evaluated once for each element of a `for`: then the whole loop is what has a value.
  static bool in_loop(const std::vector<const hcl::Expression*>& way, std::size_t inner) {
    for (std::size_t i = 0; i < inner; ++i)
      if (way[i]->kind == Kind::for_expr && way[i]->as<hcl::ForExpr>().collection != way[i + 1]) return true;
    return false;
  }

  const Workspace& workspace_;
  FileId file_;
  std::uint32_t offset_;
  PlacedExpression out_;
};

class Collector {
 public:
  Collector(const Workspace& workspace, FileId file, std::uint32_t begin, std::uint32_t end, std::size_t most)
      : workspace_(workspace), file_(file), begin_(begin), end_(end), most_(most) {}

  void block(const hcl::Block& top, const hcl::Body& body, int depth) {
    for (const hcl::Attribute& attribute : body.attributes)
      if (attribute.value && attribute.begin < end_ && attribute.end > begin_) value(top, attribute, depth > 0);
    for (const hcl::Block* inner : body.blocks)
      if (inner->body && depth < hcl::kMaxDepth && inner->begin < end_ && inner->end > begin_)
        block(top, *inner->body, depth + 1);
  }

  std::vector<PlacedExpression> take() {
    std::sort(out_.begin(), out_.end(), [](const PlacedExpression& a, const PlacedExpression& b) { return a.at < b.at; });
    return std::move(out_);
  }

 private:
  void value(const hcl::Block& top, const hcl::Attribute& attribute, bool nested) {
    std::uint32_t taken_until = 0;
    terraform::walk(attribute.value, file_, [&](const hcl::Expression& node, FileId) {
      if (out_.size() >= most_ || node.begin < taken_until) return;
      if (node.kind == Kind::template_expr && !is_literal(node) && !node.as<hcl::Template>().heredoc)
        return add(top, attribute, nested, node, taken_until);
      if (!is_access(node)) return;
      auto names = reference_names(node);
      if (names.size() < 2 || (names[0] != "var" && names[0] != "local" && names[0] != "module")) return;
      if (names[0] == "module" && names.size() < 3) return;
      add(top, attribute, nested, node, taken_until);
    });
  }

  void add(const hcl::Block& top, const hcl::Attribute& attribute, bool nested, const hcl::Expression& node,
      std::uint32_t& taken_until) {
    taken_until = node.end;
    if (node.begin < begin_ || node.begin >= end_) return;
    SourceSpan at{file_, node.begin, node.end};
    out_.push_back({&node, &top, &attribute, nested, at, std::string(attribute.name)});
  }

  const Workspace& workspace_;
  FileId file_;
  std::uint32_t begin_, end_;
  std::size_t most_;
  std::vector<PlacedExpression> out_;
};

}  // namespace

std::vector<std::string_view> reference_names(const hcl::Expression& expression) {
  std::vector<std::string_view> out;
  const hcl::Expression* node = &expression;
  for (int steps = 0; node && steps < hcl::kMaxDepth; ++steps) {
    if (node->kind == Kind::attribute) {
      out.push_back(node->as<hcl::AttributeAccess>().name);
      node = node->as<hcl::AttributeAccess>().source;
    } else if (node->kind == Kind::index) {
      node = node->as<hcl::IndexAccess>().source;
    } else if (node->kind == Kind::splat) {
      node = node->as<hcl::Splat>().source;
    } else if (node->kind == Kind::variable) {
      out.push_back(node->as<hcl::Variable>().name);
      std::reverse(out.begin(), out.end());
      return out;
    } else {
      return {};
    }
  }
  return {};
}

PlacedExpression expression_at(const Workspace& workspace, FileId file, std::uint32_t offset) {
  if (workspace.file(file).language != Language::terraform) return {};
  return Finder(workspace, file, offset).find(*workspace.hcl(file).tree.body);
}

std::vector<PlacedExpression> references_in(const Workspace& workspace, FileId file, std::uint32_t begin, std::uint32_t end,
    std::size_t most) {
  if (workspace.file(file).language != Language::terraform) return {};
  Collector collector(workspace, file, begin, end, most);
  for (const hcl::Block* block : workspace.hcl(file).tree.body->blocks)
    if (block->body && block->begin < end && block->end > begin) collector.block(*block, *block->body, 0);
  return collector.take();
}

}  // namespace bulkhead
