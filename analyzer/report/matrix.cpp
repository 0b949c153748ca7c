#include "analyzer/report/matrix.h"

#include <nlohmann/json.hpp>

#include "analyzer/report/code_frame.h"

namespace bulkhead::report {
namespace {

bool covers(std::string_view requirement, std::string_view leaf) {
  return requirement == leaf || (leaf.starts_with(requirement) && leaf[requirement.size()] == '.');
}

bool concerns(const std::vector<std::string>& requirements, std::string_view leaf) {
  return std::find(requirements.begin(), requirements.end(), leaf) != requirements.end();
}

/// Technologies that the estate holds, by resources.
std::map<Technology, std::size_t> technologies_of(const Analysis& analysis) {
  std::map<Technology, std::size_t> out;
  for (const UnitSummary& unit : analysis.units) {
    switch (unit.kind) {
      case UnitKind::terraform_stack: out[Technology::terraform] += unit.resources; break;
      case UnitKind::manifest_set: out[Technology::kubernetes] += unit.resources; break;
      case UnitKind::dockerfile: out[Technology::dockerfile] += unit.resources; break;
      case UnitKind::compose_project: out[Technology::compose] += unit.resources; break;
    }
  }
  return out;
}

class Matrix {
 public:
  Matrix(const Input& input, const Config& config, std::string_view today)
      : input_(input), config_(config), today_(today), technologies_(technologies_of(input.analysis)) {}

  MatrixRow row(const Leaf& leaf) const {
    MatrixRow out{&leaf, Answer::unknown, 0, 0, {}};
    for (const Verdict& verdict : input_.verdicts) {
      bool open = verdict.standing != Standing::suppressed && verdict.standing != Standing::excepted;
      if (open && verdict.finding.confidence != Confidence::possible && verdict.finding.severity != Severity::info && concerns(verdict.finding.requirements, leaf.id))
        ++out.findings;
    }
    for (const Rule& rule : input_.rules.rules()) out.rules += concerns(rule.requirements, leaf.id);
    decide(leaf, out);
    return out;
  }

 private:
  void decide(const Leaf& leaf, MatrixRow& row) const {
    auto say = [&](Answer answer, std::string reason) {
      row.answer = answer;
      row.reason = std::move(reason);
    };
    if (row.findings > 0) return say(Answer::violated, std::to_string(row.findings) + (row.findings == 1 ? " finding" : " findings"));
    if (leaf.id.starts_with("9.") && assurance_is_normal())
      return say(Answer::not_applicable, "the assurance class in bulkhead.yaml is normal; this applies from HIGH");
    if (leaf.id.starts_with("3.") && !input_.analysis.units.empty() && !containers()) return say(Answer::not_applicable, "no image and no container in the estate");
    if (const Attestation* attestation = valid_attestation(leaf.id))
      return say(Answer::attested, "stated by " + attestation->owner + ", until " + attestation->expires);
    if (row.rules == 0) return say(Answer::unknown, leaf.proof == Proof::statement ? "only an attestation in bulkhead.yaml can say so" : "no rule looks at this yet");
    if (leaf.id.starts_with("3.") && leaf.id != "3.1" && !technologies_.count(Technology::dockerfile))
      return say(Answer::unknown, "no Dockerfile in the estate: what its images hold is not known");
    std::size_t questions = undecided(leaf);
    if (questions > 0) return say(Answer::unknown, std::to_string(questions) + " resources could not be judged: values are not known from what is here");
    std::size_t looked = looked_at(leaf);
    if (looked == 0) return say(Answer::unknown, "nothing in the estate that its rules look at");
    std::string by = "no finding by " + std::to_string(row.rules) + " of " + std::to_string(std::max<std::size_t>(row.rules, static_cast<std::size_t>(leaf.catalogue))) + " rules";
    if (row.rules < static_cast<std::size_t>(leaf.catalogue) || looked < row.rules) return say(Answer::unknown, by + "; the others did not look");
    if (leaf.proof != Proof::declared) return say(Answer::unknown, by + "; files alone do not prove it, an attestation is needed");
    if (!input_.analysis.diagnostics.empty()) return say(Answer::unknown, by + "; but parts of the estate could not be read");
    say(Answer::holds, by);
  }

  bool assurance_is_normal() const {
    if (config_.assurance_classes.empty()) return false;
    return std::all_of(config_.assurance_classes.begin(), config_.assurance_classes.end(), [](const auto& entry) { return entry.second == "normal"; });
  }

  bool containers() const {
    return technologies_.count(Technology::kubernetes) || technologies_.count(Technology::dockerfile) || technologies_.count(Technology::compose);
  }

  const Attestation* valid_attestation(std::string_view leaf) const {
    for (const Attestation& attestation : config_.attestations)
      if (covers(attestation.requirement, leaf) && (attestation.expires.empty() || attestation.expires >= today_)) return &attestation;
    return nullptr;
  }

  std::size_t undecided(const Leaf& leaf) const {
    std::size_t out = 0;
    for (const auto& [id, count] : input_.analysis.undecided)
      if (const Rule* rule = input_.rules.find(id); rule && concerns(rule->requirements, leaf.id)) out += count;
    return out;
  }

  /// Rules of the leaf that had something to look at: resources of a technology of theirs, and two environments for a rule about the whole estate.
  std::size_t looked_at(const Leaf& leaf) const {
    std::size_t environments = 0, out = 0;
    for (const auto& use : input_.analysis.environments) environments += use.environment.known();
    for (const Rule& rule : input_.rules.rules()) {
      if (!concerns(rule.requirements, leaf.id) || (rule.scope == "estate" && environments < 2)) continue;
      bool any = std::any_of(rule.technologies.begin(), rule.technologies.end(), [&](Technology technology) {
        auto at = technologies_.find(technology);
        return at != technologies_.end() && at->second > 0;
      });
      out += any;
    }
    return out;
  }

  const Input& input_;
  const Config& config_;
  std::string_view today_;
  std::map<Technology, std::size_t> technologies_;
};

}  // namespace

std::string_view to_string(Answer answer) {
  switch (answer) {
    case Answer::violated: return "violated";
    case Answer::holds: return "holds";
    case Answer::attested: return "attested";
    case Answer::unknown: return "unknown";
    case Answer::not_applicable: return "not applicable";
  }
  return "unknown";
}

std::vector<MatrixRow> requirement_matrix(const Input& input, const Config& config, std::string_view today) {
  Matrix matrix(input, config, today);
  std::vector<MatrixRow> out;
  for (const Leaf& leaf : leaves()) out.push_back(matrix.row(leaf));
  return out;
}

std::string matrix_text(const std::vector<MatrixRow>& rows, bool color) {
  Palette palette = Palette::make(color);
  std::map<Answer, std::size_t> counted;
  std::string out;
  for (const MatrixRow& row : rows) {
    const std::string& paint = row.answer == Answer::violated ? palette.red : row.answer == Answer::unknown ? palette.yellow : palette.cyan;
    std::string id(row.leaf->id), answer(to_string(row.answer));
    id.resize(5, ' ');
    answer.resize(15, ' ');
    out += id + " " + paint + answer + palette.reset + " " + std::string(row.leaf->title) + "\n" + std::string(22, ' ') + palette.dim + row.reason + palette.reset + "\n";
    ++counted[row.answer];
  }
  std::string total;
  for (const auto& [answer, number] : counted) total += (total.empty() ? "" : ", ") + std::to_string(number) + " " + std::string(to_string(answer));
  return out + std::to_string(rows.size()) + " requirements: " + total + ".\n";
}

std::string matrix_json(const std::vector<MatrixRow>& rows) {
  using Json = nlohmann::ordered_json;
  static constexpr const char* kStrengths[] = {"MUST", "SHOULD", "MAY"};
  Json list = Json::array();
  for (const MatrixRow& row : rows)
    list.push_back({{"requirement", row.leaf->id}, {"title", row.leaf->title}, {"strength", kStrengths[static_cast<int>(row.leaf->strength)]},
                    {"answer", to_string(row.answer)}, {"findings", row.findings}, {"rules", row.rules}, {"reason", row.reason}});
  return Json{{"version", 1}, {"requirements", std::move(list)}}.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bulkhead::report
