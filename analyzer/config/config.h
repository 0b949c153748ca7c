// bulkhead.yaml: what people tell bulkhead about their estate (DESIGN.md section 5).
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/environment.h"
#include "analyzer/model/finding.h"
#include "parsers/text/parsed.h"

namespace bulkhead {

/// What belongs to one environment. Globs use `*` within a name and `**` across path segments.
struct EnvironmentConfig {
  std::string name;
  Tier tier = Tier::unknown;             // derived from the name by the vocabulary when not given
  std::vector<std::string> aliases, paths, accounts, namespaces, clusters, workspaces, hosts, cidrs;
  std::map<std::string, std::string> labels;
  SourceSpan at;
};

struct AllowedLink {
  std::string from, to;                  // environment names or "*"
  std::vector<std::string> kinds;        // network, firewall, endpoint, state, iam, image, …; empty: all
  std::vector<int> ports;
  std::string reason, owner, expires;    // ISO date
  SourceSpan at;
};

struct RuleOverrides {
  std::vector<std::string> ignore;       // rule ids, requirement ids or "*"
  std::map<std::string, Severity> severity;
};

/// exceptions[], approvals[], attestations[]: each mandatory field is checked when the file is read.
struct Exception { std::string rule, target, reason, owner, expires, ticket; SourceSpan at; };
struct Approval { std::string access, source, reason, owner, expires; SourceSpan at; };
struct Attestation { std::string requirement, scope, statement, owner, issued, expires, evidence; SourceSpan at; };

struct Profiles {
  std::vector<std::string> registries;   // globs "registry.example.com/**"; empty: built-in default
  std::vector<std::string> base_images;
  std::string tls_min = "1.2";
  int image_max_age_days = 90;
  std::vector<std::string> headers;
};

struct Config {
  std::vector<EnvironmentConfig> environments;
  std::vector<AllowedLink> promotion;    // kinds image by default
  std::vector<AllowedLink> allowed_links;
  RuleOverrides rules;
  std::vector<std::pair<std::string, RuleOverrides>> rules_by_path;
  Profiles profiles;
  std::vector<Exception> exceptions;
  std::vector<Approval> approvals;
  std::vector<Attestation> attestations;
  std::map<std::string, std::string> assurance_classes;   // application glob -> class; "*" for a single value
  std::vector<std::string> exclude;
  std::string path;                      // file it came from, relative to the scan root where inside; empty: defaults
};

/// Parses and validates. Any error (unknown key with the nearest known key, wrong type, bad date, missing mandatory field)
/// is a diagnostic of severity error with its place; the scan then ends with exit code 2.
Parsed<Config> parse_config(FileId id, std::string_view text);

/// Exceptions that reach more than 90 days and approvals that reach more than 365 days beyond `today` (RULES section 7), as errors.
std::vector<Diagnostic> check_expiry_limits(const Config& config, std::string_view today);

/// Equal for equal configurations, their places included.
std::uint64_t content_hash(const Config& config);

/// JSON Schema (draft 2020-12) of bulkhead.yaml, generated from the same table that parse_config reads.
std::string config_schema();

}  // namespace bulkhead
