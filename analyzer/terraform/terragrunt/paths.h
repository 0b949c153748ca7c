// Paths as Terragrunt computes with them: absolute ones begin at the scan root, whose own place on the machine is nobody's business.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace bulkhead::terraform::terragrunt {

/// What stands for the scan root in absolute paths (get_terragrunt_dir() and the like).
inline constexpr std::string_view kScanRoot = "<root>";

/// A path relative to the scan root ("" is the root) as an absolute one.
std::string absolute_path(std::string_view path);
/// A path that an expression gave, relative to the scan root: absolute ones as above, others from `directory` on. nullopt when it leads out of the
/// root, or to a place of the machine.
std::optional<std::string> path_in_root(std::string_view path, std::string_view directory);
/// `to` as seen from `from`, both relative to the scan root (Go's filepath.Rel): "." when they are the same.
std::string relative_path(std::string_view from, std::string_view to);
/// Directory of a path relative to the scan root; "" for the root and for what stands in it.
std::string parent_directory(std::string_view path);
std::string join_path(std::string_view directory, std::string_view name);

}  // namespace bulkhead::terraform::terragrunt
