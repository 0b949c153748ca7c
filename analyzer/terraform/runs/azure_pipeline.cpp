// azure-pipelines.yml: stages, jobs, deployments, scripts and Terraform tasks. Templates of other files and `${{ if }}` are not followed.
#include "analyzer/terraform/runs/job.h"

namespace bulkhead::terraform {
namespace {

constexpr int kMaxLevels = 12;

/// `variables:` as a mapping or as a list of {name, value}.
void add_variables(const data::Node& node, Settings& out) {
  const data::Node* variables = node.get("variables");
  if (!variables) return;
  for (const auto& [name, text] : scalars_of(variables)) out[name] = text;
  for (const data::Node* item : variables->items)
    if (item && item->get("name") && item->get("value")) out[text_of(item->get("name"))] = text_of(item->get("value"));
}

class AzureReader {
 public:
  AzureReader(const data::Node& root, FileId file) : root_(root), file_(file) {}

  std::vector<Job> read() {
    for (const Settings& chosen : combinations(parameters())) {
      parameters_ = chosen;
      level(root_, {}, "", 0);
    }
    return std::move(out_);
  }

 private:
  /// Parameters with `values:` stand for each of them.
  std::map<std::string, std::vector<std::string>> parameters() const {
    std::map<std::string, std::vector<std::string>> out;
    const data::Node* parameters = root_.get("parameters");
    if (!parameters) return out;
    for (const data::Node* item : parameters->items) {
      const data::Node* values = item ? item->get("values") : nullptr;
      if (!values) continue;
      for (const data::Node* value : values->items) out["parameters." + text_of(item->get("name"))].push_back(text_of(value));
    }
    return out;
  }

  /// The root, a stage or a job: each may hold the next, or steps.
  void level(const data::Node& node, Settings variables, std::string deployment, int depth) {
    if (depth > kMaxLevels || out_.size() > 16 * kMaxCombinations) return;
    add_variables(node, variables);
    if (const data::Node* environment = node.get("environment"))
      deployment = text_of(environment, "name");
    for (std::string_view list : {"stages", "jobs"})
      if (const data::Node* items = node.get(list))
        for (const data::Node* item : items->items)
          if (item) level(*item, variables, deployment, depth + 1);
    const data::Node* strategy = node.get("strategy");
    const data::Node* matrix = strategy ? strategy->get("matrix") : nullptr;
    std::vector<Settings> legs;
    if (matrix)
      for (const data::Member& leg : matrix->members) legs.push_back(scalars_of(leg.value));
    if (legs.empty()) legs.emplace_back();
    for (Settings& leg : legs) {
      leg.insert(variables.begin(), variables.end());
      Job job;
      job.variables = expanded(leg);
      job.deployment = expand(deployment, job.variables);
      if (const data::Node* steps = node.get("steps")) add_steps(*steps, job);
      if (strategy && !matrix) hooks(*strategy, job, 0);   // runOnce: deploy: steps
      if (!job.steps.empty()) out_.push_back(std::move(job));
    }
  }

  void hooks(const data::Node& node, Job& job, int depth) {
    if (depth > 4) return;
    for (const data::Member& member : node.members) {
      if (!member.value) continue;
      if (member.key == "steps") add_steps(*member.value, job);
      else hooks(*member.value, job, depth + 1);
    }
  }

  std::string expand(std::string_view text, const Settings& variables) const {
    auto look_up = [&](std::string_view name) -> std::optional<std::string> {
      if (auto found = parameters_.find(name); found != parameters_.end()) return found->second;
      for (std::string_view prefix : {"variables.", ""}) {
        if (!name.starts_with(prefix)) continue;
        auto found = variables.find(name.substr(prefix.size()));
        if (found != variables.end()) return found->second;
      }
      if (name == "Build.SourcesDirectory" || name == "System.DefaultWorkingDirectory" || name == "Pipeline.Workspace") return "//";
      if (name == "pwd" || name == "whoami" || name == "date" || name == "nproc") return "$(" + std::string(name) + ")";
      return std::nullopt;
    };
    std::string first = expand_template(text, "${{", "}}", look_up), out;
    // `$(name)` is a variable where it is one name, and the shell's own otherwise.
    for (std::size_t at = 0; at < first.size();) {
      auto begin = first.find("$(", at), end = begin == std::string::npos ? begin : first.find_first_of(") \t\n\"'$", begin + 2);
      if (end == std::string::npos) return out + first.substr(at);
      bool name = first[end] == ')' && end > begin + 2;
      out += first.substr(at, begin - at);
      out += name ? expand_template(first.substr(begin, end + 1 - begin), "$(", ")", look_up) : first.substr(begin, 2);
      at = name ? end + 1 : begin + 2;
    }
    return out;
  }

  Settings expanded(const Settings& variables) const {
    Settings out = variables;
    for (auto& [name, text] : out)
      if (text.find("$(") != std::string::npos || text.find("${{") != std::string::npos) {
        std::string before = text;
        text.clear();
        text = expand(before, out);
      }
    return out;
  }

  void add_steps(const data::Node& steps, Job& job) {
    for (const data::Node* node : steps.items) {
      if (!node) continue;
      Step step;
      step.at = span_of(*node, file_);
      step.directory = expand(text_of(node->get("workingDirectory")), job.variables);
      for (const auto& [name, text] : scalars_of(node->get("env"))) step.variables[name] = expand(text, job.variables);
      for (std::string_view key : {"script", "bash", "pwsh", "powershell"})
        if (const data::Node* script = node->get(key)) step.script = expand(script->text, job.variables);
      if (std::string name = text_of(node->get("task")); !name.empty()) task(name, node->get("inputs"), job, step);
      if (!step.script.empty()) job.steps.push_back(std::move(step));
    }
  }

  void task(const std::string& name, const data::Node* node, const Job& job, Step& step) const {
    Settings inputs = scalars_of(node);
    auto get = [&](std::string_view key) { auto found = inputs.find(key); return found == inputs.end() ? std::string() : expand(found->second, job.variables); };
    bool inline_script = name.starts_with("Bash@") || name.starts_with("AzureCLI@") || name.starts_with("AWSShellScript@");
    if (inline_script) {
      step.script = get(name.starts_with("Bash@") ? "script" : "inlineScript");
      step.directory = get("workingDirectory");
    }
    if (!name.starts_with("TerraformTask") && !name.starts_with("TerraformCLI")) return;
    step.directory = get("workingDirectory");
    step.script = "terraform " + get("command") + " " + get("commandOptions");
    if (get("command") == "init")
      for (auto [input, key] : {std::pair("backendAzureRmKey", "key"), {"backendAzureRmContainerName", "container_name"}, {"backendAzureRmStorageAccountName", "storage_account_name"},
                                {"backendAWSKey", "key"}, {"backendAWSBucketName", "bucket"}, {"backendGCPBucketName", "bucket"}, {"backendGCPPrefix", "prefix"}})
        if (std::string value = get(input); !value.empty() && value.find('"') == std::string::npos) step.script += " -backend-config=\"" + std::string(key) + "=" + value + "\"";
  }

  const data::Node& root_;
  FileId file_;
  Settings parameters_;
  std::vector<Job> out_;
};

}  // namespace

std::vector<Job> read_azure_pipeline(const data::Node& root, FileId file) { return AzureReader(root, file).read(); }

}  // namespace bulkhead::terraform
