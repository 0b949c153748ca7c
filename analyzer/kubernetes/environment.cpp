#include "analyzer/kubernetes/environment.h"

#include <algorithm>
#include <array>

#include "analyzer/workspace/workspace.h"

namespace bulkhead::kubernetes {
namespace {

using Signal = EnvironmentReason::Signal;

Classification because(Environment environment, Signal signal, std::string text, SourceSpan at) {
  return {std::move(environment), {signal, std::move(text), at}};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return out;
}

/// Whether a label key ends with the word `name`.
bool key_ends_with(std::string_view key, std::string_view name) {
  if (!key.ends_with(name)) return false;
  if (key.size() == name.size()) return true;
  char before = key[key.size() - name.size() - 1];
  return before == '/' || before == '.' || before == '_' || before == '-';
}

bool declares_environment(std::string_view key) {
  static constexpr std::array<std::string_view, 6> kNames = {"env", "environment", "environment-name", "environment_name", "environmentname", "stage"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) { return key_ends_with(key, name); });
}

bool declares_production(std::string_view key) {
  return key_ends_with(key, "is-production") || key_ends_with(key, "is_production");
}

Classification named_in(const Value& map, std::string_view what, const EnvironmentSources& sources) {
  for (const Entry& entry : map.entries()) {
    if (!declares_environment(lower(entry.key))) continue;
    auto environment = sources.vocabulary.word(entry.value.as_string());
    if (!environment) continue;
    std::string text = std::string(what) + " `" + std::string(entry.key) + ": " + std::string(entry.value.as_string()) + "`";
    return because(*environment, Signal::declaration, std::move(text), decisive_span(entry.value.origin()));
  }
  return {};
}

Classification production_in(const Value& map, std::string_view what, const EnvironmentSources& sources) {
  for (const Entry& entry : map.entries()) {
    if (!declares_production(lower(entry.key))) continue;
    bool yes = entry.value.is_true().yes();
    if (!yes && !entry.value.is_false().yes()) continue;
    std::string text = std::string(what) + " `" + std::string(entry.key) + (yes ? ": true`" : ": false`");
    return because(sources.vocabulary.environment(yes ? "production" : "nonproduction"), Signal::declaration, std::move(text), decisive_span(entry.value.origin()));
  }
  return {};
}

bool matches(const std::vector<std::string>& patterns, std::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) { return glob_match(pattern, text); });
}

Environment configured(const EnvironmentConfig& entry, const EnvironmentSources& sources) {
  Environment environment = sources.vocabulary.environment(entry.name);
  if (environment.name.empty()) environment.name = entry.name;
  if (entry.tier != Tier::unknown) environment.tier = entry.tier;
  return environment;
}

/// `prod`, `shop-prod`: a word by itself, or the last or first part of a name.
std::optional<Environment> of_segment(std::string_view segment, bool below_environments, const Vocabulary& vocabulary) {
  if (below_environments)
    if (auto exact = vocabulary.word(segment)) return exact;
  if (auto exact = vocabulary.strong_word(segment)) return exact;
  auto match = vocabulary.name(segment);
  if (match && match->strong && (match->last || match->first)) return match->environment;
  return std::nullopt;
}

bool holds_environments(std::string_view folder) {
  static constexpr std::array<std::string_view, 6> kNames = {"overlays", "clusters", "environments", "envs", "environment", "env"};
  return std::find(kNames.begin(), kNames.end(), folder) != kNames.end();
}

/// "values.prod.yaml" -> "values.prod".
std::string_view without_extension(std::string_view name) {
  auto dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

}  // namespace

Classification declared_environment(const Value& metadata, const EnvironmentSources& sources) {
  const Value labels = metadata["labels"], annotations = metadata["annotations"];
  for (auto read : {named_in, production_in}) {   // a name says more than production or not
    if (Classification found = read(labels, "label", sources); found.environment.known()) return found;
    if (Classification found = read(annotations, "annotation", sources); found.environment.known()) return found;
  }
  return {};
}

Classification configured_by_labels(const Value& metadata, const EnvironmentSources& sources) {
  for (const EnvironmentConfig& entry : sources.config.environments) {
    if (entry.labels.empty()) continue;
    bool all = std::all_of(entry.labels.begin(), entry.labels.end(), [&](const auto& label) {
      return metadata["labels"][label.first].equals(label.second).yes();
    });
    if (all) return because(configured(entry, sources), Signal::configuration, "labels of `" + entry.name + "` in bulkhead.yaml", entry.at);
  }
  return {};
}

Classification namespace_environment(std::string_view name, const Value& at, const EnvironmentSources& sources) {
  if (name.empty()) return {};
  for (const EnvironmentConfig& entry : sources.config.environments)
    if (matches(entry.namespaces, name))
      return because(configured(entry, sources), Signal::configuration, "namespaces of `" + entry.name + "` in bulkhead.yaml", entry.at);
  auto exact = sources.vocabulary.strong_word(name);
  auto match = sources.vocabulary.name(name);
  if (!exact && match && match->strong && (match->last || match->first)) exact = match->environment;
  if (!exact) return {};
  return because(*exact, Signal::name, "namespace `" + std::string(name) + "`", decisive_span(at.origin()));
}

Classification path_environment(std::string_view path, FileId file, const EnvironmentSources& sources) {
  for (const EnvironmentConfig& entry : sources.config.environments)
    if (matches(entry.paths, path)) return because(configured(entry, sources), Signal::configuration, "paths of `" + entry.name + "` in bulkhead.yaml", entry.at);
  SourceSpan at = file == FileId::none ? SourceSpan{} : SourceSpan{file, 0, 0};
  if (file != FileId::none) {
    std::string_view name = file_name_of(path);
    if (auto environment = of_segment(without_extension(name), false, sources.vocabulary))
      return because(*environment, Signal::path, "file `" + std::string(name) + "`", at);
    path = directory_of(path);
  }
  while (!path.empty()) {
    std::string_view segment = file_name_of(path), parent = file_name_of(directory_of(path));
    if (auto environment = of_segment(segment, holds_environments(parent), sources.vocabulary))
      return because(*environment, Signal::path, "folder `" + std::string(segment) + "`", at);
    path = directory_of(path);
  }
  return {};
}

}  // namespace bulkhead::kubernetes
