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
///   {stages: [S…], arguments: [I…]}            arguments: ARG before the first FROM
///   S = {name, base, base_expanded, image: {registry, repository, tag, digest}, index, platform, external: bool, base_stage,
///        root_image, instructions: [I…], user, final: bool, in_image: bool}
///     base: as written; base_expanded: with ARG defaults; image: its parts when FROM names an image (`external`), docker.io and library/
///     filled in; base_stage: index of the stage that FROM names otherwise; root_image: the image below all stages; user: the USER in force at
///     the stage's end, also from the stages below, missing when none is set;
///     in_image: the final stage or one below it.
///   I = {keyword: "RUN", flags: {mount: [{type, id, …}], from: …, link: true}, arguments: ["…"], text: "RUN …" (as written),
///        form: "shell"|"json"|"heredoc", env: {K: V} (ENV, ARG, LABEL), trigger: I (ONBUILD), heredocs: ["body"…],
///        commands: [{name, arguments: […], join: "first"|"sequence"|"and"|"or"|"pipe", conditional: bool, environment: {K: V}, writes: [path…]}]
///                  (RUN, CMD, ENTRYPOINT, HEALTHCHECK through the shell parser, also inside `sh -c "…"`)}
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
