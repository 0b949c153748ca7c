// What a person reads.
#include "analyzer/report/code_frame.h"
#include "analyzer/report/place.h"
#include "analyzer/report/report.h"
#include "analyzer/report/summary.h"

namespace bulkhead::report {
namespace {

constexpr std::size_t kMaxRelated = 5;
constexpr std::size_t kMaxDiagnostics = 10;

const std::string& color_of(Severity severity, const Palette& palette) {
  switch (severity) {
    case Severity::critical:
    case Severity::high: return palette.red;
    case Severity::medium: return palette.yellow;
    case Severity::low:
    case Severity::info: return palette.cyan;
  }
  return palette.cyan;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

class TextReport {
 public:
  explicit TextReport(const Input& input) : input_(input), palette_(Palette::make(input.color)), lines_(input.workspace) {}

  std::string render() {
    hide_secrets(input_.verdicts, lines_);
    std::vector<const Verdict*> possible;
    for (const Verdict& verdict : input_.verdicts) {
      if (verdict.standing != Standing::reported) continue;
      if (counts(verdict)) add(verdict.finding);
      else possible.push_back(&verdict);
    }
    if (!possible.empty()) {
      out_ += palette_.bold + "Possible, to be checked by a person (never fails a gate):" + palette_.reset + "\n";
      for (const Verdict* verdict : possible) out_ += "  " + headline(verdict->finding) + "\n    " + where(verdict->finding) + "\n";
      out_ += "\n";
    }
    add_diagnostics();
    if (input_.statistics) out_ += statistics_text(input_) + "\n";
    return out_ + summary_line(input_) + "\n";
  }

 private:
  std::string headline(const Finding& finding) const {
    std::string requirements = finding.requirements.empty() ? "" : palette_.dim + " (" + joined(finding.requirements) + ")" + palette_.reset;
    return color_of(finding.severity, palette_) + palette_.bold + std::string(to_string(finding.severity)) + palette_.reset + "[" + printable(finding.rule) + "] " +
           palette_.bold + printable(masked(finding.message)) + palette_.reset + requirements;
  }

  std::string where(const Finding& finding) const {
    std::string out = palette_.blue + "--> " + palette_.reset + printable(place_text(input_.workspace, finding.at));
    std::string environments = printable(joined(finding.environments));
    if (!environments.empty()) out += "  in " + environments;
    if (!finding.resource.empty()) out += (environments.empty() ? "  " : ", ") + printable(finding.resource);
    return out;
  }

  void add(const Finding& finding) {
    out_ += headline(finding) + "\n  " + where(finding) + "\n" + code_frame(input_.workspace, lines_, finding.at, palette_);
    std::size_t shown = 0;
    for (const Note& note : finding.related) {
      if (++shown > kMaxRelated) break;
      add_related(note);
    }
    if (finding.related.size() > kMaxRelated) out_ += "   = and " + std::to_string(finding.related.size() - kMaxRelated) + " more places\n";
    for (const Note& step : finding.trail)
      out_ += palette_.dim + "   = by way of " + printable(place_text(input_.workspace, step.at)) + (step.text.empty() ? "" : ": " + printable(masked(step.text))) +
              palette_.reset + "\n";
    if (finding.fix && !finding.fix->description.empty()) out_ += "   = to fix: " + printable(finding.fix->description) + "\n";
    out_ += "\n";
  }

  void add_related(const Note& note) {
    std::string place = printable(place_text(input_.workspace, note.at));
    out_ += "  " + palette_.blue + "::: " + palette_.reset + place;
    if (!note.environment.empty()) out_ += (place.empty() ? "in " : "  in ") + printable(note.environment);
    out_ += (note.text.empty() ? "" : ": " + printable(masked(note.text))) + "\n" + code_frame(input_.workspace, lines_, note.at, palette_);
  }

  void add_diagnostics() {
    const auto& diagnostics = input_.analysis.diagnostics;
    if (diagnostics.empty()) return;
    out_ += palette_.bold + "Not read or not known (" + std::to_string(diagnostics.size()) + "):" + palette_.reset + "\n";
    std::size_t limit = input_.statistics ? diagnostics.size() : kMaxDiagnostics;
    std::vector<const Diagnostic*> order;
    for (const auto& diagnostic : diagnostics) order.push_back(&diagnostic);
    std::stable_sort(order.begin(), order.end(), [](const Diagnostic* a, const Diagnostic* b) { return a->severity < b->severity; });
    for (std::size_t i = 0; i < std::min(limit, order.size()); ++i) {
      std::string place = place_text(input_.workspace, order[i]->at);
      out_ += "  " + printable_first(place + (place.empty() ? "" : ": ") + masked(order[i]->message)) + "\n";
    }
    if (diagnostics.size() > limit) out_ += "  … --statistics or --format json shows all of them\n";
    out_ += "\n";
  }

  const Input& input_;
  Palette palette_;
  MaskedLines lines_;
  std::string out_;
};

}  // namespace

std::string render_text(const Input& input) { return TextReport(input).render(); }

}  // namespace bulkhead::report
