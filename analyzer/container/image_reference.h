// Names of container images.
#pragma once
#include <string>
#include <string_view>

namespace bulkhead::container {

/// `registry/repository:tag@digest`, with what Docker fills in: registry docker.io, `library/` before its official images.
struct ImageReference {
  std::string registry;
  std::string repository;   // "library/node"
  std::string tag;          // empty: none written (Docker takes `latest`)
  std::string digest;       // "sha256:…" or empty
};
ImageReference parse_image_reference(std::string_view text);

}  // namespace bulkhead::container
