#include "analyzer/terraform/known_attributes.h"

#include <algorithm>
#include <array>

#include "analyzer/terraform/policy_document.h"
#include "analyzer/terraform/states/remote_state.h"

namespace bulkhead::terraform {
namespace {

struct KnownAttribute {
  std::string_view type;
  bool is_data;
  std::string_view name;
  std::optional<Value> (*value)(ModuleInstance&, ResourceInstance&);
};

std::optional<Value> written(ModuleInstance& module, ResourceInstance& instance, std::string_view name) {
  const auto& members = instance.declaration->members;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (members[i].name == name) return module.member(instance, i);
  return std::nullopt;
}

/// Region of the provider configuration that the block uses; only of the root module, where configurations are written.
std::optional<Value> provider_region(ModuleInstance& module, ResourceInstance& instance) {
  std::string alias;
  if (Located named = instance.declaration->attribute("provider")) {
    std::string text = traversal_text(named.attribute->value);
    alias = text.substr(std::min(text.size(), text.find('.') == std::string::npos ? text.size() : text.find('.') + 1));
    if (module.parent()) return std::nullopt;   // passed in under a name of the module's own
  }
  ModuleInstance* root = &module;
  while (root->parent()) {
    if (root->calling_block()->attribute("providers")) return std::nullopt;
    root = root->parent();
  }
  for (const Declaration& provider : root->files().providers) {
    if (provider.type != "aws" || provider.name != alias) continue;
    Located region = provider.attribute("region");
    if (!region || !region.attribute->value) return std::nullopt;
    return root->state().evaluate(*region.attribute->value, region.file, *root);
  }
  return std::nullopt;
}

std::optional<Value> partition(ModuleInstance& module, ResourceInstance& instance) {
  auto region = provider_region(module, instance);
  if (!region || !region->is_string()) return std::nullopt;
  std::string_view name = region->as_string();
  std::string_view answer = name.starts_with("cn-") ? "aws-cn" : name.starts_with("us-gov-") ? "aws-us-gov" : "aws";
  return Value::string(answer, region->origin());
}

std::optional<Value> input(ModuleInstance& module, ResourceInstance& instance) { return written(module, instance, "input"); }
std::optional<Value> inputs(ModuleInstance& module, ResourceInstance& instance) { return written(module, instance, "inputs"); }

std::optional<Value> file_content(ModuleInstance& module, ResourceInstance& instance) {
  auto name = written(module, instance, "filename");
  FileId file = FileId::none;
  if (!name || !name->is_string()) return std::nullopt;
  auto text = module.read_file(name->as_string(), file);
  if (!text) return std::nullopt;
  const Origin* origin = module.state().link(Origin::Kind::written, {file, 0, static_cast<std::uint32_t>(text->size())}, name->origin(), {});
  return Value::string(*text, origin);
}

constexpr std::array kKnown = {
    KnownAttribute{"aws_iam_policy_document", true, "json", policy_document_json},
    KnownAttribute{"aws_iam_policy_document", true, "minified_json", policy_document_json},
    KnownAttribute{"aws_partition", true, "partition", partition},
    KnownAttribute{"aws_region", true, "id", provider_region},
    KnownAttribute{"aws_region", true, "name", provider_region},
    KnownAttribute{"aws_region", true, "region", provider_region},
    KnownAttribute{"local_file", true, "content", file_content},
    KnownAttribute{"null_data_source", true, "outputs", inputs},
    KnownAttribute{"terraform_data", false, "output", input},
    KnownAttribute{"terraform_remote_state", true, "outputs", remote_outputs},
    KnownAttribute{"tfe_outputs", true, "nonsensitive_values", remote_outputs},
    KnownAttribute{"tfe_outputs", true, "values", remote_outputs},
};

}  // namespace

std::optional<Value> known_attribute(ModuleInstance& module, ResourceInstance& instance, std::string_view name) {
  for (const KnownAttribute& known : kKnown)
    if (known.name == name && known.type == instance.declaration->type && known.is_data == instance.declaration->is_data)
      return known.value(module, instance);
  return std::nullopt;
}

void add_known_attributes(ModuleInstance& module, ResourceInstance& instance, std::vector<Entry>& entries) {
  for (const KnownAttribute& known : kKnown) {
    if (known.type != instance.declaration->type || known.is_data != instance.declaration->is_data) continue;
    auto at = std::lower_bound(entries.begin(), entries.end(), known.name, [](const Entry& e, std::string_view n) { return e.key < n; });
    if (at != entries.end() && at->key == known.name) continue;
    if (auto value = known.value(module, instance)) entries.insert(at, Entry{known.name, *value, {}});
  }
}

}  // namespace bulkhead::terraform
