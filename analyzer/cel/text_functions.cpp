#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "analyzer/cel/functions.h"
#include "analyzer/model/pattern.h"

namespace bulkhead::cel {
namespace {

constexpr UnknownInfo kUndecided{};
using Arguments = std::span<const Value>;

/// Predicates on the start or content of a text also answer for an unknown template whose known part decides.
template <class Known, class Prefix>
Value predicate(Arguments a, Evaluation& run, Known known, Prefix by_prefix) {
  if (a[1].is_unknown()) return Value::unknown(&kUndecided);
  if (!a[1].is_string()) return run.error("a text function needs strings");
  if (a[0].is_unknown()) return by_prefix(a[0], a[1].as_string());
  if (!a[0].is_string()) return run.error("a text function needs strings");
  return Value::boolean(known(a[0].as_string(), a[1].as_string()));
}

Value starts_with(Arguments a, Evaluation& run) {
  return predicate(
      a, run, [](auto text, auto part) { return text.starts_with(part); },
      [](const Value& text, std::string_view part) {
        std::string_view prefix = known_prefix(text);
        if (prefix.starts_with(part)) return Value::boolean(true);
        if (!part.starts_with(prefix)) return Value::boolean(false);
        return Value::unknown(&kUndecided);
      });
}

Value ends_with(Arguments a, Evaluation& run) {
  return predicate(
      a, run, [](auto text, auto part) { return text.ends_with(part); },
      [](const Value& text, std::string_view part) {
        std::string_view pattern = text.unknown()->pattern;
        std::string_view suffix = pattern.substr(std::min(pattern.size(), pattern.rfind('}') + 1));
        if (suffix.ends_with(part) && !part.empty()) return Value::boolean(true);
        if (suffix.size() >= part.size() && !suffix.empty()) return Value::boolean(false);
        return Value::unknown(&kUndecided);
      });
}

Value contains(Arguments a, Evaluation& run) {
  return predicate(
      a, run, [](auto text, auto part) { return text.find(part) != std::string_view::npos; },
      [](const Value& text, std::string_view part) {
        bool literal = part.find_first_of("${}") == std::string_view::npos;
        std::string_view prefix = known_prefix(text);
        if (literal && prefix.find(part) != std::string_view::npos) return Value::boolean(true);
        return Value::unknown(&kUndecided);
      });
}

Value matches(Arguments a, Evaluation& run) {
  if (!a[0].is_string() || !a[1].is_string()) return run.error("matches() needs strings");
  if (!run.spend(10 + a[0].as_string().size() / 64)) return run.error("the expression takes too many steps");
  auto pattern = compiled_pattern(a[1].as_string());
  if (!pattern->ok()) return run.error("matches() with a bad regular expression");
  std::string_view text = a[0].as_string();
  return Value::boolean(RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern));
}

Value glob(Arguments a, Evaluation& run) {
  if (!a[0].is_string() || !a[1].is_string()) return run.error("glob() needs strings");
  if (!run.spend(1 + a[0].as_string().size() / 16)) return run.error("the expression takes too many steps");
  return Value::boolean(wildcard_match(a[1].as_string(), a[0].as_string()));
}

template <class Change>
Value changed(Arguments a, Evaluation& run, Change change) {
  if (!a[0].is_string()) return run.error("a text function needs a string");
  std::string text(a[0].as_string());
  if (!run.spend(1 + text.size() / 16)) return run.error("the expression takes too many steps");
  change(text);
  return run.text(text).with_origin(a[0].origin());
}

Value lower_ascii(Arguments a, Evaluation& run) {
  return changed(a, run, [](std::string& text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
}
Value upper_ascii(Arguments a, Evaluation& run) {
  return changed(a, run, [](std::string& text) {
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
}
Value trim(Arguments a, Evaluation& run) {
  return changed(a, run, [](std::string& text) {
    static constexpr std::string_view kBlank = " \t\n\r\f\v";
    text.erase(std::min(text.size(), text.find_last_not_of(kBlank) + 1));
    text.erase(0, std::min(text.size(), text.find_first_not_of(kBlank)));
  });
}

Value split(Arguments a, Evaluation& run) {
  if (!a[0].is_string() || !a[1].is_string()) return run.error("split() needs strings");
  std::string_view text = a[0].as_string(), separator = a[1].as_string();
  std::vector<Value> out;
  while (run.spend(1)) {
    std::size_t stop = separator.empty() ? std::min<std::size_t>(1, text.size()) : text.find(separator);
    if (stop == std::string_view::npos || (separator.empty() && text.size() <= 1)) break;
    out.push_back(Value::string(text.substr(0, stop), a[0].origin()));
    text.remove_prefix(stop + separator.size());
  }
  out.push_back(Value::string(text, a[0].origin()));
  return run.list(out);
}

Value join(Arguments a, Evaluation& run) {
  if (!a[0].is_list()) return run.error("join() needs a list of strings");
  std::string_view separator = a.size() > 1 ? a[1].as_string() : std::string_view();
  std::string out;
  for (const Value& item : a[0].items()) {
    if (item.is_unknown()) return Value::unknown(&kUndecided);
    if (item.sensitive()) return run.error("join() over a sensitive value");
    if (!out.empty() || &item != a[0].items().data()) out += separator;
    out += item.is_string() ? std::string(item.as_string()) : to_json(item);
    if (!run.spend(1 + out.size() / 256)) return run.error("the expression takes too many steps");
  }
  return run.text(out);
}

Value replace(Arguments a, Evaluation& run) {
  if (!a[0].is_string() || !a[1].is_string() || !a[2].is_string()) return run.error("replace() needs strings");
  std::string_view text = a[0].as_string(), from = a[1].as_string(), to = a[2].as_string();
  if (from.empty()) return a[0];
  std::string out;
  for (std::size_t at = text.find(from); at != std::string_view::npos; at = text.find(from)) {
    out.append(text.substr(0, at)).append(to);
    text.remove_prefix(at + from.size());
    if (!run.spend(1 + to.size() / 16)) return run.error("the expression takes too many steps");
  }
  return run.text(out.append(text)).with_origin(a[0].origin());
}

Value substring(Arguments a, Evaluation& run) {
  std::string_view text = a[0].as_string();
  auto size = static_cast<std::int64_t>(text.size());
  std::int64_t begin = a[1].as_integer(), end = a.size() > 2 ? a[2].as_integer() : size;
  if (!a[0].is_string() || begin < 0 || begin > end || end > size) return run.error("substring() out of range");
  return Value::string(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)), a[0].origin());
}

Value position(std::size_t at) { return Value::integer(at == std::string_view::npos ? -1 : static_cast<std::int64_t>(at)); }
Value index_of(Arguments a, Evaluation&) { return position(a[0].as_string().find(a[1].as_string())); }
Value last_index_of(Arguments a, Evaluation&) { return position(a[0].as_string().rfind(a[1].as_string())); }
Value char_at(Arguments a, Evaluation& run) {
  auto at = static_cast<std::size_t>(a[1].as_integer());
  if (at > a[0].as_string().size()) return run.error("charAt() out of range");
  return Value::string(a[0].as_string().substr(at, 1));
}

Value to_integer(Arguments a, Evaluation& run) {
  if (a[0].is_boolean()) return Value::integer(a[0].as_boolean());
  auto number = number_of(a[0]);
  if (!number) return run.error("int() of what is no number");
  return a[0].is_integer() ? a[0] : Value::number(static_cast<double>(static_cast<std::int64_t>(std::clamp(*number, -9e18, 9e18))));
}
Value to_double(Arguments a, Evaluation& run) {
  auto number = number_of(a[0]);
  return number ? Value::number(*number, a[0].origin()) : run.error("double() of what is no number");
}
Value to_text(Arguments a, Evaluation& run) {
  return a[0].is_string() ? a[0] : run.text(to_json(a[0])).with_origin(a[0].origin());
}
Value to_boolean(Arguments a, Evaluation& run) {
  Tri result = truth(a[0]);
  return result.unknown() ? run.error("bool() of what is neither true nor false") : Value::boolean(result.yes());
}

std::vector<std::string_view> version_parts(std::string_view text) {
  if (text.starts_with('v') || text.starts_with('V')) text.remove_prefix(1);
  std::vector<std::string_view> parts;
  for (std::size_t stop = 0; stop != std::string_view::npos && parts.size() < 16;) {
    stop = text.find_first_of(".-_+");
    parts.push_back(text.substr(0, stop));
    if (stop != std::string_view::npos) text.remove_prefix(stop + 1);
  }
  return parts;
}

Value version_less(Arguments a, Evaluation& run) {
  std::string left = a[0].is_string() ? std::string(a[0].as_string()) : to_json(a[0]);
  std::string right = a[1].is_string() ? std::string(a[1].as_string()) : to_json(a[1]);
  auto x = version_parts(left), y = version_parts(right);
  for (std::size_t i = 0; i < std::max(x.size(), y.size()); ++i) {
    auto number = [&](const std::vector<std::string_view>& parts) -> std::optional<long> {
      if (i >= parts.size()) return 0;
      long value = 0;
      auto [end, code] = std::from_chars(parts[i].data(), parts[i].data() + parts[i].size(), value);
      return code == std::errc() && end == parts[i].data() + parts[i].size() ? std::optional(value) : std::nullopt;
    };
    auto l = number(x), r = number(y);
    if (!l || !r) return i == 0 ? run.error("version_less() of what is no version") : Value::boolean(false);
    if (*l != *r) return Value::boolean(*l < *r);
  }
  return Value::boolean(false);
}

constexpr Function kFunctions[] = {
    {"startsWith", 2, 2, starts_with, OnAbsent::no, true},
    {"endsWith", 2, 2, ends_with, OnAbsent::no, true},
    {"contains", 2, 2, contains, OnAbsent::no, true},
    {"matches", 2, 2, matches, OnAbsent::no},
    {"glob", 2, 2, glob, OnAbsent::no},
    {"lowerAscii", 1, 1, lower_ascii},
    {"upperAscii", 1, 1, upper_ascii},
    {"trim", 1, 1, trim},
    {"split", 2, 2, split},
    {"join", 1, 2, join},
    {"replace", 3, 3, replace},
    {"substring", 2, 3, substring},
    {"indexOf", 2, 2, index_of},
    {"lastIndexOf", 2, 2, last_index_of},
    {"charAt", 2, 2, char_at},
    {"int", 1, 1, to_integer},
    {"uint", 1, 1, to_integer},
    {"double", 1, 1, to_double},
    {"string", 1, 1, to_text},
    {"bytes", 1, 1, to_text},
    {"bool", 1, 1, to_boolean},
    {"version_less", 2, 2, version_less, OnAbsent::no},
};

}  // namespace

std::span<const Function> text_functions() { return kFunctions; }

}  // namespace bulkhead::cel
