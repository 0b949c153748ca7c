// Strings.
#include <cstring>

#include "analyzer/terraform/functions/function.h"
#include "analyzer/terraform/functions/unicode_text.h"
#include "parsers/hcl/unicode.h"

namespace bulkhead::terraform {
namespace {

template <std::string (*F)(std::string_view)>
Value mapped(FunctionCall& call) {
  std::string_view text;
  return call.text(0, text) ? call.string(F(text)) : call.unknown();
}

Value trim_space(FunctionCall& call) {
  std::string_view text;
  return call.text(0, text) ? call.string_in_place(hcl::trim(text)) : call.unknown();
}

Value chomp(FunctionCall& call) {
  std::string_view text;
  if (!call.text(0, text)) return call.unknown();
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return call.string_in_place(text);
}

Value trim_characters(FunctionCall& call) {
  std::string_view text, cut;
  if (!call.text(0, text) || !call.text(1, cut)) return call.unknown();
  auto set = characters(cut);
  auto in_set = [&](std::string_view character) {
    return std::find(set.begin(), set.end(), character) != set.end();
  };
  auto all = characters(text);
  std::size_t first = 0, last = all.size();
  while (first < last && in_set(all[first])) ++first;
  while (last > first && in_set(all[last - 1])) --last;
  if (first == last) return call.string_in_place({});
  const char* begin = all[first].data();
  return call.string_in_place({begin, static_cast<std::size_t>(all[last - 1].data() + all[last - 1].size() - begin)});
}

Value trim_prefix(FunctionCall& call) {
  std::string_view text, prefix;
  if (!call.text(0, text) || !call.text(1, prefix)) return call.unknown();
  return call.string_in_place(text.starts_with(prefix) ? text.substr(prefix.size()) : text);
}

Value trim_suffix(FunctionCall& call) {
  std::string_view text, suffix;
  if (!call.text(0, text) || !call.text(1, suffix)) return call.unknown();
  return call.string_in_place(text.ends_with(suffix) ? text.substr(0, text.size() - suffix.size()) : text);
}

enum class Where { start, end, anywhere };

// A pattern of which only a part is known decides what that part decides: "${var.x}-prod" ends with "-prod" for sure.
template <Where where>
Value has_part(FunctionCall& call) {
  std::string_view text, part;
  if (call[1].is_unknown()) return call.unknown_from(call[1]);
  if (call[0].is_unknown()) return call.unknown_from(call[0]);
  if (!call.text(0, text) || !call.text(1, part)) return call.unknown();
  switch (where) {
    case Where::start: return call.boolean(text.starts_with(part));
    case Where::end: return call.boolean(text.ends_with(part));
    case Where::anywhere: return call.boolean(text.find(part) != std::string_view::npos);
  }
  return call.unknown();
}

Value substring(FunctionCall& call) {
  std::string_view text;
  std::int64_t offset, length;
  if (!call.text(0, text) || !call.integer(1, offset) || !call.integer(2, length)) return call.unknown();
  auto all = clusters(text);
  auto count = static_cast<std::int64_t>(all.size());
  if (offset < 0) offset = std::max<std::int64_t>(0, offset + count);
  if (offset >= count || length == 0) return call.string_in_place({});
  std::int64_t end = length < 0 ? count : std::min(count, offset + std::min(length, count));
  const char* begin = all[static_cast<std::size_t>(offset)].data();
  const auto& last = all[static_cast<std::size_t>(end - 1)];
  return call.string_in_place({begin, static_cast<std::size_t>(last.data() + last.size() - begin)});
}

Value indent(FunctionCall& call) {
  std::int64_t spaces;
  std::string_view text;
  if (!call.integer(0, spaces) || !call.text(1, text)) return call.unknown();
  if (spaces < 0 || spaces > 1000) return call.fail("the indentation must be between 0 and 1000");
  std::string out;
  for (char c : text) {
    out += c;
    if (c == '\n') out.append(static_cast<std::size_t>(spaces), ' ');
  }
  return call.string(out);
}

/// Elements of the lists from argument 1 on, with the separator between them; unknown elements stand as `${reference}`.
Value join(FunctionCall& call) {
  std::string_view separator;
  const Value* unknown = nullptr;
  for (const Value& argument : call.arguments())
    if (argument.is_unknown()) return call.unknown_from(argument);
  if (!call.text(0, separator)) return call.unknown();
  std::string out;
  bool first = true;
  for (std::size_t i = 1; i < call.count(); ++i) {
    std::span<const Value> items;
    if (!call.list(i, items)) return call.unknown();
    for (const Value& item : items) {
      if (!first) out += separator;
      first = false;
      if (item.is_unknown()) {
        if (unknown == nullptr) unknown = &item;
        std::string known = recognisable_text(item);
        out += known.empty() ? "${...}" : known;
        continue;
      }
      std::string_view text;
      if (item.is_absent()) return call.fail("an element is null");
      if (!call.text_of(item, text)) return call.unknown();
      out += text;
      if (out.size() > call.run.bytes_left) return call.limit();
    }
  }
  if (unknown != nullptr) return call.unknown_from(*unknown, out);
  bool sensitive = false;
  for (std::size_t i = 1; i < call.count(); ++i) sensitive |= holds_sensitive(call[i]);
  Value result = call.string(out);
  return sensitive ? result.as_sensitive() : result;
}

Value split(FunctionCall& call) {
  std::string_view separator, text;
  if (!call.text(0, separator) || !call.text(1, text)) return call.unknown();
  std::vector<Value> parts;
  if (separator.empty()) {
    for (std::string_view character : characters(text)) parts.push_back(call.string_in_place(character));
    return call.make_list(parts, Shape::collection);
  }
  for (;;) {
    auto at = text.find(separator);
    parts.push_back(call.string_in_place(text.substr(0, at)));
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + separator.size());
  }
  return call.make_list(parts, Shape::collection);
}

Value reverse_text(FunctionCall& call) {
  std::string_view text;
  if (!call.text(0, text)) return call.unknown();
  auto all = clusters(text);
  std::string out;
  for (std::size_t i = all.size(); i-- > 0;) out += all[i];
  return call.string(out);
}

constexpr Function kFunctions[] = {
    {"chomp", chomp, 1, 1},
    {"endswith", has_part<Where::end>, 2, 2, kTakesUnknown},
    {"indent", indent, 2, 2},
    {"join", join, 2, kAny, kTakesUnknown},
    {"lower", mapped<to_lower>, 1, 1},
    {"split", split, 2, 2},
    {"startswith", has_part<Where::start>, 2, 2, kTakesUnknown},
    {"strcontains", has_part<Where::anywhere>, 2, 2, kTakesUnknown},
    {"strrev", reverse_text, 1, 1},
    {"substr", substring, 3, 3},
    {"title", mapped<to_title>, 1, 1},
    {"trim", trim_characters, 2, 2},
    {"trimprefix", trim_prefix, 2, 2},
    {"trimspace", trim_space, 1, 1},
    {"trimsuffix", trim_suffix, 2, 2},
    {"upper", mapped<to_upper>, 1, 1},
};

}  // namespace

std::span<const Function> string_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
