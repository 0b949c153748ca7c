#include "analyzer/terraform/runs/job.h"

#include <algorithm>

namespace bulkhead::terraform {
namespace {

bool plain(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::string named_unknown(std::string_view name) {
  if (!plain(name)) return std::string(kUnknownText);
  std::string out(name);
  for (char& c : out)
    if (c == '-' || c == '.') c = '_';
  if (out[0] >= '0' && out[0] <= '9') out = "_" + out;
  return "${" + out + "}";
}

std::string expand_template(std::string_view text, std::string_view open, std::string_view close,
                            const std::function<std::optional<std::string>(std::string_view)>& look_up) {
  std::string out;
  for (;;) {
    auto begin = text.find(open);
    auto end = begin == std::string_view::npos ? begin : text.find(close, begin + open.size());
    if (end == std::string_view::npos) return out + std::string(text);
    out += text.substr(0, begin);
    std::string_view name = trimmed(text.substr(begin + open.size(), end - begin - open.size()));
    auto value = look_up(name);
    out += value ? *value : named_unknown(name);
    text.remove_prefix(end + close.size());
  }
}

std::string text_of(const data::Node* node) {
  if (!node || node->kind == data::NodeKind::sequence || node->kind == data::NodeKind::mapping || node->kind == data::NodeKind::null_value) return {};
  return std::string(node->text);
}

std::string text_of(const data::Node* node, std::string_view key) {
  return text_of(node && node->kind == data::NodeKind::mapping ? node->get(key) : node);
}

Settings scalars_of(const data::Node* mapping) {
  Settings out;
  if (!mapping) return out;
  for (const data::Member& member : mapping->members)
    if (std::string text = text_of(member.value); !text.empty()) out[std::string(member.key)] = text;
  return out;
}

SourceSpan span_of(const data::Node& node, FileId file) { return {file, node.begin, node.end}; }

std::vector<Settings> combinations(const std::map<std::string, std::vector<std::string>>& values) {
  std::vector<Settings> out{{}};
  for (const auto& [key, choices] : values) {
    std::vector<Settings> next;
    for (const Settings& one : out)
      for (const std::string& choice : choices) {
        if (next.size() == kMaxCombinations) break;
        next.push_back(one);
        next.back()[key] = choice;
      }
    out = std::move(next);
  }
  return out;
}

}  // namespace bulkhead::terraform
