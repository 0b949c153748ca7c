#include "analyzer/pipeline/shown_value.h"

#include <algorithm>

#include "analyzer/secrets/detector.h"
#include "analyzer/secrets/key_names.h"
#include "analyzer/secrets/values.h"

namespace bulkhead {
namespace {

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxItems = 40;
constexpr const char* kHidden = "(hidden: a secret by its name)";

bool means_secret(std::string_view name) { return secrets::key_meaning(name).key_class != secrets::KeyClass::none; }

/// The name in a link of a trail: `variable "db_password"`, `local.db_password`, `db_password`.
std::string_view name_in(std::string_view step) {
  while (!step.empty() && (step.back() == '"' || step.back() == ']')) step.remove_suffix(1);
  auto cut = step.find_last_of("\". [");
  return cut == std::string_view::npos ? step : step.substr(cut + 1);
}

bool came_through_secret(const Value& value) {
  const Origin* origin = value.origin();
  for (int links = 0; origin && links < 64; origin = origin->via, ++links)
    if (!origin->step.empty() && means_secret(name_in(origin->step))) return true;
  return false;
}

std::string without_tokens(std::string_view text) {
  std::string out(text);
  auto hide = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end && i < out.size(); ++i) out[i] = '*';
  };
  for (const secrets::Match& match : secrets::find_tokens(text)) hide(match.begin, match.end);
  std::size_t begin = 0, end = 0;
  if (secrets::url_password(text, begin, end)) hide(begin, end);
  return out;
}

class Printer {
 public:
  explicit Printer(std::size_t most) : most_(most) {}

  void print(const Value& value, int depth) {
    if (full()) return;
    if (value.sensitive()) return add("(sensitive)");
    if (!value.is_absent() && !value.is_boolean() && !value.is_unknown() && came_through_secret(value)) return add(kHidden);
    switch (value.kind()) {
      case ValueKind::missing: return add("(nothing)");
      case ValueKind::null: return add("null");
      case ValueKind::unknown: return unknown(value);
      case ValueKind::boolean: return add(value.as_boolean() ? "true" : "false");
      case ValueKind::number: return add(to_json(value));
      case ValueKind::string: return text(value.as_string());
      case ValueKind::list: return list(value, depth);
      case ValueKind::map: return map(value, depth);
    }
  }

  std::string take() {
    if (out_.size() <= most_) return std::move(out_);
    std::size_t cut = most_;
    while (cut > 0 && (static_cast<unsigned char>(out_[cut]) & 0xC0) == 0x80) --cut;
    return out_.substr(0, cut) + "…";
  }

 private:
  bool full() const { return out_.size() > most_; }
  void add(std::string_view text) { out_ += text; }

  void text(std::string_view value) {
    out_ += '"';
    for (char c : without_tokens(value.substr(0, std::min(value.size(), std::size_t{20'000})))) {
      if (full()) return;
      if (c == '\n') out_ += "\\n";
      else if (c == '\t') out_ += "\\t";
      else if (c == '"' || c == '\\') (out_ += '\\') += c;
      else if (static_cast<unsigned char>(c) >= 0x20) out_ += c;
    }
    out_ += '"';
  }

  void unknown(const Value& value) {
    std::string what = without_tokens(recognisable_text(value));
    add(what.empty() ? "(not known before it is applied)" : "(not known before it is applied: " + what + ")");
  }

  void list(const Value& value, int depth) {
    add("[");
    std::size_t count = 0;
    for (const Value& item : value.items()) {
      if (full()) return;
      if (count++ > 0) add(", ");
      if (depth >= kMaxDepth || count > kMaxItems) return add("…]");
      print(item, depth + 1);
    }
    add("]");
  }

  void map(const Value& value, int depth) {
    add("{");
    std::size_t count = 0;
    for (const Entry& entry : value.entries()) {
      if (full()) return;
      add(count++ > 0 ? ", " : " ");
      if (depth >= kMaxDepth || count > kMaxItems) return add("… }");
      add(without_tokens(entry.key));
      add(" = ");
      if (means_secret(entry.key) && !entry.value.is_absent() && !entry.value.is_boolean() && !entry.value.is_unknown())
        add(kHidden);
      else print(entry.value, depth + 1);
    }
    add(count > 0 ? " }" : "}");
  }

  std::size_t most_;
  std::string out_;
};

}  // namespace

std::string shown_value(const Value& value, std::span<const std::string_view> names, std::size_t most) {
  bool plain = value.is_absent() || value.is_boolean() || value.is_unknown();
  if (!plain && !value.sensitive() && std::any_of(names.begin(), names.end(), means_secret)) return kHidden;
  Printer printer(most);
  printer.print(value, 0);
  return printer.take();
}

}  // namespace bulkhead
