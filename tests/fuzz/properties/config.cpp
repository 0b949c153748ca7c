// bulkhead.yaml.
#include "analyzer/config/config.h"
#include "tests/fuzz/properties/properties.h"

namespace bulkhead::fuzz {

std::string broken_config(std::string_view text) {
  Verdict verdict(text);
  auto parsed = parse_config(kFile, text);
  verdict.diagnostics(parsed.diagnostics);
  verdict.diagnostics(check_expiry_limits(parsed.tree, "2026-11-24"));
  auto placed = [&](const SourceSpan& at, std::string_view what) { verdict.inside(at.begin, at.end, what); };
  for (const EnvironmentConfig& environment : parsed.tree.environments) placed(environment.at, "environment");
  for (const AllowedLink& link : parsed.tree.promotion) placed(link.at, "promotion");
  for (const AllowedLink& link : parsed.tree.allowed_links) placed(link.at, "allowed link");
  for (const Exception& exception : parsed.tree.exceptions) placed(exception.at, "exception");
  for (const Approval& approval : parsed.tree.approvals) placed(approval.at, "approval");
  for (const Attestation& attestation : parsed.tree.attestations) placed(attestation.at, "attestation");
  return verdict.broken();
}

}  // namespace bulkhead::fuzz
