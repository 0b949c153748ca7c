#include "analyzer/container/shell_commands.h"

#include <algorithm>
#include <array>
#include <set>

#include "parsers/shell/shell.h"

namespace bulkhead::container {
namespace {

using dockerfile::Variable;

constexpr int kMaxScriptDepth = 3;           // sh -c "sh -c …"
constexpr std::size_t kMaxCommands = 5'000;  // per instruction

/// Where bytes of the script are written.
using Locate = std::function<const Origin*(std::uint32_t begin, std::uint32_t end)>;

std::string_view base_name(std::string_view program) {
  auto slash = program.rfind('/');
  return slash == std::string_view::npos ? program : program.substr(slash + 1);
}

class Commands {
 public:
  Commands(const BuildScope& scope, ValueBuilder& build, std::vector<Diagnostic>& diagnostics)
      : scope_(scope), build_(build), diagnostics_(diagnostics) {}

  void script(std::string_view text, const Locate& locate, int depth) {
    shell::Script script = shell::parse_shell(text);
    std::set<std::string_view> own;
    for (const shell::Command& command : script.commands)
      for (const shell::Assignment& assignment : command.assignments) own.insert(assignment.name);
    for (const shell::Command& command : script.commands) add(command, own, locate, depth);
    if (!script.complete) lost(locate(script.lost_begin, script.lost_end));
  }

  void program(const std::vector<std::pair<std::string_view, const Origin*>>& words, const Origin* origin) {
    if (words.empty()) return;
    if (words.size() >= 3 && is_shell(words[0].first) && words[1].first.starts_with('-') && words[1].first.ends_with('c')) {
      const Origin* at = words[2].second;
      return script(words[2].first, [at](std::uint32_t, std::uint32_t) { return at; }, 1);
    }
    std::vector<Value> arguments;
    for (std::size_t i = 1; i < words.size(); ++i) arguments.push_back(build_.text(words[i].first, words[i].second));
    push({{"name", build_.text(words[0].first, words[0].second), {}}, {"arguments", build_.list(arguments, origin), {}}}, origin);
  }

  Value finish(const Origin* origin) { return build_.list(out_, origin); }

 private:
  /// A command that nobody knows: what is found among the others still counts, what is not found stays undecided.
  void lost(const Origin* at) {
    out_.push_back(build_.unknown("shell script", "", at));
    diagnostics_.push_back({decisive_span(at), "this part of the shell script cannot be read; what it runs is unknown", Diagnostic::Severity::warning});
  }

  void push(std::vector<Entry> entries, const Origin* origin) {
    if (out_.size() < kMaxCommands) out_.push_back(build_.map(entries, origin));
  }

  Value word(const shell::Word& word, const std::set<std::string_view>& own, const Locate& locate) {
    const Origin* origin = locate(word.begin, word.end);
    if (word.literal) return build_.text(word.text, origin);
    std::string text;
    std::string_view unknown;
    for (const shell::Part& part : word.parts) {
      Variable variable{Variable::State::unknown, {}};
      if (part.kind == shell::Part::Kind::variable && !own.contains(part.text)) variable = scope_.lookup(part.text);
      if (part.kind == shell::Part::Kind::literal) {
        text += part.text;
      } else if (variable.state == Variable::State::set) {
        text += variable.value;
      } else {
        if (unknown.empty()) unknown = part.text;
        bool named = part.kind == shell::Part::Kind::variable;
        text.append(named ? "${" : "").append(part.text).append(named ? "}" : "");
      }
    }
    return unknown.empty() ? build_.text(text, origin) : build_.unknown(unknown, text, origin);
  }

  void add(const shell::Command& command, const std::set<std::string_view>& own, const Locate& locate, int depth) {
    static constexpr std::array<std::string_view, 5> kJoins{"first", "sequence", "and", "or", "pipe"};
    const Origin* origin = locate(command.begin, command.end);
    bool nested_script = depth < kMaxScriptDepth && is_shell(command.name.text) && command.arguments.size() >= 2 &&
                         command.arguments[0].text.starts_with('-') && command.arguments[0].text.ends_with('c') && command.arguments[1].literal;
    if (nested_script) {
      const Origin* at = locate(command.arguments[1].begin, command.arguments[1].end);
      return script(command.arguments[1].text, [at](std::uint32_t, std::uint32_t) { return at; }, depth + 1);
    }
    std::vector<Value> arguments;
    for (const shell::Word& argument : command.arguments) arguments.push_back(word(argument, own, locate));
    std::vector<Entry> environment;
    for (const shell::Assignment& assignment : command.assignments)
      environment.push_back({build_.keep(assignment.name), word(assignment.value, own, locate), {}});
    std::vector<Value> writes;
    for (const shell::Redirect& redirect : command.redirects)
      if (redirect.sign.find('>') != std::string_view::npos) writes.push_back(word(redirect.target, own, locate));
    bool conditional = command.nesting.conditional || command.nesting.function || command.join == shell::Join::or_else;
    std::vector<Entry> entries{{"name", word(command.name, own, locate), {}}, {"arguments", build_.list(arguments, origin), {}},
                               {"join", Value::string(kJoins[static_cast<std::size_t>(command.join)], origin), {}},
                               {"conditional", Value::boolean(conditional, origin), {}}};
    if (!environment.empty()) entries.push_back({"environment", build_.map(environment, origin), {}});
    if (!writes.empty()) entries.push_back({"writes", build_.list(writes, origin), {}});
    push(std::move(entries), origin);
  }

  const BuildScope& scope_;
  ValueBuilder& build_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<Value> out_;
};

/// `RUN <<EOF`: the body is the script. `RUN bash <<EOF`: too. `RUN cat <<EOF > f`: it is not.
bool body_is_script(const dockerfile::Instruction& instruction, std::string_view command) {
  if (instruction.heredocs.empty()) return false;
  std::string_view content = instruction.heredocs[0].content;
  if (content.starts_with("#!")) {
    std::string_view line = content.substr(0, content.find_first_of("\r\n"));
    auto space = line.rfind(' ');
    std::string_view program = space == std::string_view::npos ? line.substr(2) : line.substr(space + 1);
    return is_shell(program);
  }
  auto first = command.substr(0, command.find_first_of(" \t<"));
  return first.empty() || command.starts_with("<<") || is_shell(first);
}

/// The command with the here-documents that it reads, as the shell gets it.
std::string with_heredocs(std::string_view command, std::span<const dockerfile::Heredoc> heredocs) {
  std::string out(command);
  for (const dockerfile::Heredoc& body : heredocs) out.append("\n").append(body.content).append(body.name);
  return out;
}

void json_form(std::span<const dockerfile::Word> words, Commands& commands, ValueBuilder& build, const Origin* origin) {
  std::vector<std::pair<std::string_view, const Origin*>> list;
  for (const dockerfile::Word& word : words) list.emplace_back(word.text, build.written(word.begin, word.end));
  commands.program(list, origin);
}

}  // namespace

bool is_shell(std::string_view program) {
  static constexpr std::array<std::string_view, 6> kShells{"sh", "bash", "ash", "dash", "zsh", "ksh"};
  return std::find(kShells.begin(), kShells.end(), base_name(program)) != kShells.end();
}

Value commands_of(const dockerfile::Instruction& instruction, const BuildScope& scope, bool shell, ValueBuilder& build,
                  std::vector<Diagnostic>& diagnostics) {
  const Origin* origin = build.written(instruction.begin, instruction.end);
  Commands commands(scope, build, diagnostics);
  std::span<const dockerfile::Word> words = instruction.arguments;
  if (instruction.keyword == "HEALTHCHECK" && !words.empty()) words = words.subspan(1);
  if (instruction.json) {
    json_form(words, commands, build, origin);
    return commands.finish(origin);
  }
  if (words.empty() || !shell) return commands.finish(origin);
  std::string_view text = words[0].text;
  if (body_is_script(instruction, text)) {
    const dockerfile::Heredoc& body = instruction.heredocs[0];
    commands.script(body.content, [&](std::uint32_t begin, std::uint32_t end) { return build.written(body.begin + begin, body.begin + end); }, 0);
    return commands.finish(origin);
  }
  auto base = static_cast<std::uint32_t>(text.data() - instruction.line.data());
  std::string_view script = instruction.heredocs.empty() ? text : build.keep(with_heredocs(text, instruction.heredocs));
  commands.script(script, [&](std::uint32_t begin, std::uint32_t end) {
    if (end > text.size()) return origin;   // in a here-document
    std::uint32_t first = instruction.file_offset(base + begin);
    return build.written(first, end > begin ? instruction.file_offset(base + end - 1) + 1 : first);
  }, 0);
  return commands.finish(origin);
}

}  // namespace bulkhead::container
