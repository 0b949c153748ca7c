// Follows a job's shell text: where it stands, what `init` and `workspace select` left, and every command that reads variable files.
#include <algorithm>
#include <array>

#include "analyzer/terraform/runs/shell_words.h"

namespace bulkhead::terraform {
namespace {

using Words = std::vector<std::string>;

/// Commands that run the rest of their words.
constexpr std::array kWrappers = {"sudo", "time", "env", "exec", "command", "nice", "aws-vault", "chamber", "doppler", "op", "dotenv", "xargs", "timeout", "retry", "vault"};
constexpr std::array kReaders = {"plan", "apply", "destroy", "refresh", "import", "console", "test"};

template <class Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

bool is_terraform(std::string_view word) {
  word = word.substr(word.rfind('/') == std::string_view::npos ? 0 : word.rfind('/') + 1);
  return word == "terraform" || word == "tofu" || word == "terraform.exe";
}

/// What a folder's working data holds after `init` and `workspace select`.
struct Initialised {
  std::string workspace;
  bool workspace_conditional = false;
  Words backend_files;
  Pairs backend;
  bool used = true;
  SourceSpan at;
};

class JobReader {
 public:
  JobReader(const Job& job, std::string_view script_directory) : job_(job), place_{"", std::string(script_directory)} {}

  std::vector<RunPattern> read() {
    for (const Step& step : job_.steps) this->step(step);
    for (const auto& [directory, state] : folders_) flush(directory, state);
    return std::move(out_);
  }

 private:
  void step(const Step& step) {
    variables_.clear();
    for (const Settings* settings : {&job_.variables, &step.variables})
      for (const auto& [name, text] : *settings) variables_[name] = {text, false};
    place_.directory = join_path("", step.directory);
    at_ = step.at;
    pushed_.clear();
    shell::Script script = shell::parse_shell(step.script);
    std::uint32_t end = 0;
    shell::Nesting last;
    Outer outer{place_.directory, variables_};
    for (const shell::Command& command : script.commands) {
      if (command.nesting.substitution) continue;
      bool confined = command.nesting.subshell || command.nesting.function;
      bool was_confined = last.subshell || last.function;
      // Two subshells in a row start from the same place.
      bool fresh = command.begin >= end && step.script.substr(end, command.begin - end).find_first_of(")}") != std::string::npos;
      if (was_confined && (!confined || fresh)) restore(outer);
      if (confined && !was_confined) outer = {place_.directory, variables_};
      if (moved_in_branch_ && !branching(command.nesting)) place_.directory = std::string(kUnknownText), moved_in_branch_ = false;
      run(command);
      last = command.nesting;
      end = std::max(end, command.end);
    }
  }

  struct Outer {
    std::string directory;
    ShellVariables variables;
  };
  void restore(const Outer& outer) {
    place_.directory = outer.directory;
    variables_ = outer.variables;
    moved_in_branch_ = false;
  }

  static bool branching(const shell::Nesting& nesting) { return nesting.conditional || nesting.loop || nesting.function; }

  void run(const shell::Command& command) {
    bool conditional = branching(command.nesting);
    ShellVariables local;
    for (const shell::Assignment& assignment : command.assignments) local[std::string(assignment.name)] = {expand_word(assignment.value, variables_, place_, conditional), conditional};
    std::string name = expand_word(command.name, variables_, place_, conditional);
    if (name.empty() || name == "export" || name == "readonly" || name == "declare" || name == "local" || name == "typeset") {
      for (auto& [variable, value] : local) variables_[variable] = value;
      return;
    }
    Words words{name};
    for (const shell::Word& argument : command.arguments) add_word(expand_word(argument, variables_, place_, conditional), argument.literal, words);
    if (name == "cd" || name == "pushd") return move(words, name == "pushd", conditional);
    if (name == "popd") return pop();
    auto start = std::find_if(words.begin(), words.end(), is_terraform);
    if (start == words.end() || (start != words.begin() && !contains(kWrappers, words[0]))) return;
    ShellVariables saved = variables_;
    for (auto& [variable, value] : local) variables_[variable] = value;
    for (auto word = words.begin(); word != start; ++word)
      if (auto equals = word->find('='); words[0] == "env" && equals != std::string::npos) variables_[word->substr(0, equals)] = {word->substr(equals + 1), false};
    terraform({start + 1, words.end()}, conditional);
    variables_ = std::move(saved);
  }

  /// An unquoted variable that holds several options is several words.
  static void add_word(const std::string& text, bool literal, Words& out) {
    if (literal || !text.starts_with("-") || text.find(' ') == std::string::npos) return out.push_back(text);
    split(text, out);
  }

  static void split(std::string_view text, Words& out) {
    while (!text.empty()) {
      auto blank = text.find_first_of(" \n\t");
      if (blank != 0) out.emplace_back(text.substr(0, blank));
      text.remove_prefix(blank == std::string_view::npos ? text.size() : blank + 1);
    }
  }

  void move(const Words& words, bool push, bool conditional) {
    auto target = std::find_if(words.begin() + 1, words.end(), [](const std::string& word) { return !word.starts_with("-"); });
    if (push) pushed_.push_back(place_.directory);
    place_.directory = target == words.end() ? std::string(kUnknownText) : join_path(place_.directory, *target);
    moved_in_branch_ = moved_in_branch_ || conditional;
  }

  void pop() {
    if (pushed_.empty()) return;
    place_.directory = pushed_.back();
    pushed_.pop_back();
  }

  struct Options {
    Words positional, var_files, backend;
    Pairs variables;
  };

  static Options options_of(const Words& words) {
    Options out;
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::string_view word = words[i];
      if (!word.starts_with("-")) {
        out.positional.emplace_back(word);
        continue;
      }
      word.remove_prefix(word.starts_with("--") ? 2 : 1);
      auto equals = word.find('=');
      std::string_view name = word.substr(0, equals);
      if (name != "var-file" && name != "var" && name != "backend-config") continue;
      std::string value = equals != std::string_view::npos ? std::string(word.substr(equals + 1)) : i + 1 < words.size() ? words[++i] : "";
      if (value.size() > 1 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0]) value = value.substr(1, value.size() - 2);
      if (name == "var-file") out.var_files.push_back(value);
      else if (name == "backend-config") out.backend.push_back(value);
      else if (auto at = value.find('='); at != std::string::npos) out.variables.push_back({value.substr(0, at), value.substr(at + 1)});
    }
    return out;
  }

  std::string variable(std::string_view name, bool conditional) const {
    auto found = variables_.find(name);
    return found == variables_.end() ? "" : found->second.conditional && !conditional ? std::string(kUnknownText) : found->second.text;
  }

  void terraform(Words words, bool conditional) {
    std::string directory = place_.directory;
    while (!words.empty() && words[0].starts_with("-")) {
      auto equals = words[0].find("chdir=");
      if (equals != std::string::npos) directory = join_path(directory, words[0].substr(equals + 6));
      words.erase(words.begin());
    }
    if (words.empty()) return;
    std::string command = words[0];
    words.erase(words.begin());
    Words extra;
    split(variable("TF_CLI_ARGS", conditional), extra);
    split(variable("TF_CLI_ARGS_" + command, conditional), extra);
    words.insert(words.begin(), extra.begin(), extra.end());
    Options options = options_of(words);
    if (command == "init") return init(directory, options);
    if ((command == "workspace" || command == "env") && options.positional.size() > 1 && (options.positional[0] == "select" || options.positional[0] == "new"))
      return select(directory, options.positional[1], conditional);
    if (contains(kReaders, command)) use(directory, options, conditional);
  }

  void init(const std::string& directory, const Options& options) {
    if (options.backend.empty()) return;
    Initialised& state = folders_[directory];
    flush(directory, state);
    state.backend.clear();
    state.backend_files.clear();
    for (const std::string& text : options.backend) {
      auto equals = text.find('=');
      if (equals == std::string::npos) state.backend_files.push_back(join_path(directory, text));
      else state.backend.push_back({text.substr(0, equals), text.substr(equals + 1)});
    }
    state.used = false;
    state.at = at_;
  }

  void select(const std::string& directory, const std::string& workspace, bool conditional) {
    Initialised& state = folders_[directory];
    if (state.workspace == workspace && !state.used) return;   // select X || new X
    if (!state.workspace.empty()) flush(directory, state);
    state.workspace = workspace;
    state.workspace_conditional = conditional;
    state.used = false;
    state.at = at_;
  }

  RunPattern started(const std::string& directory, const Initialised& state) const {
    RunPattern run;
    run.directory = directory;
    run.workspace = state.workspace;
    run.backend_files = state.backend_files;
    run.backend = state.backend;
    run.deployment = job_.deployment;
    run.at = at_;
    for (const auto& [name, value] : variables_) {
      if (value.conditional) continue;
      if (name.starts_with("TF_VAR_")) run.ambient.push_back({name.substr(7), value.text});
      if (name == "TF_WORKSPACE") run.workspace = value.text;
    }
    return run;
  }

  void use(const std::string& directory, const Options& options, bool conditional) {
    Initialised& state = folders_[directory];
    if (state.workspace_conditional && !conditional) {
      flush(directory, state);
      state.workspace.clear();
      state.workspace_conditional = false;
    }
    RunPattern run = started(directory, state);
    // Before 1.0 the root module's folder could be given instead of stood in.
    if (options.positional.size() == 1 && (options.positional[0].find('/') != std::string::npos || options.positional[0] == ".")) run.directory = join_path(directory, options.positional[0]);
    for (const std::string& file : options.var_files) run.var_files.push_back(join_path(directory, file));
    run.variables = options.variables;
    out_.push_back(std::move(run));
    state.used = true;
  }

  /// What was prepared and never used still names an environment.
  void flush(const std::string& directory, const Initialised& state) {
    if (state.used) return;
    RunPattern run = started(directory, state);
    run.at = state.at;
    run.ambient.clear();   // other steps' variables say nothing of this one
    for (const auto& [name, text] : job_.variables)
      if (name.starts_with("TF_VAR_")) run.ambient.push_back({name.substr(7), text});
    out_.push_back(std::move(run));
  }

  const Job& job_;
  ShellPlace place_;
  ShellVariables variables_;
  SourceSpan at_;
  std::vector<std::string> pushed_;
  bool moved_in_branch_ = false;
  std::map<std::string, Initialised> folders_;
  std::vector<RunPattern> out_;
};

}  // namespace

std::vector<RunPattern> read_job(const Job& job, std::string_view script_directory) { return JobReader(job, script_directory).read(); }

}  // namespace bulkhead::terraform
