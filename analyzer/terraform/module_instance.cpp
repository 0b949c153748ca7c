// Variables, locals and outputs of a module instance.
#include "analyzer/terraform/module_instance.h"

#include "analyzer/terraform/terragrunt/unit_evaluation.h"
#include "analyzer/terraform/variable_value.h"

namespace bulkhead::terraform {

ModuleInstance::ModuleInstance(StackState& state, std::shared_ptr<const ModuleFiles> files, const GivenVariables& given)
    : state_(state), files_(std::move(files)), given_(&given), environment_(state.plan().environment) {
  variables_.resize(files_->variables.size());
  locals_.resize(files_->locals.size());
  outputs_.resize(files_->outputs.size());
  resources_.resize(files_->resources.size());
  modules_.resize(files_->modules.size());
}

ModuleInstance::ModuleInstance(StackState& state, std::shared_ptr<const ModuleFiles> files, ModuleInstance& parent, const Declaration& call,
                               const InstanceKey& key, std::string_view address)
    : ModuleInstance(state, std::move(files), GivenVariables()) {
  given_ = nullptr;
  parent_ = &parent;
  call_ = &call;
  key_ = key;
  address_ = address;
  depth_ = parent.depth_ + 1;
}

ModuleInstance::~ModuleInstance() = default;

std::string ModuleInstance::qualified(std::string_view address) const {
  return address_.empty() ? std::string(address) : std::string(address_) + "." + std::string(address);
}

Value ModuleInstance::resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  consumed = 1;
  if (path.empty()) return state_.unknown(UnknownInfo::Cause::error, {});
  std::string_view root = path[0];
  if (path.size() < 2) return undeclared(std::string(root), at);
  if (root == terragrunt::kConstants && state_.terragrunt()) {
    consumed = 2;
    return state_.terragrunt()->value_of(path[1]);
  }
  if (root == "var") return resolve_variable(path, consumed, at);
  if (root == "local") return resolve_local(path, consumed, at);
  if (root == "module") return resolve_module(path, consumed, at);
  if (root == "data" || root == "ephemeral") return resolve_resource(path, 1, consumed, at);
  if (root == "resource" && path.size() > 2) return resolve_resource(path, 1, consumed, at);
  consumed = 2;
  if (root == "path") return resolve_path(path[1], at);
  if (root == "terraform" || root == "tofu") return resolve_terraform(path[1]);
  if (root == "each" || root == "count" || root == "self") return undeclared(std::string(root) + "." + std::string(path[1]), at);
  return resolve_resource(path, 0, consumed, at);
}

Value ModuleInstance::undeclared(const std::string& what, SourceSpan at) {
  state_.problem(at, what + " is not declared in this module");
  return state_.unknown(UnknownInfo::Cause::error, qualified(what));
}

Value ModuleInstance::resolve_variable(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  consumed = 2;
  auto found = files_->variable_index.find(path[1]);
  return found == files_->variable_index.end() ? undeclared("var." + std::string(path[1]), at) : variable(found->second);
}

Value ModuleInstance::resolve_local(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  consumed = 2;
  auto found = files_->local_index.find(path[1]);
  return found == files_->local_index.end() ? undeclared("local." + std::string(path[1]), at) : local(found->second);
}

Value ModuleInstance::variable(std::size_t index) {
  Memo& memo = variables_[index];
  const VariableDeclaration& declaration = files_->variables[index];
  if (memo.progress == Progress::done) return memo.value;
  std::string reference = "var." + std::string(declaration.block.name);
  if (memo.progress == Progress::running) {
    state_.problem(declaration.block.header, reference + " depends on itself");
    return state_.unknown(UnknownInfo::Cause::error, qualified(reference));
  }
  memo.progress = Progress::running;
  Value value = given_value(declaration);
  if (value.is_missing() || (value.is_null() && !declaration.nullable)) value = default_value(declaration);
  if (value.is_missing()) value = state_.unknown(UnknownInfo::Cause::input_variable, qualified(reference));
  convert_variable(value, declaration, state_);
  std::string_view step = state_.arena().copy(std::string_view("variable \"" + std::string(declaration.block.name) + "\""));
  value = value.with_origin(state_.link(Origin::Kind::referenced, declaration.block.header, value.origin(), step));
  if (declaration.sensitive) value = value.as_sensitive();
  variables_[index] = {Progress::done, value};
  return value;
}

Value ModuleInstance::given_value(const VariableDeclaration& declaration) {
  if (parent_) {
    Located argument = call_->attribute(declaration.block.name);
    return argument ? argument_value(declaration, argument) : Value();
  }
  for (const GivenText& given : state_.plan().variables) {
    if (given.name != declaration.block.name) continue;
    SourceSpan at = given.at.valid() ? given.at : state_.plan().environment.reason.at;
    return state_.text(given.text, state_.link(Origin::Kind::written, at, nullptr, {}));
  }
  terragrunt::UnitEvaluation* unit = state_.terragrunt();
  if (unit != nullptr)
    if (Value value = unit->argument(declaration.block.name); !value.is_missing()) return value;
  auto given = given_->find(declaration.block.name);
  if (given == given_->end()) return unit ? unit->input(declaration.block.name) : Value();
  if (!given->second.attribute->value) return Value();
  LiteralScope literal(state_);
  return state_.evaluate(*given->second.attribute->value, given->second.file, literal);
}

Value ModuleInstance::argument_value(const VariableDeclaration& declaration, const Located& argument) {
  if (!argument.attribute->value) return Value();
  BlockScope scope(*parent_, &key_);
  Value value = state_.evaluate(*argument.attribute->value, argument.file, scope);
  if (value.is_null()) return value;
  std::string step = "module \"" + std::string(call_->name) + "\" argument " + std::string(declaration.block.name);
  SourceSpan at{argument.file, argument.attribute->begin, argument.attribute->name_end};
  return value.with_origin(state_.link(Origin::Kind::referenced, at, value.origin(), state_.arena().copy(std::string_view(step))));
}

Value ModuleInstance::default_value(const VariableDeclaration& declaration) {
  Located written = declaration.block.attribute("default");
  if (!written || !written.attribute->value) return Value();
  LiteralScope literal(state_);
  Value value = state_.evaluate(*written.attribute->value, written.file, literal);
  return value.with_origin(state_.link(Origin::Kind::defaulted, written.span(), value.origin(), {}));
}

Value ModuleInstance::local(std::size_t index) {
  Memo& memo = locals_[index];
  const LocalDeclaration& declaration = files_->locals[index];
  if (memo.progress == Progress::done) return memo.value;
  std::string reference = "local." + std::string(declaration.name);
  if (memo.progress == Progress::running || !declaration.value.attribute->value) {
    if (memo.progress == Progress::running) state_.problem(declaration.value.span(), reference + " depends on itself");
    return state_.unknown(UnknownInfo::Cause::error, qualified(reference));
  }
  memo.progress = Progress::running;
  Value value = state_.evaluate(*declaration.value.attribute->value, declaration.value.file, *this);
  SourceSpan at{declaration.value.file, declaration.value.attribute->begin, declaration.value.attribute->name_end};
  value = value.with_origin(state_.link(Origin::Kind::referenced, at, value.origin(), state_.arena().copy(std::string_view(reference))));
  locals_[index] = {Progress::done, value};
  return value;
}

Value ModuleInstance::output(std::size_t index) {
  Memo& memo = outputs_[index];
  const Declaration& declaration = files_->outputs[index];
  if (memo.progress == Progress::done) return memo.value;
  std::string reference = parent_ ? qualified(declaration.name) : "output." + std::string(declaration.name);
  Located written = declaration.attribute("value");
  // A whole module's value asks for every output, also those that depend on the asker: unknown there, not an error.
  if (memo.progress == Progress::running || !written || !written.attribute->value)
    return state_.unknown(UnknownInfo::Cause::other, reference);
  memo.progress = Progress::running;
  Value value = state_.evaluate(*written.attribute->value, written.file, *this);
  SourceSpan at{written.file, written.attribute->begin, written.attribute->name_end};
  value = value.with_origin(state_.link(Origin::Kind::referenced, at, value.origin(), state_.arena().copy(std::string_view(reference))));
  outputs_[index] = {Progress::done, value};
  return value;
}

}  // namespace bulkhead::terraform
