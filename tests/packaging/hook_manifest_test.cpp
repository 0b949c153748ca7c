// What .pre-commit-hooks.yaml promises.
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <yaml-cpp/yaml.h>

#include "tests/support/locations.h"

TEST_CASE("the manifest has the hooks that are documented", "[packaging]") {
  const std::string source = bulkhead::test::source_directory();
  YAML::Node hooks = YAML::LoadFile(source + "/.pre-commit-hooks.yaml");
  std::vector<std::string> ids;
  for (const auto& hook : hooks) {
    ids.push_back(hook["id"].as<std::string>());
    INFO(ids.back());
    for (const char* key : {"name", "entry", "language"}) CHECK(hook[key].IsScalar());
    CHECK(hook["require_serial"].as<bool>());
    CHECK(hook["entry"].as<std::string>().find("bulkhead") != std::string::npos);
    // A commit that only deletes files runs a hook only where it always runs.
    bool named = ids.back() == "bulkhead-changed";
    CHECK(hook["always_run"].as<bool>(false) != named);
    CHECK(hook["pass_filenames"].as<bool>(true) == named);
    // A file's name is never an option.
    if (named) CHECK(hook["args"].as<std::vector<std::string>>().back() == "--");
  }
  CHECK(ids == std::vector<std::string>{"bulkhead", "bulkhead-changed", "bulkhead-system", "bulkhead-docker"});
  // The container's hook calls the image by the name that the image file and the packed image give it.
  const std::string entry = hooks[3]["entry"].as<std::string>();
  CHECK(entry.ends_with(" bulkhead:latest hook"));
  for (const char* maker : {"Containerfile", "build.py"}) {
    std::ifstream file(source + "/packaging/image/" + maker);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    CHECK(text.find(std::string(maker) == "build.py" ? "NAME = \"bulkhead\"" : "-t bulkhead:latest") != std::string::npos);
  }
}
