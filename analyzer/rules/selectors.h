// Which nodes of a unit a check looks at: the `select` line of a page.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/resource.h"

namespace bulkhead {

/// One `select`:
///
///   terraform TYPE[, TYPE…]         resources by type; `*` and `?` are wildcards. Types as in Resource::type: "data.TYPE",
///                                   "provider.NAME", "backend.TYPE" for what is no managed resource
///   terraform TYPE.block[*]         each nested block (or element) as its own node; steps may follow each other: TYPE.a[*].b[*]
///   kubernetes KIND[, KIND…]        objects by kind; KIND.path[*] as above
///   kubernetes pod                  the pod spec of every workload
///   kubernetes container            every container, init container and ephemeral container of every workload
///   compose service                 also network, volume, secret, config
///   dockerfile instruction RUN[, …] each instruction with that keyword
///   dockerfile stage                each build stage
///   dockerfile final-stage          the stage that becomes the image
///   dockerfile command NAME[, …]    each shell command of that name in RUN, CMD and ENTRYPOINT: {name, arguments}; wildcards allowed
///
/// Variables in `let`, `when`, `at` and `message`: `node`; `object` (all attributes of the resource); `resource` ({type, name, address, attributes});
/// `pod` (of a container), `template` (metadata of the pod template), `container` ({init, ephemeral}), `stage`, `instruction`; `environment`
/// ({name, tier}); `profiles` ({registries, base_images, tls_min, image_max_age_days, headers}); `file` (path of the resource's file).
struct Selector {
  enum class Form : unsigned char { resources, pods, containers, instructions, stages, final_stage, commands };
  struct Pattern {
    std::string type;                 // or keyword, or command name
    std::vector<std::string> path;    // steps below the attributes
    bool wildcard = false;            // `*` or `?` in the type
  };
  Technology technology = Technology::terraform;
  Form form = Form::resources;
  std::vector<Pattern> patterns;
  /// Hashes of the types that are written out, sorted: most resources are told apart by these alone.
  std::vector<std::size_t> exact;
  bool wildcards = false;
};

/// Parses a `select` line; nullopt and `problem` where it is none.
std::optional<Selector> parse_selector(std::string_view text, std::string& problem);

/// A node with what surrounds it.
struct SelectedNode {
  Value node;
  std::string path;                   // below the resource, for the fingerprint
  std::vector<std::pair<std::string_view, Value>> around;   // pod, template, container, stage, instruction
};

/// Nodes of one resource; empty when the selector is not about it. New values are made in `arena`.
std::vector<SelectedNode> select_nodes(const Selector& selector, const Resource& resource, Arena& arena);
/// Whether the resource's technology and type fit, without looking inside.
bool selects_type(const Selector& selector, const Resource& resource);

}  // namespace bulkhead
