#include "analyzer/estate/allowed.h"

#include <algorithm>
#include <charconv>

#include "analyzer/model/glob.h"

namespace bulkhead {
namespace {

bool is_end(const std::string& name, const Environment& environment, const Vocabulary& vocabulary) {
  if (name == "*" || name == environment.name) return true;
  return vocabulary.environment(name).name == environment.name;
}

bool has_port(const std::vector<int>& ports, int port) { return std::find(ports.begin(), ports.end(), port) != ports.end(); }

/// "443,8080-8082": every port of the fact must be allowed; a fact that names no port is not covered by a list of ports.
bool ports_allowed(const std::vector<int>& allowed, const Fact& fact) {
  if (allowed.empty()) return true;
  auto found = fact.details.find("ports");
  if (found == fact.details.end() || found->second.empty()) return false;
  std::string_view rest = found->second;
  while (!rest.empty()) {
    auto part = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    int first = 0, last = 0;
    auto end = part.data() + part.size();
    auto read = std::from_chars(part.data(), end, first);
    last = first;
    if (read.ec != std::errc()) return false;
    if (read.ptr != end && (*read.ptr != '-' || std::from_chars(read.ptr + 1, end, last).ptr != end)) return false;
    if (last - first > static_cast<int>(allowed.size())) return false;
    for (int port = first; port <= last; ++port)
      if (!has_port(allowed, port)) return false;
  }
  return true;
}

bool allows(const AllowedLink& link, const Fact& fact, const Environment& from, const Environment& to, const Vocabulary& vocabulary,
            std::string_view today) {
  if (!link.expires.empty() && !today.empty() && link.expires < today) return false;   // ISO dates order as texts
  if (!link.kinds.empty() && std::find(link.kinds.begin(), link.kinds.end(), link_kind(fact)) == link.kinds.end()) return false;
  return is_end(link.from, from, vocabulary) && is_end(link.to, to, vocabulary) && ports_allowed(link.ports, fact);
}

}  // namespace

std::string_view link_kind(const Fact& fact) {
  switch (fact.kind) {
    case FactKind::connects: return "network";
    case FactKind::admits: return "firewall";
    case FactKind::selects_peer: return "network-policy";
    case FactKind::refers: return "endpoint";
    case FactKind::reads_state:
    case FactKind::stores_state: return "state";
    case FactKind::trusts: return "iam";
    case FactKind::grants: {
      auto actions = fact.details.find("actions");
      return actions != fact.details.end() && actions->second == "pull" ? "image" : "grant";
    }
    case FactKind::binds_role: return "role-binding";
    case FactKind::holds_credential: return "credential";
    case FactKind::copies_secret: return "secret";
    case FactKind::uses_secret_store: return "secret-store";
    case FactKind::uses_workload_identity: return "identity";
    case FactKind::uses_realm: return "realm";
    case FactKind::uses_client: return "client";
    case FactKind::restores_data:
    case FactKind::copies_data: return "data";
    case FactKind::belongs_to_account: return "account";
    case FactKind::owns: return "cluster";
  }
  return "";
}

bool is_allowed(const Fact& fact, const Environment& target, bool both_ways, const Config& config, const Vocabulary& vocabulary,
                std::string_view today) {
  for (const auto* links : {&config.allowed_links, &config.promotion})
    for (const AllowedLink& link : *links) {
      if (allows(link, fact, fact.environment, target, vocabulary, today)) return true;
      if (both_ways && allows(link, fact, target, fact.environment, vocabulary, today)) return true;
    }
  return false;
}

}  // namespace bulkhead
