#include "analyzer/terraform/policy_document.h"

#include <algorithm>

#include "analyzer/terraform/encoded.h"
#include "analyzer/terraform/policy.h"

namespace bulkhead::terraform {
namespace {

class DocumentBuilder {
 public:
  explicit DocumentBuilder(StackState& state) : arena_(state.arena()) {}

  void add_documents(const Value& documents) {
    for (const Value& document : documents.items()) {
      Value decoded = policy_of(document, arena_);
      Value statements = decoded["Statement"];
      if (statements.is_map()) add_statement(statements);
      for (const Value& statement : statements.items()) add_statement(statement);
      if (document.is_unknown() && !decoded.is_map()) add_statement(document);
    }
  }

  void add_blocks(const Value& blocks) {
    for (const Value& block : blocks.items()) add_statement(statement(block));
  }

  Value document(const Value& version, const Origin* origin) {
    std::vector<Entry> entries;
    entries.push_back({"Statement", Value::list(arena_.copy(statements_), origin), {}});
    entries.push_back({"Version", version.is_string() ? version : Value::string("2012-10-17", origin), {}});
    return Value::map(arena_.copy(entries), origin);
  }

 private:
  /// Later statements replace earlier ones of the same Sid.
  void add_statement(const Value& statement) {
    Value sid = statement["Sid"];
    if (sid.is_string() && !sid.as_string().empty())
      for (Value& known : statements_)
        if (known["Sid"].is_string() && known["Sid"].as_string() == sid.as_string()) {
          known = statement;
          return;
        }
    statements_.push_back(statement);
  }

  Value statement(const Value& block) {
    std::vector<Entry> entries;
    auto take = [&](std::string_view key, std::string_view attribute) {
      Value value = block[attribute];
      bool empty = value.is_absent() || (value.is_list() && value.items().empty());
      if (!empty) entries.push_back({key, value, {}});
    };
    take("Action", "actions");
    if (Value condition = conditions(block["condition"]); !condition.is_missing()) entries.push_back({"Condition", condition, {}});
    Value effect = block["effect"];
    entries.push_back({"Effect", effect.is_absent() ? Value::string("Allow", block.origin()) : effect, {}});
    take("NotAction", "not_actions");
    if (Value principal = principals(block["not_principals"]); !principal.is_missing()) entries.push_back({"NotPrincipal", principal, {}});
    take("NotResource", "not_resources");
    if (Value principal = principals(block["principals"]); !principal.is_missing()) entries.push_back({"Principal", principal, {}});
    take("Resource", "resources");
    take("Sid", "sid");
    return Value::map(arena_.copy(entries), block.origin());
  }

  /// {type, identifiers} blocks -> {AWS: […], Service: […]}; type "*" with "*" is anybody.
  Value principals(const Value& blocks) {
    if (blocks.items().empty()) return Value();
    std::vector<std::pair<std::string_view, std::vector<Value>>> types;
    for (const Value& block : blocks.items()) {
      Value type = block["type"];
      std::string_view name = type.is_string() ? type.as_string() : "AWS";
      Value identifiers = block["identifiers"];
      if (name == "*") return identifiers.at(0).is_missing() ? Value::string("*", block.origin()) : identifiers.at(0);
      add(types, name, identifiers);
    }
    return grouped(types, blocks.origin());
  }

  Value conditions(const Value& blocks) {
    if (blocks.items().empty()) return Value();
    std::vector<std::string_view> tests;
    for (const Value& block : blocks.items())
      if (block["test"].is_string() && std::find(tests.begin(), tests.end(), block["test"].as_string()) == tests.end())
        tests.push_back(block["test"].as_string());
    std::sort(tests.begin(), tests.end());
    std::vector<Entry> entries;
    for (std::string_view test : tests) {
      std::vector<std::pair<std::string_view, std::vector<Value>>> variables;
      for (const Value& block : blocks.items())
        if (block["test"].as_string() == test && block["variable"].is_string()) add(variables, block["variable"].as_string(), block["values"]);
      entries.push_back({test, grouped(variables, blocks.origin()), {}});
    }
    return Value::map(arena_.copy(entries), blocks.origin());
  }

  static void add(std::vector<std::pair<std::string_view, std::vector<Value>>>& groups, std::string_view name, const Value& values) {
    auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == name; });
    if (group == groups.end()) group = groups.insert(groups.end(), {name, {}});
    if (values.is_list())
      group->second.insert(group->second.end(), values.items().begin(), values.items().end());
    else
      group->second.push_back(values);
  }

  Value grouped(std::vector<std::pair<std::string_view, std::vector<Value>>>& groups, const Origin* origin) {
    std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Entry> entries;
    for (auto& [name, values] : groups) entries.push_back({name, Value::list(arena_.copy(values), origin), {}});
    return Value::map(arena_.copy(entries), origin);
  }

  Arena& arena_;
  std::vector<Value> statements_;
};

Value member_named(ModuleInstance& module, ResourceInstance& instance, std::string_view name) {
  const auto& members = instance.declaration->members;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (members[i].name == name) return module.member(instance, i);
  return Value();
}

}  // namespace

std::optional<Value> policy_document_json(ModuleInstance& module, ResourceInstance& instance) {
  StackState& state = module.state();
  SourceSpan header = instance.declaration->header;
  const Origin* origin = state.link(Origin::Kind::written, header, nullptr, {});
  DocumentBuilder builder(state);
  builder.add_documents(member_named(module, instance, "source_policy_documents"));
  builder.add_blocks(member_named(module, instance, "statement"));
  builder.add_documents(member_named(module, instance, "override_policy_documents"));
  Value document = builder.document(member_named(module, instance, "version"), origin);
  auto encoded = call_function("jsonencode", std::span(&document, 1), origin, module, state.run());
  if (!encoded) return std::nullopt;
  return encoded->with_origin(encoded_origin(document, header, nullptr, state.arena()));
}

}  // namespace bulkhead::terraform
