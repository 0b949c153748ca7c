#include "analyzer/cel/functions.h"

#include <algorithm>

#include "analyzer/model/suggest.h"

namespace bulkhead::cel {
namespace {

constexpr UnknownInfo kUndecided{};

std::vector<std::span<const Function>> tables() {
  return {text_functions(), collection_functions(), network_functions(), firewall_functions(),
          image_functions(), policy_functions(), unit_functions()};
}

}  // namespace

const Function* find_function(std::string_view name) {
  for (auto table : tables())
    for (const Function& function : table)
      if (function.name == name) return &function;
  return nullptr;
}

std::string nearest_function(std::string_view name) {
  std::vector<std::string_view> names;
  for (auto table : tables())
    for (const Function& function : table) names.push_back(function.name);
  return std::string(nearest(name, names));
}

Value call_function(const Function& function, std::span<const Value> arguments, Evaluation& evaluation) {
  if (function.on_absent != OnAbsent::runs && std::ranges::any_of(arguments, &Value::is_absent))
    return function.on_absent == OnAbsent::no ? Value::boolean(false) : Value();
  if (!function.takes_unknown)
    if (auto unknown = std::ranges::find_if(arguments, &Value::is_unknown); unknown != arguments.end())
      return Value::unknown(&kUndecided, unknown->origin());
  Value result = function.run(arguments, evaluation);
  return std::ranges::any_of(arguments, &Value::sensitive) ? result.as_sensitive() : result;
}

bool wildcard_match(std::string_view pattern, std::string_view text) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || (pattern[p] != '*' && lower(pattern[p]) == lower(text[t])))) {
      ++p;
      ++t;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace bulkhead::cel
