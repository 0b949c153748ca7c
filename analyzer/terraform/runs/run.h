// Invocations of Terraform that pipelines, makefiles and scripts write down: which folder, workspace, variable files and backend each takes.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/environments/vocabulary.h"
#include "analyzer/terraform/module_cache.h"
#include "analyzer/terraform/stacks.h"

namespace bulkhead::terraform {

using Settings = std::map<std::string, std::string, std::less<>>;
using Pairs = std::vector<std::pair<std::string, std::string>>;

/// One invocation (or several that say the same). Only what is known for certain: a run with an unknown variable file is left out, an unknown
/// workspace is empty.
struct Run {
  std::string directory;               // root module, relative to the scan root
  std::string workspace;               // empty: not said
  std::vector<FileId> var_files;       // -var-file, in order
  std::vector<FileId> backend_files;   // -backend-config=FILE, in order
  Pairs backend;                       // -backend-config=KEY=VALUE
  Pairs variables;                     // -var NAME=TEXT
  Pairs ambient;                       // TF_VAR_name=TEXT: files win over them
  std::string deployment;              // what the pipeline calls the environment (`environment: production`)
  SourceSpan at;                       // the step that runs it
  bool hosted = false;                 // a workspace of HCP Terraform, not a command: its name is its own, its `stored` variables win over files
  std::vector<GivenText> stored;

  friend bool operator==(const Run& a, const Run& b) {
    return a.directory == b.directory && a.workspace == b.workspace && a.var_files == b.var_files && a.backend_files == b.backend_files &&
           a.backend == b.backend && a.variables == b.variables && a.ambient == b.ambient && a.deployment == b.deployment && a.hosted == b.hosted && a.stored == b.stored;
  }
};

using RunsByFolder = std::map<std::string, std::vector<Run>>;

struct FoundRuns {
  RunsByFolder by_folder;
  std::vector<Diagnostic> diagnostics;   // pipelines that are not read, variable files that are not there; warnings
};

/// The runs of every pipeline file of the workspace, by folder, without repetitions, in the order of files. Read: GitHub workflows, GitLab CI, Azure
/// pipelines, Bitbucket pipelines, CodeBuild, Atlantis, Taskfiles, makefiles and shell scripts. A variable whose value is not written stands for every file
/// that fits (`-var-file=env/$ENV.tfvars`) and whose name is an environment's. Not read: Jenkinsfiles, `include:` and reusable workflows,
/// variables of makefiles that another makefile gives.
FoundRuns find_runs(ModuleCache& modules, const Vocabulary& vocabulary);

}  // namespace bulkhead::terraform
