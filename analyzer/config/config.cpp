#include "analyzer/config/config.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "analyzer/config/dates.h"
#include "analyzer/config/read.h"
#include "analyzer/model/suggest.h"
#include "analyzer/config/validate.h"
#include "analyzer/model/tokens.h"
#include "analyzer/model/words.h"

namespace bulkhead {
namespace {

constexpr std::size_t kMaxBytes = 4u << 20;
constexpr std::int64_t kLongestAttestation = 366;   // a leap year
constexpr std::int64_t kLongestException = 90;
constexpr std::int64_t kLongestApproval = 366;

void error(std::vector<Diagnostic>& out, SourceSpan at, std::string message) {
  out.push_back({at, std::move(message), Diagnostic::Severity::error});
}

const StandardWord* standard(std::string_view name) { return standard_word(normalised_word(name)); }

/// An environment without a tier takes it from its name or aliases; one whose words say nothing must be told.
void settle_tiers(Config& config, std::vector<Diagnostic>& out) {
  for (EnvironmentConfig& environment : config.environments) {
    if (environment.tier != Tier::unknown) continue;
    if (auto word = standard(environment.name)) environment.tier = word->tier;
    for (const std::string& alias : environment.aliases)
      if (auto word = standard(alias); word != nullptr && environment.tier == Tier::unknown) environment.tier = word->tier;
    if (environment.tier == Tier::unknown)
      error(out, environment.at,
            "environment \"" + environment.name +
                "\" needs a tier (production, non-production or shared): its name does not say one");
  }
}

void check_names(const Config& config, std::vector<Diagnostic>& out) {
  std::vector<std::string_view> known;
  for (const auto& environment : config.environments) {
    known.push_back(environment.name);
    known.insert(known.end(), environment.aliases.begin(), environment.aliases.end());
  }
  const auto check = [&](const std::string& name, const AllowedLink& link) {
    if (name.empty() || name == "*" || standard(name) != nullptr) return;
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    std::string_view near = nearest(name, known);
    error(out, link.at,
          "no environment is called \"" + name + "\"" +
              (near.empty() ? "; name it below environments" : "; did you mean \"" + std::string(near) + "\"?"));
  };
  for (const auto* links : {&config.promotion, &config.allowed_links})
    for (const AllowedLink& link : *links) {
      check(link.from, link);
      check(link.to, link);
    }
}

void check_attestations(const Config& config, std::vector<Diagnostic>& out) {
  for (const Attestation& attestation : config.attestations) {
    auto issued = day_number(attestation.issued), expires = day_number(attestation.expires);
    if (!issued || !expires) continue;
    if (*expires < *issued)
      error(out, attestation.at, "the attestation for " + attestation.requirement + " expires before it is issued");
    else if (*expires - *issued > kLongestAttestation)
      error(out, attestation.at, "the attestation for " + attestation.requirement + " is valid for more than 365 days");
  }
}

void sort_by_place(std::vector<Diagnostic>& diagnostics) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.at < b.at; });
}

}  // namespace

Parsed<Config> parse_config(FileId id, std::string_view text) {
  Parsed<Config> parsed;
  config::Places places{id, text, text.starts_with("\xEF\xBB\xBF") ? 3u : 0u};
  if (text.size() > kMaxBytes) {
    error(parsed.diagnostics, {id, 0, 0}, "bulkhead.yaml is larger than 4 MB");
    return parsed;
  }
  try {
    YAML::Node document = YAML::Load(std::string(text));
    if (!document.IsDefined() || document.IsNull()) return parsed;   // an empty file says nothing
    config::validate(document, places, parsed.diagnostics);
    parsed.tree = config::read(document, places);
  } catch (const YAML::Exception& exception) {
    auto at = exception.mark.is_null() ? 0u : static_cast<std::uint32_t>(std::max(exception.mark.pos, 0)) + places.shift;
    at = std::min(at, static_cast<std::uint32_t>(text.size()));
    error(parsed.diagnostics, {id, at, at}, "cannot parse: " + exception.msg);
    return parsed;
  }
  settle_tiers(parsed.tree, parsed.diagnostics);
  check_names(parsed.tree, parsed.diagnostics);
  check_attestations(parsed.tree, parsed.diagnostics);
  sort_by_place(parsed.diagnostics);
  return parsed;
}

std::vector<Diagnostic> check_expiry_limits(const Config& config, std::string_view today) {
  std::vector<Diagnostic> out;
  auto now = day_number(today);
  if (!now) return out;
  const auto check = [&](const std::string& expires, SourceSpan at, std::int64_t limit, const std::string& what) {
    auto day = day_number(expires);
    if (day && *day - *now > limit)
      error(out, at, what + " may reach at most " + std::to_string(limit == kLongestApproval ? 365 : limit) +
                         " days ahead and expires on " + expires);
  };
  for (const Exception& e : config.exceptions) check(e.expires, e.at, kLongestException, "the exception for " + e.rule);
  for (const Approval& a : config.approvals) check(a.expires, a.at, kLongestApproval, "the approval of " + a.access);
  sort_by_place(out);
  return out;
}

}  // namespace bulkhead
