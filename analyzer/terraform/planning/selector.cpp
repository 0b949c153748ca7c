#include "analyzer/terraform/planning/selector.h"

#include <algorithm>
#include <array>

#include "analyzer/terraform/planning/walk.h"

namespace bulkhead::terraform {
namespace {

using Kind = hcl::ExpressionKind;

bool is_traversal(const hcl::Expression& node, std::string_view root, std::string_view name) {
  if (node.kind != Kind::attribute) return false;
  const auto& access = node.as<hcl::AttributeAccess>();
  return access.name == name && access.source && access.source->kind == Kind::variable && access.source->as<hcl::Variable>().name == root;
}

/// Finds uses of one selector in one module.
class SelectorFinder {
 public:
  SelectorFinder(const ModuleFiles& module, std::string_view root, std::string_view name) : module_(module), root_(root), name_(name) {}

  SelectorUse find() {
    carry_through_locals();
    walk(module_, [&](const hcl::Expression& node, FileId file) { look(node, file); });
    return std::move(use_);
  }

 private:
  /// Locals that depend on the selector, transitively.
  void carry_through_locals() {
    bool grew = true;
    for (int round = 0; grew && round < 20; ++round) {
      grew = false;
      for (const LocalDeclaration& local : module_.locals) {
        if (carriers_.contains(local.name) || !is_plain(local.value.attribute->value)) continue;
        if (mentions(local.value.attribute->value, local.value.file)) grew = carriers_.insert(local.name).second || grew;
      }
    }
  }

  /// A collection that mentions the selector somewhere is not a selector.
  static bool is_plain(const hcl::Expression* node) {
    return node && node->kind != Kind::object && node->kind != Kind::for_expr && node->kind != Kind::tuple &&
           !(node->kind == Kind::call && (node->as<hcl::Call>().name == "merge" || node->as<hcl::Call>().name == "jsondecode"));
  }

  bool is_selector(const hcl::Expression& node) const {
    if (is_traversal(node, root_, name_)) return true;
    if (node.kind != Kind::attribute) return false;
    const auto& access = node.as<hcl::AttributeAccess>();
    return access.source && access.source->kind == Kind::variable && access.source->as<hcl::Variable>().name == "local" && carriers_.contains(access.name);
  }

  bool mentions(const hcl::Expression* expression, FileId file) const {
    bool found = false;
    walk(expression, file, [&](const hcl::Expression& node, FileId) { found = found || is_selector(node); });
    return found;
  }

  void look(const hcl::Expression& node, FileId file) {
    if (is_traversal(node, root_, name_)) use_.used = true;
    if (node.kind == Kind::index) {
      const auto& access = node.as<hcl::IndexAccess>();
      if (access.key && mentions(access.key, file)) use_.indexed.push_back({access.source, file});
    } else if (node.kind == Kind::binary) {
      comparison(node.as<hcl::Binary>(), file);
    } else if (node.kind == Kind::call) {
      call(node.as<hcl::Call>(), file);
    }
  }

  void comparison(const hcl::Binary& node, FileId file) {
    if (node.op != hcl::Operator::equal && node.op != hcl::Operator::not_equal) return;
    for (auto [one, other] : {std::pair(node.left, node.right), std::pair(node.right, node.left)})
      if (std::string_view text = literal_text(other); !text.empty() && mentions(one, file)) compare(std::string(text), *other, file);
  }

  void compare(std::string text, const hcl::Expression& at, FileId file) { use_.compared.push_back({std::move(text), {file, at.begin, at.end}}); }

  void call(const hcl::Call& node, FileId file) {
    auto argument = [&](std::size_t i) { return i < node.arguments.size() ? node.arguments[i] : nullptr; };
    std::string_view name = node.name;
    if (name == "lookup" && argument(1) && mentions(argument(1), file)) use_.defaulted.push_back({argument(0), file});
    if (name == "contains" && argument(1) && mentions(argument(1), file)) use_.lists.push_back({argument(0), file});
    if (name == "regex" && argument(1) && mentions(argument(1), file)) words_of(literal_text(argument(0)), *argument(0), file);
    if (!argument(0) || !argument(1) || !mentions(argument(0), file)) return;
    if ((name == "endswith" || name == "trimsuffix") && !literal_text(argument(1)).empty()) compare(std::string(literal_text(argument(1))), *argument(1), file);
    if (name == "trimprefix" || (name == "replace" && argument(2) && literal_text(argument(2)).empty())) use_.prefixes.push_back({argument(1), file});
    if (name == "substr" && argument(1)->kind == Kind::call) {
      const auto& length = argument(1)->as<hcl::Call>();
      if (length.name == "length" && length.arguments.size() == 1) use_.dashed_prefixes.push_back({length.arguments[0], file});
    }
  }

  /// "-(production|live)$" -> production, live.
  void words_of(std::string_view pattern, const hcl::Expression& at, FileId file) {
    std::string word;
    auto flush = [&] {
      if (word.size() > 2) compare(word, at, file);
      word.clear();
    };
    for (char c : pattern)
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        word += c;
      else
        flush();
    flush();
  }

  const ModuleFiles& module_;
  std::string_view root_, name_;
  std::set<std::string_view> carriers_;
  SelectorUse use_;
};

}  // namespace

SelectorUse find_selector_use(const ModuleFiles& module, std::string_view root, std::string_view name) {
  return SelectorFinder(module, root, name).find();
}

bool is_environment_name(std::string_view name) {
  constexpr std::array kNames = {"env", "env_name", "envname", "environment", "environment_name", "stage", "deployment_environment"};
  std::string lower;
  for (char c : name) lower += c == '-' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::find(kNames.begin(), kNames.end(), lower) != kNames.end() || lower.ends_with("_environment") || lower.ends_with("_env");
}

}  // namespace bulkhead::terraform
