#include "analyzer/container/dockerfile_stages.h"

#include <algorithm>

namespace bulkhead::container {
namespace {

constexpr std::size_t kMaxStages = 1000;   // of one file: each may be built on all before it

using dockerfile::Instruction;
using State = dockerfile::Variable::State;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

void problem(const Instruction& instruction, ValueBuilder& build, std::vector<Diagnostic>& diagnostics, std::string message) {
  diagnostics.push_back({{build.file(), instruction.written.begin, instruction.written.end}, std::move(message), Diagnostic::Severity::error});
}

/// The variable's name when the word is exactly one plain reference.
std::string_view sole_reference(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  if (text.starts_with("${") && text.ends_with('}')) {
    text = text.substr(2, text.size() - 3);
  } else if (text.starts_with('$')) {
    text.remove_prefix(1);
  } else {
    return {};
  }
  bool name = std::all_of(text.begin(), text.end(), [](char c) { return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
  return name ? text : std::string_view();
}

int stage_named(const std::vector<BuildStage>& stages, const Value& base) {
  std::string wanted = lower(base.as_string());
  for (std::size_t i = stages.size(); i-- > 0;)
    if (!wanted.empty() && stages[i].name == wanted) return static_cast<int>(i);
  return -1;
}

bool start_stage(const Instruction& from, const dockerfile::File& file, BuildPlan& plan, ValueBuilder& build, std::vector<Diagnostic>& diagnostics) {
  std::size_t count = from.arguments.size();
  bool named = count == 3 && lower(from.arguments[1].text) == "as";
  if (count != 1 && !named) {
    problem(from, build, diagnostics, "FROM needs one image, or an image, AS and a name");
    return false;
  }
  BuildStage stage;
  stage.from = &from;
  if (named) stage.name = lower(from.arguments[2].text);
  stage.base = expand_word(from.arguments[0], plan.global, file.escape, build, diagnostics);
  for (const dockerfile::Word& flag : from.flags) {
    constexpr std::string_view kPlatform = "--platform=";
    if (!flag.text.starts_with(kPlatform)) continue;
    dockerfile::Word value{flag.text.substr(kPlatform.size()), flag.begin, flag.end};
    stage.platform = expand_word(value, plan.global, file.escape, build, diagnostics);
  }
  stage.base_stage = stage_named(plan.stages, stage.base);
  plan.stages.push_back(std::move(stage));
  return true;
}

}  // namespace

Value expand_word(const dockerfile::Word& word, const BuildScope& scope, char escape, ValueBuilder& build,
                  std::vector<Diagnostic>& diagnostics) {
  const Origin* via = nullptr;
  if (std::string_view name = sole_reference(word.text); !name.empty())
    if (const BuildVariable* variable = scope.find(name)) via = variable->value.origin();
  const Origin* origin = build.written(word.begin, word.end, via);
  dockerfile::ExpandOptions options;
  options.escape = escape;
  auto result = dockerfile::expand(word.text, [&](std::string_view name) { return scope.lookup(name); }, options);
  if (!result.error.empty()) {
    diagnostics.push_back({{build.file(), word.begin, word.end}, "cannot expand: " + result.error, Diagnostic::Severity::error});
    return build.unknown({}, word.text, origin, UnknownInfo::Cause::error);
  }
  if (!result.known()) return build.unknown(result.unknown.front(), result.text, origin);
  return result.text == word.text ? build.view(word.text, origin) : build.text(result.text, origin);
}

std::vector<Entry> declare(const Instruction& instruction, BuildScope& scope, const BuildScope* global, char escape, ValueBuilder& build,
                           std::vector<Diagnostic>& diagnostics) {
  bool argument = instruction.keyword == "ARG";
  std::vector<Entry> entries;
  std::vector<std::pair<std::string_view, BuildVariable>> set;   // ENV: all values see the variables before the instruction
  for (const dockerfile::Pair& pair : instruction.pairs) {
    SourceSpan key_span{build.file(), pair.name.begin, pair.name.end};
    BuildVariable variable;
    if (pair.has_value) {
      variable.value = expand_word(pair.value, scope, escape, build, diagnostics);
      bool known = variable.value.is_string();
      variable.variable = {known ? State::set : State::unknown, std::string(variable.value.as_string())};
    } else {
      const BuildVariable* outer = global != nullptr ? global->find(pair.name.text) : nullptr;
      const BuildVariable* before = scope.find(pair.name.text);
      if (outer != nullptr && outer->variable.state != State::open) variable = *outer;
      else if (before != nullptr) variable = *before;
      else variable = {{State::open, {}}, build.unknown(pair.name.text, {}, build.written(pair.name.begin, pair.name.end))};
    }
    entries.push_back({pair.name.text, variable.value, key_span});
    if (argument) scope.set(pair.name.text, std::move(variable));
    else set.emplace_back(pair.name.text, std::move(variable));
  }
  for (auto& [name, variable] : set) scope.set(name, std::move(variable));
  return entries;
}

BuildPlan plan_build(const dockerfile::File& file, ValueBuilder& build, std::vector<Diagnostic>& diagnostics) {
  BuildPlan plan;
  bool lost_from = false;   // the instructions behind a FROM that was left out belong to no stage
  for (const Instruction& instruction : file.instructions) {
    if (dockerfile::form_is_unknown(instruction.keyword)) {
      problem(instruction, build, diagnostics, "unknown instruction");
    } else if (instruction.keyword == "FROM") {
      if (plan.stages.size() == kMaxStages) {
        problem(instruction, build, diagnostics, "more than " + std::to_string(kMaxStages) + " stages (limit); the rest of the file is left out");
        break;
      }
      lost_from = !start_stage(instruction, file, plan, build, diagnostics);
    } else if (plan.stages.empty() && instruction.keyword == "ARG") {
      plan.global_arguments.emplace_back(&instruction, declare(instruction, plan.global, nullptr, file.escape, build, diagnostics));
    } else if (plan.stages.empty() && !lost_from) {
      problem(instruction, build, diagnostics, "instruction before the first FROM");
    } else if (!lost_from) {
      plan.stages.back().instructions.push_back(&instruction);
    }
  }
  return plan;
}

}  // namespace bulkhead::container
