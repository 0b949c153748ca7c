#include "tests/support/packages.h"

#include "tests/support/locations.h"
#include "tests/support/scratch.h"

namespace bulkhead::test {
namespace {

std::string make(const std::string& directory, std::string& why) {
  if (!release_build()) return why = "packages are made from the release build", "";
  for (const char* tool : {"dpkg-deb", "npm", "ninja", "strip"})
    if (!has_command(tool)) return why = std::string(tool) + " is not installed here", "";
  if (!python_has("tarfile, zipfile, zlib, json, uuid")) return why = "python3 has no whole standard library here", "";
  const std::string build = std::filesystem::path(bulkhead_binary()).parent_path().string();
  CommandResult done = run("/usr/bin/env", {"PYTHONDONTWRITEBYTECODE=1", "SOURCE_DATE_EPOCH=1790000000", "python3",
                                            source_directory() + "/packaging/package.py", build, directory});
  if (done.exit_code != 0) throw std::runtime_error("packaging/package.py: " + done.output + done.errors);
  return directory;
}

}  // namespace

std::string packages(std::string& why) {
  static Scratch scratch;
  static std::string reason;
  static const std::string made = make(scratch.at("packages"), reason);
  why = reason;
  return made;
}

CommandResult shell(const std::string& script, const std::string& directory, const std::string& argument) {
  return run("/usr/bin/env", {"LC_ALL=C.UTF-8", "bash", "-euc", script, "-", argument}, directory);
}

bool has_command(const std::string& name) { return shell("command -v " + name + " >/dev/null").exit_code == 0; }

bool python_has(const std::string& modules) { return run("/usr/bin/env", {"python3", "-c", "import " + modules}).exit_code == 0; }

}  // namespace bulkhead::test
