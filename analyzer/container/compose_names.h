// File names of Compose projects.
#pragma once
#include <string>
#include <string_view>

namespace bulkhead::container {

struct ComposeName {
  enum class Kind : unsigned char {
    base,            // compose.yaml, docker-compose.yml
    override_file,   // compose.override.yaml: merged without being asked
    variant,         // compose.prod.yaml, docker-compose-ci.yml, prod.compose.yaml: merged when asked
    other,           // not a Compose name
  };
  Kind kind = Kind::other;
  std::string stem;  // "compose" or "docker-compose"
  std::string tag;   // "prod"
};
ComposeName compose_name(std::string_view file_name);

}  // namespace bulkhead::container
