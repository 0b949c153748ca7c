// What a pipeline file says will be executed, before the shell text in it is read.
#pragma once
#include <functional>
#include <optional>

#include "analyzer/terraform/runs/run.h"
#include "parsers/data/tree.h"

namespace bulkhead::terraform {

/// A name for a value that is not written: `${NAME}`. `${?}` stands for what no name tells.
inline constexpr std::string_view kUnknownText = "${?}";

/// Shell text that runs in one shell.
struct Step {
  std::string script;
  std::string directory;   // from the checkout's root; may hold names
  Settings variables;
  SourceSpan at;
};

/// Steps that share a working tree, so that what `init` and `workspace select` do lasts. A job with a matrix is one job per combination.
struct Job {
  std::vector<Step> steps;
  Settings variables;
  std::string deployment;
};

/// An invocation whose texts may still hold names.
struct RunPattern {
  std::string directory, workspace;
  std::vector<std::string> var_files, backend_files;   // paths from the scan root
  Pairs backend, variables, ambient;
  std::string deployment;
  SourceSpan at;
};

inline constexpr std::size_t kMaxCombinations = 64;

/// What Terraform is asked to do by the job's shell text. `script_directory` is where the file with the text lies (`dirname $0`).
std::vector<RunPattern> read_job(const Job& job, std::string_view script_directory);

// Readers of one format each. What they do not understand gives no job.
std::vector<Job> read_github_workflow(const data::Node& root, FileId file);
std::vector<Job> read_gitlab_pipeline(const data::Node& root, FileId file);
std::vector<Job> read_azure_pipeline(const data::Node& root, FileId file);
std::vector<Job> read_bitbucket_pipeline(const data::Node& root, FileId file);
std::vector<Job> read_buildspec(const data::Node& root, FileId file);
std::vector<Job> read_taskfile(const data::Node& root, FileId file, std::string_view directory);
std::vector<Job> read_atlantis(const data::Node& root, FileId file);
std::vector<Job> read_makefile(std::string_view text, FileId file, std::string_view directory);

/// Replaces `open name close` by what `look_up` gives, by `${name}` where it gives nothing, and by `${?}` where it is no plain dotted name.
std::string expand_template(std::string_view text, std::string_view open, std::string_view close,
                            const std::function<std::optional<std::string>(std::string_view)>& look_up);
/// `inputs.environment` -> `${inputs_environment}`.
std::string named_unknown(std::string_view name);
/// Scalars of a mapping by key; others are left out.
Settings scalars_of(const data::Node* mapping);
/// The scalar's text; empty for null, collections and no node.
std::string text_of(const data::Node* node);
/// A scalar's text, or that of a mapping's `key`: the short and the long form of one setting (`environment: prod`, `environment: {name: prod}`).
std::string text_of(const data::Node* node, std::string_view key);
SourceSpan span_of(const data::Node& node, FileId file);
/// Every combination of one value per key, at most kMaxCombinations; one empty combination where there is no key.
std::vector<Settings> combinations(const std::map<std::string, std::vector<std::string>>& values);

}  // namespace bulkhead::terraform
