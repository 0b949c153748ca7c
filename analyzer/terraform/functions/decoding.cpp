// jsondecode() and yamldecode(): values that point into the file their text was read from.
#include "analyzer/model/from_data.h"
#include "analyzer/terraform/functions/function.h"
#include "parsers/data/tree.h"

namespace bulkhead::terraform {
namespace {

constexpr std::size_t kMaxDecoded = 200'000;   // as many as one value may hold (stack_state.h)

/// The file whose whole text `value` is (what file() returns), or none. An origin that spans exactly as many bytes from the
/// file's start says so; a quoted literal is longer than its text.
FileId whole_file_of(const Value& value) {
  const Origin* last = value.origin();
  for (int i = 0; last && last->via && i < 64; ++i) last = last->via;
  if (last == nullptr || last->kind != Origin::Kind::written || last->at.begin != 0) return FileId::none;
  return last->at.end == value.as_string().size() ? last->at.file : FileId::none;
}

/// The stream ends with this call: text that does not stand in `source` moves into the run's arena. Values made by
/// value_from lie in that arena, so they can be completed in place.
void keep_texts(const Value& value, std::string_view source, Arena& arena, int depth) {
  auto inside = [&](std::string_view text) {
    return text.empty() || (text.data() >= source.data() && text.data() + text.size() <= source.data() + source.size());
  };
  auto kept = [&](const Value& item) {
    if (auto digits = item.as_decimal_text(); !inside(digits)) return Value::decimal(arena.copy(digits), item.origin());
    if (!item.is_string() || inside(item.as_string())) return item;
    return Value::string(arena.copy(item.as_string()), item.origin());
  };
  if (depth > data::kMaxDepth) return;
  for (const Value& item : value.items()) {
    const_cast<Value&>(item) = kept(item);
    keep_texts(item, source, arena, depth + 1);
  }
  for (const Entry& entry : value.entries()) {
    auto& own = const_cast<Entry&>(entry);
    if (!inside(own.key)) own.key = arena.copy(own.key);
    own.value = kept(own.value);
    keep_texts(own.value, source, arena, depth + 1);
  }
}

/// Whether a value would hold more than a stack allows in one: known before any is made of a tree that is larger.
bool too_many(const data::Node* node, std::size_t& left, int depth) {
  if (node == nullptr || depth > data::kMaxDepth) return false;
  if (left-- == 0) return true;
  for (const data::Node* item : node->items)
    if (too_many(item, left, depth + 1)) return true;
  for (const data::Member& member : node->members)
    if (too_many(member.value, left, depth + 1)) return true;
  return false;
}

Value decoded(FunctionCall& call, bool yaml) {
  if (!call[0].is_string()) return call.fail("needs a string");
  std::string_view text = call[0].as_string();
  if (!call.spend(text.size() * 4)) return call.limit();
  FileId file = whole_file_of(call[0]);
  auto parsed = yaml ? data::parse_yaml(file, text) : data::parse_json(file, text);
  for (const Diagnostic& problem : parsed.diagnostics)
    if (problem.severity == Diagnostic::Severity::error) {
      if (file != FileId::none) call.run.diagnostics.push_back(problem);
      return call.fail("the text cannot be decoded: " + problem.message);
    }
  if (parsed.tree.documents.size() > 1) return call.fail("there is more than one document");
  const data::Node* root = parsed.tree.documents.empty() ? nullptr : parsed.tree.documents[0].root;
  if (root == nullptr) {
    if (!yaml) return call.fail("there is nothing to decode");
    return Value::null_value(call.origin());
  }
  std::size_t left = kMaxDecoded;
  if (too_many(root, left, 0)) return call.fail("the text holds more than " + std::to_string(kMaxDecoded) + " values (limit)");
  const Origin* via = file == FileId::none ? call.origin() : nullptr;
  Value value = value_from(root, file, call.run.arena, true, via);
  if (value.is_string()) value = Value::string(call.run.arena.copy(value.as_string()), value.origin());
  if (auto digits = value.as_decimal_text(); !digits.empty()) value = Value::decimal(call.run.arena.copy(digits), value.origin());
  keep_texts(value, text, call.run.arena, 0);
  return value;
}

Value decode_json(FunctionCall& call) { return decoded(call, false); }
Value decode_yaml(FunctionCall& call) { return decoded(call, true); }

constexpr Function kFunctions[] = {
    {"jsondecode", decode_json, 1, 1},
    {"yamldecode", decode_yaml, 1, 1},
};

}  // namespace

std::span<const Function> decoding_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
