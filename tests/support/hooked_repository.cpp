#include "tests/support/hooked_repository.h"

#include <stdexcept>
#include <yaml-cpp/yaml.h>

namespace bulkhead::test {

void HookedRepository::install(const std::vector<std::string>& ids, const std::string& stage) const {
  YAML::Node hooks(YAML::NodeType::Sequence);
  for (YAML::Node hook : YAML::LoadFile(source_directory() + "/.pre-commit-hooks.yaml")) {
    if (std::find(ids.begin(), ids.end(), hook["id"].as<std::string>()) == ids.end()) continue;
    hook["language"] = "system";
    hook["args"] = std::vector<std::string>{"--select", "privileged-container,unrestricted-egress", "--"};
    hooks.push_back(hook);
  }
  YAML::Node repository, config;
  repository["repo"] = "local";
  repository["hooks"] = hooks;
  config["repos"].push_back(repository);
  write(".pre-commit-config.yaml", YAML::Dump(config) + "\n");
  CommandResult done = pre_commit({"install", "-t", stage});
  if (done.exit_code != 0) throw std::runtime_error("pre-commit install: " + done.output);
}

}  // namespace bulkhead::test
