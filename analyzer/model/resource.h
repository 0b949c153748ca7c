// What is evaluated together, and the deployable things in it.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/environment.h"
#include "analyzer/model/value.h"
#include "parsers/text/arena.h"
#include "parsers/text/parsed.h"

namespace bulkhead {

enum class Technology : unsigned char { terraform, kubernetes, dockerfile, compose };
std::string_view to_string(Technology technology);

/// One deployable thing after evaluation. Views point into the unit's arena or into source files.
struct Resource {
  Technology technology = Technology::terraform;
  /// Terraform: resource type; "data.TYPE", "provider.NAME", "backend.TYPE", "module", "variable", "output", "locals",
  /// "terraform_var_file" for what is not a managed resource. Kubernetes: kind. Compose: "service", "network", "volume",
  /// "secret", "config". Dockerfile: "Dockerfile".
  std::string_view type;
  std::string_view name;
  /// Unique in its unit: `module.net.aws_vpc.main["a"]`, `Deployment/shop-prod/api`, `service/api`, `Dockerfile`.
  std::string_view address;
  /// Where it is declared: the block header, the manifest's `kind` line, the service's key, `FROM`.
  SourceSpan header;
  /// Calls that brought it here, innermost first (module blocks, Helm `# Source:`), for the trail.
  std::span<const SourceSpan> callers;
  /// All attributes. Terraform: nested blocks are lists of maps, as in plan JSON; Kubernetes: the whole object;
  /// Compose: the merged service; Dockerfile: see analyzer/container/dockerfile_view.h.
  Value attributes;
  /// The environment of this resource (a namespace may differ from its unit).
  Classification environment;
};

enum class UnitKind : unsigned char { terraform_stack, manifest_set, dockerfile, compose_project };

/// What is evaluated, judged and cached together. The arena holds all values of its resources.
struct Unit {
  UnitKind kind = UnitKind::terraform_stack;
  /// Stable id: "live/prod", "apps/billing@production" (root @ environment), "deploy/prod", "api/Dockerfile".
  std::string id;
  std::string directory;               // relative to the scan root; "" is the root itself
  Classification environment;
  std::vector<Resource> resources;
  std::vector<Diagnostic> diagnostics; // what could not be read, evaluated or known
  std::uint64_t unknown_values = 0;    // attribute values that stayed unknown
  Arena arena;
  /// What else its values point into (syntax trees made for this unit).
  std::vector<std::shared_ptr<const void>> owners;
};

}  // namespace bulkhead
