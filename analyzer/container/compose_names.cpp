#include "analyzer/container/compose_names.h"

#include <array>

namespace bulkhead::container {
namespace {

bool separates(char c) { return c == '.' || c == '-' || c == '_'; }

}  // namespace

ComposeName compose_name(std::string_view file_name) {
  std::string name;
  for (char c : file_name) name.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  auto dot = name.rfind('.');
  if (dot == std::string::npos || (name.substr(dot) != ".yml" && name.substr(dot) != ".yaml")) return {};
  name.resize(dot);
  static constexpr std::array<std::string_view, 2> kStems{"docker-compose", "compose"};
  for (std::string_view stem : kStems) {
    if (name == stem) return {ComposeName::Kind::base, std::string(stem), {}};
    if (name.starts_with(stem) && separates(name[stem.size()])) {
      std::string tag = name.substr(stem.size() + 1);
      auto kind = tag == "override" ? ComposeName::Kind::override_file : ComposeName::Kind::variant;
      return {kind, std::string(stem), std::move(tag)};
    }
    if (name.ends_with(stem) && separates(name[name.size() - stem.size() - 1]))
      return {ComposeName::Kind::variant, std::string(stem), name.substr(0, name.size() - stem.size() - 1)};
  }
  return {};
}

}  // namespace bulkhead::container
