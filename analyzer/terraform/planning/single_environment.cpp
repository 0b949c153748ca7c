#include "analyzer/terraform/planning/single_environment.h"

#include <array>

#include "analyzer/environments/inference.h"

namespace bulkhead::terraform {
namespace {

Classification classify(std::string_view name, const Value& value, const Vocabulary& vocabulary) {
  if (!value.is_string() || !is_environment_name(name)) return {};
  return classify_variable(bulkhead::Declaration{name, value.as_string(), decisive_span(value.origin())}, vocabulary);
}

Classification from_variables(Probe& probe, const Vocabulary& vocabulary, bool given) {
  const auto& variables = probe.files().variables;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    std::string_view name = variables[i].block.name;
    if (!is_environment_name(name) || probe.is_given(name) != given) continue;
    if (Classification found = classify(name, probe.variable(i), vocabulary); found.environment.known()) return found;
  }
  return {};
}

Classification from_locals(Probe& probe, const Vocabulary& vocabulary) {
  for (const LocalDeclaration& local : probe.files().locals) {
    std::string_view text = literal_text(local.value.attribute->value);
    if (text.empty() || !is_environment_name(local.name)) continue;
    Classification found = classify_variable(bulkhead::Declaration{local.name, text, local.value.span()}, vocabulary);
    if (found.environment.known()) return found;
  }
  return {};
}

/// `key = "shop/prod/terraform.tfstate"`, `prefix = "prod"`, workspaces { name = "shop-prod" }.
Classification from_backend(Probe& probe, const Vocabulary& vocabulary) {
  for (const Declaration& backend : probe.files().backends)
    for (std::string_view argument : {"key", "prefix", "path", "container_name"}) {
      Located written = backend.attribute(argument);
      std::string_view text = written ? literal_text(written.attribute->value) : std::string_view();
      while (!text.empty()) {
        auto slash = text.rfind('/');
        std::string_view segment = slash == std::string_view::npos ? text : text.substr(slash + 1);
        text = slash == std::string_view::npos ? std::string_view() : text.substr(0, slash);
        auto environment = vocabulary.strong_word(segment.substr(0, segment.find(".tfstate")));
        if (!environment) continue;
        return {*environment, {EnvironmentReason::Signal::variable, "backend " + std::string(argument) + " segment \"" + std::string(segment) + "\"", written.span()}};
      }
    }
  return {};
}

}  // namespace

Classification classify_root(Probe& probe, const Vocabulary& vocabulary, const Config& config) {
  const std::string& directory = probe.files().directory;
  Classification path = directory.empty() ? Classification() : classify_path(directory + "/", vocabulary, config);
  if (path.reason.signal == EnvironmentReason::Signal::configuration) return path;
  if (auto found = from_variables(probe, vocabulary, true); found.environment.known()) return found;
  if (auto found = from_locals(probe, vocabulary); found.environment.known()) return found;
  if (path.environment.known() && path.reason.signal == EnvironmentReason::Signal::path) return path;
  if (auto found = from_backend(probe, vocabulary); found.environment.known()) return found;
  if (auto found = from_variables(probe, vocabulary, false); found.environment.known()) return found;
  return path;
}

}  // namespace bulkhead::terraform
