#include "analyzer/rules/literal_fix.h"

#include <algorithm>

#include "analyzer/rules/literal.h"

namespace bulkhead {
namespace {

constexpr int kMaxSteps = 64;

/// The last link of a chain of literals and references; null when something was computed on the way.
const Origin* literal_end(const Origin* origin) {
  for (int steps = 0; origin && steps < kMaxSteps; origin = origin->via, ++steps) {
    if (origin->kind == Origin::Kind::computed || origin->kind == Origin::Kind::absent) return nullptr;
    if (!origin->via) return origin->at.valid() ? origin : nullptr;
  }
  return nullptr;
}

/// Working copies of tools: the next run makes them anew.
bool is_installed(std::string_view path) {
  for (std::string_view folder : {".terraform/", ".terragrunt-cache/"})
    if (path.starts_with(folder) || path.find("/" + std::string(folder)) != std::string_view::npos) return true;
  return false;
}

/// Whether a YAML text uses an alias, so that what an anchor holds may be read elsewhere.
bool has_alias(std::string_view text) {
  for (std::size_t at = text.find('*'); at != std::string_view::npos; at = text.find('*', at + 1)) {
    std::string_view before = text.substr(0, at);
    std::size_t last = before.find_last_not_of(" \t");
    if (last != std::string_view::npos && std::string_view(":-[,").find(before[last]) != std::string_view::npos) return true;
  }
  return false;
}

const std::string* replacement(const FixOffer& offer, std::string_view content) {
  if (offer.instead_of.empty()) return &offer.with;
  for (const auto& [literal, with] : offer.instead_of)
    if (literal == content) return &with;
  return nullptr;
}

}  // namespace

std::optional<Fix> literal_fix(const FixOffer& offer, std::span<const Value> values, const Resource& resource,
                               const Workspace& workspace) {
  Fix fix{offer.description, offer.safe && resource.callers.empty(), {}};
  std::string_view told;
  bool passed_on = false;
  for (const Value& value : values) {
    const Origin* end = value.sensitive() ? nullptr : literal_end(value.origin());
    if (!end) return std::nullopt;
    const SourceFile& file = workspace.file(end->at.file);
    auto notation = notation_of(file.language);
    // Terraform's own JSON has names of its own; every other is a plan or a state.
    bool made = file.language == Language::json && resource.technology == Technology::terraform;
    if (!notation || made || is_installed(file.path)) return std::nullopt;
    std::string_view text = workspace.text(file.id);
    auto literal = literal_at(text, end->at, *notation);
    if (!literal || !says(*literal, value)) return std::nullopt;
    const std::string* with = replacement(offer, literal->content);
    if (!with || *with == literal->content) return std::nullopt;
    passed_on = passed_on || value.origin() != end;
    fix.safe = fix.safe && !passed_on && !(notation == Notation::yaml && has_alias(text));
    if (std::ranges::none_of(fix.edits, [&](const Edit& edit) { return edit.replace == literal->at; }))
      fix.edits.push_back({literal->at, written_like(*literal, *with, *notation)});
    told = *with;
  }
  if (fix.edits.empty()) return std::nullopt;
  if (fix.description.empty()) fix.description = "Set " + offer.subject + " to " + std::string(told);
  if (passed_on) fix.description += ", for all that reads it from here";
  return fix;
}

}  // namespace bulkhead
