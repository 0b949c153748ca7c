#include "analyzer/terraform/declaration.h"

#include <algorithm>

namespace bulkhead::terraform {

const Member* Declaration::member(std::string_view wanted) const {
  auto found = std::lower_bound(members.begin(), members.end(), wanted,
                                [](const Member& m, std::string_view text) { return m.name < text; });
  return found != members.end() && found->name == wanted ? &*found : nullptr;
}

Located Declaration::attribute(std::string_view wanted) const {
  const Member* found = member(wanted);
  return found ? found->attribute : Located{};
}

std::string_view literal_text(const hcl::Expression* expression) {
  while (expression && expression->kind == hcl::ExpressionKind::parentheses) expression = expression->as<hcl::Parentheses>().inner;
  if (!expression || expression->kind != hcl::ExpressionKind::template_expr) return {};
  const auto& parts = expression->as<hcl::Template>().parts;
  if (parts.size() != 1 || parts[0].kind != hcl::TemplatePart::Kind::literal) return {};
  return parts[0].text;
}

std::string_view module_source(const Declaration& call) {
  Located source = call.attribute("source");
  return source ? literal_text(source.attribute->value) : std::string_view();
}

std::string traversal_text(const hcl::Expression* expression) {
  if (!expression) return {};
  if (expression->kind == hcl::ExpressionKind::variable) return std::string(expression->as<hcl::Variable>().name);
  if (expression->kind != hcl::ExpressionKind::attribute) return std::string(literal_text(expression));
  const auto& access = expression->as<hcl::AttributeAccess>();
  std::string source = traversal_text(access.source);
  if (source.empty()) return {};
  return source + "." + std::string(access.name);
}

}  // namespace bulkhead::terraform
