#include "analyzer/terraform/variable_value.h"

#include <algorithm>

#include "analyzer/terraform/json_syntax.h"
#include "analyzer/terraform/terragrunt/unit_evaluation.h"

namespace bulkhead::terraform {

Value LiteralScope::resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  consumed = 1;
  if (terragrunt::UnitEvaluation* unit = path.size() > 1 && path[0] == terragrunt::kConstants ? state_.terragrunt() : nullptr) {
    consumed = 2;
    return unit->value_of(path[1]);
  }
  std::string name;
  for (std::string_view step : path) name += (name.empty() ? "" : ".") + std::string(step);
  state_.problem(at, "only literal values can be written here, not " + name);
  return state_.unknown(UnknownInfo::Cause::error, name);
}

namespace {

class VariableConverter : public Converter {
 public:
  VariableConverter(const VariableDeclaration& declaration, StackState& state) : declaration_(declaration), state_(state) {}
  Arena& arena() override { return state_.arena(); }
  Value default_value(const hcl::Expression& expression) override {
    FileId file = declaration_.block.attribute("type").file;
    LiteralScope literal(state_);
    Value value = state_.evaluate(expression, file, literal);
    return value.with_origin(state_.link(Origin::Kind::defaulted, {file, expression.begin, expression.end}, value.origin(), {}));
  }

 private:
  const VariableDeclaration& declaration_;
  StackState& state_;
};

void add_variable_file(FileId id, StackState& state, GivenVariables& out) {
  const SourceFile& file = state.workspace().file(id);
  const hcl::Body* body = nullptr;
  if (std::string_view(file.path).ends_with(".json")) {
    const auto& parsed = state.workspace().data(id);
    auto converted = read_json_values(id, parsed.tree.documents.empty() ? nullptr : parsed.tree.documents[0].root);
    body = converted->body;
    state.keep(std::move(converted));
  } else {
    body = state.workspace().hcl(id).tree.body;
  }
  for (const hcl::Attribute& attribute : body->attributes) out[attribute.name] = Located{&attribute, id};
}

/// Terraform's order: terraform.tfvars, terraform.tfvars.json, then the automatic ones by name. 0: read only where it is named.
int automatic_rank(std::string_view name) {
  if (name == "terraform.tfvars") return 1;
  if (name == "terraform.tfvars.json") return 2;
  if (name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json")) return 3;
  return 0;
}

}  // namespace

void convert_variable(Value& value, const VariableDeclaration& declaration, StackState& state) {
  if (!declaration.type) return;
  VariableConverter converter(declaration, state);
  SourceSpan at = arrival_span(value.origin());
  if (convert(value, *declaration.type, converter)) return;
  state.problem(at.valid() ? at : declaration.block.header,
                "the value of variable \"" + std::string(declaration.block.name) + "\" does not fit its type", Diagnostic::Severity::warning);
}

GivenVariables read_given_variables(StackState& state) {
  GivenVariables out;
  std::vector<FileId> files = state.workspace().files_in(state.plan().directory);
  for (int rank : {1, 2, 3})
    for (FileId id : files)
      if (automatic_rank(file_name_of(state.workspace().file(id).path)) == rank) add_variable_file(id, state, out);
  for (FileId id : state.plan().var_files) add_variable_file(id, state, out);
  if (terragrunt::UnitEvaluation* unit = state.terragrunt()) {
    // The files beside the unit's configuration are copied beside the module's.
    struct Automatic { int rank; std::string_view name; FileId file; const hcl::Body* body; };
    std::vector<Automatic> own;
    for (FileId id : state.workspace().files_in(unit->session().actual(unit->unit().directory)))
      own.push_back({0, file_name_of(state.workspace().file(id).path), id, nullptr});
    for (const ConfigurationText& generated : unit->generated_variables()) {
      std::erase_if(own, [&](const Automatic& one) { return one.name == generated.name; });
      own.push_back({0, generated.name, generated.file, generated.body});
    }
    for (Automatic& one : own) one.rank = automatic_rank(one.name);
    std::stable_sort(own.begin(), own.end(), [](const Automatic& a, const Automatic& b) { return std::pair(a.rank, a.name) < std::pair(b.rank, b.name); });
    for (const Automatic& one : own) {
      if (one.rank == 0) continue;
      if (one.body == nullptr) add_variable_file(one.file, state, out);
      else for (const hcl::Attribute& attribute : one.body->attributes) out[attribute.name] = Located{&attribute, one.file};
    }
    for (FileId id : unit->variable_files()) add_variable_file(id, state, out);
  }
  return out;
}

}  // namespace bulkhead::terraform
