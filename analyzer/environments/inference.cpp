#include "analyzer/environments/inference.h"

#include <algorithm>

#include "analyzer/environments/configured.h"
#include "analyzer/model/tokens.h"

namespace bulkhead {
namespace {

using Signal = EnvironmentReason::Signal;

Classification because(Environment environment, Signal signal, std::string text, SourceSpan at) {
  return {std::move(environment), {signal, std::move(text), at}};
}

std::string quoted(std::string_view what, std::string_view name) {
  return std::string(what) + " `" + std::string(name) + "`";
}

/// The name without its last token, and whether that token is the weak or strong word asked for.
struct Ending {
  std::string_view stem;
  TokenMatch match;
};

std::optional<Ending> ending(std::string_view name, const Vocabulary& vocabulary) {
  auto matches = vocabulary.tokens(name);
  if (matches.empty() || !matches.back().last) return std::nullopt;
  return Ending{name.substr(0, matches.back().begin), matches.back()};
}

/// `orders-training` beside `orders-dev`: the sibling shows that the last token is an environment.
std::optional<Environment> by_sibling(std::string_view name, const Vocabulary& vocabulary,
                                      std::span<const std::string_view> siblings) {
  auto own = ending(name, vocabulary);
  if (!own || own->match.strong || own->match.environment.tier == Tier::shared || own->stem.empty()) return std::nullopt;
  for (std::string_view sibling : siblings) {
    if (!sibling.starts_with(own->stem)) continue;
    auto other = ending(sibling, vocabulary);
    if (other && other->match.strong && other->stem == own->stem) return own->match.environment;
  }
  return std::nullopt;
}

bool is_flag(const std::string& key) {
  return key == "is production" || key.ends_with(" is production") || key == "production flag";
}

std::optional<Environment> declared(std::string_view key, std::string_view value, const Vocabulary& vocabulary) {
  if (value.empty() || value.find("${") != std::string_view::npos) return std::nullopt;
  if (is_flag(normalised_word(key))) {
    if (value == "true") return vocabulary.environment("production");
    if (value == "false") return vocabulary.environment("nonproduction");
    return std::nullopt;
  }
  if (auto word = vocabulary.word(value)) return word;
  auto match = vocabulary.name(value);
  if (!match || !(match->last || match->first)) return std::nullopt;
  return match->environment;
}

}  // namespace

bool declares_environment(std::string_view key) {
  if (is_runtime_profile(key)) return false;
  constexpr std::string_view kEndings[] = {"env", "environment", "environment name", "env name", "stage", "environmentname",
                                           "is production"};
  constexpr std::string_view kSeparators = "./_-";
  const std::string words = normalised_word(key);
  const std::vector<Token> tokens = tokenise(key);
  for (std::string_view wanted : kEndings) {
    if (words == wanted) return true;
    if (!words.ends_with(wanted) || words[words.size() - wanted.size() - 1] != ' ') continue;
    auto parts = static_cast<std::size_t>(std::count(wanted.begin(), wanted.end(), ' ')) + 1;
    char before = key[tokens[tokens.size() - parts].begin - 1];
    // `deployEnvironment` declares, `updateSecretVersionStage` does not.
    bool short_word = wanted == "stage" || wanted == "env";
    if (kSeparators.find(before) != std::string_view::npos || (!short_word && before != ' ')) return true;
  }
  return false;
}

std::vector<Classification> classify_declarations(std::span<const Declaration> labels, const Vocabulary& vocabulary,
                                                  const Config& config) {
  std::vector<Classification> all;
  for (const Declaration& label : labels) {
    std::string text = "`" + std::string(label.key) + ": " + std::string(label.value) + "`";
    if (auto configured = configured_label(label.key, label.value, config))
      all.push_back(because(*configured, Signal::configuration, "bulkhead.yaml: label " + text, label.at));
    else if (!declares_environment(label.key))
      continue;
    else if (auto environment = declared(label.key, label.value, vocabulary))
      all.push_back(because(*environment, Signal::declaration, "label or tag " + text, label.at));
  }
  return all;
}

Classification classify_labels(std::span<const Declaration> labels, const Vocabulary& vocabulary, const Config& config) {
  return strongest(classify_declarations(labels, vocabulary, config));
}

Classification classify_variable(const Declaration& variable, const Vocabulary& vocabulary) {
  if (!declares_environment(variable.key)) return {};
  auto environment = declared(variable.key, variable.value, vocabulary);
  if (!environment || environment->tier == Tier::shared) return {};
  return because(*environment, Signal::variable,
                 "variable `" + std::string(variable.key) + " = " + std::string(variable.value) + "`", variable.at);
}

Classification classify_workspace(std::string_view workspace, const Vocabulary& vocabulary, const Config& config, SourceSpan at) {
  if (auto configured = configured_match(&EnvironmentConfig::workspaces, workspace, config))
    return because(*configured, Signal::configuration, quoted("bulkhead.yaml: workspace", workspace), at);
  auto word = vocabulary.word(workspace);
  if (word && word->tier != Tier::shared) return because(*word, Signal::variable, quoted("workspace", workspace), at);
  auto match = vocabulary.name(workspace);
  if (!match) return {};
  return because(match->environment, Signal::variable, quoted("workspace", workspace), at);
}

Classification classify_namespace(std::string_view name, const Vocabulary& vocabulary, const Config& config, SourceSpan at,
                                  std::span<const std::string_view> siblings) {
  if (auto configured = configured_match(&EnvironmentConfig::namespaces, name, config))
    return because(*configured, Signal::configuration, quoted("bulkhead.yaml: namespace", name), at);
  if (auto match = vocabulary.name(name)) return because(match->environment, Signal::name, quoted("namespace", name), at);
  if (auto environment = by_sibling(name, vocabulary, siblings))
    return because(*environment, Signal::name, quoted("namespace", name) + " and its siblings", at);
  return {};
}

Classification classify_cluster(std::string_view name, const Vocabulary& vocabulary, const Config& config, SourceSpan at) {
  if (auto configured = configured_match(&EnvironmentConfig::clusters, name, config))
    return because(*configured, Signal::configuration, quoted("bulkhead.yaml: cluster", name), at);
  auto match = vocabulary.name(name);
  if (!match) return {};
  return because(match->environment, Signal::name, quoted("cluster", name), at);
}

Classification classify_account(std::string_view account, const Vocabulary& vocabulary, const Config& config, SourceSpan at) {
  if (auto configured = configured_match(&EnvironmentConfig::accounts, account, config))
    return because(*configured, Signal::configuration, quoted("bulkhead.yaml: account", account), at);
  auto match = vocabulary.name(account);
  if (!match || !(match->last || match->first)) return {};
  return because(match->environment, Signal::account, quoted("account", account), at);
}

Classification classify_host(std::string_view host, const Vocabulary& vocabulary, const Config& config, SourceSpan at) {
  if (auto configured = configured_match(&EnvironmentConfig::hosts, host, config))
    return because(*configured, Signal::configuration, quoted("bulkhead.yaml: host", host), at);
  auto match = vocabulary.name(host);
  if (!match) return {};
  return because(match->environment, Signal::name, quoted("host", host), at);
}

Classification classify_name(std::string_view name, const Vocabulary& vocabulary, SourceSpan at) {
  auto match = vocabulary.name(name);
  if (!match) return {};
  return because(match->environment, Signal::name, quoted("name", name), at);
}

}  // namespace bulkhead
