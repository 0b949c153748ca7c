#include "analyzer/terraform/terragrunt/version_constraint.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace bulkhead::terraform::terragrunt {
namespace {

constexpr std::uint64_t kMaxSegment = 1'000'000'000'000;

struct Version {
  std::array<std::uint64_t, 4> segments{};
  std::size_t written = 0;
  std::string prerelease;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<Version> parse(std::string_view text) {
  Version out;
  if (text.starts_with('v')) text.remove_prefix(1);
  text = text.substr(0, text.find('+'));
  if (auto dash = text.find('-'); dash != std::string_view::npos) {
    out.prerelease = text.substr(dash + 1);
    text = text.substr(0, dash);
    if (out.prerelease.empty()) return std::nullopt;
  }
  while (true) {
    std::string_view part = text.substr(0, text.find('.'));
    if (part.empty() || out.written == out.segments.size()) return std::nullopt;
    std::uint64_t number = 0;
    for (char c : part) {
      if (c < '0' || c > '9' || number > kMaxSegment) return std::nullopt;
      number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    out.segments[out.written++] = number;
    if (part.size() == text.size()) return out;
    text.remove_prefix(part.size() + 1);
  }
}

int compare(const Version& a, const Version& b) {
  if (a.segments != b.segments) return a.segments < b.segments ? -1 : 1;
  if (a.prerelease == b.prerelease) return 0;
  if (a.prerelease.empty()) return 1;
  if (b.prerelease.empty()) return -1;
  return a.prerelease < b.prerelease ? -1 : 1;
}

/// ~> 1.2.3: at least that, and all but the last written segment the same.
bool pessimistic(const Version& version, const Version& wanted) {
  if (compare(version, wanted) < 0) return false;
  for (std::size_t i = 0; i + 1 < wanted.written; ++i)
    if (version.segments[i] != wanted.segments[i]) return false;
  return true;
}

Met meets_one(const Version& version, std::string_view part) {
  std::size_t length = part.find_first_not_of("=!<>~");
  if (length == std::string_view::npos) return Met::invalid;
  std::string_view op = part.substr(0, length);
  auto wanted = parse(trimmed(part.substr(length)));
  if (!wanted) return Met::invalid;
  int order = compare(version, *wanted);
  bool comparable = version.prerelease.empty() || (!wanted->prerelease.empty() && version.segments == wanted->segments);
  bool met = false;
  if (op.empty() || op == "=") met = order == 0;
  else if (op == "!=") met = order != 0;
  else if (op == ">") met = order > 0 && comparable;
  else if (op == ">=") met = order >= 0 && comparable;
  else if (op == "<") met = order < 0 && comparable;
  else if (op == "<=") met = order <= 0 && comparable;
  else if (op == "~>") met = pessimistic(version, *wanted) && comparable;
  else return Met::invalid;
  return met ? Met::yes : Met::no;
}

}  // namespace

Met meets_constraint(std::string_view version, std::string_view constraint) {
  auto parsed = parse(trimmed(version));
  if (!parsed) return Met::invalid;
  Met all = Met::yes;
  while (true) {
    std::string_view part = constraint.substr(0, constraint.find(','));
    Met one = meets_one(*parsed, trimmed(part));
    if (one == Met::invalid) return one;
    if (one == Met::no) all = Met::no;
    if (part.size() == constraint.size()) return all;
    constraint.remove_prefix(part.size() + 1);
  }
}

}  // namespace bulkhead::terraform::terragrunt
