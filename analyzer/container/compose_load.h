// One Compose project's files, loaded and merged.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyzer/container/compose_values.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead::container {

/// The parts of a merged model: section ("services", "networks", …) -> entries in order of first mention; key_span is where it is first declared.
using ComposeModel = std::map<std::string, std::vector<Entry>>;

/// Loads files with their `include` and `extends`. Every loss is a diagnostic.
class ComposeLoader {
 public:
  ComposeLoader(const Workspace& workspace, Arena& arena, std::vector<Diagnostic>& diagnostics)
      : workspace_(workspace), arena_(arena), diagnostics_(diagnostics) {}

  /// All files, each over the ones before it, with `.env` beside the first one, env files of services merged into their environment.
  ComposeModel load_project(const std::vector<FileId>& files);

 private:
  ComposeModel load_file(FileId file, const Variables& variables, int depth);
  void load_document(const Value& root, FileId file, const Variables& variables, int depth, ComposeModel& model);
  void include(const Value& item, FileId file, const Variables& variables, int depth, ComposeModel& model);
  Value extended(const Value& services, std::string_view name, FileId file, const Variables& variables, int depth);
  const SourceFile* resolve(const Value& path, FileId from);
  void merge_model(ComposeModel& into, const ComposeModel& over, ValueBuilder& build);
  Variables read_variables(std::string_view directory);
  Value with_env_files(const Value& service, FileId file, const Variables& variables);
  void problem(SourceSpan at, std::string message, Diagnostic::Severity severity = Diagnostic::Severity::error);

  const Workspace& workspace_;
  Arena& arena_;
  std::vector<Diagnostic>& diagnostics_;
  std::size_t loads_ = 0;
};

}  // namespace bulkhead::container
