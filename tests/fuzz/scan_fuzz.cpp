// The whole flow over a small estate: the input is split at NUL bytes into files of fixed names.
#include <string>
#include <vector>

#include "analyzer/pipeline/analyze.h"
#include "analyzer/rules/rule_set.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const bulkhead::RuleSet rules = [] {
    std::vector<std::string> problems;
    return bulkhead::RuleSet::load(bulkhead::builtin_rule_pages(), problems);
  }();
  static const char* const kNames[] = {"live/prod/main.tf", "live/dev/main.tf", "prod.tfvars", "deploy/prod/app.yaml", "Dockerfile", "compose.yaml",
                                       "settings.json", "main.tf.json"};
  std::vector<std::pair<std::string, std::string>> files;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  for (const char* name : kNames) {
    auto end = rest.find('\0');
    files.emplace_back(name, std::string(rest.substr(0, end)));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  auto workspace = bulkhead::Workspace::from_memory(std::move(files));
  bulkhead::Config config;
  bulkhead::AnalyzeOptions options;
  options.jobs = 1;
  options.today = "2026-01-01";
  bulkhead::analyze(workspace, config, rules, options);
  return 0;
}
