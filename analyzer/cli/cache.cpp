#include "analyzer/cli/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "analyzer/model/content_hash.h"

namespace bulkhead::cli {
namespace {

constexpr off_t kLargest = 1 << 29;      // of a cache file
constexpr std::size_t kMostRoots = 32;   // the least recently used go
constexpr const char* kEnding = ".units";

std::string absolute(const char* name, const char* below) {
  const char* value = std::getenv(name);
  return value && value[0] == '/' ? std::string(value) + below : "";
}

/// The linker's hash of the program (ELF note NT_GNU_BUILD_ID): results of another build are not ours. 0 where there is none.
std::uint64_t program_hash() {
  std::uint64_t found = 0;
  auto visit = [](dl_phdr_info* object, std::size_t, void* out) {
    for (int i = 0; i < object->dlpi_phnum; ++i) {
      const auto& segment = object->dlpi_phdr[i];
      if (segment.p_type != PT_NOTE) continue;
      const char* at = reinterpret_cast<const char*>(object->dlpi_addr + segment.p_vaddr);
      const char* end = at + segment.p_memsz;
      while (at + sizeof(ElfW(Nhdr)) <= end) {
        ElfW(Nhdr) note;
        std::memcpy(&note, at, sizeof note);
        const char* name = at + sizeof note;
        const char* content = name + (note.n_namesz + 3) / 4 * 4;
        if (content + note.n_descsz > end) break;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && std::memcmp(name, "GNU", 4) == 0)
          *static_cast<std::uint64_t*>(out) = ContentHash().add(std::string_view(content, note.n_descsz)).value() | 1;
        at = content + (note.n_descsz + 3) / 4 * 4;
      }
    }
    return 1;   // the first object is the program
  };
  dl_iterate_phdr(visit, &found);
  return found;
}

std::string file_of(const std::string& folder, const std::string& root) {
  return folder + "/" + std::to_string(ContentHash().add(root).value()) + kEnding;
}

/// A descriptor that is closed.
struct Descriptor {
  int number;
  ~Descriptor() {
    if (number >= 0) close(number);
  }
};

/// A folder that nobody else can write to.
bool is_own_folder(const std::string& folder) {
  struct stat found {};
  return lstat(folder.c_str(), &found) == 0 && S_ISDIR(found.st_mode) && found.st_uid == geteuid() && (found.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool make_folder(const std::string& folder) {
  auto slash = folder.rfind('/');
  if (mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return is_own_folder(folder);
  if (errno != ENOENT || slash == 0 || slash == std::string::npos) return false;
  std::string parent = folder.substr(0, slash);
  struct stat found {};
  if (stat(parent.c_str(), &found) != 0 && !make_folder(parent)) return false;
  return mkdir(folder.c_str(), 0700) == 0 && is_own_folder(folder);
}

std::shared_ptr<const std::string> read_own(const std::string& path) {
  Descriptor file{open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)};
  struct stat found {};
  if (file.number < 0 || fstat(file.number, &found) != 0 || !S_ISREG(found.st_mode) || found.st_uid != geteuid() || found.st_size > kLargest) return nullptr;
  auto bytes = std::make_shared<std::string>(static_cast<std::size_t>(found.st_size), '\0');
  std::size_t got = 0;
  while (got < bytes->size()) {
    ssize_t part = read(file.number, bytes->data() + got, bytes->size() - got);
    if (part < 0 && errno == EINTR) continue;
    if (part <= 0) return nullptr;
    got += static_cast<std::size_t>(part);
  }
  futimens(file.number, nullptr);   // used now: see keep_few()
  return bytes;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t part = write(file, bytes.data(), bytes.size());
    if (part < 0 && errno != EINTR) return false;
    if (part > 0) bytes.remove_prefix(static_cast<std::size_t>(part));
  }
  return true;
}

void keep_few(const std::string& folder) {
  DIR* open_folder = opendir(folder.c_str());
  if (!open_folder) return;
  std::vector<std::pair<std::int64_t, std::string>> files;
  while (const dirent* entry = readdir(open_folder)) {
    std::string path = folder + "/" + entry->d_name;
    struct stat found {};
    if (path.ends_with(kEnding) && lstat(path.c_str(), &found) == 0) files.emplace_back(found.st_mtime, path);
  }
  closedir(open_folder);
  std::sort(files.rbegin(), files.rend());
  for (std::size_t i = kMostRoots; i < files.size(); ++i) unlink(files[i].second.c_str());
}

}  // namespace

std::string cache_folder(const ScanOptions& options) {
  if (options.no_cache) return {};
  for (std::string folder : {absolute("BULKHEAD_CACHE_DIR", ""), absolute("XDG_CACHE_HOME", "/bulkhead"), absolute("HOME", "/.cache/bulkhead")})
    if (!folder.empty()) return folder;
  return {};
}

void load_cache(const ScanOptions& options, const std::string& root, UnitMemory& memory) {
  std::string folder = cache_folder(options);
  std::uint64_t program = program_hash();
  if (folder.empty() || root.empty() || program == 0 || !is_own_folder(folder)) return;
  if (auto bytes = read_own(file_of(folder, root))) memory.load(std::move(bytes), program);
}

void save_cache(const ScanOptions& options, const Workspace& workspace, UnitMemory& memory) {
  std::string folder = cache_folder(options);
  std::uint64_t program = program_hash();
  if (folder.empty() || workspace.root().empty() || program == 0 || !memory.changed() || !make_folder(folder)) return;
  std::string path = file_of(folder, workspace.root()), made = path + "." + std::to_string(getpid());
  Descriptor file{open(made.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
  if (file.number < 0) return;
  if (!write_all(file.number, memory.save(workspace, program)) || rename(made.c_str(), path.c_str()) != 0) unlink(made.c_str());
  else memory.saved();
  keep_few(folder);
}

}  // namespace bulkhead::cli
