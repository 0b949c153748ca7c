// Terragrunt's functions ("HCL Functions" of the Terragrunt reference).
#include <algorithm>

#include "analyzer/terraform/expression/perhaps.h"
#include "analyzer/terraform/functions/function.h"
#include "analyzer/terraform/json_syntax.h"
#include "analyzer/terraform/terragrunt/configuration.h"
#include "analyzer/terraform/terragrunt/paths.h"
#include "analyzer/terraform/terragrunt/version_constraint.h"
#include "analyzer/terraform/variable_value.h"

namespace bulkhead::terraform::terragrunt {
namespace {

struct Call : FunctionCall {
  Call(Configuration& configuration, std::string_view name, std::span<const Value> arguments, const Origin* origin, Evaluation& run_of)
      : FunctionCall(name, arguments, origin, configuration, run_of), own(configuration) {}

  Configuration& own;

  SourceSpan at() const { return origin() ? origin()->at : SourceSpan{}; }
  /// Unknown: what it stands for, by name.
  Value unknown_named(UnknownInfo::Cause cause, const std::string& reference) {
    return Value::unknown(run.arena.make<UnknownInfo>(UnknownInfo{cause, run.arena.copy(std::string_view(reference)), {}}), origin());
  }
  Value unknown_call() { return unknown_named(UnknownInfo::Cause::function, std::string(name()) + "()"); }
  std::string_view word(std::size_t i) const { return i < count() ? (*this)[i].as_string() : std::string_view(); }
};

Value of_run(Call& call) { return call.unknown_call(); }

Value find_in_parent_folders(Call& call) {
  std::string wanted(call.word(0));
  Workspace const& workspace = call.own.session().state().workspace();
  std::string directory = call.own.config_directory();
  for (int i = 0; i < kMaxParentFolders && !directory.empty(); ++i) {
    directory = parent_directory(directory);
    if (wanted.empty()) {
      if (const SourceFile* found = unit_file_in(workspace, directory)) return call.string(absolute_path(found->path));
      continue;
    }
    auto there = path_in_root(wanted, directory);
    if (there && (call.own.session().find(*there) != nullptr || call.own.session().is_directory(*there))) return call.string(absolute_path(*there));
  }
  if (call.count() > 1) return call[1];
  call.warn("there is no " + (wanted.empty() ? "terragrunt.hcl" : wanted) + " above " + (call.own.config_directory().empty() ? "the scan root" : call.own.config_directory()) +
            " in what is scanned");
  return call.unknown_named(UnknownInfo::Cause::function, "find_in_parent_folders(\"" + wanted + "\")");
}

/// The folder of the configuration that includes or is included: see PathRelativeToInclude of the reference.
std::optional<std::string> include_directory(Call& call) {
  if (call.own.is_included()) return call.own.directory();
  const Include* include = call.own.selected_include(call.word(0));
  if (include == nullptr || include->path.empty()) return std::nullopt;
  return parent_directory(include->path);
}

bool must_choose(Call& call) { return !call.own.is_included() && call.own.includes().size() > 1 && call.own.selected_include(call.word(0)) == nullptr; }

Value relative_to_include(Call& call) {
  if (must_choose(call)) return call.fail("needs the name of one of the includes");
  auto there = include_directory(call);
  return call.string(there ? relative_path(*there, call.own.config_directory()) : ".");
}

Value relative_from_include(Call& call) {
  if (must_choose(call)) return call.fail("needs the name of one of the includes");
  auto there = include_directory(call);
  return call.string(there ? relative_path(call.own.config_directory(), *there) : ".");
}

Value parent_terragrunt_dir(Call& call) {
  if (must_choose(call)) return call.fail("needs the name of one of the includes");
  auto there = include_directory(call);
  return call.string(absolute_path(there ? *there : call.own.config_directory()));
}

Value terragrunt_dir(Call& call) { return call.string(absolute_path(call.own.config_directory())); }
Value original_dir(Call& call) { return call.string(absolute_path(parent_directory(call.own.session().original_path()))); }

/// A variable of the machine: nobody knows who sets it. What it is where nobody does is its default.
Value environment_variable(Call& call) {
  Value value = call.unknown_named(UnknownInfo::Cause::input_variable, "get_env(\"" + std::string(call.word(0)) + "\")");
  return call.count() > 1 && call[1].is_string() ? with_perhaps(value, call[1], call.run.arena) : value;
}

Value repository_root(Call& call) {
  std::string up = relative_path(call.own.session().repository_prefix(), "");
  return call.string(up == "." ? std::string(kScanRoot) : std::string(kScanRoot) + "/" + up);
}

std::string from_repository(Call& call) { return join_path(call.own.session().repository_prefix(), call.own.config_directory()); }
Value path_from_repository(Call& call) {
  std::string path = from_repository(call);
  return call.string(path.empty() ? "." : path);
}
Value path_to_repository(Call& call) { return call.string(relative_path(from_repository(call), "")); }

Value run_command(Call& call) {
  call.warn("commands are never executed; the value is unknown");
  return call.unknown_call();
}

Value decrypted_file(Call& call) {
  return call.unknown_named(UnknownInfo::Cause::function, "sops_decrypt_file(\"" + std::string(call.word(0)) + "\")").as_sensitive();
}

Value read_configuration(Call& call) {
  std::string_view path;
  if (!call.text(0, path)) return call.unknown();
  Session& session = call.own.session();
  auto there = path_in_root(path, call.own.config_directory());
  if (there && session.is_directory(*there)) {
    const SourceFile* unit = unit_file_in(session.state().workspace(), session.actual(*there));
    *there = join_path(*there, unit ? file_name_of(unit->path) : "terragrunt.hcl");
  }
  if (!there || session.find(*there) == nullptr) {
    if (call.count() > 1) return call[1];
    call.warn("there is no file \"" + std::string(path) + "\" in what is scanned");
    return call.unknown_named(UnknownInfo::Cause::function, "read_terragrunt_config(\"" + std::string(path) + "\")");
  }
  Configuration* read = session.read(*there, *there, call.at());
  return read ? read->as_value() : call.unknown_named(UnknownInfo::Cause::limit, std::string(path));
}

Value read_variables(Call& call) {
  std::string_view path;
  if (!call.text(0, path)) return call.unknown();
  Session& session = call.own.session();
  auto there = path_in_root(path, call.own.config_directory());
  const SourceFile* file = there ? session.find(*there) : nullptr;
  if (file == nullptr) {
    call.warn("there is no file \"" + std::string(path) + "\" in what is scanned");
    return call.unknown_named(UnknownInfo::Cause::function, "read_tfvars_file(\"" + std::string(path) + "\")");
  }
  StackState& state = session.state();
  if (std::string_view(file->path).ends_with("json")) {
    std::string_view text = state.workspace().text(file->id);
    SourceSpan all{file->id, 0, static_cast<std::uint32_t>(text.size())};
    return Value::string(text, state.link(Origin::Kind::referenced, call.at(), state.link(Origin::Kind::written, all, nullptr, {}), {}));
  }
  std::vector<Entry> entries;
  LiteralScope literal(state);
  for (const hcl::Attribute& attribute : state.workspace().hcl(file->id).tree.body->attributes)
    if (attribute.value) entries.push_back({attribute.name, state.evaluate(*attribute.value, file->id, literal), {file->id, attribute.begin, attribute.name_end}});
  Value map = call.make_map(entries);
  Value arguments[] = {map};
  auto encoded = call_function("jsonencode", arguments, call.origin(), call.scope, call.run);
  return encoded ? *encoded : call.unknown();
}

Value same(Call& call) { return call[0]; }

Value word_list(Call& call, std::initializer_list<std::string_view> words) {
  std::vector<Value> out;
  for (std::string_view word : words) out.push_back(call.string_in_place(word));
  return call.make_list(out);
}
Value commands_with_variables(Call& call) { return word_list(call, {"apply", "console", "destroy", "import", "plan", "push", "refresh"}); }
Value commands_with_locking(Call& call) { return word_list(call, {"apply", "destroy", "import", "plan", "refresh", "taint", "untaint"}); }
Value commands_with_input(Call& call) { return word_list(call, {"apply", "import", "init", "plan", "refresh"}); }
Value commands_with_parallelism(Call& call) { return word_list(call, {"apply", "plan", "destroy"}); }

Value constraint(Call& call) {
  std::string_view version, wanted;
  if (!call.text(0, version) || !call.text(1, wanted)) return call.unknown();
  switch (meets_constraint(version, wanted)) {
    case Met::yes: return call.boolean(true);
    case Met::no: return call.boolean(false);
    case Met::invalid: return call.fail("this is no version, or no constraint on versions");
  }
  return call.unknown();
}

Value merge_deeply(Call& call) {
  Value out = Value::map({}, call.origin());
  for (const Value& argument : call.arguments()) {
    if (argument.is_absent()) continue;
    if (!argument.is_map() && !argument.is_unknown()) return call.fail("needs maps");
    out = deep_merge(out, argument, call.own.session().state());
  }
  return out.with_origin(call.origin());
}

using Body = Value (*)(Call& call);
struct NamedFunction {
  std::string_view name;
  Body body;
  std::uint8_t least, most;
  bool takes_unknown = false;   // the body looks at unknown arguments itself
};

constexpr NamedFunction kFunctions[] = {
    {"constraint_check", constraint, 2, 2},
    {"deep_merge", merge_deeply, 0, kAny, true},
    {"find_in_parent_folders", find_in_parent_folders, 0, 2},
    {"get_aws_account_alias", of_run, 0, 0},
    {"get_aws_account_id", of_run, 0, 0},
    {"get_aws_caller_identity_arn", of_run, 0, 0},
    {"get_aws_caller_identity_user_id", of_run, 0, 0},
    {"get_default_retryable_errors", of_run, 0, 0},
    {"get_env", environment_variable, 1, 2, true},
    {"get_original_terragrunt_dir", original_dir, 0, 0},
    {"get_parent_terragrunt_dir", parent_terragrunt_dir, 0, 1},
    {"get_path_from_repo_root", path_from_repository, 0, 0},
    {"get_path_to_repo_root", path_to_repository, 0, 0},
    {"get_platform", of_run, 0, 0},
    {"get_repo_root", repository_root, 0, 0},
    {"get_terraform_cli_args", of_run, 0, 0},
    {"get_terraform_command", of_run, 0, 0},
    {"get_terraform_commands_that_need_input", commands_with_input, 0, 0},
    {"get_terraform_commands_that_need_locking", commands_with_locking, 0, 0},
    {"get_terraform_commands_that_need_parallelism", commands_with_parallelism, 0, 0},
    {"get_terraform_commands_that_need_vars", commands_with_variables, 0, 0},
    {"get_terragrunt_dir", terragrunt_dir, 0, 0},
    {"get_terragrunt_source_cli_flag", of_run, 0, 0},
    {"get_working_dir", of_run, 0, 0},
    {"mark_as_read", same, 1, 1},
    {"mark_glob_as_read", of_run, 1, kAny},
    {"path_relative_from_include", relative_from_include, 0, 1},
    {"path_relative_to_include", relative_to_include, 0, 1},
    {"read_terragrunt_config", read_configuration, 1, 2, true},
    {"read_tfvars_file", read_variables, 1, 1},
    {"run_cmd", run_command, 1, kAny, true},
    {"sops_decrypt_file", decrypted_file, 1, 1, true},
};

}  // namespace

std::optional<Value> call_terragrunt_function(Configuration& configuration, std::string_view name, std::span<const Value> arguments,
                                              const Origin* origin, Evaluation& run) {
  auto at = std::lower_bound(std::begin(kFunctions), std::end(kFunctions), name, [](const NamedFunction& f, std::string_view n) { return f.name < n; });
  if (at == std::end(kFunctions) || at->name != name) return std::nullopt;
  Call call(configuration, at->name, arguments, origin, run);
  if (arguments.size() < at->least || (at->most != kAny && arguments.size() > at->most)) return call.fail("is called with a wrong number of arguments");
  if (at->least > 0 && arguments[0].is_unknown() && (!at->takes_unknown || name == "read_terragrunt_config")) return call.unknown_from(arguments[0]);
  if (!at->takes_unknown)
    for (const Value& argument : arguments)
      if (argument.is_unknown()) return call.unknown_from(argument);
  return at->body(call);
}

}  // namespace bulkhead::terraform::terragrunt
