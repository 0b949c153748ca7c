// The share of each phase of one scan, single thread, through the library's own doors. Prints one JSON object, seconds by phase. Merging and
// rendering of reports are not in it.
//
// usage: bulkhead-bench-scan-phases FOLDER
#include <chrono>
#include <cstdio>

#include "analyzer/estate/estate.h"
#include "analyzer/facts/facts.h"
#include "analyzer/pipeline/planning.h"
#include "analyzer/rules/reporter.h"
#include "analyzer/rules/rule.h"
#include "analyzer/rules/rule_set.h"
#include "analyzer/secrets/plaintext.h"

namespace {

using namespace bulkhead;

/// Adds the time that `work` takes to `total` and passes its result on.
template <class Work>
auto timed(double& total, Work work) {
  struct Stop {
    double& total;
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    ~Stop() { total += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); }
  } stop{total};
  return work();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bulkhead-bench-scan-phases FOLDER\n");
    return 2;
  }
  double reading = 0, parsing = 0, planning = 0, evaluation = 0, extraction = 0, unit_rules = 0, files = 0, estates = 0;
  const Config config;
  const Vocabulary vocabulary(config);
  std::vector<RulePageSource> pages(builtin_rule_pages().begin(), builtin_rule_pages().end());
  std::vector<std::string> problems;
  const RuleSet rules = RuleSet::load(pages, problems);

  DiscoverOptions options;
  options.jobs = 1;
  const Workspace workspace = timed(reading, [&] { return Workspace::discover(argv[1], options); });
  const RuleContext context{workspace, vocabulary, config.profiles, "1970-01-01"};
  timed(parsing, [&] { workspace.preload(1); });
  std::vector<PlannedUnit> planned = timed(planning, [&] { return plan_units(workspace, vocabulary, config); });
  std::vector<Fact> facts;
  std::size_t findings = 0;
  for (const PlannedUnit& one : planned) {
    Unit unit = timed(evaluation, [&] { return one.evaluate(); });
    for (Fact& fact : timed(extraction, [&] { return extract_facts(unit, workspace, vocabulary); })) facts.push_back(std::move(fact));
    findings += timed(unit_rules, [&] { return run_unit_rules(rules, unit, context); }).findings.size();
  }
  for (const SourceFile& file : workspace.files()) findings += timed(files, [&] { return secrets::find_in_file(workspace, file.id); }).size();
  timed(estates, [&] {
    Estate estate(facts, vocabulary, config, "1970-01-01");
    findings += run_estate_rules(rules, estate, context).findings.size();
  });
  std::printf("{\"reading\": %.4f, \"parsing\": %.4f, \"planning\": %.4f, \"evaluation\": %.4f, \"facts\": %.4f, \"unit_rules\": %.4f, "
              "\"secrets_in_files\": %.4f, \"estate\": %.4f, \"units\": %zu, \"facts_stated\": %zu, \"findings\": %zu}\n",
              reading, parsing, planning, evaluation, extraction, unit_rules, files, estates, planned.size(), facts.size(), findings);
  return 0;
}
