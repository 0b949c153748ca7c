#include "analyzer/rules/selectors.h"

#include <algorithm>

#include "analyzer/cel/functions.h"
#include "analyzer/kubernetes/manifests.h"
#include "analyzer/model/suggest.h"

namespace bulkhead {
namespace {

constexpr std::string_view kTechnologies[] = {"terraform", "kubernetes", "compose", "dockerfile"};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  std::string_view word = text.substr(0, text.find(' '));
  text = trimmed(text.substr(word.size()));
  return word;
}

/// "data.TYPE.block[*].inner[*]" -> type "data.TYPE", steps block, inner.
Selector::Pattern pattern_of(std::string_view text) {
  Selector::Pattern pattern;
  std::size_t start = 0;
  for (std::string_view prefix : {"data.", "provider.", "backend."})
    if (text.starts_with(prefix)) start = prefix.size();
  std::size_t stop = text.find('.', start);
  pattern.type = text.substr(0, stop);
  pattern.wildcard = pattern.type.find_first_of("*?") != std::string::npos;
  while (stop != std::string_view::npos) {
    text = text.substr(stop + 1);
    stop = text.find('.');
    std::string_view step = text.substr(0, stop);
    pattern.path.emplace_back(step.substr(0, step.find("[*]")));
  }
  return pattern;
}

void add_patterns(Selector& selector, std::string_view list) {
  while (!list.empty()) {
    std::size_t comma = list.find(',');
    if (std::string_view item = trimmed(list.substr(0, comma)); !item.empty()) selector.patterns.push_back(pattern_of(item));
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  }
}

bool matches(const Selector::Pattern& pattern, std::string_view text) {
  return pattern.type == text || (pattern.wildcard && cel::wildcard_match(pattern.type, text));
}

/// Follows steps; every element of a list on the way is a node of its own.
void descend(const Value& value, std::span<const std::string> steps, std::string path, std::vector<SelectedNode>& out) {
  if (value.is_list()) {
    std::size_t index = 0;
    for (const Value& item : value.items())
      if (!item.is_list()) descend(item, steps, path + "[" + std::to_string(index++) + "]", out);
    return;
  }
  if (value.is_absent()) return;
  if (steps.empty() || value.is_unknown()) {
    out.push_back({value, std::move(path), {}});
    return;
  }
  std::string next = path + (path.empty() ? "" : ".") + steps[0];
  descend(value[steps[0]], steps.subspan(1), std::move(next), out);
}

std::vector<SelectedNode> resource_nodes(const Selector& selector, const Resource& resource) {
  std::vector<SelectedNode> out;
  for (const Selector::Pattern& pattern : selector.patterns) {
    if (!matches(pattern, resource.type)) continue;
    if (pattern.path.empty()) out.push_back({resource.attributes, {}, {}});
    else descend(resource.attributes, pattern.path, {}, out);
  }
  return out;
}

std::vector<SelectedNode> pod_nodes(const Resource& resource) {
  auto pod = kubernetes::pod_of(resource);
  if (pod.spec.is_absent()) return {};
  return {{pod.spec, pod.path, {{"template", pod.metadata}, {"pod", pod.spec}}}};
}

std::vector<SelectedNode> container_nodes(const Resource& resource, Arena& arena) {
  std::vector<SelectedNode> out;
  auto pod = kubernetes::pod_of(resource);
  for (const auto& view : kubernetes::containers_of(resource)) {
    std::vector<Entry> flags{{"ephemeral", Value::boolean(view.ephemeral), {}}, {"init", Value::boolean(view.init), {}}};
    out.push_back({view.container, view.path, {{"template", pod.metadata}, {"pod", pod.spec}, {"container", Value::map(arena.copy(flags))}}});
  }
  return out;
}

void command_nodes(const Selector& selector, const Value& stage, const Value& instruction, const std::string& path,
                   std::vector<SelectedNode>& out) {
  std::size_t index = 0;
  for (const Value& command : instruction["commands"].items()) {
    std::string here = path + ".commands[" + std::to_string(index++) + "]";
    bool wanted = std::ranges::any_of(selector.patterns, [&](const auto& p) { return matches(p, command["name"].as_string()); });
    if (wanted) out.push_back({command, std::move(here), {{"stage", stage}, {"instruction", instruction}}});
  }
}

/// An instruction and what its ONBUILD triggers in the builds on top of it.
void instruction_nodes(const Selector& selector, const Value& stage, const Value& instruction, const std::string& path,
                       std::vector<SelectedNode>& out) {
  std::string_view keyword = instruction["keyword"].as_string();
  bool wanted = std::ranges::any_of(selector.patterns, [&](const auto& p) { return cel::wildcard_match(p.type, keyword); });
  if (selector.form == Selector::Form::instructions && wanted) out.push_back({instruction, path, {{"stage", stage}, {"instruction", instruction}}});
  if (selector.form == Selector::Form::commands) command_nodes(selector, stage, instruction, path, out);
  Value trigger = instruction["trigger"];   // Docker forbids ONBUILD inside ONBUILD
  if (trigger.is_map() && keyword == "ONBUILD" && trigger["keyword"].as_string() != "ONBUILD") instruction_nodes(selector, stage, trigger, path + ".trigger", out);
}

std::vector<SelectedNode> dockerfile_nodes(const Selector& selector, const Resource& resource) {
  std::vector<SelectedNode> out;
  std::size_t stage_index = 0;
  for (const Value& stage : resource.attributes["stages"].items()) {
    std::string path = "stages[" + std::to_string(stage_index++) + "]";
    if (selector.form == Selector::Form::stages || (selector.form == Selector::Form::final_stage && stage["final"].is_true().yes()))
      out.push_back({stage, path, {{"stage", stage}}});
    std::size_t index = 0;
    for (const Value& instruction : stage["instructions"].items()) {
      instruction_nodes(selector, stage, instruction, path + ".instructions[" + std::to_string(index++) + "]", out);
    }
  }
  return out;
}

bool parse_dockerfile(std::string_view rest, Selector& selector, std::string& problem) {
  std::string_view form = take_word(rest);
  if (form == "stage") selector.form = Selector::Form::stages;
  else if (form == "final-stage") selector.form = Selector::Form::final_stage;
  else if (form == "instruction") selector.form = Selector::Form::instructions;
  else if (form == "command") selector.form = Selector::Form::commands;
  else problem = "dockerfile selects 'instruction KEYWORD', 'stage', 'final-stage' or 'command NAME', not '" + std::string(form) + "'";
  add_patterns(selector, rest);
  bool named = selector.form == Selector::Form::instructions || selector.form == Selector::Form::commands;
  if (problem.empty() && named == selector.patterns.empty()) problem = "'" + std::string(form) + (named ? "' needs a name" : "' takes no name");
  return problem.empty();
}

}  // namespace

std::optional<Selector> parse_selector(std::string_view text, std::string& problem) {
  Selector selector;
  std::string_view rest = text;
  std::string_view technology = take_word(rest);
  if (technology == "dockerfile") {
    selector.technology = Technology::dockerfile;
    return parse_dockerfile(rest, selector, problem) ? std::optional(selector) : std::nullopt;
  }
  if (technology == "terraform") selector.technology = Technology::terraform;
  else if (technology == "kubernetes") selector.technology = Technology::kubernetes;
  else if (technology == "compose") selector.technology = Technology::compose;
  else {
    std::string_view close = nearest(technology, kTechnologies);
    problem = "select starts with terraform, kubernetes, compose or dockerfile, not '" + std::string(technology) + "'";
    if (!close.empty()) problem += "; did you mean '" + std::string(close) + "'?";
    return std::nullopt;
  }
  bool kubernetes = selector.technology == Technology::kubernetes;
  if (kubernetes && rest == "pod") selector.form = Selector::Form::pods;
  else if (kubernetes && rest == "container") selector.form = Selector::Form::containers;
  else add_patterns(selector, rest);
  if (selector.form == Selector::Form::resources && selector.patterns.empty()) {
    problem = "select names no type";
    return std::nullopt;
  }
  for (const Selector::Pattern& pattern : selector.patterns) {
    if (pattern.wildcard) selector.wildcards = true;
    else selector.exact.push_back(std::hash<std::string_view>{}(pattern.type));
  }
  std::ranges::sort(selector.exact);
  return selector;
}

bool selects_type(const Selector& selector, const Resource& resource) {
  if (selector.technology != resource.technology) return false;
  if (selector.form != Selector::Form::resources) return true;
  if (!selector.wildcards && !std::ranges::binary_search(selector.exact, std::hash<std::string_view>{}(resource.type))) return false;
  return std::ranges::any_of(selector.patterns, [&](const auto& pattern) { return matches(pattern, resource.type); });
}

std::vector<SelectedNode> select_nodes(const Selector& selector, const Resource& resource, Arena& arena) {
  if (selector.technology != resource.technology) return {};
  switch (selector.form) {
    case Selector::Form::resources: return resource_nodes(selector, resource);
    case Selector::Form::pods: return pod_nodes(resource);
    case Selector::Form::containers: return container_nodes(resource, arena);
    default: return dockerfile_nodes(selector, resource);
  }
}

}  // namespace bulkhead
