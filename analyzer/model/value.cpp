#include "analyzer/model/value.h"

#include <charconv>
#include <cmath>

namespace bulkhead {
namespace {

constexpr UnknownInfo kNothingKnown{};

void append_json_string(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += kHex[(c >> 4) & 15];
          out += kHex[c & 15];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

/// A written number as JSON has it: no zeros in front, digits on both sides of the point.
void append_decimal(std::string& out, std::string_view text) {
  auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  std::size_t i = 0;
  if (text.starts_with('-')) out += text[i++];
  while (i < text.size() && text[i] == '0' && digit(i + 1)) ++i;
  if (!digit(i)) out += '0';
  for (; i < text.size(); ++i)
    if (text[i] != '.' || digit(i + 1)) out += text[i];
}

void append_json(std::string& out, const Value& value, bool reveal, int depth) {
  if (value.sensitive() && !reveal) { out += "\"(sensitive)\""; return; }
  if (depth > 512) { out += "null"; return; }
  switch (value.kind()) {
    case ValueKind::missing:
    case ValueKind::null: out += "null"; return;
    case ValueKind::unknown:
      out += "{\"unknown\":";
      append_json_string(out, value.unknown()->pattern.empty() ? value.unknown()->reference : value.unknown()->pattern);
      out += '}';
      return;
    case ValueKind::boolean: out += value.as_boolean() ? "true" : "false"; return;
    case ValueKind::number: {
      char buffer[40];
      if (!value.as_decimal_text().empty()) { append_decimal(out, value.as_decimal_text()); return; }
      auto end = value.is_integer() ? std::to_chars(buffer, buffer + sizeof buffer, value.as_integer()).ptr
                                    : std::to_chars(buffer, buffer + sizeof buffer, value.as_number()).ptr;
      // JSON has no number for infinity and NaN: they are written as text.
      const bool quoted = !value.is_integer() && !std::isfinite(value.as_number());
      if (quoted) out += '"';
      out.append(buffer, end);
      if (quoted) out += '"';
      return;
    }
    case ValueKind::string: append_json_string(out, value.as_string()); return;
    case ValueKind::list: {
      out += '[';
      bool first = true;
      for (const Value& item : value.items()) {
        if (!first) out += ',';
        first = false;
        append_json(out, item, reveal, depth + 1);
      }
      out += ']';
      return;
    }
    case ValueKind::map: {
      out += '{';
      bool first = true;
      for (const Entry& entry : value.entries()) {
        if (!first) out += ',';
        first = false;
        append_json_string(out, entry.key);
        out += ':';
        append_json(out, entry.value, reveal, depth + 1);
      }
      out += '}';
      return;
    }
  }
}

/// Beyond a double's range: infinite or zero, as rounding has it.
double nearest_double(std::string_view text) {
  double value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc::result_out_of_range) return value;
  double large = text.find("e-") != std::string_view::npos || text.find("0.") != std::string_view::npos ? 0 : HUGE_VAL;
  return text.starts_with('-') ? -large : large;
}

}  // namespace

double Value::as_number() const {
  if (kind_ != ValueKind::number) return 0;
  if (form_ == NumberForm::integer) return static_cast<double>(payload_.integer);
  return form_ == NumberForm::binary ? payload_.binary : nearest_double(std::string_view(payload_.text, size_));
}

std::int64_t Value::as_integer() const {
  if (kind_ != ValueKind::number) return 0;
  if (form_ == NumberForm::integer) return payload_.integer;
  double value = as_number();
  return std::fabs(value) < 9.2e18 ? static_cast<std::int64_t>(value) : 0;
}

std::span<const Entry> Value::entries() const {
  return kind_ == ValueKind::map ? std::span(payload_.entries, size_) : std::span<const Entry>();
}

Value Value::operator[](std::string_view key) const {
  if (kind_ == ValueKind::unknown) return unknown(&kNothingKnown, origin_);
  // The last one wins, as in Kubernetes' and Go's decoders.
  auto all = entries();
  for (std::size_t i = all.size(); i-- > 0;)
    if (all[i].key == key) return all[i].value;
  // Under the empty key, an unknown value: more is there than is known (terraform/open_object.h).
  if (!all.empty() && all[0].key.empty() && all[0].value.is_unknown()) return unknown(&kNothingKnown, origin_);
  return missing(origin_);
}

Value Value::at(std::size_t index) const {
  if (kind_ == ValueKind::unknown) return unknown(&kNothingKnown, origin_);
  if (kind_ == ValueKind::list && index < size_) return payload_.items[index];
  return missing(origin_);
}

Value Value::path(std::string_view rest) const {
  Value current = *this;
  while (!rest.empty()) {
    if (rest[0] == '.') rest.remove_prefix(1);
    if (rest.starts_with("[*]")) {
      rest.remove_prefix(3);
      for (const Value& item : current.items())
        if (Value found = item.path(rest); !found.is_missing()) return found;
      return missing(current.origin_);
    }
    if (rest.starts_with('[')) {
      auto close = rest.find(']');
      if (close == std::string_view::npos) return missing(current.origin_);
      std::size_t index = 0;
      std::from_chars(rest.data() + 1, rest.data() + close, index);
      current = current.at(index);
      rest.remove_prefix(close + 1);
      continue;
    }
    auto stop = rest.find_first_of(".[");
    current = current[rest.substr(0, stop)];
    rest = stop == std::string_view::npos ? std::string_view() : rest.substr(stop);
  }
  return current;
}

Tri Value::equals(std::string_view text) const {
  if (is_unknown()) return Tri::unknown_value();
  return Tri::of(is_string() && as_string() == text);
}

Tri Value::is_true() const {
  if (is_unknown()) return Tri::unknown_value();
  return Tri::of(as_boolean() || (is_string() && as_string() == "true"));
}

Tri Value::is_false() const {
  if (is_unknown()) return Tri::unknown_value();
  return Tri::of((is_boolean() && !as_boolean()) || (is_string() && as_string() == "false"));
}

Value Value::null_value(const Origin* origin) { Value v; v.kind_ = ValueKind::null; v.origin_ = origin; return v; }
Value Value::boolean(bool value, const Origin* origin) {
  Value v; v.kind_ = ValueKind::boolean; v.payload_.boolean = value; v.origin_ = origin; return v;
}
Value Value::number(double value, const Origin* origin) {
  if (std::fabs(value) < 9.0e15 && value == std::floor(value)) return integer(static_cast<std::int64_t>(value), origin);
  Value v; v.kind_ = ValueKind::number; v.payload_.binary = value; v.origin_ = origin; return v;
}
Value Value::integer(std::int64_t value, const Origin* origin) {
  Value v; v.kind_ = ValueKind::number; v.form_ = NumberForm::integer; v.payload_.integer = value; v.origin_ = origin; return v;
}
Value Value::decimal(std::string_view text, const Origin* origin) {
  Value v = string(text, origin); v.kind_ = ValueKind::number; v.form_ = NumberForm::text; return v;
}
Value Value::string(std::string_view text, const Origin* origin) {
  Value v; v.kind_ = ValueKind::string; v.payload_.text = text.data(); v.size_ = static_cast<std::uint32_t>(text.size());
  v.origin_ = origin; return v;
}
Value Value::list(std::span<const Value> items, const Origin* origin) {
  Value v; v.kind_ = ValueKind::list; v.payload_.items = items.data(); v.size_ = static_cast<std::uint32_t>(items.size());
  v.origin_ = origin; return v;
}
Value Value::map(std::span<const Entry> entries, const Origin* origin) {
  Value v; v.kind_ = ValueKind::map; v.payload_.entries = entries.data(); v.size_ = static_cast<std::uint32_t>(entries.size());
  v.origin_ = origin; return v;
}
Value Value::unknown(const UnknownInfo* info, const Origin* origin) {
  Value v; v.kind_ = ValueKind::unknown; v.payload_.unknown = info ? info : &kNothingKnown; v.origin_ = origin; return v;
}

std::span<const Value> certain_members(const Value& list) {
  if (list.is_list()) return list.items();
  const UnknownInfo* info = list.unknown();
  return info != nullptr && info->members != nullptr ? info->members->items() : std::span<const Value>();
}

std::string recognisable_text(const Value& value) {
  if (value.is_string()) return std::string(value.as_string());
  if (const UnknownInfo* info = value.unknown()) {
    if (!info->pattern.empty()) return std::string(info->pattern);
    if (!info->reference.empty()) return "${" + std::string(info->reference) + "}";
  }
  return {};
}

std::string to_json(const Value& value, bool reveal_sensitive) {
  std::string out;
  append_json(out, value, reveal_sensitive, 0);
  return out;
}

SourceSpan arrival_span(const Origin* origin) {
  for (int steps = 0; origin && steps < 64; origin = origin->via, ++steps)
    if (origin->at.valid()) return origin->at;
  return {};
}

SourceSpan decisive_span(const Origin* origin) {
  SourceSpan last;
  for (int steps = 0; origin && steps < 64; origin = origin->via, ++steps)
    if (origin->at.valid()) last = origin->at;
  return last;
}

}  // namespace bulkhead
