#include "analyzer/pipeline/planning.h"

#include "analyzer/container/units.h"
#include "analyzer/kubernetes/manifests.h"
#include "analyzer/terraform/module_cache.h"
#include "analyzer/terraform/plan_hash.h"
#include "analyzer/terraform/plan_json/plan_file.h"
#include "analyzer/terraform/stacks.h"
#include "analyzer/terraform/states/state_index.h"

namespace bulkhead {
namespace {

std::uint64_t bytes_of(const Workspace& workspace, const std::vector<FileId>& files) {
  std::uint64_t bytes = 0;
  for (FileId file : files) bytes += workspace.file(file).size;
  return bytes;
}

std::uint64_t hash_of(const Workspace& workspace, const terraform::PlanFile& plan) {
  ContentHash hash;
  hash.add(workspace.file(plan.file).path).add(plan.source ? terraform::content_hash(workspace, *plan.source) : 0);
  terraform::add_classification(hash, workspace, plan.environment);
  return hash.value();
}

std::uint64_t hash_of(const Workspace& workspace, const std::map<std::string, Classification>& namespaces) {
  ContentHash hash;
  hash.add_all(namespaces, [&](const auto& one) {
    hash.add(one.first);
    terraform::add_classification(hash, workspace, one.second);
  });
  return hash.value();
}

std::uint64_t hash_of(const Workspace& workspace, const kubernetes::ManifestSetPlan& plan, std::uint64_t namespaces) {
  ContentHash hash;
  hash.add(plan.directory).add(plan.id).add(namespaces);
  terraform::add_files(hash, workspace, plan.files);
  terraform::add_files(hash, workspace, plan.patches);
  terraform::add_classification(hash, workspace, plan.environment);
  return hash.value();
}

std::uint64_t hash_of(const Workspace& workspace, const container::ComposePlan& plan) {
  ContentHash hash;
  hash.add(plan.directory).add(plan.id);
  terraform::add_files(hash, workspace, plan.files);
  terraform::add_classification(hash, workspace, plan.environment);
  return hash.value();
}

/// Copies of remote modules are read where they are called, never as estates of their own.
bool module_copy(std::string_view path) { return path.starts_with(".terraform/") || path.find("/.terraform/") != std::string_view::npos; }

void plan_terraform(const Workspace& workspace, const Vocabulary& vocabulary, const Config& config, int jobs, std::vector<PlannedUnit>& out) {
  // One index of every module folder, shared by the stacks that use it.
  auto modules = std::make_shared<terraform::ModuleCache>(workspace);
  auto plans = terraform::plan_stacks(*modules, vocabulary, config, jobs);
  auto states = std::make_shared<terraform::StateIndex>(*modules, vocabulary, [all = std::make_shared<const std::vector<terraform::StackPlan>>(plans)] { return all; });
  auto answer = [states](const std::string& question) { return states->answer(question); };
  for (auto& plan : terraform::match_plan_files(*modules, plans, vocabulary, config)) {
    const SourceFile& file = workspace.file(plan.file);
    std::uint64_t weight = file.size + (plan.source ? 2 * bytes_of(workspace, workspace.files_in(plan.source->directory)) : 0);
    std::uint64_t hash = hash_of(workspace, plan);
    out.push_back({[&, modules, states, plan = std::move(plan)] { return terraform::evaluate_plan_file(*modules, plan, vocabulary, config, states.get()); }, weight,
                   "plan " + file.path, hash, answer});
  }
  for (auto& plan : plans) {
    std::uint64_t weight = 2 * bytes_of(workspace, workspace.files_in(plan.directory));
    std::string name = "stack " + plan.id;
    std::uint64_t hash = terraform::content_hash(workspace, plan);
    out.push_back({[&, modules, states, plan = std::move(plan)] { return terraform::evaluate_stack(*modules, plan, vocabulary, config, states.get()); }, weight, name,
                   hash, answer});
  }
}

void plan_kubernetes(const Workspace& workspace, const Vocabulary& vocabulary, const Config& config, std::vector<PlannedUnit>& out) {
  std::uint64_t namespaces = 0;
  for (auto& plan : kubernetes::plan_manifest_sets(workspace, vocabulary, config)) {
    std::uint64_t weight = bytes_of(workspace, plan.files);
    std::string name = "manifests " + plan.id;
    if (namespaces == 0) namespaces = hash_of(workspace, *plan.namespaces);
    std::uint64_t hash = hash_of(workspace, plan, namespaces);
    out.push_back({[&, plan = std::move(plan)] { return kubernetes::evaluate_manifest_set(workspace, plan, vocabulary, config); }, weight, name, hash, {}});
  }
}

void plan_containers(const Workspace& workspace, const Vocabulary& vocabulary, const Config& config, std::vector<PlannedUnit>& out) {
  for (auto& plan : container::plan_compose_projects(workspace, vocabulary, config)) {
    std::uint64_t weight = bytes_of(workspace, plan.files);
    std::string name = "compose project " + plan.id;
    std::uint64_t hash = hash_of(workspace, plan);
    out.push_back({[&, plan = std::move(plan)] { return container::evaluate_compose_project(workspace, plan, vocabulary, config); }, weight, name, hash, {}});
  }
  for (const SourceFile& file : workspace.files()) {
    if (file.language != Language::dockerfile || module_copy(file.path)) continue;
    out.push_back({[&, id = file.id] { return container::evaluate_dockerfile(workspace, id, vocabulary, config); }, file.size, "Dockerfile " + file.path,
                   ContentHash().add(file.path).value(), {}});
  }
}

}  // namespace

std::vector<PlannedUnit> plan_units(const Workspace& workspace, const Vocabulary& vocabulary, const Config& config, int jobs) {
  std::vector<PlannedUnit> out;
  plan_terraform(workspace, vocabulary, config, jobs, out);
  plan_kubernetes(workspace, vocabulary, config, out);
  plan_containers(workspace, vocabulary, config, out);
  return out;
}

}  // namespace bulkhead
