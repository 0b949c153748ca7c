#include "analyzer/lsp/diagnostics.h"

#include "analyzer/lsp/uri.h"
#include "analyzer/pipeline/masking.h"
#include "analyzer/report/entries.h"
#include "analyzer/report/escape.h"

namespace bulkhead::lsp {
namespace {

int severity_number(Severity severity) {
  return severity >= Severity::high ? 1 : severity == Severity::medium ? 2 : severity == Severity::low ? 3 : 4;
}

class Writer {
 public:
  Writer(const EstateView& view, const Client& client, const Settings& settings)
      : view_(view), client_(client), settings_(settings), input_{*view.workspace, view.analysis, view.verdicts, *view.rules, "",
          false, false, 0, "", ""} {}

  std::map<std::string, Json> write() {
    for (const report::End& end : report::ends_by_severity(input_))
      if (end.at.valid() && report::shown_severity(end.verdict->finding) >= settings_.min_severity) add(end.at, finding(end));
    for (const Diagnostic& diagnostic : view_.analysis.diagnostics)
      if (diagnostic.at.valid() && !unparsable_.contains(diagnostic.at)) add(diagnostic.at, unreadable(diagnostic));
    return std::move(out_);
  }

 private:
  void add(const SourceSpan& at, Json diagnostic) {
    Json& list = out_[view_.workspace->file(at.file).path];
    if (list.is_null()) list = Json::array();
    list.push_back(std::move(diagnostic));
  }

  Json finding(const report::End& end) {
    const Finding& finding = end.verdict->finding;
    if (finding.rule == "unparsable-file") unparsable_.insert(finding.at);
    std::string text = report::message_of(finding);
    if (end.note) text += " (this is the end in " + report::valid_utf8(masked(end.note->environment)) + ")";
    Json related = Json::array();
    auto relate = [&](const SourceSpan& at, const std::string& what, const std::string& environment) {
      if (!at.valid() || at == end.at) return;
      std::string message = report::valid_utf8(masked(environment + (what.empty() || environment.empty() ? "" : ": ") + what));
      std::string uri = uri_of(view_.folder + "/" + view_.workspace->file(at.file).path);
      related.push_back({{"location", {{"uri", uri}, {"range", range_of(*view_.workspace, at, client_.encoding)}}},
                         {"message", message.empty() ? "related place" : message}});
      if ((!client_.related_information || settings_.related_in_message) && related.size() <= 3)
        text += (related.size() == 1 ? "\n(other end: " : "\n(see also: ") +
            report::valid_utf8(report::place_text(*view_.workspace, at)) + ")";
    };
    if (end.note)
      relate(report::anchor(finding), "the finding", finding.environments.empty() ? "" : finding.environments.front());
    for (const Note& note : finding.related) relate(note.at, note.text, note.environment);
    for (const Note& step : finding.trail) relate(step.at, step.text, step.environment);
    Json out = {{"range", range_of(*view_.workspace, end.at, client_.encoding)},
        {"severity", severity_number(report::shown_severity(finding))},
                {"code", finding.rule}, {"source", "bulkhead"}, {"message", std::move(text)},
                    {"data", {{"fingerprint", end.verdict->fingerprint}}}};
    if (client_.related_information && !related.empty()) out["relatedInformation"] = std::move(related);
    if (std::string page = client_.code_description ? rule_page(finding.rule) : ""; !page.empty())
      out["codeDescription"] = {{"href", page}};
    if (client_.tags && finding.rule == "suppression-unused") out["tags"] = {1};
    return out;
  }

  /// Where a person reads about the rule; empty where nobody said.
  std::string rule_page(const std::string& id) const {
    const Rule* rule = view_.rules->find(id);
    if (!rule) return {};
    std::string url = settings_.rule_pages;
    if (url.empty()) return rule->page_path.starts_with('/') ? uri_of(rule->page_path) : "";   // a page of --rules
    for (const auto& [name, value] : {std::pair<std::string, std::string>{"{rule}", rule->id}, {"{group}", rule->group}})
      for (auto at = url.find(name); at != std::string::npos; at = url.find(name, at + value.size()))
        url.replace(at, name.size(), value);
    return url;
  }

  Json unreadable(const Diagnostic& diagnostic) const {
    return {{"range", range_of(*view_.workspace, diagnostic.at, client_.encoding)},
        {"severity", diagnostic.severity == Diagnostic::Severity::error ? 2 : 3},
            {"source", "bulkhead"}, {"message", report::valid_utf8(masked(diagnostic.message))}};
  }

  const EstateView& view_;
  const Client& client_;
  const Settings& settings_;
  report::Input input_;
  std::set<SourceSpan> unparsable_;
  std::map<std::string, Json> out_;
};

}  // namespace

Json range_of(const Workspace& workspace, const SourceSpan& at, PositionEncoding encoding) {
  std::string_view text = workspace.text(at.file);
  auto position = [&](std::uint32_t offset) {
    Position p = position_at(text, workspace.lines(at.file), offset, encoding);
    return Json{{"line", p.line}, {"character", p.character}};
  };
  return {{"start", position(at.begin)}, {"end", position(std::max(at.begin, at.end))}};
}

std::map<std::string, Json> diagnostics_of(const EstateView& view, const Client& client, const Settings& settings) {
  return Writer(view, client, settings).write();
}

std::string no_diagnostics_id() { return "0"; }

DiagnosticSet diagnostics_of(const std::vector<std::shared_ptr<const EstateView>>& views, const Client& client,
    const Settings& settings) {
  DiagnosticSet out;
  for (const auto& view : views) {
    if (!view->workspace || !view->rules) continue;
    for (auto& [path, list] : diagnostics_of(*view, client, settings)) {
      FileDiagnostics file{std::move(list), {}};
      file.id = std::to_string(std::hash<std::string>()(file.items.dump(-1, ' ', false, Json::error_handler_t::replace)) | 1u);
      out[(view->folder == "/" ? "" : view->folder) + "/" + path] = std::move(file);
    }
  }
  return out;
}

}  // namespace bulkhead::lsp
