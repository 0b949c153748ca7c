#include "analyzer/container/dockerfile_view.h"

#include <algorithm>
#include <deque>

#include "analyzer/container/image_reference.h"
#include "analyzer/container/shell_commands.h"

namespace bulkhead::container {
namespace {

using dockerfile::Instruction;

/// What a stage hands on to the stages built from it.
struct StageState {
  BuildScope scope;
  Value user;
  bool shell = true;        // RUN's shell form is POSIX shell
};

bool runs_commands(std::string_view keyword) {
  return keyword == "RUN" || keyword == "CMD" || keyword == "ENTRYPOINT" || keyword == "HEALTHCHECK";
}
/// Instructions whose arguments the builder expands. RUN, CMD, … belong to the shell.
bool expands_arguments(std::string_view keyword) {
  return keyword == "COPY" || keyword == "ADD" || keyword == "EXPOSE" || keyword == "USER" || keyword == "WORKDIR" || keyword == "VOLUME" ||
         keyword == "STOPSIGNAL";
}

class View {
 public:
  View(const dockerfile::File& file, std::string_view text, BuildPlan& plan, ValueBuilder& build, std::vector<Diagnostic>& diagnostics)
      : file_(file), text_(text), plan_(plan), build_(build), diagnostics_(diagnostics) {}

  Value run() {
    std::vector<Value> stages, arguments;
    StageState none;
    for (const auto& [argument, declared] : plan_.global_arguments) {
      std::vector<Entry> entries = instruction(*argument, none, &declared);
      arguments.push_back(build_.map(entries, written(*argument)));
    }
    for (std::size_t i = 0; i < plan_.stages.size(); ++i) stages.push_back(stage(i));
    const Origin* whole = build_.written(0, static_cast<std::uint32_t>(text_.size()));
    return build_.map({{"stages", build_.list(stages, whole), {}}, {"arguments", build_.list(arguments, whole), {}}}, whole);
  }

 private:
  const Origin* written(const Instruction& instruction) { return build_.written(instruction.begin, instruction.end); }

  Value stage(std::size_t index) {
    const BuildStage& stage = plan_.stages[index];
    const Instruction& from = *stage.from;
    bool scratch = stage.base.equals("scratch").yes();
    StageState state{BuildScope(!scratch), Value::missing(build_.absent(from.begin, from.end)), true};
    if (stage.base_stage >= 0) {
      const StageState& base = states_[static_cast<std::size_t>(stage.base_stage)];
      state = {BuildScope::within(base.scope), base.user, base.shell};
    } else if (looks_like_windows(stage.base)) {
      state.shell = false;
    }
    std::vector<Value> instructions;
    for (const Instruction* each : stage.instructions) {
      std::vector<Entry> entries = instruction(*each, state);
      instructions.push_back(build_.map(entries, written(*each)));
    }
    const Origin* header = written(from);
    std::vector<Entry> out{{"name", stage.name.empty() ? Value::missing(header) : build_.text(stage.name, header), {}},
                           {"base", build_.view(from.arguments[0].text, build_.written(from.arguments[0].begin, from.arguments[0].end)), {}},
                           {"base_expanded", stage.base, {}},
                           {"index", Value::integer(static_cast<std::int64_t>(index), header), {}},
                           {"platform", stage.platform, {}},
                           {"external", Value::boolean(stage.base_stage < 0, header), {}},
                           {"instructions", build_.list(instructions, header), {}},
                           {"user", state.user, {}},
                           {"final", Value::boolean(index + 1 == plan_.stages.size(), header), {}},
                           {"in_image", Value::boolean(reaches_image(index), header), {}}};
    if (stage.base_stage >= 0) out.push_back({"base_stage", Value::integer(stage.base_stage, header), {}});
    else out.push_back({"image", image(stage.base), {}});
    out.push_back({"root_image", root_image(index), {}});
    std::erase_if(out, [](const Entry& entry) { return entry.value.is_missing() && entry.key != "user"; });
    states_.push_back(std::move(state));
    return build_.map(out, header);
  }

  /// The final stage, or one that it is built on: what happens there is part of the image.
  bool reaches_image(std::size_t index) const {
    auto at = static_cast<int>(plan_.stages.size()) - 1;
    while (at >= 0 && at != static_cast<int>(index)) at = plan_.stages[static_cast<std::size_t>(at)].base_stage;
    return at >= 0;
  }

  static bool looks_like_windows(const Value& base) {
    std::string text = recognisable_text(base);
    return text.find("windows") != std::string::npos || text.find("nanoserver") != std::string::npos;
  }

  Value root_image(std::size_t index) const {
    while (plan_.stages[index].base_stage >= 0) index = static_cast<std::size_t>(plan_.stages[index].base_stage);
    return plan_.stages[index].base;
  }

  /// {registry, repository, tag, digest} of a known image name; unknown otherwise.
  Value image(const Value& base) {
    if (!base.is_string()) return base;
    ImageReference reference = parse_image_reference(base.as_string());
    std::vector<Entry> entries{{"registry", build_.text(reference.registry, base.origin()), {}},
                               {"repository", build_.text(reference.repository, base.origin()), {}}};
    if (!reference.tag.empty()) entries.push_back({"tag", build_.text(reference.tag, base.origin()), {}});
    if (!reference.digest.empty()) entries.push_back({"digest", build_.text(reference.digest, base.origin()), {}});
    return build_.map(entries, base.origin());
  }

  std::vector<Entry> instruction(const Instruction& instruction, StageState& state, const std::vector<Entry>* declared = nullptr) {
    const Origin* origin = written(instruction);
    std::vector<Entry> out{{"keyword", build_.view(instruction.keyword, build_.written(instruction.written.begin, instruction.written.end)), {}}};
    out.push_back({"flags", flags(instruction, state), {}});
    std::vector<Value> arguments = this->arguments(instruction, state);
    if (instruction.keyword == "USER" && !arguments.empty()) state.user = arguments[0];
    if (instruction.keyword == "SHELL" && !instruction.arguments.empty()) state.shell = is_shell(instruction.arguments[0].text);
    out.push_back({"arguments", build_.list(arguments, build_.written(instruction.rest.begin, instruction.rest.end)), {}});
    out.push_back({"text", build_.view(text_.substr(instruction.begin, instruction.end - instruction.begin), origin), {}});
    std::string_view form = instruction.json ? "json" : instruction.heredocs.empty() ? "shell" : "heredoc";
    out.push_back({"form", build_.view(form, origin), {}});
    if (runs_commands(instruction.keyword)) out.push_back({"commands", commands_of(instruction, state.scope, state.shell, build_, diagnostics_), {}});
    if (!instruction.heredocs.empty()) out.push_back({"heredocs", bodies(instruction), {}});
    if (!instruction.pairs.empty()) out.push_back({"env", environment(instruction, state, declared), {}});
    if (instruction.child != nullptr) {
      StageState copy = state;   // what a trigger sets happens in another build
      std::vector<Entry> entries = this->instruction(*instruction.child, copy);
      out.push_back({"trigger", build_.map(entries, written(*instruction.child)), {}});
    }
    return out;
  }

  Value bodies(const Instruction& instruction) {
    std::vector<Value> out;
    for (const dockerfile::Heredoc& body : instruction.heredocs) out.push_back(build_.view(body.content, build_.written(body.begin, body.end)));
    return build_.list(out, written(instruction));
  }

  /// `declared`: what a global ARG declares; it was declared when the FROM lines were expanded.
  Value environment(const Instruction& instruction, StageState& state, const std::vector<Entry>* declared) {
    const Origin* origin = build_.written(instruction.rest.begin, instruction.rest.end);
    if (declared != nullptr) return build_.map(*declared, origin);
    BuildScope labels = BuildScope::within(state.scope);
    BuildScope& scope = instruction.keyword == "LABEL" ? labels : state.scope;
    return build_.map(declare(instruction, scope, &plan_.global, file_.escape, build_, diagnostics_), origin);
  }

  std::vector<Value> arguments(const Instruction& instruction, const StageState& state) {
    std::vector<Value> out;
    for (const dockerfile::Word& word : instruction.arguments) {
      bool expands = expands_arguments(instruction.keyword);
      out.push_back(expands ? expand_word(word, state.scope, file_.escape, build_, diagnostics_) : build_.view(word.text, build_.written(word.begin, word.end)));
    }
    return out;
  }

  Value flags(const Instruction& instruction, const StageState& state) {
    std::vector<Entry> out;
    std::vector<Value> mounts;
    const Origin* at = written(instruction);
    for (const dockerfile::Word& flag : instruction.flags) {
      std::string_view text = flag.text.substr(2);
      auto equals = text.find('=');
      std::string_view name = text.substr(0, equals);
      const Origin* origin = build_.written(flag.begin, flag.end);
      if (equals == std::string_view::npos) {
        out.push_back({name, Value::boolean(true, origin), {build_.file(), flag.begin, flag.end}});
        continue;
      }
      dockerfile::Word value{text.substr(equals + 1), flag.begin, flag.end};
      Value expanded = expand_word(value, state.scope, file_.escape, build_, diagnostics_);
      if (name == "mount") mounts.push_back(mount(expanded, origin));
      else out.push_back({name, expanded, {build_.file(), flag.begin, flag.end}});
    }
    if (!mounts.empty()) out.push_back({"mount", build_.list(mounts, mounts[0].origin()), {}});
    return build_.map(out, at);
  }

  /// `type=secret,id=x,required` as a map; unknown where a variable in it is.
  Value mount(const Value& value, const Origin* origin) {
    if (!value.is_string()) return value;
    std::vector<Entry> out;
    std::string_view left = value.as_string();
    while (!left.empty()) {
      std::string_view part = left.substr(0, left.find(','));
      left.remove_prefix(std::min(left.size(), part.size() + 1));
      auto equals = part.find('=');
      if (equals == std::string_view::npos) out.push_back({part, Value::boolean(true, origin), {}});
      else out.push_back({part.substr(0, equals), Value::string(part.substr(equals + 1), origin), {}});
    }
    return build_.map(out, origin);
  }

  const dockerfile::File& file_;
  std::string_view text_;
  BuildPlan& plan_;
  ValueBuilder& build_;
  std::vector<Diagnostic>& diagnostics_;
  std::deque<StageState> states_;   // stays in place: later stages look into earlier ones
};

}  // namespace

Value dockerfile_attributes(const dockerfile::File& file, std::string_view text, BuildPlan& plan, ValueBuilder& build,
                            std::vector<Diagnostic>& diagnostics) {
  return View(file, text, plan, build, diagnostics).run();
}

}  // namespace bulkhead::container
