#include "analyzer/terraform/emission.h"

#include <algorithm>

#include "analyzer/terraform/backend_arguments.h"
#include "analyzer/terraform/block_value.h"
#include "analyzer/terraform/expansion.h"
#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/own_environment.h"
#include "analyzer/terraform/registry_modules.h"
#include "analyzer/terraform/terragrunt/unit_evaluation.h"

namespace bulkhead::terraform {
namespace {

class Emitter {
 public:
  explicit Emitter(ModuleInstance& module, std::span<const SourceSpan> callers)
      : module_(module), state_(module.state()), arena_(module.state().arena()), callers_(callers) {}

  void module() {
    module_.enter_environment();
    if (!module_.parent()) root_only();
    for (std::size_t i = 0; i < module_.files().resources.size(); ++i) resource(module_.resource(i));
    for (std::size_t i = 0; i < module_.files().modules.size(); ++i) call(module_.module_call(i));
  }

 private:
  void root_only() {
    const ModuleFiles& files = module_.files();
    if (state_.terragrunt()) terragrunt_unit(*state_.terragrunt());
    for (const Declaration& backend : files.backends) block("backend." + std::string(backend.type), backend.type, "backend." + std::string(backend.type), backend);
    for (const Declaration& provider : files.providers) {
      std::string type = "provider." + std::string(provider.type);
      block(type, provider.name, provider.name.empty() ? type : type + "." + std::string(provider.name), provider);
    }
    for (std::size_t i = 0; i < files.variables.size(); ++i)
      value_of("variable", files.variables[i].block.name, "var.", files.variables[i].block.header, module_.variable(i));
    for (std::size_t i = 0; i < files.locals.size(); ++i) local(files.locals[i], i);
    for (std::size_t i = 0; i < files.outputs.size(); ++i)
      value_of("output", files.outputs[i].name, "output.", files.outputs[i].header, module_.output(i));
  }

  void terragrunt_unit(terragrunt::UnitEvaluation& evaluation) {
    const terragrunt::UnitPlan& unit = evaluation.unit();
    Value source = evaluation.settings().source;
    SourceSpan header = arrival_span(source.origin()).valid() || unit.file == FileId::none ? arrival_span(source.origin()) : SourceSpan{unit.file, 0, 0};
    if (!header.valid() && unit.component) header = {unit.component->file, unit.component->block->begin, unit.component->block->header_end};
    std::vector<Entry> entries{{"path", state_.text(unit.directory), {}}};
    if (!source.is_missing()) entries.push_back({"source", source, {}});
    if (Value role = evaluation.settings().iam_role; !role.is_absent()) entries.push_back({"iam_role", role, {}});
    if (Value account = evaluation.account(); account.is_string()) entries.push_back({"account", account, {}});
    add("terragrunt.unit", arena_.copy(file_name_of(unit.directory)), "terragrunt", header, entries);
    terragrunt::Configuration* own = evaluation.session().top();
    if (own == nullptr) return;
    for (const terragrunt::Dependency& dependency : own->dependencies()) {
      Value path;
      std::string target = own->dependency_target(dependency, path);
      SourceSpan at{dependency.owner->file(), dependency.block->begin, dependency.block->header_end};
      std::string address = instance_address("dependency." + std::string(dependency.name), dependency.key);
      auto read = [&](const std::string& from, const std::string& called) {
        std::vector<Entry> members{{"config_path", path, {}}};
        if (!from.empty() && own->reads_outputs(dependency)) members.push_back({"unit", state_.text(from), {}});
        if (std::binary_search(unit.cyclic.begin(), unit.cyclic.end(), from))
          state_.problem(at, "dependency \"" + std::string(dependency.name) + "\" leads back to this unit (a dependency cycle)");
        add("terragrunt.dependency", dependency.name, arena_.copy(std::string_view(called)), at, members);
      };
      // A stack is read unit by unit.
      bool is_stack = false;
      for (const terragrunt::StackUnits& stack : unit.stacks)
        if (stack.directory == target) {
          is_stack = true;
          for (const auto& [name, directory] : stack.units) read(directory, address + "." + name);
        }
      if (!is_stack) read(target, address);
    }
  }

  void local(const LocalDeclaration& declaration, std::size_t index) {
    const hcl::Attribute& attribute = *declaration.value.attribute;
    SourceSpan at{declaration.value.file, attribute.begin, attribute.name_end};
    std::string_view path = state_.workspace().file(declaration.value.file).path;
    Classification named = environment_of_local(declaration.name, file_name_of(path), at, module_.environment(), state_.vocabulary());
    Value value = own_entries(module_.local(index), named.environment, state_.vocabulary(), arena_);
    Resource& made = value_of("locals", declaration.name, "local.", at, value);
    made.environment = named;
  }

  Resource& value_of(std::string_view type, std::string_view name, std::string_view prefix, SourceSpan header, const Value& value) {
    std::vector<Entry> entries{{"value", value, {}}};
    return add(type, name, arena_.copy(std::string_view(std::string(prefix) + std::string(name))), header, entries);
  }

  /// A provider or backend: not a resource instance, evaluated here only.
  void block(const std::string& type, std::string_view name, const std::string& address, const Declaration& declaration) {
    BlockScope scope(module_, nullptr);
    bool backend = type.starts_with("backend.");
    std::vector<Entry> entries;
    if (backend) entries = backend_arguments(declaration, scope, state_);
    else
      for (const Member& member : declaration.members) entries.push_back({member.name, evaluate_member(member, scope, state_), key_span(member)});
    if (backend && !declaration.member("workspace") && !state_.plan().workspace.empty())
      entries.push_back({"workspace", state_.text(state_.plan().workspace), {}});
    add(arena_.copy(std::string_view(type)), name, arena_.copy(std::string_view(address)), declaration.header, entries);
  }

  static SourceSpan key_span(const Member& member) {
    if (!member.attribute) return {member.blocks[0].file, member.blocks[0].block->begin, member.blocks[0].block->header_end};
    return {member.attribute.file, member.attribute.attribute->begin, member.attribute.attribute->name_end};
  }

  void resource(ResourceNode& node) {
    std::string_view type = node.declaration->type;
    if (node.declaration->is_data) type = arena_.copy(std::string_view("data." + std::string(type)));
    for (ResourceInstance& instance : node.instances) {
      std::vector<Entry> entries;
      for (std::size_t i = 0; i < node.declaration->members.size(); ++i) {
        const Member& member = node.declaration->members[i];
        if (!is_meta_argument(member.name)) entries.push_back({member.name, module_.member(instance, i), key_span(member)});
      }
      if (node.declaration->is_data && node.declaration->type == "aws_iam_policy_document")
        entries.push_back({"json", module_.attribute(instance, "json"), {}});
      add(type, node.declaration->name, instance.address, node.declaration->header, entries);
    }
  }

  void call(ModuleNode& node) {
    std::vector<SourceSpan> chain{node.declaration->header};
    chain.insert(chain.end(), callers_.begin(), callers_.end());
    std::span<const SourceSpan> callers = arena_.copy(chain);
    for (std::size_t i = 0; i < node.instances.size(); ++i) {
      call_resource(node, i);
      if (node.instances[i]) Emitter(*node.instances[i], callers).module();
    }
  }

  void call_resource(ModuleNode& node, std::size_t index) {
    BlockScope scope(module_, &node.expansion.keys[index]);
    std::vector<Entry> entries;
    for (const Member& member : node.declaration->members) {
      if (is_meta_argument(member.name)) continue;
      // A local module has converted its arguments already.
      Value value = evaluated_argument(node.instances[index].get(), member.name);
      if (value.is_missing()) value = evaluate_member(member, scope, state_);
      entries.push_back({member.name, value, key_span(member)});
    }
    if (!node.instances[index]) registry_resources(node, index, entries);
    Resource& made = add("module", node.declaration->name, node.addresses[index], node.declaration->header, entries);
    if (node.instances[index]) {
      node.instances[index]->enter_environment();
      made.environment = node.instances[index]->environment();
    }
  }

  /// A module that is not here: its arguments are those of the resource that it is known to make.
  void registry_resources(const ModuleNode& node, std::size_t index, std::vector<Entry>& arguments) {
    std::string_view text = module_source(*node.declaration);
    const Origin* header = state_.link(Origin::Kind::written, node.declaration->header, nullptr, {});
    for (ModuleResource& made : take_registry_resources(text, arguments, header, arena_)) {
      std::string_view address = arena_.copy(std::string_view(std::string(node.addresses[index]) + "." + std::string(made.type)));
      std::vector<Entry> none;
      add(made.type, node.declaration->name, address, node.declaration->header, none).attributes = made.attributes;
    }
  }

  static Value evaluated_argument(ModuleInstance* child, std::string_view name) {
    if (!child) return Value();
    auto found = child->files().variable_index.find(name);
    return found == child->files().variable_index.end() ? Value() : child->variable(found->second);
  }

  Resource& add(std::string_view type, std::string_view name, std::string_view address, SourceSpan header, std::vector<Entry>& entries) {
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    Resource made;
    made.technology = Technology::terraform;
    made.type = type;
    made.name = name;
    made.address = address;
    made.header = header;
    made.callers = callers_;
    made.attributes = Value::map(arena_.copy(entries), state_.link(Origin::Kind::written, header, nullptr, {}));
    made.environment = module_.environment();
    state_.unit().unknown_values += count_unknown(made.attributes);
    state_.unit().resources.push_back(made);
    return state_.unit().resources.back();
  }

  ModuleInstance& module_;
  StackState& state_;
  Arena& arena_;
  std::span<const SourceSpan> callers_;
};

}  // namespace

void emit_resources(ModuleInstance& root) { Emitter(root, {}).module(); }

}  // namespace bulkhead::terraform
