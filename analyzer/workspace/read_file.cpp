#include "analyzer/workspace/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace bulkhead {
namespace {

std::string megabytes(std::uint64_t bytes) { return std::to_string(bytes / 1'000'000) + " MB"; }

std::string read_open_file(int fd, std::uint64_t max_bytes, std::string& out) {
  struct stat info {};
  if (fstat(fd, &info) != 0) return system_message(errno);
  if (S_ISDIR(info.st_mode)) return "is a directory";
  if (!S_ISREG(info.st_mode)) return "not a regular file";
  auto size = static_cast<std::uint64_t>(info.st_size);
  if (size > max_bytes) return "too large (" + megabytes(size) + "; the limit is " + megabytes(max_bytes) + ")";
  out.resize(size + 1);   // one byte more than expected tells whether the file grew
  std::size_t filled = 0;
  while (true) {
    ssize_t got = read(fd, out.data() + filled, out.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return out.clear(), system_message(errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    if (filled > max_bytes) return out.clear(), "too large (the limit is " + megabytes(max_bytes) + ")";
    if (filled == out.size()) out.resize(out.size() * 2);
  }
  out.resize(filled);
  return {};
}

}  // namespace

std::string system_message(int error) {
  std::string text = std::generic_category().message(error);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

std::string read_file_at(int directory_fd, const std::string& path, std::uint64_t max_bytes, bool follow, std::string& out) {
  out.clear();
  int fd = openat(directory_fd, path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW));
  if (fd < 0) return system_message(errno);
  std::string problem = read_open_file(fd, max_bytes, out);
  close(fd);
  return problem;
}

}  // namespace bulkhead
