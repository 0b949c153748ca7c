// SARIF 2.1.0 as code scanning of GitHub reads it: one run, each rule with its help, each result with a place, each end of a link a result of its own (a pull
// request shows only what stands in its lines), and all of it within the limits above which a file is refused or cut without a word.
#include <nlohmann/json.hpp>

#include "analyzer/pipeline/masking.h"
#include "analyzer/report/entries.h"
#include "analyzer/report/escape.h"
#include "analyzer/report/line_hash.h"
#include "analyzer/report/sarif_rules.h"

namespace bulkhead::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxResults = 5'000;       // 25,000 are taken, 5,000 kept: by our order, not by GitHub's
constexpr std::size_t kMaxRelated = 20;          // of a result; 1,000 are taken
constexpr std::size_t kMaxSteps = 100;           // of a code flow; 10,000 are taken
constexpr std::size_t kMaxNotifications = 1'000;
constexpr std::size_t kMaxMessage = 2'000;
// 10 MB compressed are taken. Reports of results alone were measured to shrink to less than a tenth; a fourth is counted on.
constexpr std::size_t kMaxResultBytes = 36'000'000;

/// Text in which nothing is taken for a link.
std::string plain(std::string text) {
  for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at)) text.insert(at + 1, 1, ' ');
  return text;
}

std::string link(std::string text, std::size_t id) {
  for (char& c : text)
    if (c == '[' || c == ']') c = ' ';
  return "[" + text + "](" + std::to_string(id) + ")";
}

/// The places beside a result's own, each named in the message by a link: others are not shown.
struct Related {
  Json locations = Json::array();
  std::string links;
  std::size_t left_out = 0;
};

class SarifReport {
 public:
  explicit SarifReport(const Input& input) : input_(input), rules_(sarif_rules(input)) {
    for (const Verdict& verdict : input.verdicts) compared_ = compared_ || verdict.standing == Standing::unchanged;
  }

  std::string render() {
    std::size_t total = 0, bytes = 0;
    Json results = Json::array();
    for (const End& end : ends()) {
      // One result without a place would have the whole file refused: it becomes a notification.
      if (!end.at.valid()) {
        without_place_.push_back(end.verdict);
        continue;
      }
      ++total;
      if (results.size() == kMaxResults || bytes > kMaxResultBytes) continue;
      Json result = result_json(end);
      bytes += result.dump(-1, ' ', false, Json::error_handler_t::replace).size();
      if (bytes <= kMaxResultBytes) results.push_back(std::move(result));
    }
    Json invocation = {{"executionSuccessful", true}, {"toolExecutionNotifications", notifications(total - results.size())}};
    // No informationUri and no helpUri: there is no page on the web that this program can promise. Every rule carries its whole page as help.
    Json driver = {{"name", "bulkhead"}, {"fullName", "bulkhead " + input_.version}, {"semanticVersion", input_.version},
                   {"version", input_.version}, {"rules", std::move(rules_.descriptors)}};
    Json run = {{"tool", {{"driver", std::move(driver)}}},
                {"columnKind", "utf16CodeUnits"},
                {"originalUriBaseIds", {{"%SRCROOT%", {{"description", {{"text", "The root of the repository, or the scanned directory where there is none."}}}}}}},
                {"automationDetails", {{"id", "bulkhead/"}}},
                {"invocations", Json::array({std::move(invocation)})},
                {"results", std::move(results)}};
    Json root = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({std::move(run)})}};
    // Blanks of a large report are the reader's loss only.
    int indent = bytes > kMaxResultBytes / 8 ? -1 : 2;
    return root.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
  }

 private:
  /// What is reported, the most severe first, what was there before the change, then what is known and accepted, by its own place only.
  std::vector<End> ends() const {
    std::vector<End> out = standing_ends_by_severity(input_);
    for (const Verdict& verdict : input_.verdicts)
      if (!stands(verdict)) out.push_back({&verdict, anchor(verdict.finding), nullptr});
    return out;
  }

  /// `tight`: of a place of several lines the first only. A pull request shows a result when it changes all of its lines.
  Json location(const SourceSpan& at, bool tight = false) {
    Place place = place_of(input_.workspace, at);
    if (tight) place.end_line = place.line;
    const LineIndex& lines = input_.workspace.lines(at.file);
    std::uint32_t begin = lines.utf16_column(at.begin) + 1;
    std::uint32_t last = lines.line_start(place.end_line) + static_cast<std::uint32_t>(lines.line(place.end_line).size());
    std::uint32_t end = lines.utf16_column(std::min(std::max(at.begin, at.end), last)) + 1;
    if (place.end_line == place.line && end <= begin) end = begin + 1;
    return {{"physicalLocation", {{"artifactLocation", {{"uri", uri(repository_path(input_, at.file))}, {"uriBaseId", "%SRCROOT%"}}},
                                  {"region", {{"startLine", place.line}, {"startColumn", begin}, {"endLine", place.end_line}, {"endColumn", end}}}}}};
  }

  std::string primary_hash(const SourceSpan& at) {
    auto [entry, fresh] = hashes_.try_emplace(at.file);
    if (fresh) entry->second = line_hashes(input_.workspace.text(at.file));
    std::uint32_t line = input_.workspace.lines(at.file).at(at.begin).line;
    return line <= entry->second.size() ? entry->second[line - 1] : "";
  }

  void add_related(Related& related, const SourceSpan& at, const std::string& environment, const std::string& text, const char* otherwise) {
    if (!at.valid()) return;
    if (related.locations.size() == kMaxRelated) {
      ++related.left_out;
      return;
    }
    std::size_t id = related.locations.size() + 1;
    Json place = location(at);
    place["id"] = id;
    place["message"] = {{"text", plain(text.empty() ? otherwise : masked(text))}};
    related.links += (id == 1 ? "See " : ", ") + link(environment.empty() ? otherwise : "the place in " + environment, id);
    related.locations.push_back(std::move(place));
  }

  Related related_of(const End& end) {
    const Finding& finding = end.verdict->finding;
    Related out;
    if (end.note) add_related(out, anchor(finding), finding.environments.empty() ? "" : finding.environments.front(), "", "the finding");
    for (const Note& note : finding.related)
      if (&note != end.note && note.at != end.at) add_related(out, note.at, note.environment, note.text, "the related place");
    if (out.left_out > 0) out.links += " and " + plural(out.left_out, "more place", "more places");
    if (!out.locations.empty()) out.links += ".";
    return out;
  }

  Json result_json(const End& end) {
    const Verdict& verdict = *end.verdict;
    const Finding& finding = verdict.finding;
    Related related = related_of(end);
    std::string text = cut_to(plain(message_of(finding)), kMaxMessage);
    if (end.note) text += " (this is the end in " + plain(end.note->environment) + ")";
    if (!related.links.empty()) text += text.ends_with('.') ? " " : ". ";
    Json out = {{"ruleId", finding.rule}, {"ruleIndex", rules_.index.at(finding.rule)}, {"level", sarif_level(shown_severity(finding))},
                {"message", {{"text", text + related.links}}}, {"locations", Json::array({location(end.at, true)})}};
    if (!related.locations.empty()) out["relatedLocations"] = std::move(related.locations);
    if (!finding.trail.empty() && !end.note && finding.at.valid()) out["codeFlows"] = code_flows(finding);
    out["partialFingerprints"] = {{"primaryLocationLineHash", primary_hash(end.at)}, {"bulkheadFinding/v1", verdict.fingerprint}};
    if (!stands(verdict)) out["suppressions"] = suppressions(verdict);
    else if (compared_) out["baselineState"] = verdict.standing == Standing::unchanged ? "unchanged" : "new";
    if (Json changes = artifact_changes(finding); !changes.empty() && !end.note)
      out["fixes"] = Json::array({{{"description", {{"text", plain(masked(finding.fix->description))}}}, {"artifactChanges", std::move(changes)}}});
    out["properties"] = {{"severity", to_string(finding.severity)}, {"confidence", to_string(finding.confidence)}, {"environments", finding.environments},
                         {"resource", finding.resource}, {"requirements", finding.requirements}};
    return out;
  }

  /// The edits of a fix by file (SARIF 2.1.0, 3.55 to 3.57); empty without one, and where an edit would hold a secret.
  Json artifact_changes(const Finding& finding) {
    Json out = Json::array();
    if (!finding.fix) return out;
    std::map<FileId, Json> by_file;
    for (const Edit& edit : finding.fix->edits) {
      if (masked(edit.with) != edit.with) return out;
      const LineIndex& lines = input_.workspace.lines(edit.replace.file);
      Json region = {{"startLine", lines.at(edit.replace.begin).line}, {"startColumn", lines.utf16_column(edit.replace.begin) + 1},
                     {"endLine", lines.at(edit.replace.end).line}, {"endColumn", lines.utf16_column(edit.replace.end) + 1}};
      Json replacement = {{"deletedRegion", std::move(region)}};
      if (!edit.with.empty()) replacement["insertedContent"] = {{"text", valid_utf8(edit.with)}};
      by_file.try_emplace(edit.replace.file, Json::array()).first->second.push_back(std::move(replacement));
    }
    for (auto& [file, replacements] : by_file)
      out.push_back({{"artifactLocation", {{"uri", uri(repository_path(input_, file))}, {"uriBaseId", "%SRCROOT%"}}},
                     {"replacements", std::move(replacements)}});
    return out;
  }

  Json code_flows(const Finding& finding) {
    Json steps = Json::array();
    auto add = [&](const SourceSpan& at, const std::string& text) {
      Json place = location(at);
      place["message"] = {{"text", plain(text.empty() ? "passed on here" : masked(text))}};
      steps.push_back({{"location", std::move(place)}});
    };
    add(finding.at, "written here");
    for (const Note& step : finding.trail)
      if (step.at.valid() && steps.size() < kMaxSteps) add(step.at, step.text);
    return Json::array({{{"threadFlows", Json::array({{{"locations", std::move(steps)}}})}}});
  }

  static Json suppressions(const Verdict& verdict) {
    Json out = {{"kind", verdict.standing == Standing::suppressed ? "inSource" : "external"}, {"status", "accepted"}};
    std::string why = masked(verdict.justification);
    if (verdict.standing == Standing::baselined) why = "known in the baseline";
    if (!why.empty()) out["justification"] = why;
    return Json::array({std::move(out)});
  }

  static Json notification(std::string_view level, const std::string& text) { return {{"level", level}, {"message", {{"text", plain(text)}}}}; }

  Json notifications(std::size_t left_out) {
    Json out = Json::array();
    if (left_out > 0)
      out.push_back(notification("warning", plural(left_out, "less severe result is", "less severe results are") +
                                                " left out: no more than 5,000 are kept, and no more than 10 MB are taken. Other formats hold all of them."));
    for (std::size_t i = 0; i < std::min(without_place_.size(), kMaxNotifications); ++i)
      out.push_back(notification(sarif_level(shown_severity(without_place_[i]->finding)),
                                 without_place_[i]->finding.rule + ": " + cut_to(message_of(without_place_[i]->finding), kMaxMessage)));
    const auto& diagnostics = input_.analysis.diagnostics;
    for (std::size_t i = 0; i < std::min(diagnostics.size(), kMaxNotifications); ++i) {
      Json entry = notification(diagnostics[i].severity == Diagnostic::Severity::error ? "error" : "warning", cut_to(masked(diagnostics[i].message), kMaxMessage));
      if (diagnostics[i].at.valid()) entry["locations"] = Json::array({location(diagnostics[i].at)});
      out.push_back(std::move(entry));
    }
    if (diagnostics.size() > kMaxNotifications)
      out.push_back(notification("warning", plural(diagnostics.size() - kMaxNotifications, "more place", "more places") + " could not be read or known."));
    return out;
  }

  const Input& input_;
  SarifRules rules_;
  bool compared_ = false;                // with a state before, of which something is left
  std::vector<const Verdict*> without_place_;
  std::map<FileId, std::vector<std::string>> hashes_;
};

}  // namespace

std::string render_sarif(const Input& input) { return SarifReport(input).render(); }

}  // namespace bulkhead::report
