#include "analyzer/rules/documentation.h"

namespace bulkhead {
namespace {

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out;
}

std::string technologies(const Rule& rule) {
  std::string out;
  for (Technology technology : rule.technologies) out += (out.empty() ? "" : ", ") + std::string(to_string(technology));
  return out.empty() ? "all" : out;
}

/// The line without its trailing "# finding…"; nullopt-like empty `keep` for lines that are markers only.
std::string_view without_marker(std::string_view line, bool& keep) {
  std::size_t at = line.rfind("# finding");
  bool caret = line.find("^ finding") != std::string_view::npos && line.find('#') < line.find('^');
  keep = !caret;
  if (caret || at == std::string_view::npos) return line;
  line = line.substr(0, at);
  while (line.ends_with(' ')) line.remove_suffix(1);
  keep = !line.empty();
  return line;
}

std::string without_markers(std::string_view prose) {
  std::string out;
  while (!prose.empty()) {
    std::size_t stop = prose.find('\n');
    std::string_view line = prose.substr(0, stop);
    prose = stop == std::string_view::npos ? std::string_view() : prose.substr(stop + 1);
    bool keep = true;
    std::string_view shown = without_marker(line, keep);
    if (keep) out.append(shown).append("\n");
  }
  return out;
}

/// "1-environments" -> "1 Environments".
std::string group_title(std::string_view group) {
  std::string title(group);
  for (std::size_t i = 0; i < title.size(); ++i) {
    if (title[i] == '-') title[i] = ' ';
    bool starts = i == 0 || title[i - 1] == ' ';
    if (starts && title[i] >= 'a' && title[i] <= 'z' && i < 3) title[i] = static_cast<char>(title[i] - 32);
  }
  return title;
}

}  // namespace

std::string explain(const Rule& rule) {
  std::string out = "# " + rule.id + "\n\n" + rule.title + "\n\n";
  out += "Requirements: " + joined(rule.requirements) + "\n";
  out += "Severity: " + std::string(to_string(rule.severity));
  if (rule.production_only) out += " (two steps lower outside production)";
  out += "\nConfidence: " + std::string(to_string(rule.confidence));
  out += "\nLooks at: " + technologies(rule) + "\n";
  if (!rule.peers.empty()) out += "Similar checks elsewhere: " + joined(rule.peers) + "\n";
  std::string_view prose = rule.prose;
  while (prose.starts_with('\n')) prose.remove_prefix(1);
  return out + "\n" + without_markers(prose);
}

std::string rules_markdown(const RuleSet& rules) {
  std::map<std::string, std::vector<const Rule*>> groups;
  for (const Rule& rule : rules.rules()) groups[rule.group].push_back(&rule);
  std::string out = "# Rules\n\nGenerated from the pages of this folder by `bulkhead rules --markdown`; do not edit.\n";
  for (const auto& [group, members] : groups) {
    out += "\n## " + group_title(group) + "\n\n| rule | what is wrong | requirements | severity | looks at |\n|---|---|---|---|---|\n";
    for (const Rule* rule : members)
      out += "| [" + rule->id + "](" + group + "/" + rule->id + ".md) | " + rule->title + " | " + joined(rule->requirements) + " | " +
             std::string(to_string(rule->severity)) + " | " + technologies(*rule) + " |\n";
  }
  return out;
}

}  // namespace bulkhead
