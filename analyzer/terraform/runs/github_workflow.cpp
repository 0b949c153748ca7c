// .github/workflows/*.yml: jobs, matrices, inputs with choices, environments of deployments, and actions that run Terraform.
#include <algorithm>
#include <array>

#include "analyzer/terraform/runs/job.h"

namespace bulkhead::terraform {
namespace {

using Lists = std::map<std::string, std::vector<std::string>>;

class GithubReader {
 public:
  GithubReader(const data::Node& root, FileId file) : root_(root), file_(file) {}

  std::vector<Job> read() {
    const data::Node* jobs = root_.get("jobs");
    if (!jobs) return {};
    std::vector<Settings> choices = combinations(inputs());
    for (const data::Member& job : jobs->members)
      if (job.value)
        for (const Settings& matrix : matrix_of(*job.value))
          for (const Settings& chosen : choices) {
            if (out_.size() == 16 * kMaxCombinations) return std::move(out_);
            known_ = matrix;
            known_.insert(chosen.begin(), chosen.end());
            this->job(*job.value);
          }
    return std::move(out_);
  }

 private:
  /// workflow_dispatch inputs of type choice: every option is a value.
  Lists inputs() const {
    Lists out;
    const data::Node* on = root_.get("on");
    if (!on) on = root_.get("true");   // `on` is a boolean in YAML 1.1
    const data::Node* dispatch = on ? on->get("workflow_dispatch") : nullptr;
    const data::Node* inputs = dispatch ? dispatch->get("inputs") : nullptr;
    if (!inputs) return out;
    for (const data::Member& input : inputs->members) {
      const data::Node* options = input.value ? input.value->get("options") : nullptr;
      if (!options) continue;
      for (const data::Node* option : options->items) out["inputs." + std::string(input.key)].push_back(text_of(option));
    }
    return out;
  }

  /// Values of `matrix.x`, one map per combination; `include` adds combinations of its own where it names no other key.
  static std::vector<Settings> matrix_of(const data::Node& job) {
    const data::Node* strategy = job.get("strategy");
    const data::Node* matrix = strategy ? strategy->get("matrix") : nullptr;
    if (!matrix || matrix->kind != data::NodeKind::mapping) return {{}};
    Lists lists;
    std::vector<Settings> out;
    for (const data::Member& axis : matrix->members) {
      if (axis.key == "include" || axis.key == "exclude" || !axis.value) continue;
      for (const data::Node* item : axis.value->items)
        if (std::string text = text_of(item); !text.empty()) lists["matrix." + std::string(axis.key)].push_back(text);
    }
    for (const data::Member& axis : matrix->members)   // items that are objects: matrix.target.env
      if (axis.value && axis.key != "include" && axis.key != "exclude" && !axis.value->items.empty() && axis.value->items[0] && axis.value->items[0]->kind == data::NodeKind::mapping)
        for (const data::Node* item : axis.value->items) {
          out.emplace_back();
          for (const auto& [key, text] : scalars_of(item)) out.back()["matrix." + std::string(axis.key) + "." + key] = text;
        }
    if (!lists.empty()) {
      std::vector<Settings> crossed;
      for (const Settings& one : combinations(lists))
        if (out.empty()) crossed.push_back(one);
        else
          for (Settings both : out) {
            both.insert(one.begin(), one.end());
            crossed.push_back(std::move(both));
          }
      out = std::move(crossed);
    }
    if (const data::Node* exclude = matrix->get("exclude"))
      for (const data::Node* item : exclude->items) {
        Settings left_out = scalars_of(item);
        std::erase_if(out, [&](const Settings& one) { return agrees(one, left_out, true); });
      }
    if (const data::Node* include = matrix->get("include"))
      for (const data::Node* item : include->items) {
        Settings added = scalars_of(item);
        bool extended = false;
        for (Settings& one : out)
          if (agrees(one, added, false)) {
            for (const auto& [key, text] : added) one["matrix." + key] = text;
            extended = true;
          }
        if (extended || added.empty()) continue;
        out.emplace_back();
        for (const auto& [key, text] : added) out.back()["matrix." + key] = text;
      }
    if (out.empty()) return {{}};
    if (out.size() > kMaxCombinations) out.resize(kMaxCombinations);
    return out;
  }

  /// `all`: every key of `entry` is there with that value; otherwise: at least one, and none with another value.
  static bool agrees(const Settings& combination, const Settings& entry, bool all) {
    bool any = false;
    for (const auto& [key, text] : entry) {
      auto found = combination.find("matrix." + key);
      if (found == combination.end() ? all : found->second != text) return false;
      any = any || found != combination.end();
    }
    return any;
  }

  std::string expand(std::string_view text) const {
    return expand_template(text, "${{", "}}", [&](std::string_view name) -> std::optional<std::string> {
      if (name == "github.workspace") return "//";
      std::string key(name);
      if (key.starts_with("github.event.inputs.")) key = "inputs." + key.substr(20);
      if (key.starts_with("env.")) {
        auto found = env_.find(key.substr(4));
        return found == env_.end() ? std::nullopt : std::optional(found->second);
      }
      auto found = known_.find(key);
      if (found != known_.end()) return found->second;
      return key.starts_with("inputs.") ? std::optional(named_unknown(key)) : std::nullopt;
    });
  }

  void add_env(const data::Node& node, Settings& out) const {
    for (const auto& [name, text] : scalars_of(node.get("env"))) out[name] = expand(text);
  }

  static std::string working_directory(const data::Node& node) {
    const data::Node* defaults = node.get("defaults");
    const data::Node* run = defaults ? defaults->get("run") : nullptr;
    return run ? text_of(run->get("working-directory")) : "";
  }

  void job(const data::Node& node) {
    Job job;
    env_.clear();
    add_env(root_, job.variables);
    env_ = job.variables;
    add_env(node, job.variables);
    env_ = job.variables;
    const data::Node* environment = node.get("environment");
    job.deployment = expand(text_of(environment, "name"));
    std::string directory = working_directory(node);
    if (directory.empty()) directory = working_directory(root_);
    const data::Node* steps = node.get("steps");
    if (!steps) return;
    for (const data::Node* step : steps->items)
      if (step) this->step(*step, directory, job);
    out_.push_back(std::move(job));
  }

  void step(const data::Node& node, const std::string& directory, Job& job) {
    Step step;
    step.at = span_of(node, file_);
    env_ = job.variables;
    add_env(node, step.variables);
    for (const auto& [name, text] : step.variables) env_[name] = text;
    std::string own = text_of(node.get("working-directory"));
    step.directory = expand(own.empty() ? directory : own);
    if (const data::Node* run = node.get("run")) {
      step.script = expand(run->text);
      if (const data::Node* shell = node.get("shell"); shell && text_of(shell).find("sh") == std::string::npos) return;
    } else if (std::string uses = text_of(node.get("uses")); uses.starts_with("dflook/terraform-") || uses.starts_with("dflook/tofu-")) {
      step.directory.clear();
      step.script = action(*node.get("uses"), node.get("with"));
    }
    if (!step.script.empty()) job.steps.push_back(std::move(step));
  }

  static std::string quoted(const std::string& text) { return text.find('"') == std::string::npos ? "\"" + text + "\"" : std::string(kUnknownText); }

  /// dflook's actions: paths are from the checkout's root, lists have one entry a line.
  std::string action(const data::Node& uses, const data::Node* with) const {
    if (!with) return {};
    Settings inputs = scalars_of(with);
    auto get = [&](std::string_view name) { auto found = inputs.find(name); return found == inputs.end() ? std::string() : expand(found->second); };
    auto options = [&](std::string_view input, std::string_view option, std::string_view prefix) {
      std::string out, lines = get(input);
      for (std::size_t at = 0; at < lines.size();) {
        auto end = std::min(lines.find_first_of("\n,", at), lines.size());
        if (std::string line = lines.substr(at, end - at); line.find_first_not_of(' ') != std::string::npos) {
          line.erase(0, line.find_first_not_of(' '));
          out += " " + std::string(option) + "=" + quoted(std::string(prefix) + line);
        }
        at = end + 1;
      }
      return out;
    };
    std::string terraform = "terraform -chdir=" + quoted(get("path").empty() ? "." : get("path"));
    std::string script = terraform + " init" + options("backend_config_file", "-backend-config", "//") + options("backend_config", "-backend-config", "") + "\n";
    if (std::string workspace = get("workspace"); !workspace.empty()) script += terraform + " workspace select " + quoted(workspace) + "\n";
    bool runs = uses.text.find("-plan") != std::string_view::npos || uses.text.find("-apply") != std::string_view::npos || uses.text.find("-destroy") != std::string_view::npos;
    return runs ? script + terraform + " plan" + options("var_file", "-var-file", "//") + "\n" : script;
  }

  const data::Node& root_;
  FileId file_;
  Settings known_, env_;
  std::vector<Job> out_;
};

}  // namespace

std::vector<Job> read_github_workflow(const data::Node& root, FileId file) { return GithubReader(root, file).read(); }

}  // namespace bulkhead::terraform
