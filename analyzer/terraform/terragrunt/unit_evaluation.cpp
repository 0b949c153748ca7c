#include "analyzer/terraform/terragrunt/unit_evaluation.h"

#include <algorithm>
#include <charconv>

#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/terragrunt/paths.h"

namespace bulkhead::terraform::terragrunt {
namespace {

/// Arguments of a `terraform` command count where the command is one that reads the configuration to change something.
bool for_plans(const Value& commands) {
  if (!commands.is_list()) return true;
  for (const Value& command : commands.items())
    if (!command.is_string() || command.as_string() == "plan" || command.as_string() == "apply") return true;
  return false;
}

/// The account in the ARN of a role.
Value account_in(const Value& role) {
  std::string_view text = role.is_string() ? role.as_string() : std::string_view();
  auto service = text.find(":iam::");
  if (!text.starts_with("arn:") || service == std::string_view::npos) return {};
  std::size_t begin = service + 6, end = text.find(':', begin);
  if (end == std::string_view::npos || end == begin) return {};
  return Value::string(text.substr(begin, end - begin), role.origin());
}

}  // namespace

UnitEvaluation::UnitEvaluation(StackState& state, const UnitPlan& unit) : state_(state), unit_(unit), session_(state, unit) {}

const Settings& UnitEvaluation::settings() {
  static const Settings kNone;
  return session_.own() ? session_.own()->settings() : kNone;
}

Value UnitEvaluation::component_values() {
  Value values = unit_.component ? session_.values(unit_.component.get()) : Value();
  Configuration* generated = session_.autoinclude();
  return generated ? shallow_merge(values, generated->settings().inputs, state_) : values;
}

void UnitEvaluation::read_extra_arguments() {
  if (std::exchange(extra_read_, true)) return;
  auto add_file = [&](const Value& path) {
    auto there = path.is_string() ? path_in_root(path.as_string(), unit_.directory) : std::nullopt;
    const SourceFile* file = there ? session_.find(*there) : nullptr;
    if (file == nullptr && path.is_string())
      if (auto beside = path_in_root(path.as_string(), state_.plan().directory)) file = state_.workspace().find(*beside);
    if (file != nullptr && (file->language == Language::tfvars || file->language == Language::tfvars_json)) variable_files_.push_back(file->id);
  };
  for (const ExtraArguments& extra : settings().extra_arguments) {
    if (!for_plans(extra.arguments["commands"])) continue;
    for (std::string_view key : {"required_var_files", "optional_var_files"})
      for (const Value& path : extra.arguments[key].items()) add_file(path);
    bool next = false;
    for (const Value& argument : extra.arguments["arguments"].items()) {
      std::string_view text = argument.as_string();
      if (text.starts_with("-var-file=")) add_file(state_.text(std::string(text.substr(10)), argument.origin()));
      if (text.starts_with("-var=")) text.remove_prefix(5);
      else if (!next) text = {};
      if (auto equals = text.find('='); equals != std::string_view::npos)
        arguments_[std::string(text.substr(0, equals))] = state_.text(std::string(text.substr(equals + 1)), argument.origin());
      next = argument.as_string() == "-var";
    }
    for (const Entry& entry : written_entries(extra.arguments["env_vars"]))
      if (entry.key.starts_with("TF_VAR_")) environment_[std::string(entry.key.substr(7))] = entry.value;
  }
}

std::vector<FileId> UnitEvaluation::variable_files() {
  read_extra_arguments();
  return variable_files_;
}

Value UnitEvaluation::argument(std::string_view variable) {
  read_extra_arguments();
  auto found = arguments_.find(variable);
  return found == arguments_.end() ? Value() : found->second;
}

Value UnitEvaluation::input(std::string_view variable) {
  read_extra_arguments();
  if (auto found = environment_.find(variable); found != environment_.end()) return found->second;
  Configuration* own = session_.own();
  if (own == nullptr) return {};
  if (own->is_being_computed()) return state_.unknown(UnknownInfo::Cause::error, "inputs." + std::string(variable));
  const Value& inputs = own->settings().inputs;
  if (inputs.is_unknown()) return state_.unknown(inputs.unknown()->cause, "inputs." + std::string(variable)).with_origin(inputs.origin());
  for (const Entry& entry : inputs.entries()) {
    if (entry.key != variable || entry.key.empty()) continue;
    SourceSpan at = entry.key_span.valid() ? entry.key_span : arrival_span(inputs.origin());
    std::string step = "input " + std::string(variable);
    Value value = inputs.sensitive() ? entry.value.as_sensitive() : entry.value;
    return value.with_origin(state_.link(Origin::Kind::referenced, at, value.origin(), state_.arena().copy(std::string_view(step))));
  }
  return is_open(inputs) ? open_member(inputs, variable, state_.arena()) : Value();
}

Value UnitEvaluation::account() {
  constexpr std::string_view kNames[] = {"account_id", "aws_account_id", "project_id", "subscription_id"};
  if (session_.top() == nullptr) return {};
  if (Value account = account_in(settings().iam_role); !account.is_missing()) return account;   // reads what is included and read
  std::vector<Configuration*> all = session_.configurations();
  auto depth = [](Configuration* one) { return std::count(one->path().begin(), one->path().end(), '/'); };
  std::stable_sort(all.begin(), all.end(), [&](Configuration* a, Configuration* b) { return depth(a) > depth(b); });
  for (Configuration* one : all)
    for (const hcl::Block* block : one->body().blocks) {
      if (block->type != "locals" || !block->body) continue;
      for (std::string_view name : kNames)
        if (block->body->attribute(name) != nullptr)
          if (Value value = one->local(name, {}); value.is_string() && !value.as_string().empty()) return value;
    }
  return {};
}

const hcl::Expression* UnitEvaluation::constant(const Value& value, SourceSpan at) {
  auto* root = state_.arena().make<hcl::Variable>();
  root->kind = hcl::ExpressionKind::variable;
  root->name = kConstants;
  auto* made = state_.arena().make<hcl::AttributeAccess>();
  made->kind = hcl::ExpressionKind::attribute;
  made->source = root;
  // Digits alone would be read as an index.
  made->name = state_.arena().copy(std::string_view("c" + std::to_string(constants_.size())));
  made->begin = root->begin = root->end = at.begin;   // the root's name is not written there
  made->end = at.end;
  made->name_begin = at.begin;
  constants_.push_back(value);
  return made;
}

Value UnitEvaluation::value_of(std::string_view index) const {
  std::size_t at = constants_.size();
  if (index.starts_with('c')) std::from_chars(index.data() + 1, index.data() + index.size(), at);
  return at < constants_.size() ? constants_[at] : Value();
}

}  // namespace bulkhead::terraform::terragrunt
