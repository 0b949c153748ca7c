// Every configuration value of a Terraform resource: endpoints, identifiers, realms and credentials that it carries.
#include <optional>

#include "analyzer/facts/families.h"
#include "analyzer/facts/leaves.h"
#include "analyzer/facts/policies.h"
#include "analyzer/facts/recognise.h"
#include "analyzer/facts/references.h"
#include "analyzer/model/memo.h"
#include "analyzer/secrets/detector.h"
#include "analyzer/secrets/values.h"
#include "analyzer/terraform/policy.h"

namespace bulkhead::facts {
namespace {

/// Text for people, code, and parts that families of their own read.
bool skipped(std::string_view key, const Value& value) {
  static constexpr std::string_view kKeys[] = {
      "description", "comment", "comments", "alarm_description", "alarm_name", "dashboard_body", "runbook", "documentation",
      "policy", "assume_role_policy", "inline_policy", "statement", "json", "source", "source_code_hash", "image", "ami_name",
      "message", "alarm_actions", "ok_actions", "ingress", "egress", "ingress_rules", "egress_rules",
      // Where people may browse to from a managed browser.
      "URLAllowlist", "URLBlocklist", "ManagedBookmarks",
      "cloudwatch_metric_alarms", "branch", "content_security_policy", "filter_pattern", "message_body",
      "schedule_expression", "availability_zone", "instance_type", "user_data_raw"};
  if (std::find(std::begin(kKeys), std::end(kKeys), key) != std::end(kKeys)) return true;
  // Delegation of a sub-zone and its like: a name server record belongs to the zone above.
  return value.is_map() && (value["type"].equals("NS").yes() || value["type"].equals("SOA").yes());
}

/// "ssh-rsa AAAA… comment": one key pair, wherever it stands.
std::string_view public_key_body(std::string_view text) {
  for (std::string_view start : {"ssh-rsa ", "ssh-ed25519 ", "ecdsa-sha2-nistp256 ", "ecdsa-sha2-nistp384 ", "ecdsa-sha2-nistp521 "}) {
    if (!text.starts_with(start)) continue;
    text.remove_prefix(start.size());
    text = text.substr(0, text.find_first_of(" \r\n\t"));
    return text.size() >= 40 ? text : std::string_view();
  }
  return {};
}

void state_credential(const Leaf& leaf, const Resource& resource, FactSink& sink) {
  std::string_view text = leaf.value.as_string();
  std::string kind;
  std::string identifier;
  if (auto body = public_key_body(text); !body.empty()) {
    // Under a person's name it is that person's own key, which may open several environments.
    auto words = key_words(leaf.key);
    auto has = [&](std::string_view word) { return words.has(word); };
    if (!has("key") && !has("keys") && !has("pubkey") && !has("ssh") && !has("keypair") && !has("public")) return;
    kind = "ssh-key-pair";
    identifier = secrets::digest(body);
  } else if (leaf.key == "secretKey" && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") == std::string_view::npos && text.find_first_of("-_.") != std::string_view::npos) {
    return;                                          // the name of an entry (ExternalSecret), not its content
  } else if (auto found = secrets::secret_kind(leaf.key, text)) {
    kind = *found;
    identifier = secrets::digest(text);
  } else {
    return;
  }
  Fact& fact = sink.state(FactKind::holds_credential, IdentifierKind::credential, std::move(identifier), resource, leaf.value);
  if (leaf.environment != nullptr) fact.environment = *leaf.environment;
  fact.details["key"] = std::string(leaf.key);
  fact.details["display"] = secrets::describe(kind, text);
}

/// Principals of a policy that a module is given.
bool names_principals(std::string_view key) { return key == "identifiers" || key == "principals"; }

struct TypedName {
  FactKind says;
  IdentifierKind kind;
  std::string_view detail;
};

/// Plain names that only their key types: buckets, snapshots, secrets, accounts by reference, client ids.
std::optional<TypedName> typed_name(const KeyWords& words, std::string_view text) {
  if (text.size() < 4 || text.size() > 128 || text.find_first_of(" /:.${}*\n") != std::string_view::npos) return std::nullopt;
  auto has = [&](std::string_view word) { return words.has(word); };
  const bool dashed = text.find('-') != std::string_view::npos;
  if (has("snapshot") && !has("final") && dashed && (has("identifier") || has("id") || has("name") || words.back() == "snapshot"))
    return TypedName{FactKind::restores_data, IdentifierKind::snapshot, "snapshot"};
  if ((has("bucket") || has("buckets")) && !has("prefix") && !has("key") && !has("region") && !has("policy") && dashed)
    return TypedName{FactKind::refers, IdentifierKind::bucket, {}};
  if (has("data") && (has("location") || has("locations")) && dashed)   // Lake Formation's word for a bucket
    return TypedName{FactKind::refers, IdentifierKind::bucket, {}};
  if (has("secret") && has("name")) return TypedName{FactKind::refers, IdentifierKind::secret, {}};
  const bool of_login = has("oauth") || has("oidc") || has("auth0") || has("keycloak") || has("azure") || has("entra") || has("sso") || words.size() == 2;
  if (has("client") && has("id") && of_login && !secrets::is_placeholder(text) && !text.starts_with("example"))
    return TypedName{FactKind::uses_client, IdentifierKind::client, {}};
  if (has("account") && has("name")) return TypedName{FactKind::refers, IdentifierKind::account, {}};
  return std::nullopt;
}

void state_typed_name(const Leaf& leaf, const Resource& resource, FactSink& sink) {
  auto state = [&](FactKind says, IdentifierKind kind, std::string_view detail) {
    state_identifier(says, kind, leaf.value, leaf.key, detail, resource, sink, leaf.environment);
  };
  auto words = key_words(leaf.key);
  if (!leaf.value.is_unknown()) {
    if (auto name = typed_name(words, leaf.value.as_string())) state(name->says, name->kind, name->detail);
  } else if (names_principals(leaf.key)) {
    state(FactKind::grants, IdentifierKind::account, {});
  } else if (words.has("vpc")) {
    state(FactKind::refers, IdentifierKind::network, {});
  } else if (words.has("account") || words.has("accounts") || words.has("owner") || words.has("owners") || words.has("principals")) {
    state(FactKind::refers, IdentifierKind::account, {});
  }
}

/// Under such a key a bare word says which environment is meant ("write_environment").
bool asks_for_environment(const KeyWords& words) {
  return words.size() >= 2 && (words.has("environment") || words.has("env") || words.has("account") || words.has("accounts"));
}

void state_environment_name(const Leaf& leaf, const Resource& resource, FactSink& sink) {
  std::string_view text = leaf.value.as_string();
  if (text.size() < 3 || text.size() > 20 || is_runtime_profile(leaf.key) || !asks_for_environment(key_words(leaf.key))) return;
  auto named = sink.vocabulary().strong_word(text);
  if (!named) return;
  Fact& fact = sink.state(FactKind::refers, IdentifierKind::environment_name, named->name, resource, leaf.value);
  if (leaf.environment != nullptr) fact.environment = *leaf.environment;
  fact.details["key"] = std::string(leaf.key);
  fact.details["peer_environment"] = named->name;
}

/// JSON inside a text: its own structure is read.
bool read_as_document(const Leaf& leaf, const Resource& resource, FactSink& sink) {
  std::string_view text = leaf.value.is_unknown() ? leaf.value.unknown()->pattern : leaf.value.as_string();
  auto start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || (text[start] != '{' && text[start] != '[') || text.size() < 16) return false;
  Value document = terraform::policy_of(leaf.value, sink.scratch());
  if (!document.is_map() && !document.is_list()) return false;
  if (!document["Statement"].is_missing()) {
    state_document(document, leaf.key, resource, sink);
    return true;
  }
  const Environment& own = leaf.environment != nullptr ? *leaf.environment : resource.environment.environment;
  for_each_leaf(document, leaf.key, sink, own, skipped, [&](const Leaf& inner) {
    state_named(FactKind::refers, inner.value, inner.key, {}, resource, sink, leaf.environment);
    if (inner.value.is_string()) state_credential(inner, resource, sink);
    state_typed_name(inner, resource, sink);
  });
  return true;
}

bool read_dull(std::string_view key, std::string_view text) {
  auto start = text.find_first_not_of(" \t\r\n");
  if (start != std::string_view::npos && (text[start] == '{' || text[start] == '[')) return false;
  auto words = key_words(key);
  if (typed_name(words, text) || asks_for_environment(words)) return false;
  return !secrets::secret_kind(key, text) && public_key_body(text).empty() && recognise(text, key).empty();
}

/// True of a text that states nothing under this key, whoever says it: nearly all do, and they come back in every environment and instance.
bool is_dull(std::string_view key, std::string_view text) {
  constexpr std::size_t kLongest = 256;
  if (key.size() + text.size() > kLongest) return false;
  thread_local Memo<bool> known(50'000);
  thread_local std::string asked;
  asked.assign(key).append(1, '\0').append(text);
  return known.get(asked, [&](std::string_view) { return read_dull(key, text); });
}

bool reads_values(std::string_view type) {
  // Listener rules and edge functions name the hosts that people come with, old ones among them.
  if (type.starts_with("aws_lb_listener") || type.starts_with("aws_alb_listener") || type == "aws_cloudfront_function") return false;
  return !type.starts_with("backend.") && !type.starts_with("data.aws_iam_policy") && type != "output" && !type.starts_with("aws_cloudwatch_metric_alarm") &&
         type != "aws_security_group" && type != "aws_security_group_rule" && !type.starts_with("aws_vpc_security_group") && type != "aws_iam_policy" && type != "data.terraform_remote_state";
}

}  // namespace

void terraform_values(const Resource& resource, FactSink& sink) {
  if (!reads_values(resource.type)) return;
  std::string_view key = resource.type == "variable" || resource.type == "locals" ? resource.name : std::string_view();
  const Environment& own = resource.environment.environment.known() ? resource.environment.environment : sink.unit().environment.environment;
  for (const Entry& entry : resource.attributes.entries()) {
    if (skipped(entry.key, entry.value)) continue;
    for_each_leaf(entry.value, key.empty() ? entry.key : key, sink, own, skipped, [&](const Leaf& leaf) {
      if (leaf.value.is_string() && is_dull(leaf.key, leaf.value.as_string())) return;
      if (read_as_document(leaf, resource, sink)) return;
      if (leaf.value.is_string()) state_credential(leaf, resource, sink);
      state_named(names_principals(leaf.key) ? FactKind::grants : FactKind::refers, leaf.value, leaf.key, {}, resource, sink, leaf.environment);
      state_typed_name(leaf, resource, sink);
      if (leaf.value.is_string()) state_environment_name(leaf, resource, sink);
    });
  }
}

}  // namespace bulkhead::facts
