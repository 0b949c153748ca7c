// One page to be passed on: findings by rule, the most severe first, with their source lines, filtered by a few lines of script that the page carries.
#include "analyzer/report/code_frame.h"
#include "analyzer/report/entries.h"
#include "analyzer/report/escape.h"
#include "analyzer/report/html_assets.h"
#include "analyzer/report/rule_text.h"
#include "analyzer/report/summary.h"

namespace bulkhead::report {
namespace {

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

class HtmlReport {
 public:
  explicit HtmlReport(const Input& input) : input_(input), lines_(input.workspace) { hide_secrets(input.verdicts, lines_); }

  std::string render() {
    out_ = "<h1>bulkhead</h1>\n<p>" + xml(summary_line(input_)) + "</p>\n";
    add_filter();
    add_findings();
    add_environments();
    add_unread();
    return html_page("bulkhead", out_, kHtmlScript);
  }

 private:
  void add_filter() {
    out_ += "<form hidden>\n<input type=\"search\" name=\"words\" placeholder=\"Words\" aria-label=\"Words\">\n"
            "<select name=\"environment\" aria-label=\"Environment\"><option value=\"\">all environments</option>";
    std::set<std::string> environments;
    for (const Verdict& verdict : input_.verdicts)
      if (verdict.standing == Standing::reported) environments.insert(verdict.finding.environments.begin(), verdict.finding.environments.end());
    for (const auto& name : environments)
      if (!name.empty()) out_ += "<option>" + xml(name) + "</option>";
    out_ += "</select>\n<span>";
    for (const char* severity : {"critical", "high", "medium", "low", "info"})
      out_ += std::string("<label><input type=\"checkbox\" name=\"severity\" value=\"") + severity + "\" checked> " + severity + "</label> ";
    out_ += "</span>\n<span id=\"shown\"></span>\n</form>\n";
  }

  void add_findings() {
    std::vector<std::string> order;
    std::map<std::string, std::vector<const Verdict*>> groups;
    for (const Verdict* verdict : reported_by_severity(input_)) {
      auto& group = groups[verdict->finding.rule];
      if (group.empty()) order.push_back(verdict->finding.rule);
      group.push_back(verdict);
    }
    for (const auto& rule : order) {
      out_ += "<section class=\"rule\">\n<h2>" + xml(rule_title(input_, rule)) + " <small>" + xml(rule) + ", " +
              plural(groups[rule].size(), "finding", "findings") + "</small></h2>\n";
      if (const Rule* page = input_.rules.find(rule)) out_ += "<p>" + xml(first_paragraph(page->prose)) + "</p>\n";
      for (const Verdict* verdict : groups[rule]) add_finding(verdict->finding);
      out_ += "</section>\n";
    }
  }

  void add_finding(const Finding& finding) {
    std::string severity(to_string(finding.severity));
    out_ += "<details class=\"finding\" data-severity=\"" + severity + "\" data-environments=\"" + xml(joined(finding.environments, "\n")) + "\">\n<summary><span class=\"severity " +
            severity + "\">" + severity + "</span> " + xml(message_of(finding)) + " <small class=\"place\">" + place(anchor(finding)) + "</small></summary>\n";
    std::string about = joined(finding.environments, ", ");
    if (!finding.resource.empty()) about += (about.empty() ? "" : "; ") + finding.resource;
    if (!finding.requirements.empty()) about += (about.empty() ? "requirement " : "; requirement ") + joined(finding.requirements, ", ");
    if (!about.empty()) out_ += "<p>" + xml(about) + "</p>\n";
    add_frame(anchor(finding));
    for (const Note& note : finding.related) add_note(note, true);
    if (!finding.trail.empty()) out_ += "<p>By way of:</p>\n";
    for (const Note& note : finding.trail) add_note(note, false);
    if (finding.fix && !finding.fix->description.empty()) out_ += "<p>To fix: " + xml(masked(finding.fix->description)) + "</p>\n";
    out_ += "</details>\n";
  }

  void add_note(const Note& note, bool frame) {
    std::string text = masked(note.text);
    if (!note.environment.empty()) text = note.environment + (text.empty() ? "" : ": ") + text;
    out_ += "<p><span class=\"place\">" + place(note.at) + "</span> " + xml(text) + "</p>\n";
    if (frame) add_frame(note.at);
  }

  std::string place(const SourceSpan& at) const {
    std::string text = place_text(input_.workspace, at);
    return xml(text.empty() || input_.repository_prefix.empty() ? text : input_.repository_prefix + "/" + text);
  }

  void add_frame(const SourceSpan& at) {
    if (at.valid()) out_ += "<pre>" + frame_text(code_frame(input_.workspace, lines_, at, Palette{})) + "</pre>\n";
  }

  /// Line ends stay: inside <pre> they are wanted.
  static std::string frame_text(const std::string& frame) {
    std::string out;
    for (std::size_t begin = 0; begin < frame.size();) {
      std::size_t end = std::min(frame.find('\n', begin), frame.size());
      out += xml(std::string_view(frame).substr(begin, end - begin)) + "\n";
      begin = end + 1;
    }
    return out;
  }

  void add_environments() {
    out_ += "<h2>Environments</h2>\n<table>\n<tr><th>Name</th><th>Tier</th><th>Resources</th><th>Why</th></tr>\n";
    for (const EnvironmentUse& use : input_.analysis.environments) {
      if (!use.environment.known()) continue;
      std::string why;
      for (const auto& reason : use.reasons) why += (why.empty() ? "" : "<br>") + xml(masked(reason.text));
      out_ += "<tr><td>" + xml(use.environment.name) + "</td><td>" + xml(to_string(use.environment.tier)) + "</td><td>" + std::to_string(use.resources) + "</td><td>" + why +
              "</td></tr>\n";
    }
    out_ += "</table>\n";
  }

  void add_unread() {
    const auto& diagnostics = input_.analysis.diagnostics;
    if (diagnostics.empty()) return;
    out_ += "<h2>Not read or not known <small>" + std::to_string(diagnostics.size()) + "</small></h2>\n<ul>\n";
    for (const Diagnostic& diagnostic : diagnostics)
      out_ += "<li><span class=\"place\">" + place(diagnostic.at) + "</span> " + xml(masked(diagnostic.message)) + "</li>\n";
    out_ += "</ul>\n";
  }

  const Input& input_;
  MaskedLines lines_;
  std::string out_;
};

}  // namespace

std::string render_html(const Input& input) { return HtmlReport(input).render(); }

}  // namespace bulkhead::report
