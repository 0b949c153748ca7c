#include "analyzer/terraform/planning/run_environments.h"

#include <algorithm>

#include "analyzer/environments/inference.h"
#include "analyzer/terraform/planning/backend_files.h"
#include "analyzer/terraform/planning/selector.h"
#include "analyzer/terraform/planning/variable_files.h"

namespace bulkhead::terraform {
namespace {

using Signal = EnvironmentReason::Signal;

class RunClassifier {
 public:
  RunClassifier(ModuleCache& modules, const Vocabulary& vocabulary, const Config& config) : modules_(modules), vocabulary_(vocabulary), config_(config) {}

  EnvironmentRun classify(const Run& run) const {
    bool by_deployment = false;
    Classification found = from_files(run);
    if (!found.environment.known() && !run.workspace.empty() && run.workspace != "default") found = classify_workspace(run.workspace, vocabulary_, config_, run.at);
    if (!found.environment.known()) found = from_variables(run);
    if (!found.environment.known()) found = from_backend(run);
    if (!found.environment.known() && !run.deployment.empty()) {
      found = from_name("deployment", run.deployment, run.at);
      by_deployment = true;
    }
    if (found.environment.tier == Tier::shared) found = {};
    return {run, found, by_deployment};
  }

 private:
  /// The last file says most: common ones come first.
  Classification from_files(const Run& run) const {
    for (auto file = run.var_files.rbegin(); file != run.var_files.rend(); ++file)
      if (Classification found = classify_variable_file(modules_.workspace().file(*file), run.directory, vocabulary_); found.environment.known()) return found;
    return {};
  }

  Classification from_variables(const Run& run) const {
    for (const GivenText& given : run.stored)
      if (is_environment_name(given.name))
        if (Classification found = classify_variable(bulkhead::Declaration{given.name, given.text, given.at}, vocabulary_); found.environment.known()) return found;
    for (const Pairs* list : {&run.variables, &run.ambient})
      for (const auto& [name, text] : *list)
        if (is_environment_name(name))
          if (Classification found = classify_variable(bulkhead::Declaration{name, text, run.at}, vocabulary_); found.environment.known()) return found;
    return {};
  }

  Classification from_backend(const Run& run) const {
    for (FileId file : run.backend_files)
      if (Classification found = classify_backend_file(modules_.workspace().file(file), run.directory, vocabulary_); found.environment.known()) return found;
    for (const auto& [key, text] : run.backend) {
      if (key != "key" && key != "prefix" && key != "path" && key != "container_name") continue;
      std::string_view rest = text;
      while (!rest.empty()) {
        auto slash = rest.rfind('/');
        std::string_view segment = slash == std::string_view::npos ? rest : rest.substr(slash + 1);
        rest = slash == std::string_view::npos ? std::string_view() : rest.substr(0, slash);
        auto word = vocabulary_.strong_word(segment.substr(0, segment.find(".tfstate")));
        if (word && word->tier != Tier::shared) return {*word, {Signal::variable, "backend " + key + " segment \"" + std::string(segment) + "\"", run.at}};
      }
    }
    return {};
  }

  Classification from_name(std::string_view what, std::string_view name, SourceSpan at) const {
    std::string reason = std::string(what) + " `" + std::string(name) + "`";
    auto word = vocabulary_.word(name);
    if (word && word->tier != Tier::shared) return {*word, {Signal::variable, reason, at}};
    auto named = vocabulary_.name(name);
    return named && named->strong && (named->last || named->first) ? Classification{named->environment, {Signal::variable, reason, at}} : Classification();
  }

  ModuleCache& modules_;
  const Vocabulary& vocabulary_;
  const Config& config_;
};

template <class T>
bool subset(const std::vector<T>& part, const std::vector<T>& whole) {
  return std::all_of(part.begin(), part.end(), [&](const T& one) { return std::find(whole.begin(), whole.end(), one) != whole.end(); });
}

/// `less` says nothing that `more` does not say.
bool is_part(const Run& less, const Run& more) {
  return (less.workspace.empty() || less.workspace == more.workspace) && subset(less.var_files, more.var_files) && subset(less.backend_files, more.backend_files) &&
         subset(less.backend, more.backend) && subset(less.variables, more.variables) && subset(less.ambient, more.ambient) &&
         less.hosted == more.hosted && subset(less.stored, more.stored);
}

}  // namespace

std::vector<EnvironmentRun> classify_runs(ModuleCache& modules, const std::vector<Run>& runs, const Vocabulary& vocabulary, const Config& config) {
  RunClassifier classifier(modules, vocabulary, config);
  std::vector<EnvironmentRun> all;
  for (const Run& run : runs) all.push_back(classifier.classify(run));
  std::vector<EnvironmentRun> out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    bool contained = false;
    for (std::size_t k = 0; k < all.size() && !contained; ++k)
      contained = k != i && all[k].environment.environment == all[i].environment.environment && is_part(all[i].run, all[k].run) && (k < i || !is_part(all[k].run, all[i].run));
    if (!contained) out.push_back(all[i]);
  }
  std::stable_sort(out.begin(), out.end(), [](const EnvironmentRun& a, const EnvironmentRun& b) { return a.environment.environment.name < b.environment.environment.name; });
  return out;
}

}  // namespace bulkhead::terraform
