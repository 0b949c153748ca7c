#include <charconv>

#include "analyzer/rules/page.h"

namespace bulkhead {
namespace {

struct Fence {
  std::string language, path;
  std::vector<std::uint32_t> expected;
  bool named = false;
  bool fixed = false;   // what the fixes make of a file of the example above
};

std::string_view default_path(std::string_view language) {
  if (language == "hcl") return "main.tf";
  if (language == "yaml") return "manifest.yaml";
  if (language == "dockerfile") return "Dockerfile";
  return language == "json" ? "main.tf.json" : std::string_view();
}

void read_lines(std::string_view list, std::vector<std::uint32_t>& out) {
  while (!list.empty()) {
    std::uint32_t line = 0;
    auto [end, code] = std::from_chars(list.data(), list.data() + list.size(), line);
    if (code != std::errc()) return;
    out.push_back(line);
    list.remove_prefix(static_cast<std::size_t>(end - list.data()));
    if (list.starts_with(',')) list.remove_prefix(1);
  }
}

Fence parse_info(std::string_view info) {
  Fence fence;
  while (!info.empty()) {
    std::size_t stop = info.find(' ');
    std::string_view word = info.substr(0, stop);
    info = stop == std::string_view::npos ? std::string_view() : info.substr(stop + 1);
    if (word.empty()) continue;
    if (fence.language.empty()) fence.language = word;
    else if (word.starts_with("file=")) fence.path = word.substr(5);
    else if (word == "fixed") fence.fixed = true;
    else if (word.starts_with("finding=")) read_lines(word.substr(8), fence.expected);
  }
  fence.named = !fence.path.empty();
  if (!fence.named) fence.path = default_path(fence.language);
  // A named file of any language belongs to the workspace (env files, scripts).
  if (default_path(fence.language).empty() && !fence.named) fence.path.clear();
  return fence;
}

bool has_path(const Example& example, std::string_view path) {
  for (const auto& [existing, text] : example.files)
    if (existing == path) return true;
  return false;
}

}  // namespace

std::vector<Example> parse_examples(std::string_view markdown, int line) {
  std::vector<Example> out;
  std::string heading, marker;
  Fence fence;
  bool open = false, joins = false;
  for (; !markdown.empty(); ++line) {
    std::size_t stop = markdown.find('\n');
    std::string_view text = markdown.substr(0, stop);
    markdown = stop == std::string_view::npos ? std::string_view() : markdown.substr(stop + 1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (open && text == marker) {
      open = false;
      continue;
    }
    if (open) {
      if (fence.path.empty()) continue;
      auto& texts = fence.fixed ? out.back().fixed : out.back().files;
      texts.back().second.append(text).append("\n");
      continue;
    }
    if (text.starts_with('#')) {
      heading = text.substr(std::min(text.size(), text.find_first_not_of("# ")));
      joins = false;
    }
    std::size_t ticks = text.find_first_not_of('`');
    if (ticks == std::string_view::npos) ticks = text.size();
    if (ticks < 3) continue;
    open = true;
    marker = text.substr(0, ticks);
    fence = parse_info(text.substr(ticks));
    if (fence.fixed && out.empty()) fence.path.clear();
    if (fence.path.empty()) continue;
    if (fence.fixed) {
      out.back().fixed.emplace_back(fence.path, "");
      continue;
    }
    if (!joins || !fence.named || has_path(out.back(), fence.path)) out.push_back({heading, {}, {}, {}, line});
    joins = fence.named;
    out.back().files.emplace_back(fence.path, "");
    for (std::uint32_t expected : fence.expected) out.back().expected.emplace_back(fence.path, expected);
  }
  return out;
}

}  // namespace bulkhead
