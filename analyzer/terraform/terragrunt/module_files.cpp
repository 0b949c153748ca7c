// The root module of a unit, put together as Terragrunt does: source, files beside the configuration, generated files, backend.
#include <algorithm>
#include <array>
#include <set>

#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/read_module.h"
#include "analyzer/terraform/terragrunt/generated_code.h"
#include "analyzer/terraform/terragrunt/paths.h"

namespace bulkhead::terraform::terragrunt {
namespace {

/// Arguments of a module call that are not the module's own.
bool belongs_to_call(std::string_view name) {
  constexpr std::array kNames = {"count", "depends_on", "for_each", "lifecycle", "provider", "providers", "source", "version"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

SourceSpan place_of(const Value& value, SourceSpan otherwise) {
  SourceSpan at = arrival_span(value.origin());
  return at.valid() ? at : otherwise;
}

}  // namespace

Member UnitEvaluation::member(std::string_view name, const Value& value, SourceSpan key, SourceSpan otherwise) {
  SourceSpan at = key.valid() ? key : place_of(value, otherwise);
  auto* attribute = state_.arena().make<hcl::Attribute>();
  attribute->name = state_.arena().copy(name);
  attribute->begin = at.begin;
  attribute->name_end = attribute->end = at.end;
  attribute->value = constant(value, at);
  return {attribute->name, Located{attribute, at.file}, {}};
}

void UnitEvaluation::add_generated(std::vector<ConfigurationText>& files) {
  for (const Generate& one : settings().generate) {
    Value path = one.arguments["path"], contents = one.arguments["contents"];
    if (one.arguments["disable"].is_true().yes()) continue;
    if (!path.is_string()) {
      state_.problem(one.at, "the path of the generated file \"" + std::string(one.name) + "\" is not known", Diagnostic::Severity::warning);
      continue;
    }
    std::string name(file_name_of(path.as_string()));
    if (!is_configuration_file(name)) {
      add_generated_variables(one, name);
      continue;
    }
    auto same = std::find_if(files.begin(), files.end(), [&](const ConfigurationText& file) { return file.name == name; });
    if (same != files.end() && one.arguments["if_exists"].equals("skip").yes()) continue;
    GeneratedCode code = parse_generated(contents, name, one.at, *this, state_);
    if (same != files.end()) files.erase(same);
    if (code.body != nullptr) files.push_back({name, code.file, code.body});
  }
}

/// A variable file is read where Terraform reads it by itself.
void UnitEvaluation::add_generated_variables(const Generate& one, const std::string& name) {
  bool json = name.ends_with(".tfvars.json");
  if (!json && !name.ends_with(".tfvars")) return;
  std::string_view stem = std::string_view(name).substr(0, name.size() - (json ? 12 : 7));
  if (stem != "terraform" && !stem.ends_with(".auto"))
    return state_.problem(one.at, "the generated variable file " + name + " is not read: Terraform does not by itself", Diagnostic::Severity::warning);
  for (const std::string& there : {session_.actual(unit_.directory), state_.plan().directory})
    if (one.arguments["if_exists"].equals("skip").yes() && state_.workspace().find(join_path(there, name)) != nullptr) return;
  if (GeneratedCode code = parse_generated(one.arguments["contents"], name, one.at, *this, state_); code.body != nullptr)
    generated_variables_.push_back({name, code.file, code.body});
}

/// remote_state is the module's backend, whether it is written into a file or given to `terraform init`.
void UnitEvaluation::add_backend(ModuleFiles& module) {
  const Value& remote_state = settings().remote_state;
  Value backend = remote_state["backend"];
  if (!backend.is_string()) return;
  SourceSpan header = place_of(remote_state, {unit_.file, 0, 0});
  Declaration made;
  made.type = state_.arena().copy(backend.as_string());
  made.header = header;
  for (const Entry& entry : written_entries(remote_state["config"])) {
    std::string_view name = entry.key;
    if (made.type == "s3" && name == "dynamodb_table_tags") continue;
    made.members.push_back(member(name, entry.value, entry.key_span, header));
  }
  std::stable_sort(made.members.begin(), made.members.end(), [](const Member& a, const Member& b) { return a.name < b.name; });
  module.backends.clear();
  module.backends.push_back(std::move(made));
}

/// The module is not here: what it is given can be seen, what it makes of that cannot.
void UnitEvaluation::add_call(ModuleFiles& module) {
  SourceSpan header = place_of(settings().source, {unit_.file, 0, 0});
  Value given = session_.own() ? settings().inputs : component_values();
  Value source = settings().source;
  if (session_.own() == nullptr && unit_.component) {
    const Component& component = *unit_.component;
    header = {component.file, component.block->begin, component.block->header_end};
    source = session_.argument(component, "source");
  }
  if (std::string_view text = source.as_string(); text.starts_with('.') || text.starts_with(kScanRoot))
    state_.problem(header, "source " + std::string(text) + " holds no configuration inside the scan root", Diagnostic::Severity::warning);
  Declaration made;
  made.name = state_.arena().copy(file_name_of(unit_.directory));
  if (made.name.empty()) made.name = "unit";
  made.header = header;
  if (!source.is_absent()) made.members.push_back(member("source", source, {}, header));
  for (const Entry& entry : written_entries(given)) {
    if (belongs_to_call(entry.key)) continue;
    Value value = given.sensitive() ? entry.value.as_sensitive() : entry.value;
    made.members.push_back(member(entry.key, value, entry.key_span, header));
  }
  std::stable_sort(made.members.begin(), made.members.end(), [](const Member& a, const Member& b) { return a.name < b.name; });
  module.module_index.emplace(made.name, module.modules.size());
  module.modules.push_back(std::move(made));
}

std::shared_ptr<const ModuleFiles> UnitEvaluation::module_files(const std::string& module_directory) {
  std::vector<ConfigurationText> files = unit_.remote ? std::vector<ConfigurationText>() : configuration_files(state_.workspace(), module_directory);
  // Terragrunt copies what stands beside its configuration over the module's files.
  std::string beside = session_.actual(unit_.directory);
  if (beside != module_directory || unit_.remote)
    for (ConfigurationText& own : configuration_files(state_.workspace(), beside)) {
      std::erase_if(files, [&](const ConfigurationText& file) { return file.name == own.name; });
      files.push_back(std::move(own));
    }
  add_generated(files);
  std::shared_ptr<ModuleFiles> module = read_module(state_.workspace(), unit_.remote ? beside : module_directory, std::move(files));
  if (unit_.remote) add_call(*module);
  add_backend(*module);
  if (module->files.empty() && unit_.file != FileId::none) module->files.push_back(unit_.file);
  return module;
}

}  // namespace bulkhead::terraform::terragrunt
