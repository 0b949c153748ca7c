#include "analyzer/config/read.h"

#include <yaml-cpp/yaml.h>

#include <charconv>

namespace bulkhead::config {
namespace {

/// Member of a map; an undefined node where there is none. (operator[] of a node would make one.)
YAML::Node member(const YAML::Node& node, const char* key) {
  if (!node.IsDefined() || !node.IsMap()) return YAML::Node(YAML::NodeType::Undefined);
  return node[key];
}

std::string text(const YAML::Node& node, const char* key) {
  YAML::Node value = member(node, key);
  return value.IsDefined() && value.IsScalar() ? value.Scalar() : std::string();
}

template <class Each>
void each_item(const YAML::Node& node, const char* key, Each each) {
  YAML::Node list = member(node, key);
  if (!list.IsDefined() || !list.IsSequence()) return;
  for (const auto& item : list) each(item);
}

template <class Each>
void each_entry(const YAML::Node& node, const char* key, Each each) {
  YAML::Node map = member(node, key);
  if (!map.IsDefined() || !map.IsMap()) return;
  for (const auto& entry : map)
    if (entry.first.IsScalar()) each(entry.first, entry.second);
}

std::vector<std::string> texts(const YAML::Node& node, const char* key) {
  std::vector<std::string> all;
  each_item(node, key, [&](const YAML::Node& item) {
    if (item.IsScalar()) all.push_back(item.Scalar());
  });
  return all;
}

std::optional<int> integer(const YAML::Node& node) {
  if (!node.IsDefined() || !node.IsScalar()) return std::nullopt;
  int value = 0;
  const std::string& digits = node.Scalar();
  auto end = digits.data() + digits.size();
  if (std::from_chars(digits.data(), end, value).ptr != end) return std::nullopt;
  return value;
}

Tier tier_of(std::string_view word) {
  for (Tier tier : {Tier::production, Tier::non_production, Tier::shared})
    if (to_string(tier) == word) return tier;
  return Tier::unknown;
}

EnvironmentConfig environment(const YAML::Node& name, const YAML::Node& node, const Places& places) {
  EnvironmentConfig environment;
  environment.name = name.Scalar();
  environment.tier = tier_of(text(node, "tier"));
  environment.aliases = texts(node, "aliases");
  environment.paths = texts(node, "paths");
  environment.accounts = texts(node, "accounts");
  environment.namespaces = texts(node, "namespaces");
  environment.clusters = texts(node, "clusters");
  environment.workspaces = texts(node, "workspaces");
  environment.hosts = texts(node, "hosts");
  environment.cidrs = texts(node, "cidrs");
  each_entry(node, "labels", [&](const YAML::Node& key, const YAML::Node& value) {
    if (value.IsScalar()) environment.labels[key.Scalar()] = value.Scalar();
  });
  environment.at = places.of(name);
  return environment;
}

/// `shared: [monitoring]`: one environment of tier shared for whatever carries that name.
EnvironmentConfig shared_name(const YAML::Node& item, const Places& places) {
  const std::string& name = item.Scalar();
  return {.name = name,
          .tier = Tier::shared,
          .paths = {"**/" + name + "/**"},
          .accounts = {name},
          .namespaces = {name},
          .workspaces = {name},
          .at = places.of(item)};
}

AllowedLink link(const YAML::Node& node, const Places& places) {
  AllowedLink link{.from = text(node, "from"),
                   .to = text(node, "to"),
                   .kinds = texts(node, "kinds"),
                   .reason = text(node, "reason"),
                   .owner = text(node, "owner"),
                   .expires = text(node, "expires"),
                   .at = places.of(node)};
  each_item(node, "ports", [&](const YAML::Node& item) {
    if (auto port = integer(item)) link.ports.push_back(*port);
  });
  return link;
}

RuleOverrides overrides(const YAML::Node& node) {
  RuleOverrides overrides{.ignore = texts(node, "ignore")};
  each_entry(node, "severity", [&](const YAML::Node& rule, const YAML::Node& word) {
    if (!word.IsScalar()) return;
    if (auto severity = severity_from(word.Scalar())) overrides.severity[rule.Scalar()] = *severity;
  });
  return overrides;
}

void read_rules(const YAML::Node& document, Config& config) {
  YAML::Node rules = member(document, "rules");
  config.rules = overrides(rules);
  each_entry(rules, "paths", [&](const YAML::Node& glob, const YAML::Node& node) {
    config.rules_by_path.emplace_back(glob.Scalar(), overrides(node));
  });
}

void read_profiles(const YAML::Node& document, Config& config) {
  YAML::Node node = member(document, "profiles");
  config.profiles.registries = texts(node, "registries");
  config.profiles.base_images = texts(node, "base_images");
  config.profiles.headers = texts(node, "headers");
  if (auto version = text(member(node, "tls"), "min"); !version.empty()) config.profiles.tls_min = version;
  if (auto days = integer(member(member(node, "images"), "max_age_days"))) config.profiles.image_max_age_days = *days;
}

void read_records(const YAML::Node& document, const Places& places, Config& config) {
  each_item(document, "exceptions", [&](const YAML::Node& n) {
    config.exceptions.push_back({text(n, "rule"), text(n, "target"), text(n, "reason"), text(n, "owner"),
                                 text(n, "expires"), text(n, "ticket"), places.of(n)});
  });
  each_item(document, "approvals", [&](const YAML::Node& n) {
    config.approvals.push_back({text(n, "access"), text(n, "source"), text(n, "reason"), text(n, "owner"),
                                text(n, "expires"), places.of(n)});
  });
  each_item(document, "attestations", [&](const YAML::Node& n) {
    config.attestations.push_back({text(n, "requirement"), text(n, "scope"), text(n, "statement"),
                                   text(n, "owner"), text(n, "issued"), text(n, "expires"),
                                   text(n, "evidence"), places.of(n)});
  });
}

}  // namespace

Config read(const YAML::Node& document, const Places& places) {
  Config config;
  each_entry(document, "environments", [&](const YAML::Node& name, const YAML::Node& node) {
    config.environments.push_back(environment(name, node, places));
  });
  each_item(document, "shared", [&](const YAML::Node& item) {
    if (item.IsScalar() && !item.Scalar().empty()) config.environments.push_back(shared_name(item, places));
  });
  each_item(document, "promotion", [&](const YAML::Node& node) {
    config.promotion.push_back(link(node, places));
    if (config.promotion.back().kinds.empty()) config.promotion.back().kinds = {"image"};
  });
  each_item(member(document, "links"), "allow",
            [&](const YAML::Node& node) { config.allowed_links.push_back(link(node, places)); });
  read_rules(document, config);
  read_profiles(document, config);
  read_records(document, places, config);
  if (auto single = text(document, "assurance_class"); !single.empty()) config.assurance_classes["*"] = single;
  each_entry(document, "assurance_class", [&](const YAML::Node& application, const YAML::Node& word) {
    if (word.IsScalar()) config.assurance_classes[application.Scalar()] = word.Scalar();
  });
  config.exclude = texts(document, "exclude");
  return config;
}

}  // namespace bulkhead::config
