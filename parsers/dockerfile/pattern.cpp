#include "parsers/dockerfile/pattern.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "parsers/dockerfile/characters.h"

namespace bulkhead::dockerfile {
namespace {

constexpr char32_t kStar = 0x110000, kAny = 0x110001;   // beyond Unicode

constexpr std::size_t kMaxSteps = 100'000'000;

using CodePoints = std::vector<char32_t>;

CodePoints code_points(std::string_view text) {
  CodePoints out;
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = decode(text, at);
    out.push_back(c.value);
    at += c.width;
  }
  return out;
}

std::string utf8(const CodePoints& points, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) append_utf8(out, points[i]);
  return out;
}

/// Only `*`, `?` and the escape itself may be escaped; an escape before `}` or `/` belongs to the reference around the pattern.
std::optional<CodePoints> compile(std::string_view pattern) {
  CodePoints source = code_points(pattern), out;
  for (std::size_t i = 0; i < source.size(); ++i) {
    char32_t c = source[i];
    if (c == '*') {
      out.push_back(kStar);
    } else if (c == '?') {
      out.push_back(kAny);
    } else if (c == '\\') {
      char32_t next = i + 1 < source.size() ? source[i + 1] : 0;
      if (next == '}' || next == '/') continue;
      if (next != '*' && next != '?' && next != '\\') return std::nullopt;
      out.push_back(next);
      ++i;
    } else {
      out.push_back(c);
    }
  }
  return out;
}

/// End of the shortest or longest match of `pattern` that starts at `from`. Runs all states side by side, so that no pattern
/// takes more than pattern x value steps.
std::optional<std::size_t> match_at(const CodePoints& pattern, const CodePoints& value, std::size_t from, bool longest) {
  std::vector<char> states(pattern.size() + 1, 0), next(pattern.size() + 1, 0);
  auto close = [&](std::vector<char>& set) {
    for (std::size_t i = 0; i < pattern.size(); ++i)
      if (set[i] && pattern[i] == kStar) set[i + 1] = 1;
  };
  states[0] = 1;
  close(states);
  std::optional<std::size_t> found;
  for (std::size_t at = from;; ++at) {
    if (states[pattern.size()]) {
      found = at;
      if (!longest) return found;
    }
    if (at == value.size()) return found;
    std::fill(next.begin(), next.end(), 0);
    bool alive = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (!states[i]) continue;
      bool dot = value[at] != '\n';
      if (pattern[i] == kStar && dot) next[i] = 1, alive = true;
      if ((pattern[i] == kAny && dot) || pattern[i] == value[at]) next[i + 1] = 1, alive = true;
    }
    if (!alive) return found;
    close(next);
    states.swap(next);
  }
}

/// The pattern for the reversed text; an escape stays before its character.
std::string reverse_pattern(std::string_view pattern) {
  CodePoints source = code_points(pattern), out;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '\\' && i + 1 < source.size()) {
      out.push_back(source[++i]);
      out.push_back('\\');
    } else {
      out.push_back(source[i]);
    }
  }
  std::reverse(out.begin(), out.end());
  return utf8(out, 0, out.size());
}

/// In a replacement `$$` is a dollar, `$0` the match; other references name groups, and there are none.
std::string replacement_text(std::string_view with, std::string_view match) {
  std::string out;
  for (std::size_t i = 0; i < with.size(); ++i) {
    if (with[i] != '$') {
      out.push_back(with[i]);
      continue;
    }
    if (i + 1 < with.size() && with[i + 1] == '$') {
      out.push_back('$');
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    bool braced = end < with.size() && with[end] == '{';
    if (braced) ++end;
    std::size_t name = end;
    while (end < with.size() && (is_letter(static_cast<unsigned char>(with[end])) || is_digit(static_cast<unsigned char>(with[end])) || with[end] == '_')) ++end;
    bool valid = end > name && (!braced || (end < with.size() && with[end] == '}'));
    if (!valid) {
      out.push_back('$');
      continue;
    }
    if (with.substr(name, end - name) == "0") out.append(match);
    i = braced ? end : end - 1;
  }
  return out;
}

}  // namespace

std::optional<std::string> trim_prefix(std::string_view pattern, std::string_view value, bool longest) {
  auto compiled = compile(pattern);
  if (!compiled || compiled->size() * value.size() > kMaxSteps) return std::nullopt;
  CodePoints points = code_points(value);
  auto end = match_at(*compiled, points, 0, longest);
  return end ? utf8(points, *end, points.size()) : std::string(value);
}

std::optional<std::string> trim_suffix(std::string_view pattern, std::string_view value, bool longest) {
  CodePoints points = code_points(value);
  std::reverse(points.begin(), points.end());
  auto trimmed = trim_prefix(reverse_pattern(pattern), utf8(points, 0, points.size()), longest);
  if (!trimmed) return std::nullopt;
  points = code_points(*trimmed);
  std::reverse(points.begin(), points.end());
  return utf8(points, 0, points.size());
}

std::optional<std::string> replace(std::string_view pattern, std::string_view value, std::string_view with, bool all) {
  auto compiled = compile(pattern);
  if (!compiled) return std::nullopt;
  CodePoints points = code_points(value);
  if (compiled->size() * points.size() * points.size() > kMaxSteps) return std::nullopt;
  std::string out;
  std::size_t copied = 0;
  bool after_match = false;   // an empty match right after a match does not count
  for (std::size_t at = 0; at <= points.size();) {
    auto end = match_at(*compiled, points, at, true);
    if (!end || (*end == at && after_match)) {
      after_match = false;
      ++at;
      continue;
    }
    out += utf8(points, copied, at);
    out += all ? replacement_text(with, utf8(points, at, *end)) : std::string(with);
    copied = *end;
    after_match = true;
    if (!all) break;
    if (*end > at) {
      at = *end;
    } else {
      after_match = false;
      ++at;
    }
  }
  return out + utf8(points, copied, points.size());
}

}  // namespace bulkhead::dockerfile
