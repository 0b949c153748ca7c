#include "analyzer/terraform/planning/hosted_workspaces.h"

#include <algorithm>

#include "analyzer/terraform/planning/probe.h"
#include "analyzer/terraform/runs/expansion.h"

namespace bulkhead::terraform {
namespace {

constexpr std::size_t kMaxWorkspaces = 256;   // of one root module

bool declares_workspaces(const ModuleFiles& module) {
  return std::any_of(module.resources.begin(), module.resources.end(), [](const Declaration& resource) { return !resource.is_data && resource.type == "tfe_workspace"; });
}

/// "./infra/app/" -> "infra/app"; empty for the checkout's root.
std::string folder(std::string_view text) {
  if (text.starts_with("./")) text.remove_prefix(2);
  while (text.ends_with("/")) text.remove_suffix(1);
  while (text.starts_with("/")) text.remove_prefix(1);
  return text == "." ? std::string() : std::string(text);
}

class HostedWorkspaces {
 public:
  HostedWorkspaces(ModuleCache& modules, const std::string& directory, const Vocabulary& vocabulary) : probe_(modules, directory, vocabulary) {}

  std::vector<std::pair<std::string, Run>> read() {
    for (const Declaration& resource : probe_.files().resources)
      if (!resource.is_data && resource.type == "tfe_workspace") each(resource, [&](const std::string& address, const Value& value) { workspace(address, value); });
    for (const Declaration& resource : probe_.files().resources) {
      if (resource.is_data) continue;
      if (resource.type == "tfe_workspace_settings") each(resource, [&](const std::string&, const Value& value) { settings(value); });
      if (resource.type == "tfe_variable") each(resource, [&](const std::string&, const Value& value) { variable(value); });
    }
    std::vector<std::pair<std::string, Run>> out;
    for (auto& [address, run] : found_)
      if (run.has_directory) out.push_back({run.run.directory, std::move(run.run)});
    return out;
  }

 private:
  struct Found {
    Run run;
    bool has_directory = false;
  };

  /// Calls visit(address, attributes) for every instance of a resource.
  template <class Visit>
  void each(const Declaration& resource, Visit visit) {
    std::string address = std::string(resource.type) + "." + std::string(resource.name);
    auto& state = probe_.state();
    Evaluation run{state.arena(), FileId::none, ignored_};
    kept_.emplace_back();
    Value value = evaluate_text(address, false, probe_.root(), run, kept_.back());
    if (resource.attribute("count")) {
      for (std::size_t i = 0; i < value.items().size(); ++i) visit(address + "[" + std::to_string(i) + "]", value.items()[i]);
    } else if (resource.attribute("for_each")) {
      for (const Entry& entry : value.entries())
        if (!entry.key.empty()) visit(address + "[\"" + std::string(entry.key) + "\"]", entry.value);
    } else {
      visit(address, value);
    }
  }

  void workspace(const std::string& address, const Value& value) {
    if (found_.size() >= kMaxWorkspaces) return;
    Found& found = found_[address];
    Value name = value["name"];
    found.run.hosted = true;
    found.run.workspace = name.as_string();
    found.run.at = decisive_span(name.origin());
    place(value["working_directory"], found);
  }

  static void place(const Value& directory, Found& found) {
    if (!directory.is_string()) return;
    found.run.directory = folder(directory.as_string());
    found.has_directory = true;
  }

  Found* named_by(const Value& id) {
    const UnknownInfo* info = id.unknown();
    if (info == nullptr || !info->reference.ends_with(".id")) return nullptr;
    auto found = found_.find(info->reference.substr(0, info->reference.size() - 3));
    return found == found_.end() ? nullptr : &found->second;
  }

  void settings(const Value& value) {
    if (Found* found = named_by(value["workspace_id"])) place(value["working_directory"], *found);
  }

  void variable(const Value& value) {
    Found* found = named_by(value["workspace_id"]);
    Value text = value["value"];
    if (!found || !value["key"].is_string() || !text.is_string() || text.sensitive()) return;
    for (const Entry& entry : value.entries())   // what is not written is false
      if ((entry.key == "sensitive" || entry.key == "hcl") && !entry.value.is_absent() && !entry.value.is_false().yes()) return;
    std::string_view key = value["key"].as_string(), category = value["category"].as_string();
    if (category == "env" && key.starts_with("TF_VAR_")) key.remove_prefix(7);
    else if (category != "terraform") return;
    found->run.stored.push_back({std::string(key), std::string(text.as_string()), decisive_span(text.origin())});
  }

  Probe probe_;
  std::vector<Diagnostic> ignored_;   // the root module's own evaluation names them
  std::vector<Parsed<hcl::StandaloneExpression>> kept_;
  std::map<std::string, Found, std::less<>> found_;
};

}  // namespace

void add_hosted_workspaces(ModuleCache& modules, const Vocabulary& vocabulary, std::map<std::string, std::vector<Run>>& runs) {
  for (const std::string& directory : modules.workspace().directories()) {
    if (!has_configuration(modules.workspace(), directory) || !declares_workspaces(*modules.module(directory))) continue;
    for (auto& [folder, run] : HostedWorkspaces(modules, directory, vocabulary).read()) {
      std::vector<Run>& known = runs[folder];
      if (has_configuration(modules.workspace(), folder) && std::find(known.begin(), known.end(), run) == known.end()) known.push_back(std::move(run));
    }
  }
}

}  // namespace bulkhead::terraform
