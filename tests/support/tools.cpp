#include "tests/support/tools.h"

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "tests/support/locations.h"

namespace bulkhead::test {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

std::string tool(const std::string& name) {
  std::string own = variable("BULKHEAD_INTEGRATIONS");
  std::stringstream folders((own.empty() ? source_directory() + "/build/integrations" : own) + "/bin:" + variable("PATH"));
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::filesystem::path path = std::filesystem::path(folder) / name;
    std::error_code error;
    if (!folder.empty() && std::filesystem::is_regular_file(path, error)) return path.string();
  }
  return {};
}

std::string absent(const std::string& name) { return name + " is not installed here: ./dev integrations installs it"; }

}  // namespace bulkhead::test
