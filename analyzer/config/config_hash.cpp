#include "analyzer/config/config.h"
#include "analyzer/model/content_hash.h"

namespace bulkhead {
namespace {

class ConfigHash {
 public:
  std::uint64_t of(const Config& config) {
    each(config.environments, [&](const EnvironmentConfig& one) { environment(one); });
    each(config.promotion, [&](const AllowedLink& one) { link(one); });
    each(config.allowed_links, [&](const AllowedLink& one) { link(one); });
    rules(config.rules);
    each(config.rules_by_path, [&](const auto& one) { hash_.add(one.first), rules(one.second); });
    texts({&config.profiles.registries, &config.profiles.base_images, &config.profiles.headers, &config.exclude});
    hash_.add(config.profiles.tls_min).add(config.profiles.image_max_age_days).add(config.path);
    each(config.exceptions, [&](const Exception& e) { said({&e.rule, &e.target, &e.reason, &e.owner, &e.expires, &e.ticket}, e.at); });
    each(config.approvals, [&](const Approval& a) { said({&a.access, &a.source, &a.reason, &a.owner, &a.expires}, a.at); });
    each(config.attestations, [&](const Attestation& a) {
      said({&a.requirement, &a.scope, &a.statement, &a.owner, &a.issued, &a.expires, &a.evidence}, a.at);
    });
    each(config.assurance_classes, [&](const auto& one) { hash_.add(one.first).add(one.second); });
    return hash_.value();
  }

 private:
  template <class List, class One>
  void each(const List& list, const One& one) { hash_.add_all(list, one); }

  void texts(std::initializer_list<const std::vector<std::string>*> lists) {
    for (const auto* list : lists) hash_.add_texts(*list);
  }

  void said(std::initializer_list<const std::string*> words, const SourceSpan& at) {
    for (const std::string* word : words) hash_.add(*word);
    hash_.add(at.begin).add(at.end);
  }

  void environment(const EnvironmentConfig& one) {
    hash_.add(one.tier);
    texts({&one.aliases, &one.paths, &one.accounts, &one.namespaces, &one.clusters, &one.workspaces, &one.hosts, &one.cidrs});
    each(one.labels, [&](const auto& label) { hash_.add(label.first).add(label.second); });
    said({&one.name}, one.at);
  }

  void link(const AllowedLink& one) {
    texts({&one.kinds});
    each(one.ports, [&](int port) { hash_.add(port); });
    said({&one.from, &one.to, &one.reason, &one.owner, &one.expires}, one.at);
  }

  void rules(const RuleOverrides& overrides) {
    hash_.add_texts(overrides.ignore);
    each(overrides.severity, [&](const auto& one) { hash_.add(one.first).add(one.second); });
  }

  ContentHash hash_;
};

}  // namespace

std::uint64_t content_hash(const Config& config) { return ConfigHash().of(config); }

}  // namespace bulkhead
