// `source` of a unit or of a stack's component.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace bulkhead::terraform::terragrunt {

/// The folder, relative to the scan root, that a source from `directory` on names: "../modules//vpc?ref=1" is "…/modules/vpc". nullopt: another
/// place (git, registry, archive, a path out of the scan root). It need not exist.
std::optional<std::string> source_folder(std::string_view source, std::string_view directory);

}  // namespace bulkhead::terraform::terragrunt
