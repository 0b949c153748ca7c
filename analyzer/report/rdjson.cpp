// reviewdog's Diagnostic Format. Columns count bytes of UTF-8 from 1 and the end is the first one behind; suggestions replace exactly their range.
#include <nlohmann/json.hpp>

#include "analyzer/pipeline/masking.h"
#include "analyzer/report/entries.h"
#include "analyzer/report/escape.h"

namespace bulkhead::report {
namespace {

using Json = nlohmann::ordered_json;

std::string_view severity_of(const Finding& finding) {
  Severity severity = shown_severity(finding);
  return severity >= Severity::high ? "ERROR" : severity == Severity::medium ? "WARNING" : "INFO";
}

Json position(const Input& input, FileId file, std::uint32_t offset) {
  const LineIndex& lines = input.workspace.lines(file);
  std::uint32_t line = lines.at(offset).line;
  return {{"line", line}, {"column", offset - std::min(offset, lines.line_start(line)) + 1}};
}

/// `whole`: the range as it is, for a suggestion. Otherwise without the line end behind it.
Json range(const Input& input, const SourceSpan& at, bool whole) {
  std::uint32_t end = std::max(at.begin, at.end);
  std::string_view text = input.workspace.text(at.file);
  while (!whole && end > at.begin && end <= text.size() && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
  return {{"start", position(input, at.file, at.begin)}, {"end", position(input, at.file, end)}};
}

Json location(const Input& input, const SourceSpan& at) {
  if (!at.valid()) return {{"path", ""}};
  return {{"path", repository_path(input, at.file)}, {"range", range(input, at, false)}};
}

/// Edits of the file that the diagnostic stands in; none that would hold a secret.
Json suggestions(const Input& input, const Finding& finding, FileId file) {
  Json out = Json::array();
  if (!finding.fix) return out;
  for (const Edit& edit : finding.fix->edits)
    if (edit.replace.file == file && masked(edit.with) == edit.with) out.push_back({{"range", range(input, edit.replace, true)}, {"text", edit.with}});
  return out;
}

Json related(const Input& input, const Finding& finding, const SourceSpan& shown) {
  Json out = Json::array();
  auto add = [&](const SourceSpan& at, const std::string& environment, const std::string& text) {
    if (!at.valid() || at == shown) return;
    out.push_back({{"message", environment + (environment.empty() || text.empty() ? "" : ": ") + masked(text)}, {"location", location(input, at)}});
  };
  add(finding.at, finding.environments.empty() ? "" : finding.environments.front(), "the finding");
  for (const Note& note : finding.related) add(note.at, note.environment, note.text);
  return out;
}

Json diagnostic(const Input& input, const End& end) {
  const Finding& finding = end.verdict->finding;
  std::string message = message_of(finding);
  if (end.note) message += " (this is the end in " + end.note->environment + ")";
  else if (std::string places = other_places(input, finding); !places.empty()) message += "\n" + places;
  Json out = {{"message", valid_utf8(message)}, {"location", location(input, end.at)}, {"severity", severity_of(finding)}, {"code", {{"value", finding.rule}}}};
  if (end.at.valid())
    if (Json edits = suggestions(input, finding, end.at.file); !edits.empty() && !end.note) out["suggestions"] = std::move(edits);
  if (Json places = related(input, finding, end.at); !places.empty()) out["related_locations"] = std::move(places);
  return out;
}

Json unread(const Input& input, const Diagnostic& what) {
  return {{"message", "Not read or not known: " + valid_utf8(masked(what.message))}, {"location", location(input, what.at)}, {"severity", "INFO"}};
}

template <class Add>
void for_each_diagnostic(const Input& input, Add add) {
  for (const End& end : ends_by_severity(input)) add(diagnostic(input, end));
  for (const Diagnostic& what : input.analysis.diagnostics)
    if (what.at.valid()) add(unread(input, what));
}

}  // namespace

std::string render_rdjson(const Input& input) {
  Json all = Json::array();
  for_each_diagnostic(input, [&](Json one) { all.push_back(std::move(one)); });
  Json root = {{"source", {{"name", "bulkhead"}}}, {"diagnostics", std::move(all)}};
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string render_rdjsonl(const Input& input) {
  std::string out;
  for_each_diagnostic(input, [&](Json one) {
    one["source"] = {{"name", "bulkhead"}};
    out += one.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  });
  return out;
}

}  // namespace bulkhead::report
