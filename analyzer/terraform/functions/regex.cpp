// Regular expressions (RE2, the syntax that Terraform has) and replace().
#include <re2/re2.h>

#include "analyzer/model/pattern.h"
#include "analyzer/terraform/functions/function.h"
#include "parsers/hcl/unicode.h"

namespace bulkhead::terraform {
namespace {

/// One match: the whole text without groups, a tuple of the groups, or an object of the named ones.
Value match_value(FunctionCall& call, const RE2& pattern, const std::vector<re2::StringPiece>& groups) {
  auto text = [&](const re2::StringPiece& piece) {
    if (piece.data() == nullptr) return Value::null_value(call.origin());
    return call.string_in_place({piece.data(), piece.size()});
  };
  if (groups.size() == 1) return text(groups[0]);
  const auto& names = pattern.CapturingGroupNames();
  if (!names.empty() && names.size() + 1 != groups.size()) return call.fail("the pattern mixes groups with and without names");
  if (names.empty()) {
    std::vector<Value> items;
    for (std::size_t i = 1; i < groups.size(); ++i) items.push_back(text(groups[i]));
    return call.make_list(items);
  }
  std::vector<Entry> entries;
  for (const auto& [group, name] : names) {
    // The pattern may go away before the unit, the name must not.
    entries.push_back({call.run.arena.copy(std::string_view(name)), text(groups[static_cast<std::size_t>(group)]), {}});
  }
  return call.make_map(entries);
}

/// A pattern over a text, one match after the other. The pattern must be ok.
class Matcher {
 public:
  Matcher(const RE2& pattern, std::string_view text)
      : pattern_(pattern), text_(text), groups_(static_cast<std::size_t>(pattern.NumberOfCapturingGroups()) + 1) {}

  bool next(std::size_t from) {
    if (from > text_.size()) return false;
    re2::StringPiece input(text_.data(), text_.size());
    return pattern_.Match(input, from, input.size(), RE2::UNANCHORED, groups_.data(), static_cast<int>(groups_.size()));
  }
  const std::vector<re2::StringPiece>& groups() const { return groups_; }
  std::size_t begin() const { return static_cast<std::size_t>(groups_[0].data() - text_.data()); }
  std::size_t end() const { return begin() + groups_[0].size(); }

 private:
  const RE2& pattern_;
  std::string_view text_;
  std::vector<re2::StringPiece> groups_;
};

Value with_pattern(FunctionCall& call, Value (*apply)(FunctionCall& call, const RE2& pattern, Matcher& matcher)) {
  std::string_view expression, text;
  if (!call.text(0, expression) || !call.text(1, text)) return call.unknown();
  auto pattern = compiled_pattern(expression);
  if (!pattern->ok()) return call.fail("wrong pattern: " + pattern->error());
  Matcher matcher(*pattern, text);
  return apply(call, *pattern, matcher);
}

Value first_match(FunctionCall& call, const RE2& pattern, Matcher& matcher) {
  if (!matcher.next(0)) return call.fail("the pattern does not match");
  return match_value(call, pattern, matcher.groups());
}

Value all_matches(FunctionCall& call, const RE2& pattern, Matcher& matcher) {
  std::vector<Value> out;
  std::size_t at = 0;
  std::size_t previous_end = static_cast<std::size_t>(-1);
  while (matcher.next(at)) {
    std::size_t begin = matcher.begin(), end = matcher.end();
    // As in Go, an empty match right behind the one before does not count.
    if (end > begin || begin != previous_end) out.push_back(match_value(call, pattern, matcher.groups()));
    previous_end = end;
    at = end > begin ? end : end + 1;
    if (call.run.steps_left == 0 || !call.spend(sizeof(Value))) return call.limit();
  }
  return call.make_list(out, Shape::collection);
}

Value regex(FunctionCall& call) { return with_pattern(call, first_match); }
Value regex_all(FunctionCall& call) { return with_pattern(call, all_matches); }

/// Go's template of a replacement: $1, ${1}, ${name}, $$.
void expand(std::string_view replacement, const RE2& pattern, const std::vector<re2::StringPiece>& groups, std::string& out) {
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    if (replacement[i] != '$' || i + 1 == replacement.size()) {
      out += replacement[i];
      continue;
    }
    if (replacement[i + 1] == '$') {
      out += '$';
      ++i;
      continue;
    }
    bool braces = replacement[i + 1] == '{';
    std::size_t start = i + (braces ? 2 : 1), stop = start;
    auto word = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    while (stop < replacement.size() && word(replacement[stop])) ++stop;
    std::string name(replacement.substr(start, stop - start));
    if (name.empty() || (braces && (stop == replacement.size() || replacement[stop] != '}'))) {
      out += '$';
      continue;
    }
    std::size_t group = groups.size();
    if (name.find_first_not_of("0123456789") == std::string::npos) {
      group = name.size() < 4 ? std::stoul(name) : groups.size();
    } else if (auto found = pattern.NamedCapturingGroups().find(name); found != pattern.NamedCapturingGroups().end()) {
      group = static_cast<std::size_t>(found->second);
    }
    if (group < groups.size() && groups[group].data() != nullptr) out.append(groups[group].data(), groups[group].size());
    i = braces ? stop : stop - 1;
  }
}

Value replace_pattern(FunctionCall& call, std::string_view text, std::string_view expression, std::string_view replacement) {
  auto pattern = compiled_pattern(expression);
  if (!pattern->ok()) return call.fail("wrong pattern: " + pattern->error());
  Matcher matcher(*pattern, text);
  std::string out;
  std::size_t at = 0, copied = 0, previous_end = static_cast<std::size_t>(-1);
  while (matcher.next(at)) {
    std::size_t begin = matcher.begin(), end = matcher.end();
    out += text.substr(copied, begin - copied);
    if (end > begin || begin != previous_end) expand(replacement, *pattern, matcher.groups(), out);
    copied = previous_end = end;
    at = end > begin ? end : end + 1;
    if (out.size() > call.run.bytes_left) return call.limit();
  }
  out += text.substr(copied);
  return call.string(out);
}

Value replace(FunctionCall& call) {
  std::string_view text, what, replacement;
  if (!call.text(0, text) || !call.text(1, what) || !call.text(2, replacement)) return call.unknown();
  if (what.size() > 1 && what.starts_with('/') && what.ends_with('/'))
    return replace_pattern(call, text, what.substr(1, what.size() - 2), replacement);
  std::string out;
  if (what.empty()) {
    // Between every two characters, as Go's strings.Replace does.
    out += replacement;
    for (std::size_t i = 0; i < text.size(); ++i) {
      out += text[i];
      bool boundary = i + 1 == text.size() || (static_cast<unsigned char>(text[i + 1]) & 0xC0) != 0x80;
      if (boundary) out += replacement;
      if (out.size() > call.run.bytes_left) return call.limit();
    }
    return call.string(out);
  }
  for (;;) {
    auto at = text.find(what);
    out += text.substr(0, at);
    if (at == std::string_view::npos) break;
    out += replacement;
    text.remove_prefix(at + what.size());
    if (out.size() > call.run.bytes_left) return call.limit();
  }
  return call.string(out);
}

constexpr Function kFunctions[] = {
    {"regex", regex, 2, 2},
    {"regexall", regex_all, 2, 2},
    {"replace", replace, 3, 3},
};

}  // namespace

std::span<const Function> regex_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
