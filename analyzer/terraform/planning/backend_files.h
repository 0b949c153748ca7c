// Files of a partial backend configuration: prod.tfbackend, backend-prod.hcl, backends/prod.hcl.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "analyzer/environments/inference.h"
#include "analyzer/terraform/module_cache.h"

namespace bulkhead::terraform {

/// Whether a file's name or folder says that it configures a backend. `name` has its ending.
bool is_backend_file(std::string_view path);

/// The environment of a backend file: of its name without `backend`, then of its folders below what it shares with `root`.
Classification classify_backend_file(const SourceFile& file, std::string_view root, const Vocabulary& vocabulary);

struct BackendFile {
  Classification environment;
  FileId file = FileId::none;
};

/// Backend files below `root` that name an environment, by its name; none where the root module has no backend, and none of an environment that
/// has several.
std::map<std::string, BackendFile> find_backend_files(ModuleCache& modules, const std::string& root, const Vocabulary& vocabulary);

}  // namespace bulkhead::terraform
