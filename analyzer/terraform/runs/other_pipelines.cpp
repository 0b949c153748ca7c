// Bitbucket pipelines, CodeBuild, Taskfiles and Atlantis.
#include "analyzer/terraform/runs/job.h"

namespace bulkhead::terraform {
namespace {

constexpr int kMaxLevels = 16;

std::string lines_of(const data::Node* node) {
  std::string out;
  if (!node) return out;
  for (const data::Node* item : node->items) out += text_of(item) + "\n";
  return out + text_of(node);
}

/// Every `step:` at any depth of `pipelines:`.
void bitbucket_steps(const data::Node& node, FileId file, int depth, std::vector<Job>& out) {
  if (depth > kMaxLevels) return;
  for (const data::Node* item : node.items)
    if (item) bitbucket_steps(*item, file, depth + 1, out);
  for (const data::Member& member : node.members) {
    if (!member.value) continue;
    const data::Node* script = member.key == "step" ? member.value->get("script") : nullptr;
    if (!script) {
      bitbucket_steps(*member.value, file, depth + 1, out);
      continue;
    }
    Job job;
    job.deployment = text_of(member.value->get("deployment"));
    job.steps.push_back({lines_of(script), "", {}, span_of(*script, file)});
    out.push_back(std::move(job));
  }
}

/// `{{.NAME}}` of a Taskfile.
std::string task_text(std::string_view text, const Settings& variables) {
  return expand_template(text, "{{", "}}", [&](std::string_view name) -> std::optional<std::string> {
    if (!name.starts_with(".")) return std::string(kUnknownText);
    name.remove_prefix(1);
    auto found = variables.find(name);
    return found == variables.end() ? named_unknown(name) : found->second;
  });
}

class AtlantisReader {
 public:
  AtlantisReader(const data::Node& root, FileId file) : root_(root), file_(file) {}

  std::vector<Job> read() {
    const data::Node* projects = root_.get("projects");
    if (!projects) return {};
    for (const data::Node* project : projects->items)
      if (project) this->project(*project);
    return std::move(out_);
  }

 private:
  void project(const data::Node& project) {
    std::string workspace = text_of(project.get("workspace"));
    Job job;
    job.variables = {{"WORKSPACE", workspace.empty() ? "default" : workspace}, {"PROJECT_NAME", text_of(project.get("name"))}, {"REPO_REL_DIR", text_of(project.get("dir"))}};
    Step step;
    step.directory = text_of(project.get("dir"));
    step.at = span_of(project, file_);
    if (!workspace.empty() && workspace != "default" && workspace.find_first_of("'\"$` ") == std::string::npos) step.script = "terraform workspace select " + workspace + "\n";
    const data::Node* workflows = root_.get("workflows");
    const data::Node* workflow = workflows && project.get("workflow") ? workflows->get(project.get("workflow")->text) : nullptr;
    const data::Node* plan = workflow ? workflow->get("plan") : nullptr;
    const data::Node* steps = plan ? plan->get("steps") : nullptr;
    if (!steps) step.script += "terraform plan";
    else
      for (const data::Node* item : steps->items)
        if (item) add(*item, step.script);
    job.steps.push_back(std::move(step));
    out_.push_back(std::move(job));
  }

  /// `plan`, `plan: {extra_args: [...]}`, `run: COMMAND`, `env: {name, value}`.
  static void add(const data::Node& item, std::string& script) {
    if (item.kind == data::NodeKind::string) script += "terraform " + std::string(item.text) + "\n";
    for (const data::Member& member : item.members) {
      if (!member.value) continue;
      if (member.key == "init" || member.key == "plan" || member.key == "apply") {
        script += "terraform " + std::string(member.key);
        if (const data::Node* extra = member.value->get("extra_args"))
          for (const data::Node* argument : extra->items) script += " " + text_of(argument);
        script += "\n";
      } else if (member.key == "run") {
        script += text_of(member.value, "command") + "\n";
      } else if (member.key == "env" && member.value->get("value")) {
        std::string value = text_of(member.value->get("value"));
        if (value.find('\'') == std::string::npos) script += "export " + text_of(member.value->get("name")) + "='" + value + "'\n";
      }
    }
  }

  const data::Node& root_;
  FileId file_;
  std::vector<Job> out_;
};

}  // namespace

std::vector<Job> read_bitbucket_pipeline(const data::Node& root, FileId file) {
  std::vector<Job> out;
  if (const data::Node* pipelines = root.get("pipelines")) bitbucket_steps(*pipelines, file, 0, out);
  return out;
}

std::vector<Job> read_buildspec(const data::Node& root, FileId file) {
  Job job;
  if (const data::Node* env = root.get("env")) job.variables = scalars_of(env->get("variables"));
  Step step;
  step.at = span_of(root, file);
  if (const data::Node* phases = root.get("phases"))
    for (std::string_view phase : {"install", "pre_build", "build", "post_build"})
      if (const data::Node* node = phases->get(phase)) step.script += lines_of(node->get("commands"));
  job.steps.push_back(std::move(step));
  return {std::move(job)};
}

std::vector<Job> read_taskfile(const data::Node& root, FileId file, std::string_view directory) {
  std::vector<Job> out;
  const data::Node* tasks = root.get("tasks");
  if (!tasks) return out;
  for (const data::Member& task : tasks->members) {
    if (!task.value || task.value->kind != data::NodeKind::mapping) continue;
    Settings variables = scalars_of(root.get("vars"));
    for (const auto& [name, text] : scalars_of(task.value->get("vars"))) variables[name] = text;
    for (auto& [name, text] : variables) text = task_text(text, variables);
    Job job;
    for (const data::Node* env : {root.get("env"), task.value->get("env")})
      for (const auto& [name, text] : scalars_of(env)) job.variables[name] = task_text(text, variables);
    const data::Node* commands = task.value->get("cmds");
    if (!commands) continue;
    for (const data::Node* command : commands->items) {
      if (!command) continue;
      std::string text = text_of(command, "cmd");
      std::string place = task_text(text_of(task.value->get("dir")), variables);
      job.steps.push_back({task_text(text, variables), directory.empty() ? place : std::string(directory) + "/" + place, {}, span_of(*command, file)});
    }
    out.push_back(std::move(job));
  }
  return out;
}

std::vector<Job> read_atlantis(const data::Node& root, FileId file) { return AtlantisReader(root, file).read(); }

}  // namespace bulkhead::terraform
