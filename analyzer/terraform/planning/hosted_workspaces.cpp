#include "analyzer/terraform/planning/hosted_workspaces.h"

#include <algorithm>
#include <optional>
#include <set>

#include "analyzer/terraform/planning/probe.h"
#include "analyzer/terraform/planning/roots.h"
#include "analyzer/terraform/runs/expansion.h"
#include "analyzer/terraform/states/resource_walk.h"

namespace bulkhead::terraform {
namespace {

constexpr std::size_t kMaxWorkspaces = 256;   // of one root module

/// "./infra/app/" -> "infra/app"; empty for the checkout's root.
std::string folder(std::string_view text) {
  if (text.starts_with("./")) text.remove_prefix(2);
  while (text.ends_with("/")) text.remove_suffix(1);
  while (text.starts_with("/")) text.remove_prefix(1);
  return text == "." ? std::string() : std::string(text);
}

/// Where a variable comes from, weakest first: what wins is HCP Terraform's order of precedence.
enum class Strength : unsigned char { global_set, project_set, workspace_set, workspace, priority_workspace_set, priority_project_set, priority_global_set };

class HostedWorkspaces {
 public:
  HostedWorkspaces(ModuleCache& modules, const std::string& directory, const Vocabulary& vocabulary) : probe_(modules, directory, vocabulary) {}

  std::vector<std::pair<std::string, Run>> read() {
    each("tfe_workspace", [&](std::string_view address, const Value& value) { workspace(address, value); });
    if (found_.empty()) return {};
    each("tfe_variable_set", [&](std::string_view address, const Value& value) { variable_set(address, value); });
    each("tfe_workspace_settings", [&](std::string_view, const Value& value) {
      if (Found* found = named(found_, value["workspace_id"])) place(value["working_directory"], *found);
    });
    each("tfe_workspace_variable_set", [&](std::string_view, const Value& value) {
      if (Set* set = named(sets_, value["variable_set_id"])) bind(*set, value["workspace_id"]);
    });
    each("tfe_project_variable_set", [&](std::string_view, const Value& value) {
      std::string_view project = referenced(value["project_id"]);
      if (Set* set = named(sets_, value["variable_set_id"]); set && !project.empty()) set->projects.insert(std::string(project));
    });
    each("tfe_variable", [&](std::string_view, const Value& value) { variable(value); });
    std::vector<std::pair<std::string, Run>> out;
    for (auto& [address, one] : found_) {
      if (!one.has_directory) continue;
      store(one);
      out.push_back({one.run.directory, std::move(one.run)});
    }
    return out;
  }

 private:
  struct Variable {
    std::string name;
    std::optional<std::string> text;   // none: it has a value that is not known, or not to be read
    SourceSpan at;
  };
  struct Found {
    Run run;
    bool has_directory = false;
    std::string project, organization;
    std::vector<Variable> variables;
  };
  struct Set {
    std::string name, organization;
    bool global = false, priority = false;
    std::set<std::string, std::less<>> workspaces, projects;   // by their addresses
    std::vector<Variable> variables;
  };

  /// Calls visit(address, attributes) for every instance of a resource, those of called modules included.
  template <class Visit>
  void each(std::string_view type, Visit visit) {
    each_resource(probe_.root(), type, [&](ModuleInstance& module, ResourceInstance& instance) {
      if (instance.address.find("[*]") == std::string_view::npos) visit(instance.address, module.open(instance));
    });
  }

  void workspace(std::string_view address, const Value& value) {
    if (found_.size() >= kMaxWorkspaces) return;
    Found& found = found_[std::string(address)];
    Value name = value["name"];
    found.run.hosted = true;
    found.run.workspace = name.as_string();
    found.run.at = decisive_span(name.origin());
    found.project = referenced(value["project_id"]);
    found.organization = value["organization"].as_string();
    place(value["working_directory"], found);
  }

  static void place(const Value& directory, Found& found) {
    if (!directory.is_string()) return;
    found.run.directory = folder(directory.as_string());
    found.has_directory = true;
  }

  void variable_set(std::string_view address, const Value& value) {
    if (sets_.size() >= kMaxWorkspaces) return;
    Set& set = sets_[std::string(address)];
    set.name = value["name"].as_string();
    set.organization = value["organization"].as_string();
    set.global = value["global"].is_true().yes();
    set.priority = value["priority"].is_true().yes();
    for (const Value& id : value["workspace_ids"].items()) bind(set, id);
  }

  void bind(Set& set, const Value& workspace_id) {
    if (std::string_view address = referenced(workspace_id); !address.empty()) set.workspaces.insert(std::string(address));
  }

  /// Address of the resource whose `id` this is; empty where it is something else.
  static std::string_view referenced(const Value& id) {
    const UnknownInfo* info = id.unknown();
    if (info == nullptr || !info->reference.ends_with(".id")) return {};
    return info->reference.substr(0, info->reference.size() - 3);
  }

  template <class T>
  static T* named(std::map<std::string, T, std::less<>>& known, const Value& id) {
    auto found = known.find(referenced(id));
    return found == known.end() ? nullptr : &found->second;
  }

  void variable(const Value& value) {
    Found* workspace = named(found_, value["workspace_id"]);
    Set* set = workspace ? nullptr : named(sets_, value["variable_set_id"]);
    if ((!workspace && !set) || !value["key"].is_string()) return;
    std::string_view key = value["key"].as_string(), category = value["category"].as_string();
    if (category == "env" && key.starts_with("TF_VAR_")) key.remove_prefix(7);
    else if (category != "terraform") return;
    Value text = value["value"];
    bool plain = text.is_string() && !text.sensitive();
    for (const Entry& entry : value.entries())   // what is not written is false
      if ((entry.key == "sensitive" || entry.key == "hcl") && !entry.value.is_absent() && !entry.value.is_false().yes()) plain = false;
    (workspace ? workspace->variables : set->variables)
        .push_back({std::string(key), plain ? std::optional(std::string(text.as_string())) : std::nullopt, decisive_span(text.origin())});
  }

  /// How a set reaches a workspace; nullopt: not at all.
  static std::optional<Strength> reaches(const Set& set, const std::string& address, const Found& workspace) {
    if (set.workspaces.contains(address)) return set.priority ? Strength::priority_workspace_set : Strength::workspace_set;
    if (!workspace.project.empty() && set.projects.contains(workspace.project)) return set.priority ? Strength::priority_project_set : Strength::project_set;
    if (set.global && set.organization == workspace.organization) return set.priority ? Strength::priority_global_set : Strength::global_set;
    return std::nullopt;
  }

  /// The variables that the workspace's runs get: the strongest of each name, of equally strong sets the first by name.
  void store(Found& workspace) {
    struct Candidate { Strength strength; std::string_view set; const Variable* variable; };
    std::vector<Candidate> all;
    for (const Variable& one : workspace.variables) all.push_back({Strength::workspace, {}, &one});
    for (const auto& [address, found] : found_)
      if (&found == &workspace)
        for (const auto& [unused, set] : sets_)
          if (auto strength = reaches(set, address, workspace))
            for (const Variable& one : set.variables) all.push_back({*strength, set.name, &one});
    std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) { return a.strength != b.strength ? a.strength > b.strength : a.set < b.set; });
    std::set<std::string_view> taken;
    for (const Candidate& one : all)
      if (taken.insert(one.variable->name).second && one.variable->text) workspace.run.stored.push_back({one.variable->name, *one.variable->text, one.variable->at});
  }

  Probe probe_;
  std::map<std::string, Found, std::less<>> found_;
  std::map<std::string, Set, std::less<>> sets_;
};

bool declares_workspaces(const ModuleFiles& module) {
  return std::any_of(module.resources.begin(), module.resources.end(), [](const Declaration& resource) { return !resource.is_data && resource.type == "tfe_workspace"; });
}

}  // namespace

void add_hosted_workspaces(ModuleCache& modules, const Vocabulary& vocabulary, std::map<std::string, std::vector<Run>>& runs) {
  const std::vector<std::string>& all = modules.workspace().directories();
  auto declares = [&](const std::string& directory) { return has_configuration(modules.workspace(), directory) && declares_workspaces(*modules.module(directory)); };
  if (std::none_of(all.begin(), all.end(), declares)) return;
  for (const std::string& directory : find_roots(modules, {})) {
    if (!declared_types(modules, directory).contains("tfe_workspace")) continue;
    for (auto& [folder, run] : HostedWorkspaces(modules, directory, vocabulary).read()) {
      std::vector<Run>& known = runs[folder];
      if (has_configuration(modules.workspace(), folder) && std::find(known.begin(), known.end(), run) == known.end()) known.push_back(std::move(run));
    }
  }
}

}  // namespace bulkhead::terraform
