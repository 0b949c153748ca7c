#include <algorithm>

#include "analyzer/environments/configured.h"
#include "analyzer/environments/inference.h"

namespace bulkhead {
namespace {

using Signal = EnvironmentReason::Signal;

/// Endings of files whose stem may be an environment, longest first.
constexpr std::string_view kEndings[] = {".auto.tfvars.json", ".tfvars.json", ".auto.tfvars", ".tf.json", ".tfbackend", ".tfvars",
                                         ".tofu", ".hcl", ".yaml", ".json", ".yml", ".env", ".tf"};
/// First parts of names whose second part is an environment: `values-uat.yaml`, `locals_production.tf`.
constexpr std::string_view kLeads[] = {"values",   "locals",  "local",   "main",      "variables", "vars",   "terraform", "backend",
                                       "config",   "compose", "env",     "settings",  "docker-compose", "kustomization", "environment",
                                       "appsettings", "application", "parameters", "providers", "provider", "overrides", "override",
                                       "helm-values", "helmfile", "values.override"};

bool is_variable_file(std::string_view ending) { return ending.find("tfvars") != std::string_view::npos || ending == ".tfbackend"; }

/// A word of the vocabulary that names one environment: not one that serves all.
std::optional<Environment> typed_word(std::string_view text, const Vocabulary& vocabulary) {
  auto word = vocabulary.word(text);
  return word && word->tier != Tier::shared ? word : std::nullopt;
}

/// What stands behind (`values-uat`) or before (`uat-values`, `uat.values`) a leading word; "" when there is none.
std::string_view beside_lead(std::string_view stem) {
  for (std::string_view lead : kLeads) {
    constexpr std::string_view kSeparators = "-_.";
    if (stem.size() <= lead.size() + 1) continue;
    if (stem.starts_with(lead) && kSeparators.find(stem[lead.size()]) != std::string_view::npos) return stem.substr(lead.size() + 1);
    auto before = stem.size() - lead.size() - 1;
    if (stem.ends_with(lead) && kSeparators.find(stem[before]) != std::string_view::npos) return stem.substr(0, before);
  }
  return {};
}

std::optional<Environment> of_file(std::string_view file, const Vocabulary& vocabulary) {
  if (file.starts_with(".env.")) return typed_word(file.substr(5), vocabulary);
  for (std::string_view suffix : {".example", ".sample", ".dist"})
    if (file.ends_with(suffix)) file.remove_suffix(suffix.size());
  auto ending = std::find_if(std::begin(kEndings), std::end(kEndings), [&](std::string_view e) { return file.ends_with(e); });
  if (ending == std::end(kEndings)) return std::nullopt;
  std::string_view stem = file.substr(0, file.size() - ending->size());
  if (auto beside = beside_lead(stem); !beside.empty())
    if (auto word = typed_word(beside, vocabulary)) return word;
  if (is_variable_file(*ending)) {
    if (auto word = typed_word(stem, vocabulary)) return word;
    auto match = vocabulary.name(stem);
    return match ? std::optional(match->environment) : std::nullopt;
  }
  if (auto word = vocabulary.strong_word(stem)) return word;
  if (ending->starts_with(".tf") || *ending == ".hcl") return std::nullopt;   // `smtp-test.tf` is a subject, not a place
  auto dot = stem.rfind('.');
  return dot == std::string_view::npos ? std::nullopt : vocabulary.strong_word(stem.substr(dot + 1));
}

/// Folders of that name hold layers of data or program code, not environments.
bool is_trap(std::string_view folder, std::string_view parent, std::string_view path) {
  if (folder == "test") return is_example_path(path);
  if (folder == "staging") return parent == "models" || parent == "sql" || parent == "dbt";
  if (folder == "stage" || folder == "dev") return parent == "src";
  return false;
}

}  // namespace

Classification classify_path(std::string_view path, const Vocabulary& vocabulary, const Config& config) {
  std::string_view folder_form = path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
  auto configured = configured_match(&EnvironmentConfig::paths, folder_form, config);
  // `live/prod/**` also means the folder `live/prod` itself.
  if (!configured) configured = configured_match(&EnvironmentConfig::paths, std::string(folder_form) + "/", config);
  if (configured) return {*configured, {Signal::configuration, "bulkhead.yaml: path `" + std::string(path) + "`", {}}};

  auto slash = path.rfind('/');
  std::string_view file = slash == std::string_view::npos ? path : path.substr(slash + 1);
  std::string_view folders = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
  if (auto environment = of_file(file, vocabulary)) return {*environment, {Signal::path, "file " + std::string(file), {}}};

  std::optional<Classification> by_name;
  while (!folders.empty()) {
    auto cut = folders.rfind('/');
    std::string_view folder = cut == std::string_view::npos ? folders : folders.substr(cut + 1);
    folders = cut == std::string_view::npos ? std::string_view() : folders.substr(0, cut);
    std::string_view parent = folders.substr(folders.rfind('/') + 1);
    if (auto word = vocabulary.strong_word(folder); word && !is_trap(folder, parent, path))
      return {*word, {Signal::path, "folder " + std::string(folder), {}}};
    if (by_name) continue;
    auto match = vocabulary.name(folder);
    if (match && (match->last || match->first) && !vocabulary.strong_word(folder))
      by_name = Classification{match->environment, {Signal::name, "folder " + std::string(folder), {}}};
  }
  return by_name.value_or(Classification{});
}

}  // namespace bulkhead
