#include "analyzer/terraform/plan_json/plan_file.h"

#include <algorithm>
#include <set>

#include "analyzer/environments/inference.h"
#include "analyzer/terraform/module_cache.h"
#include "analyzer/terraform/plan_json/nodes.h"
#include "analyzer/terraform/planning/selector.h"

namespace bulkhead::terraform {
namespace {

using data::Node;
using data::NodeKind;

/// What the root module declares, by the plan's configuration, or by what it made.
struct Declared {
  std::set<std::pair<std::string_view, std::string_view>> resources, data;
  std::set<std::string_view> modules;
  bool empty() const { return resources.empty() && data.empty() && modules.empty(); }
};

void add_resources(const Node* module, Declared& out) {
  for (const Node* resource : items(module, "resources"))
    (text(resource, "mode") == "data" ? out.data : out.resources).emplace(text(resource, "type"), text(resource, "name"));
}

Declared declared_by(const Node& root) {
  Declared out;
  if (const Node* module = member(root.get("configuration"), "root_module")) {
    add_resources(module, out);
    for (const data::Member& call : entries(module, "module_calls")) out.modules.insert(call.key);
    return out;
  }
  for (std::string_view key : {"planned_values", "values"}) {
    const Node* module = member(root.get(key), "root_module");
    add_resources(module, out);
    for (const Node* child : items(module, "child_modules")) {
      std::string_view address = text(child, "address");
      if (address.starts_with("module.")) out.modules.insert(address.substr(7, address.find('[') - 7));
    }
  }
  return out;
}

bool declares_all(const ModuleFiles& files, const Declared& wanted) {
  auto in = [](const auto& index) { return [&](const auto& name) { return index.contains(name); }; };
  return std::all_of(wanted.resources.begin(), wanted.resources.end(), in(files.resource_index)) &&
         std::all_of(wanted.data.begin(), wanted.data.end(), in(files.data_index)) &&
         std::all_of(wanted.modules.begin(), wanted.modules.end(), in(files.module_index));
}

bool is_at_or_above(std::string_view directory, std::string_view path) {
  return directory.empty() || (path.starts_with(directory) && path.size() > directory.size() && path[directory.size()] == '/');
}

/// The folder of the root module; nothing where none fits or several elsewhere do.
std::optional<std::string> folder_of(ModuleCache& modules, const std::vector<StackPlan>& stacks, const Declared& wanted, std::string_view path) {
  std::set<std::string> fitting;
  for (const StackPlan& stack : stacks)
    if (!fitting.contains(stack.place()) && declares_all(*modules.module(stack.directory), wanted)) fitting.insert(stack.place());
  std::optional<std::string> nearest;
  for (const std::string& directory : fitting)
    if (is_at_or_above(directory, path) && (!nearest || directory.size() > nearest->size())) nearest = directory;
  if (nearest) return nearest;
  return fitting.size() == 1 ? std::optional(*fitting.begin()) : std::nullopt;
}

/// `-var environment=prod` and its like, as the plan keeps them.
Classification from_variables(const Node& root, FileId file, const Vocabulary& vocabulary) {
  for (const data::Member& variable : entries(&root, "variables")) {
    const Node* value = member(variable.value, "value");
    if (value == nullptr || value->kind != NodeKind::string || !is_environment_name(variable.key)) continue;
    Classification found = classify_variable(bulkhead::Declaration{variable.key, value->text, {file, value->begin, value->end}}, vocabulary);
    if (found.environment.known()) return found;
  }
  return {};
}

}  // namespace

const Node* plan_root(const Workspace& workspace, FileId file) {
  constexpr std::size_t kLook = 4096;   // the version comes first in what terraform writes
  if (workspace.file(file).language != Language::json) return nullptr;
  if (workspace.text(file).substr(0, kLook).find("\"format_version\"") == std::string_view::npos) return nullptr;
  const auto& documents = workspace.data(file).tree.documents;
  const Node* root = documents.empty() ? nullptr : documents[0].root;
  if (member(root, "format_version") == nullptr) return nullptr;
  for (std::string_view key : {"planned_values", "resource_changes", "values"})
    if (member(root, key) != nullptr) return root;
  return nullptr;
}

std::vector<PlanFile> match_plan_files(ModuleCache& modules, std::vector<StackPlan>& stacks, const Vocabulary& vocabulary, const Config& config) {
  std::vector<PlanFile> out;
  std::vector<bool> taken(stacks.size(), false);
  const Workspace& workspace = modules.workspace();
  for (const SourceFile& file : workspace.files()) {
    const Node* root = plan_root(workspace, file.id);
    if (root == nullptr) continue;
    PlanFile plan;
    plan.file = file.id;
    Classification path = classify_path(file.path, vocabulary, config);
    Classification told = path.reason.signal == EnvironmentReason::Signal::configuration ? path : from_variables(*root, file.id, vocabulary);
    plan.environment = told.environment.known() ? told : path;
    Declared wanted = declared_by(*root);
    auto folder = wanted.empty() ? std::nullopt : folder_of(modules, stacks, wanted, file.path);
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; folder && i < stacks.size(); ++i)
      if (stacks[i].place() == *folder) candidates.push_back(i);
    auto fits = [&](std::size_t i) { return stacks[i].environment.environment.name == plan.environment.environment.name; };
    auto chosen = candidates.size() == 1 ? candidates.begin() : std::find_if(candidates.begin(), candidates.end(), fits);
    if (chosen != candidates.end()) {
      plan.source = stacks[*chosen];
      if (told.environment.known()) plan.source->environment = told;
      else if (!plan.source->environment.environment.known()) plan.source->environment = plan.environment;
      if (taken[*chosen]) plan.source->id += " (" + file.path + ")";
      taken[*chosen] = true;
      plan.environment = plan.source->environment;
    }
    out.push_back(std::move(plan));
  }
  std::vector<StackPlan> left;
  for (std::size_t i = 0; i < stacks.size(); ++i)
    if (!taken[i]) left.push_back(std::move(stacks[i]));
  stacks = std::move(left);
  return out;
}

}  // namespace bulkhead::terraform
