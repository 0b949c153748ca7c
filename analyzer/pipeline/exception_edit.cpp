#include "analyzer/pipeline/exception_edit.h"

#include <chrono>

#include "analyzer/config/dates.h"

namespace bulkhead {
namespace {

constexpr int kDays = 30;

std::string day_text(std::int64_t number) {
  std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{number}}};
  auto two = [](unsigned part) { return (part < 10 ? "-0" : "-") + std::to_string(part); };
  return std::to_string(static_cast<int>(day.year())) + two(static_cast<unsigned>(day.month())) +
      two(static_cast<unsigned>(day.day()));
}

/// As YAML's double-quoted text.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + '"';
}

std::string item(const Workspace& workspace, const Finding& finding, std::int64_t today, const std::string& indentation) {
  const std::string& target = finding.resource.empty() ? workspace.file(finding.at.file).path : finding.resource;
  std::string more = "\n" + indentation + "  ";
  return indentation + "- rule: " + finding.rule + more + "target: " + quoted(target) + more +
      "reason: \"TODO: say why this is accepted\"" + more +
         "owner: \"TODO: who answers for it\"" + more + "expires: " + day_text(today + kDays) + "\n";
}

}  // namespace

ExceptionEdit exception_edit(const Workspace& workspace, const Finding& finding, const std::string& today) {
  ExceptionEdit out;
  auto day = day_number(today);
  if (!day || !finding.at.valid()) return out.why_not = "no date to count from", out;
  const SourceFile* config = workspace.find("bulkhead.yaml");
  if (!config) config = workspace.find("bulkhead.yml");
  if (!config) return out.text = "exceptions:\n" + item(workspace, finding, *day, "  "), out;
  out.file = config->id;
  std::string_view text = workspace.text(config->id);
  const auto& parsed = workspace.data(config->id);
  for (const Diagnostic& diagnostic : parsed.diagnostics)
    if (diagnostic.severity == Diagnostic::Severity::error) return out.why_not = config->path + " does not parse", out;
  const data::Node* root = parsed.tree.documents.empty() ? nullptr : parsed.tree.documents[0].root;
  const data::Node* list = root ? root->get("exceptions") : nullptr;
  if (list && (list->kind != data::NodeKind::sequence || list->items.empty() || text.substr(list->begin).starts_with('[')))
    return out.why_not = "`exceptions` in " + config->path + " is no list of one entry a line", out;
  if (!list) {
    out.offset = static_cast<std::uint32_t>(text.size());
    out.text = std::string(text.empty() || text.ends_with('\n') ? "" : "\n") + "exceptions:\n" + item(workspace, finding, *day,
        "  ");
    return out;
  }
  const LineIndex& lines = workspace.lines(config->id);
  std::string_view first = lines.line(lines.at(list->items.front()->begin).line);
  std::string indentation(first.substr(0, first.find_first_not_of(' ')));
  const data::Node* last = list->items.back();
  std::uint32_t line = lines.at(last->end > last->begin ? last->end - 1 : last->end).line;
  bool at_end = line >= lines.line_count();
  out.offset = at_end ? static_cast<std::uint32_t>(text.size()) : lines.line_start(line + 1);
  out.text = (at_end && !text.ends_with('\n') ? "\n" : "") + item(workspace, finding, *day, indentation);
  return out;
}

}  // namespace bulkhead
