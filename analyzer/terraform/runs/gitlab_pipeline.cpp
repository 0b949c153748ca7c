// .gitlab-ci.yml: jobs with `extends`, variables, `parallel: matrix` and deployments. `include:` and `!reference` are not followed.
#include "analyzer/terraform/runs/job.h"

namespace bulkhead::terraform {
namespace {

constexpr int kMaxExtends = 10;

class GitlabReader {
 public:
  GitlabReader(const data::Node& root, FileId file) : root_(root), file_(file) {}

  std::vector<Job> read() {
    for (const data::Member& member : root_.members) {
      if (member.key.starts_with(".") || !member.value || member.value->kind != data::NodeKind::mapping) continue;
      if (!member.value->get("script") && !member.value->get("extends")) continue;
      for (const Settings& matrix : matrix_of(find(*member.value, "parallel"))) job(*member.value, matrix);
    }
    return std::move(out_);
  }

 private:
  /// The job's own key, or the one of what it extends; the last of several parents wins.
  const data::Node* find(const data::Node& job, std::string_view key, int depth = 0) const {
    if (const data::Node* own = job.get(key)) return own;
    const data::Node* found = nullptr;
    each_parent(job, depth, [&](const data::Node& parent) {
      if (const data::Node* inherited = find(parent, key, depth + 1)) found = inherited;
    });
    return found;
  }

  template <class Visit>
  void each_parent(const data::Node& job, int depth, const Visit& visit) const {
    const data::Node* extends = job.get("extends");
    if (!extends || depth > kMaxExtends) return;
    auto one = [&](const data::Node* name) {
      const data::Node* parent = name ? root_.get(name->text) : nullptr;
      if (parent && parent->kind == data::NodeKind::mapping) visit(*parent);
    };
    if (extends->kind == data::NodeKind::sequence)
      for (const data::Node* name : extends->items) one(name);
    else one(extends);
  }

  void add_variables(const data::Node& job, Settings& out, int depth = 0) const {
    each_parent(job, depth, [&](const data::Node& parent) { add_variables(parent, out, depth + 1); });
    const data::Node* variables = job.get("variables");
    if (!variables) return;
    for (const data::Member& member : variables->members)
      out[std::string(member.key)] = text_of(member.value, "value");
  }

  static std::vector<Settings> matrix_of(const data::Node* parallel) {
    const data::Node* matrix = parallel ? parallel->get("matrix") : nullptr;
    if (!matrix) return {{}};
    std::vector<Settings> out;
    for (const data::Node* entry : matrix->items) {
      if (!entry) continue;
      std::map<std::string, std::vector<std::string>> lists;
      for (const data::Member& axis : entry->members) {
        if (!axis.value) continue;
        auto& list = lists[std::string(axis.key)];
        for (const data::Node* item : axis.value->items) list.push_back(text_of(item));
        if (axis.value->items.empty()) list.push_back(text_of(axis.value));
      }
      for (Settings& one : combinations(lists))
        if (out.size() < kMaxCombinations) out.push_back(std::move(one));
    }
    return out.empty() ? std::vector<Settings>{{}} : out;
  }

  static void add_lines(const data::Node* node, std::string& out, int depth = 0) {
    if (!node || depth > kMaxExtends) return;
    if (!node->tag.empty() && node->tag.find("reference") != std::string_view::npos) return;
    for (const data::Node* item : node->items) add_lines(item, out, depth + 1);
    if (node->kind != data::NodeKind::sequence) out += text_of(node) + "\n";
  }

  /// `$NAME` of a variable's own text.
  static std::string resolved(std::string text, const Settings& variables) {
    for (int round = 0; round < 3; ++round)
      for (const auto& [name, value] : variables)
        for (const std::string& form : {"${" + name + "}", "$" + name})
          for (auto at = text.find(form); at != std::string::npos && text.size() < 4096; at = text.find(form, at + value.size())) {
            char next = at + form.size() < text.size() ? text[at + form.size()] : ' ';
            bool longer = form[1] != '{' && ((next >= 'A' && next <= 'Z') || (next >= 'a' && next <= 'z') || (next >= '0' && next <= '9') || next == '_');
            if (!longer) text.replace(at, form.size(), value);
          }
    return text;
  }

  void job(const data::Node& node, const Settings& matrix) {
    Job job;
    add_variables(root_, job.variables);
    add_variables(node, job.variables);
    for (const auto& [name, text] : matrix) job.variables[name] = text;
    Settings written = job.variables;
    for (auto& [name, text] : job.variables) text = resolved(text, written);
    const data::Node* environment = find(node, "environment");
    job.deployment = resolved(text_of(environment, "name"), job.variables);
    const data::Node* defaults = root_.get("default");
    const data::Node* before = find(node, "before_script");
    if (!before && defaults) before = defaults->get("before_script");
    if (!before) before = root_.get("before_script");
    Step step;
    add_lines(before, step.script);
    const data::Node* script = find(node, "script");
    add_lines(script, step.script);
    step.at = span_of(script ? *script : node, file_);
    job.steps.push_back(std::move(step));
    out_.push_back(std::move(job));
  }

  const data::Node& root_;
  FileId file_;
  std::vector<Job> out_;
};

}  // namespace

std::vector<Job> read_gitlab_pipeline(const data::Node& root, FileId file) { return GitlabReader(root, file).read(); }

}  // namespace bulkhead::terraform
