// Dockerfiles and Compose projects as units.
#pragma once
#include <string>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/environments/vocabulary.h"
#include "analyzer/model/resource.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead::container {

/// One Dockerfile. Environment-neutral unless bulkhead.yaml says otherwise.
/// Attributes of the one Resource (type "Dockerfile"):
///   {stages: [{name, base, base_expanded, index, platform, instructions: [I…], user, final: bool}], arguments: [I…]}
///   I = {keyword: "RUN", flags: {mount: […], from: …}, arguments: ["…"], text: "RUN …" (as written), form: "shell"|"json"|"heredoc",
///        commands: [{name, arguments: [..]}] (RUN, CMD, ENTRYPOINT through the shell parser), env: {K: V} (ENV, ARG, LABEL)}
/// with origins at each instruction and argument; build arguments and ENV substituted by BuildKit's rules, unknown where no default is.
Unit evaluate_dockerfile(const Workspace& workspace, FileId file, const Vocabulary& vocabulary, const Config& config);

/// One Compose project: base file plus override files (Compose specification merge rules), `extends`, `include`, anchors, env files, interpolation
/// from .env (unknown where nothing sets a variable and it has no default).
struct ComposePlan {
  std::string directory;
  std::string id;
  std::vector<FileId> files;             // in merge order
  Classification environment;
};
std::vector<ComposePlan> plan_compose_projects(const Workspace& workspace, const Vocabulary& vocabulary, const Config& config);
/// Resources of type "service", "network", "volume", "secret", "config".
Unit evaluate_compose_project(const Workspace& workspace, const ComposePlan& plan, const Vocabulary& vocabulary, const Config& config);

}  // namespace bulkhead::container
