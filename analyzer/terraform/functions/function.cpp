#include "analyzer/terraform/functions/function.h"

#include "analyzer/terraform/expression/perhaps.h"
#include "analyzer/terraform/functions/unicode_text.h"

#include <algorithm>

namespace bulkhead::terraform {

bool FunctionCall::text_of(const Value& value, std::string_view& out) {
  if (value.is_string()) {
    out = value.as_string();
    return true;
  }
  Value converted = to_string_value(value, run.arena);
  if (!converted.is_string()) {
    fail("needs a string, not a " + std::string(kind_name(value)));
    return false;
  }
  out = converted.as_string();
  return true;
}

bool FunctionCall::text(std::size_t i, std::string_view& out) { return text_of(arguments_[i], out); }

bool FunctionCall::number(std::size_t i, Value& out) {
  out = to_number_value(arguments_[i]);
  if (out.is_number()) return true;
  fail("needs a number, not a " + std::string(kind_name(arguments_[i])));
  return false;
}

bool FunctionCall::number(std::size_t i, double& out) {
  Value converted;
  if (!number(i, converted)) return false;
  out = converted.as_number();
  return true;
}

bool FunctionCall::integer(std::size_t i, std::int64_t& out) {
  Value converted = to_number_value(arguments_[i]);
  if (!converted.is_number() || !is_whole(converted)) {
    fail("needs a whole number");
    return false;
  }
  double value = converted.as_number();
  out = converted.is_integer() ? converted.as_integer() : value > 0 ? INT64_MAX : INT64_MIN;
  return true;
}

bool FunctionCall::list_of(const Value& value, std::span<const Value>& out) {
  if (!value.is_list()) {
    fail("needs a list, not a " + std::string(kind_name(value)));
    return false;
  }
  out = value.items();
  return true;
}

bool FunctionCall::list(std::size_t i, std::span<const Value>& out) { return list_of(arguments_[i], out); }

Value FunctionCall::fail(std::string_view message) {
  run.diagnostics.push_back({origin_ ? origin_->at : SourceSpan{}, std::string(name_) + "(): " + std::string(message)});
  return Value::unknown(run.arena.make<UnknownInfo>(UnknownInfo{UnknownInfo::Cause::error, {}, {}}), origin_);
}

void FunctionCall::warn(std::string_view message) {
  run.diagnostics.push_back({origin_ ? origin_->at : SourceSpan{}, std::string(name_) + "(): " + std::string(message), Diagnostic::Severity::warning});
}

Value FunctionCall::unknown(std::string_view pattern) {
  auto* info = run.arena.make<UnknownInfo>(UnknownInfo{UnknownInfo::Cause::function, {}, run.arena.copy(pattern)});
  return Value::unknown(info, origin_);
}

Value FunctionCall::unknown_from(const Value& cause, std::string_view pattern) {
  const UnknownInfo* known = cause.unknown();
  auto* info = run.arena.make<UnknownInfo>(UnknownInfo{known ? known->cause : UnknownInfo::Cause::function, {}, run.arena.copy(pattern)});
  if (known != nullptr && pattern.empty()) {
    std::string inner = known->pattern.empty() ? std::string(known->reference) : std::string(known->pattern);
    if (!inner.empty()) info->reference = run.arena.copy(std::string_view(std::string(name_) + "(" + inner + ")"));
  }
  return Value::unknown(info, origin_);
}

Value FunctionCall::unknown_with(const Value& members) { return with_perhaps(unknown(), members, run.arena); }

Value FunctionCall::limit() {
  if (run.steps_left != 0) fail("needs more than bulkhead allows");
  run.steps_left = 0;
  return Value::unknown(run.arena.make<UnknownInfo>(UnknownInfo{UnknownInfo::Cause::limit, {}, {}}), origin_);
}

bool FunctionCall::spend(std::size_t bytes) {
  if (bytes <= run.bytes_left && run.steps_left != 0) {
    run.bytes_left -= bytes;
    return true;
  }
  limit();
  return false;
}

Value FunctionCall::string(std::string_view text) {
  if (!spend(text.size())) return limit();
  if (may_change_under_nfc(text)) return Value::string(run.arena.copy(std::string_view(normalised(text))), origin_);
  return Value::string(run.arena.copy(text), origin_);
}

Value FunctionCall::make_list(const std::vector<Value>& items, Shape shape) {
  if (!spend(items.size() * sizeof(Value))) return limit();
  return Value::list(run.arena.copy(items), origin_).with_shape(shape);
}

Value FunctionCall::make_map(std::vector<Entry>& entries, Shape shape) {
  if (!spend(entries.size() * sizeof(Entry))) return limit();
  sort_entries(entries);
  return Value::map(run.arena.copy(entries), origin_).with_shape(shape);
}

Value FunctionCall::make_set(std::vector<Value>& items) {
  std::stable_sort(items.begin(), items.end(), [](const Value& a, const Value& b) { return compare_values(a, b) < 0; });
  auto same = [](const Value& a, const Value& b) { return !a.is_unknown() && !b.is_unknown() && compare_values(a, b) == 0; };
  items.erase(std::unique(items.begin(), items.end(), same), items.end());
  return make_list(items, Shape::set);
}

namespace {

const std::vector<Function>& table() {
  static const std::vector<Function> sorted = [] {
    std::vector<Function> all;
    for (auto part : {numeric_functions(), string_functions(), format_functions(), regex_functions(), collection_functions(),
                      list_functions(), map_functions(), set_functions(), conversion_functions(), encoding_functions(),
                      decoding_functions(), file_functions(), hash_functions(), network_functions(), date_functions(),
                      text_encoding_functions()})
      all.insert(all.end(), part.begin(), part.end());
    std::sort(all.begin(), all.end(), [](const Function& a, const Function& b) { return a.name < b.name; });
    return all;
  }();
  return sorted;
}

/// The argument whose text says most about the result: the longest string, else the first with an origin.
const Value* decisive_argument(std::span<const Value> arguments) {
  const Value* best = nullptr;
  for (const Value& argument : arguments) {
    if (argument.origin() == nullptr) continue;
    if (best == nullptr || (argument.is_string() && argument.as_string().size() > best->as_string().size())) best = &argument;
  }
  return best;
}

/// A result that is unknown because something inside an argument is has that one's cause.
Value because_of(std::span<const Value> arguments, const Value& result, Arena& arena) {
  const UnknownInfo* info = result.unknown();
  if (info == nullptr || info->cause != UnknownInfo::Cause::function) return result;
  for (const Value& argument : arguments) {
    const Value* inside = first_unknown(argument);
    if (inside == nullptr || inside->unknown() == nullptr) continue;
    Value made = Value::unknown(arena.make<UnknownInfo>(UnknownInfo{inside->unknown()->cause, info->reference, info->pattern, info->perhaps, info->members}), result.origin());
    return result.sensitive() ? made.as_sensitive() : made;
  }
  return result;
}

}  // namespace

namespace {

/// The function's result if the conditions hold that its unknown arguments wait for; missing where one of them tells nothing.
Value told_of(const Function& function, std::span<const Value> arguments, FunctionCall& call, const Origin& link) {
  std::vector<Value> told;
  for (const Value& argument : arguments) {
    told.push_back(if_it_holds(argument));
    if (told.back().is_missing() || told.back().is_unknown()) return {};
  }
  std::size_t before = call.run.diagnostics.size();
  FunctionCall assumed(function.name, told, call.run.arena.make<Origin>(link), call.scope, call.run);
  Value result = function.body(assumed);
  bool fits = call.run.diagnostics.size() == before;
  if (call.run.steps_left != 0) call.run.diagnostics.resize(before);
  return fits ? if_it_holds(result) : Value();
}

/// Functions whose result holds every element of the lists that they are given.
bool keeps_elements(std::string_view name) {
  constexpr std::string_view kNames[] = {"compact", "concat", "distinct", "flatten", "reverse", "setunion", "sort", "tolist", "toset"};
  return std::binary_search(std::begin(kNames), std::end(kNames), name);
}

/// Elements that are certainly in the result; of flatten() those of lists inside too. An empty text may be left out.
void add_elements(const Value& list, bool deep, std::vector<Value>& out, int depth = 0) {
  constexpr int kMaxDepth = 64;
  constexpr std::size_t kMost = 10'000;
  for (const Value& item : certain_members(list)) {
    if (depth > kMaxDepth || out.size() >= kMost) return;
    if (deep && (item.is_list() || item.is_unknown())) add_elements(item, deep, out, depth + 1);
    else if (!item.is_unknown() && !item.is_absent() && !(item.is_string() && item.as_string().empty())) out.push_back(item);
  }
}

}  // namespace

std::optional<Value> call_function(std::string_view name, std::span<const Value> arguments, const Origin* origin, Scope& scope,
                                   Evaluation& run) {
  const auto& all = table();
  auto at = std::lower_bound(all.begin(), all.end(), name, [](const Function& f, std::string_view n) { return f.name < n; });
  if (at == all.end() || at->name != name) return std::nullopt;
  bool sensitive = false;
  const Value* unknown = nullptr;
  bool absent = false;
  for (const Value& argument : arguments) {
    sensitive |= argument.sensitive();
    if (unknown == nullptr && argument.is_unknown()) unknown = &argument;
    absent |= argument.is_absent();
  }
  const Value* decisive = decisive_argument(arguments);
  Origin link{Origin::Kind::computed, {}, decisive ? decisive->origin() : nullptr, at->name};
  if (origin != nullptr) link.at = origin->at;
  FunctionCall call(at->name, arguments, run.arena.make<Origin>(link), scope, run);
  if (arguments.size() < at->least || (at->most != kAny && arguments.size() > at->most))
    return call.fail("takes " + std::to_string(at->least) + (at->most == at->least ? "" : at->most == kAny ? " or more" : " to " + std::to_string(at->most)) +
                     " arguments, not " + std::to_string(arguments.size()));
  Value result;
  if (absent && (at->flags & kTakesNull) == 0) {
    result = call.fail("an argument is null");
  } else if (unknown != nullptr && (at->flags & kTakesUnknown) == 0) {
    result = call.unknown_from(*unknown);
  } else {
    result = at->body(call);
    result = because_of(arguments, result, run.arena);
  }
  if (result.is_unknown() && unknown != nullptr && unknown->unknown() != nullptr && unknown->unknown()->perhaps != nullptr)
    result = with_perhaps(result, told_of(*at, arguments, call, link), run.arena);
  if (result.is_unknown() && !absent && keeps_elements(at->name)) {
    std::vector<Value> members;
    for (const Value& argument : arguments) add_elements(argument, at->name == "flatten", members);
    result = with_members(result, members, run.arena);
  }
  return sensitive ? result.as_sensitive() : result;
}

}  // namespace bulkhead::terraform
