#include "analyzer/pipeline/analyze.h"

#include <xxhash.h>

#include "analyzer/environments/vocabulary.h"
#include "analyzer/estate/estate.h"
#include "analyzer/estate/identifier_table.h"
#include "analyzer/kubernetes/manifests.h"
#include "analyzer/model/content_hash.h"
#include "analyzer/model/parallel.h"
#include "analyzer/pipeline/environment_errors.h"
#include "analyzer/pipeline/environment_use.h"
#include "analyzer/pipeline/merge.h"
#include "analyzer/pipeline/meta_findings.h"
#include "analyzer/pipeline/parse_diagnostics.h"
#include "analyzer/pipeline/planning.h"
#include "analyzer/pipeline/unit_memory.h"
#include "analyzer/pipeline/unit_result.h"
#include "analyzer/rules/rule_set.h"
#include "analyzer/secrets/detector.h"
#include "analyzer/secrets/plaintext.h"

namespace bulkhead {
namespace {

/// A condition that could not be computed: said once per rule, never a silent pass.
void add_notes(const UnitFindings& judged, std::vector<Diagnostic>& out) {
  for (const auto& [rule, note] : judged.notes) out.push_back({{}, "rule " + rule + ": " + note, Diagnostic::Severity::warning});
}

/// Secrets in the files themselves: scripts, .env files and all that no unit evaluates.
std::vector<Finding> search_files(const Workspace& workspace, const RuleSet& rules, int jobs) {
  std::vector<Finding> findings;
  if (!rules.find("plaintext-secret")) return findings;
  auto files = workspace.files();
  std::vector<std::shared_ptr<const std::vector<Finding>>> found(files.size());
  parallel_for(found.size(), jobs, [&](std::size_t i) {
    found[i] = workspace.derived_of<std::vector<Finding>>(files[i].id, "secrets", [&] { return secrets::find_in_file(workspace, files[i].id); });
  });
  for (const auto& part : found) findings.insert(findings.end(), part->begin(), part->end());
  return findings;
}

/// Findings are places to edit, not areas: what goes over several lines is cut to its first one.
void tighten(const Workspace& workspace, SourceSpan& at) {
  if (!at.valid() || at.end <= at.begin) return;
  std::string_view text = workspace.text(at.file);
  if (at.end > text.size()) return;
  std::string_view inside = text.substr(at.begin, at.end - at.begin);
  auto line_end = inside.find_first_of("\r\n");
  if (line_end == std::string_view::npos || line_end == 0) return;
  at.end = at.begin + static_cast<std::uint32_t>(line_end);
}

template <class T>
void append(std::vector<T>& into, std::vector<T>& from) {
  into.insert(into.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// Digests of secrets are keyed by what is scanned: the same in every run over the same files, and useless to who does not have the files.
std::uint64_t digest_key(const Workspace& workspace) {
  std::uint64_t key = 0;
  for (const SourceFile& file : workspace.files()) {
    if (file.language == Language::other) continue;
    std::string_view text = workspace.text(file.id);
    key = XXH3_64bits_withSeed(text.data(), text.size(), key);
  }
  return key;
}

constexpr FactKind kLinkKinds[] = {FactKind::connects, FactKind::admits, FactKind::selects_peer, FactKind::refers, FactKind::reads_state,
                                   FactKind::trusts, FactKind::grants, FactKind::binds_role, FactKind::copies_secret,
                                   FactKind::uses_secret_store, FactKind::uses_workload_identity, FactKind::uses_realm, FactKind::uses_client,
                                   FactKind::restores_data, FactKind::copies_data};

}  // namespace

Analysis analyze(const Workspace& workspace, const Config& config, const RuleSet& rules, const AnalyzeOptions& options) {
  Analysis out;
  Vocabulary vocabulary(config);
  RuleContext context{workspace, vocabulary, config.profiles, options.today};
  workspace.preload(options.jobs);
  secrets::set_digest_key(options.memory ? options.memory->salt() : digest_key(workspace));

  std::vector<PlannedUnit> planned = plan_units(workspace, vocabulary, config, options.jobs);
  if (options.memory)
    options.memory->begin(workspace, {ContentHash().add(vocabulary.config_hash()).add(rules.content_hash()).value() | 1, options.today});
  auto identifiers = options.memory ? options.memory->identifiers(vocabulary) : std::make_shared<IdentifierTable>(vocabulary);
  out.facts = FactSet(identifiers);
  auto results = process_units(planned, rules, context, *identifiers, options);
  if (options.memory) options.memory->end(planned);
  std::vector<std::vector<Diagnostic>> diagnostics;
  diagnostics.reserve(results.size());
  std::map<std::string, std::vector<std::vector<Diagnostic>*>> roots;
  for (const auto& result : results) {
    diagnostics.push_back(result->diagnostics);
    if (result->summary.kind == UnitKind::terraform_stack) roots[result->summary.directory].push_back(&diagnostics.back());
  }
  for (const auto& [directory, environments] : roots) doubt_environment_errors(environments);
  std::map<std::string, std::size_t> undecided;
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const UnitResult& result = *results[i];
    out.facts.add(result.facts, result.stated);
    findings.insert(findings.end(), result.judged.findings.begin(), result.judged.findings.end());
    append(out.diagnostics, diagnostics[i]);
    add_notes(result.judged, out.diagnostics);
    for (const auto& [rule, count] : result.judged.undecided) undecided[rule] += count;
    out.resources += result.summary.resources;
    out.unknown_values += result.summary.unknown_values;
    unite_environments(out.environments, result.summary.environments);
    out.units.push_back(result.summary);
  }
  std::vector<Finding> in_files = search_files(workspace, rules, options.jobs);
  append(findings, in_files);

  Estate estate(out.facts, vocabulary, config, options.today, options.jobs);
  UnitFindings joined = run_estate_rules(rules, estate, context, options.jobs);
  append(findings, joined.findings);
  add_notes(joined, out.diagnostics);
  for (const auto& [rule, count] : joined.undecided) undecided[rule] += count;
  for (FactKind kind : kLinkKinds)
    for (const Link& link : estate.links(kind)) out.links.push_back(link);

  std::vector<Diagnostic> unparsed = parse_diagnostics(workspace, options.jobs);
  for (const Diagnostic& problem : workspace.problems()) unparsed.push_back(problem);
  std::vector<Finding> unparsable = unparsable_findings(rules, unparsed);
  append(findings, unparsable);
  append(out.diagnostics, unparsed);
  std::vector<Diagnostic> unrendered = kubernetes::unrendered_sources(workspace);
  append(out.diagnostics, unrendered);

  for (Finding& finding : findings) {
    tighten(workspace, finding.at);
    for (Note& note : finding.related) tighten(workspace, note.at);
  }
  out.findings = merge_findings(std::move(findings));
  out.diagnostics = merge_diagnostics(std::move(out.diagnostics));
  out.undecided.assign(undecided.begin(), undecided.end());
  out.files = workspace.files().size();
  return out;
}

}  // namespace bulkhead
