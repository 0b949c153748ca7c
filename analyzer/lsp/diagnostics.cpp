#include "analyzer/lsp/diagnostics.h"

#include "analyzer/lsp/uri.h"
#include "analyzer/model/content_hash.h"
#include "analyzer/pipeline/masking.h"
#include "analyzer/report/entries.h"
#include "analyzer/report/escape.h"

namespace bulkhead::lsp {
namespace {

int severity_number(Severity severity) {
  return severity >= Severity::high ? 1 : severity == Severity::medium ? 2 : severity == Severity::low ? 3 : 4;
}

/// What is shown of one file: ends of findings, then what could not be read.
struct Shown {
  std::vector<const report::End*> ends;
  std::vector<const Diagnostic*> unreadable;
};

class Writer {
 public:
  Writer(const EstateView& view, const Client& client, const Settings& settings)
      : view_(view), client_(client), settings_(settings), input_{*view.workspace, view.analysis, view.verdicts, *view.rules, "", false, false, 0, "", ""} {
    conditions_.add(settings.min_severity).add(settings.rule_pages).add(settings.related_in_message).add(view.rules->content_hash()).add(view.folder);
  }

  void write(const DiagnosticSet& before, DiagnosticSet& out) {
    const std::vector<report::End> ends = report::ends_by_severity(input_);
    for (const auto& [file, shown] : by_file(ends)) {
      std::string path = (view_.folder == "/" ? "" : view_.folder) + "/" + view_.workspace->file(file).path;
      std::uint64_t made_of = hash_of(shown);
      auto known = before.find(path);
      out[path] = known != before.end() && known->second.made_of() == made_of ? known->second : FileDiagnostics(items(shown), made_of);
    }
  }

 private:
  std::map<FileId, Shown> by_file(const std::vector<report::End>& ends) const {
    std::map<FileId, Shown> out;
    std::set<SourceSpan> unparsable;
    for (const report::End& end : ends) {
      const Finding& finding = end.verdict->finding;
      if (!end.at.valid() || report::shown_severity(finding) < settings_.min_severity) continue;
      if (finding.rule == "unparsable-file") unparsable.insert(finding.at);
      out[end.at.file].ends.push_back(&end);
    }
    for (const Diagnostic& diagnostic : view_.analysis.diagnostics)
      if (diagnostic.at.valid() && !unparsable.contains(diagnostic.at)) out[diagnostic.at.file].unreadable.push_back(&diagnostic);
    return out;
  }

  /// A place in a file is a line and a column of that file's text.
  void add_place(ContentHash& hash, const SourceSpan& at) const {
    hash.add(at.begin).add(at.end);
    if (!at.valid()) return;
    hash.add(view_.workspace->file(at.file).path).add(view_.workspace->digest(at.file).low);
  }

  std::uint64_t hash_of(const Shown& shown) const {
    ContentHash hash = conditions_;
    auto add_notes = [&](const std::vector<Note>& notes) {
      hash.add_all(notes, [&](const Note& note) {
        add_place(hash, note.at);
        hash.add(note.text).add(note.environment);
      });
    };
    hash.add_all(shown.ends, [&](const report::End* end) {
      const Finding& finding = end->verdict->finding;
      hash.add(end->verdict->fingerprint).add(finding.rule).add(finding.message).add(finding.severity).add(finding.confidence);
      hash.add_texts(finding.environments).add(end->note ? 1 : 0).add(end->note ? end->note->environment : "");
      add_place(hash, end->at);
      add_place(hash, report::anchor(finding));
      add_notes(finding.related);
      add_notes(finding.trail);
    });
    hash.add_all(shown.unreadable, [&](const Diagnostic* diagnostic) {
      add_place(hash, diagnostic->at);
      hash.add(diagnostic->message).add(diagnostic->severity);
    });
    return hash.value();
  }

  Json items(const Shown& shown) const {
    Json out = Json::array();
    for (const report::End* end : shown.ends) out.push_back(finding(*end));
    for (const Diagnostic* diagnostic : shown.unreadable) out.push_back(unreadable(*diagnostic));
    return out;
  }

  Json finding(const report::End& end) const {
    const Finding& finding = end.verdict->finding;
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
  ContentHash conditions_;
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

FileDiagnostics::FileDiagnostics() : items_(std::make_shared<const Json>(Json::array())), id_("0") {}

FileDiagnostics::FileDiagnostics(Json items, std::uint64_t made_of) : made_of_(made_of) {
  id_ = std::to_string(std::hash<std::string>()(items.dump(-1, ' ', false, Json::error_handler_t::replace)) | 1u);
  items_ = std::make_shared<const Json>(std::move(items));
}

DiagnosticSet diagnostics_of(const std::vector<std::shared_ptr<const EstateView>>& views, const Client& client, const Settings& settings,
                             const DiagnosticSet& before) {
  DiagnosticSet out;
  for (const auto& view : views)
    if (view->workspace && view->rules) Writer(*view, client, settings).write(before, out);
  return out;
}

}  // namespace bulkhead::lsp
