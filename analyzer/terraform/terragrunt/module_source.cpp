#include "analyzer/terraform/terragrunt/module_source.h"

#include "analyzer/terraform/terragrunt/paths.h"

namespace bulkhead::terraform::terragrunt {

std::optional<std::string> source_folder(std::string_view source, std::string_view directory) {
  source = source.substr(0, source.find('?'));
  if (source.empty() || source.find("://") != std::string_view::npos || source.find("::") != std::string_view::npos) return std::nullopt;
  if (source.starts_with("git@") || source.starts_with("github.com/") || source.starts_with("bitbucket.org/") || source.starts_with("gitlab.com/")) return std::nullopt;
  return path_in_root(source, directory);
}

}  // namespace bulkhead::terraform::terragrunt
