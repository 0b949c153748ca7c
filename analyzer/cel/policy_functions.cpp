#include "analyzer/cel/functions.h"
#include "analyzer/terraform/policy.h"
#include "parsers/data/tree.h"

namespace bulkhead::cel {
namespace {

constexpr int kMaxDepth = 64;
using Arguments = std::span<const Value>;

Value convert(const data::Node* node, const Origin* origin, Arena& arena, int depth) {
  if (!node || depth > kMaxDepth) return Value::null_value(origin);
  switch (node->kind) {
    case data::NodeKind::null_value: return Value::null_value(origin);
    case data::NodeKind::boolean: return Value::boolean(node->boolean, origin);
    case data::NodeKind::number: {
      auto number = number_of(Value::string(node->text));
      return number ? Value::number(*number, origin) : Value::string(arena.copy(node->text), origin);
    }
    case data::NodeKind::string: {
      std::string_view text = arena.copy(node->text);
      if (text.find("${") == std::string_view::npos) return Value::string(text, origin);
      return Value::unknown(arena.make<UnknownInfo>(UnknownInfo{UnknownInfo::Cause::other, {}, text}), origin);
    }
    case data::NodeKind::sequence: {
      std::vector<Value> items;
      for (const data::Node* item : node->items) items.push_back(convert(item, origin, arena, depth + 1));
      return Value::list(arena.copy(items), origin);
    }
    case data::NodeKind::mapping: {
      std::vector<Entry> entries;
      for (const data::Member& member : node->members)
        entries.push_back({arena.copy(member.key), convert(member.value, origin, arena, depth + 1), {}});
      return Value::map(arena.copy(entries), origin);
    }
  }
  return {};
}

/// The first of two spellings that is there: "Action" in policy JSON, "actions" in a Terraform policy document.
Value either(const Value& statement, std::string_view a, std::string_view b) {
  Value first = statement[a];
  return first.is_missing() ? statement[b] : first;
}

Value as_list(const Value& value, Evaluation& run) {
  if (value.is_list() || value.is_unknown()) return value;
  return value.is_absent() ? Value::list({}, value.origin()) : Value::list(run.arena.copy(std::vector<Value>{value}), value.origin());
}

/// {"AWS": [..], "Service": ..}, "*" or Terraform's principals blocks -> [{type, identifiers}].
Value principals(const Value& statement, Evaluation& run) {
  Value written = either(statement, "Principal", "principals");
  if (written.is_unknown()) return written;
  std::vector<Value> out;
  auto add = [&](const Value& type, const Value& identifiers) {
    out.push_back(run.map({{"identifiers", as_list(identifiers, run), {}}, {"type", type, {}}}).with_origin(identifiers.origin()));
  };
  if (written.is_string()) add(written, written);
  for (const Entry& entry : written.entries()) add(Value::string(entry.key), entry.value);
  for (const Value& block : written.items()) add(block["type"], block["identifiers"]);
  return run.list(out);
}

Value normalised(const Value& statement, Evaluation& run) {
  if (statement.is_unknown()) return statement;
  Value effect = either(statement, "Effect", "effect");
  if (effect.is_absent()) effect = Value::string("Allow", statement.origin());
  return run.map({{"actions", as_list(either(statement, "Action", "actions"), run), {}},
                  {"conditions", as_list(either(statement, "Condition", "condition"), run), {}},
                  {"effect", effect, {}},
                  {"not_actions", as_list(either(statement, "NotAction", "not_actions"), run), {}},
                  {"not_resources", as_list(either(statement, "NotResource", "not_resources"), run), {}},
                  {"principals", principals(statement, run), {}},
                  {"resources", as_list(either(statement, "Resource", "resources"), run), {}},
                  {"sid", either(statement, "Sid", "sid"), {}}})
      .with_origin(statement.origin());
}

Value decoded(const Value& value, Evaluation& run) {
  if (Value document = terraform::policy_of(value, run.arena); !document.is_missing()) return document;
  std::string text = recognisable_text(value);
  if (!run.spend(1 + text.size() / 8)) return run.error("the expression takes too many steps");
  Value result = decode_json(run.arena.copy(std::string_view(text)), value.origin(), run.arena);
  if (result.is_missing() && value.is_unknown()) return value;
  return result.is_missing() ? run.error("not JSON") : result;
}

Value decode(Arguments a, Evaluation& run) { return decoded(a[0], run); }

Value policy_statements(Arguments a, Evaluation& run) {
  Value policy = decoded(a[0], run);
  if (policy.is_unknown()) return policy;
  Value statements = policy.is_list() ? policy : either(policy, "Statement", "statement");
  if (statements.is_unknown()) return statements;
  std::vector<Value> out;
  if (statements.is_map()) out.push_back(normalised(statements, run));
  for (const Value& statement : statements.items()) {
    if (!run.spend(20)) return run.error("the expression takes too many steps");
    out.push_back(normalised(statement, run));
  }
  return run.list(out);
}

constexpr Function kFunctions[] = {
    {"policy_statements", 1, 1, policy_statements, OnAbsent::nothing, true},
    {"decode_json", 1, 1, decode, OnAbsent::nothing, true},
};

}  // namespace

Value decode_json(std::string_view text, const Origin* origin, Arena& arena) {
  auto start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || (text[start] != '{' && text[start] != '[')) return {};
  auto parsed = data::parse_json(FileId::none, text);
  if (!parsed.diagnostics.empty() || parsed.tree.documents.empty()) return {};
  return convert(parsed.tree.documents[0].root, origin, arena, 0);
}

std::span<const Function> policy_functions() { return kFunctions; }

}  // namespace bulkhead::cel
