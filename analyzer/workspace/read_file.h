// Reading files without being led astray: no links, no devices, no endless files.
#pragma once
#include <cstdint>
#include <string>

namespace bulkhead {

/// Reads the regular file at `path`, relative to the open directory `directory_fd`, whole. Gives an empty string when done, otherwise why not ("permission
/// denied"). Never blocks on a pipe or device. `follow`: the last component may be a symbolic link (checked before).
std::string read_file_at(int directory_fd, const std::string& path, std::uint64_t max_bytes, bool follow, std::string& out);

/// The system's words for `error`.
std::string system_message(int error);

}  // namespace bulkhead
