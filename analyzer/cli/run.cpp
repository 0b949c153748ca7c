#include "analyzer/cli/run.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/console.h"
#include "analyzer/report/code_frame.h"
#include "analyzer/model/suggest.h"

namespace bulkhead::cli {
namespace {

struct Arguments {
  ScanOptions options;
  std::string format = "text", name, shell, expression, stack;
  bool force = false, stdio = false, unknown = false;
};

void add_commands(CLI::App& app, Arguments& given, int& code) {
  ScanOptions& options = given.options;
  auto estate_command = [&](const char* name, const char* description) {
    CLI::App* command = app.add_subcommand(name, description);
    add_estate_options(*command, options);
    return command;
  };
  auto add_format = [&](CLI::App* command, std::vector<std::string> formats) {
    command->add_option("--format", given.format, "Form of the output")->check(CLI::IsMember(formats))->type_name("FORMAT");
  };
  CLI::App* scan_command = estate_command("scan", "Find what breaks the walls between environments");
  add_scan_options(*scan_command, options);
  scan_command->callback([&] { code = scan(options); });
  CLI::App* hook_command = estate_command("hook", "Find what a commit causes, from git's index; with files also what is in them");
  add_scan_options(*hook_command, options);
  hook_command->callback([&] { code = hook(options); });
  CLI::App* command = estate_command("environments", "Show the environments, why, and the links between them");
  add_format(command, {"text", "json", "dot", "svg", "html"});
  command->callback([&] { code = environments(options, given.format); });
  command = estate_command("requirements", "Answer every requirement of the standard");
  add_format(command, {"text", "json"});
  command->callback([&] { code = requirements(options, given.format); });
  command = estate_command("facts", "Print typed facts, one JSON object a line");
  command->add_flag("--unknown", given.unknown, "Instead: what is unknown in Terraform, by cause, most frequent first");
  command->callback([&] { code = facts(options, given.unknown); });
  command = estate_command("rules", "List the rules");
  add_format(command, {"text", "json"});
  command->callback([&] { code = list_rules(options, given.format); });
  command = app.add_subcommand("explain", "Show one rule: why, examples, what to do");
  command->add_option("rule", given.name, "Rule or requirement")->required()->type_name("RULE|REQUIREMENT");
  command->add_option("--rules", options.rule_directories, "Folder with rule pages of your own")->type_name("DIR")->allow_extra_args(false);
  command->callback([&] { code = explain(options, given.name); });
  command = app.add_subcommand("eval", "Evaluate a Terraform expression");
  command->add_option("expression", given.expression, "Expression")->required();
  command->add_option("--stack", given.stack, "Folder of the root module")->type_name("DIR");
  command->add_option("--env,--environment", options.environment, "Environment or workspace of the root module")->type_name("NAME");
  command->add_option("--root", options.paths, "Folder of the estate (default: the repository around the stack)")->type_name("DIR")->expected(1);
  command->callback([&] { code = eval(options, given.expression, given.stack); });
  command = estate_command("init", "Write the inferred environments to bulkhead.yaml");
  command->add_flag("--force", given.force, "Replace an existing bulkhead.yaml");
  command->callback([&] { code = init(options, given.force); });
  command = estate_command("lsp", "Serve an editor (LSP 3.17 over standard input and output)");
  command->add_flag("--stdio", given.stdio, "Taken for editors that give it: there is no other way");
  command->add_option("--baseline", options.baseline, "Do not report the findings in this file")->type_name("FILE");
  command->callback([&] { code = lsp(options); });
  command = app.add_subcommand("completion", "Print completions for a shell");
  command->add_option("shell", given.shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([&] { code = completion(given.shell, app); });
  command = app.add_subcommand("complete", "Print words for the scripts of completion")->group("");
  command->add_option("kind", given.name, "environments")->required()->check(CLI::IsMember({"environments"}));
  command->callback([&] { code = complete_environments(); });
  command = app.add_subcommand("manual", "Print the manual page")->group("");
  command->callback([&] { code = manual(app, BULKHEAD_VERSION); });
  command = app.add_subcommand("version", "Print the version");
  command->callback([&] { code = print("bulkhead " BULKHEAD_VERSION "\n") ? kNothingFound : kError; });
}

/// A first word that is no command and no option: probably a misspelt command.
std::string unknown_command(int argc, char** argv, const CLI::App& app) {
  if (argc < 2 || argv[1][0] == '-') return {};
  std::vector<std::string_view> known;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_name() == argv[1]) return {};
    known.push_back(command->get_name());
  }
  std::string_view near = nearest(argv[1], known);
  return "there is no command `" + std::string(argv[1]) + "`" + (near.empty() ? "; `bulkhead --help` lists them" : "; did you mean `" + std::string(near) + "`?");
}

/// pre-commit puts names of files behind the options. One that looks like an option would be taken for it, and turn off what finds it.
std::string file_like_an_option(int argc, char** argv) {
  if (argc < 2 || std::string_view(argv[1]) != "hook") return {};
  for (int i = 2; i < argc && std::string_view(argv[i]) != "--"; ++i) {
    std::error_code error;
    if (argv[i][0] == '-' && std::filesystem::exists(std::filesystem::symlink_status(argv[i], error)))
      return "`" + std::string(argv[i]) + "` looks like an option and is a file here: put `--` before the files (with pre-commit: as the last of `args`)";
  }
  return {};
}

int run_unguarded(int argc, char** argv) {
  // Asked for by every wrapper and editor: answered before anything is set up.
  if (argc == 2 && (std::string_view(argv[1]) == "version" || std::string_view(argv[1]) == "--version"))
    return print("bulkhead " BULKHEAD_VERSION "\n") ? kNothingFound : kError;
  CLI::App app("bulkhead finds what breaks the walls between environments, before it is deployed.", "bulkhead");
  app.require_subcommand(1);
  Arguments given;
  int code = kNothingFound;
  add_commands(app, given, code);
  if (std::string error = unknown_command(argc, argv, app); !error.empty()) return fail(error);
  if (std::string error = file_like_an_option(argc, argv); !error.empty()) return fail(error);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    return std::fprintf(stderr, "%s\nRun with --help for more information.\n", report::printable_first(error.what()).c_str()), kError;
  }
  return code;
}

}  // namespace

int run(int argc, char** argv) {
  try {
    return run_unguarded(argc, argv);
  } catch (const std::exception& error) {
    return fail(std::string("internal error: ") + error.what());
  }
}

}  // namespace bulkhead::cli
