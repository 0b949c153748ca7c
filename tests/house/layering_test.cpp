// The house rules that a reader relies on, held by a test: include arrows, no I/O outside the edges, sizes of files.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/locations.h"
#include "tests/support/scratch.h"

namespace {

namespace fs = std::filesystem;
const fs::path kRoot = bulkhead::test::source_directory();

/// Our own sources below `folder`, relative paths, sorted.
std::vector<std::string> sources(std::initializer_list<const char*> folders) {
  std::vector<std::string> out;
  for (const char* folder : folders) {
    if (!fs::exists(kRoot / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
      auto extension = entry.path().extension();
      if (extension == ".cpp" || extension == ".h") out.push_back(fs::relative(entry.path(), kRoot).generic_string());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> includes(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("#include")) continue;
    auto begin = line.find_first_of("\"<"), end = line.find_last_of("\">");
    if (begin != std::string::npos && end > begin) out.push_back(line.substr(begin + 1, end - begin - 1));
  }
  return out;
}

/// Layer of a source or header: the folder that the table below names.
std::string layer(const std::string& path) {
  if (path.starts_with("parsers/text")) return "parsers/text";
  if (path.starts_with("parsers/")) return "parsers";
  if (path.starts_with("rules/")) return "rules";
  if (!path.starts_with("analyzer/")) return "";
  auto slash = path.find('/', 9);
  return slash == std::string::npos ? "analyzer" : path.substr(0, slash);
}

/// Who may include whom; a layer may always include itself. The picture in ARCHITECTURE.md shows the same arrows.
const std::map<std::string, std::set<std::string>> kArrows = {
    {"parsers/text", {}},
    {"parsers", {"parsers/text"}},
    {"analyzer/model", {"parsers", "parsers/text"}},
    {"analyzer/workspace", {"analyzer/model", "parsers", "parsers/text"}},
    {"analyzer/config", {"analyzer/model", "parsers/text", "parsers"}},
    {"analyzer/environments", {"analyzer/config", "analyzer/model", "parsers", "parsers/text"}},
    {"analyzer/secrets", {"analyzer/terraform", "analyzer/environments", "analyzer/workspace", "analyzer/config", "analyzer/model", "parsers", "parsers/text"}},
    {"analyzer/terraform", {"analyzer/workspace", "analyzer/config", "analyzer/environments", "analyzer/model", "parsers", "parsers/text"}},
    {"analyzer/kubernetes", {"analyzer/workspace", "analyzer/config", "analyzer/environments", "analyzer/model", "parsers", "parsers/text"}},
    {"analyzer/container", {"analyzer/workspace", "analyzer/config", "analyzer/environments", "analyzer/model", "parsers", "parsers/text"}},
    {"analyzer/facts", {"analyzer/terraform", "analyzer/kubernetes", "analyzer/container", "analyzer/secrets", "analyzer/workspace",
                        "analyzer/config", "analyzer/environments", "analyzer/model", "parsers", "parsers/text"}},
    {"analyzer/estate", {"analyzer/config", "analyzer/environments", "analyzer/model", "parsers/text"}},
    {"analyzer/cel", {"analyzer/model", "analyzer/terraform", "parsers", "parsers/text"}},
    {"analyzer/rules", {"analyzer/cel", "analyzer/estate", "analyzer/terraform", "analyzer/kubernetes", "analyzer/container", "analyzer/workspace",
                        "analyzer/config", "analyzer/environments", "analyzer/model", "parsers", "parsers/text"}},
    {"analyzer/pipeline", {"analyzer/rules", "analyzer/estate", "analyzer/facts", "analyzer/secrets", "analyzer/terraform", "analyzer/kubernetes",
                           "analyzer/container", "analyzer/workspace", "analyzer/config", "analyzer/environments", "analyzer/model",
                           "parsers", "parsers/text"}},
    {"analyzer/report", {"analyzer/pipeline", "analyzer/rules", "analyzer/workspace", "analyzer/config", "analyzer/environments", "analyzer/estate",
                         "analyzer/model", "parsers/text"}},
    {"analyzer/lsp", {"analyzer/report", "analyzer/pipeline", "analyzer/rules", "analyzer/workspace", "analyzer/model", "parsers/text"}},
    {"analyzer/cli", {"analyzer/lsp", "analyzer/report", "analyzer/pipeline", "analyzer/rules", "analyzer/estate", "analyzer/environments", "analyzer/workspace",
                      "analyzer/config", "analyzer/model", "parsers/text"}},
    {"rules", {"analyzer/rules", "analyzer/estate", "analyzer/facts", "analyzer/secrets", "analyzer/terraform", "analyzer/kubernetes",
               "analyzer/container", "analyzer/workspace", "analyzer/config", "analyzer/environments", "analyzer/model", "parsers", "parsers/text"}},
};

}  // namespace

TEST_CASE("include arrows go one way", "[house]") {
  for (const std::string& file : sources({"parsers", "analyzer", "rules"})) {
    const std::string from = layer(file);
    auto allowed = kArrows.find(from);
    INFO(file << " is in a folder that the table of layers does not name");
    REQUIRE(allowed != kArrows.end());
    for (const std::string& include : includes(bulkhead::test::read_file(kRoot / file))) {
      const std::string to = layer(include);
      if (to.empty() || to == from) continue;
      INFO(file << " includes " << include);
      CHECK(allowed->second.contains(to));
    }
  }
}

TEST_CASE("only the edges touch files, consoles and processes", "[house]") {
  const std::set<std::string> banned = {"fstream", "iostream", "filesystem", "cstdio", "stdio.h", "fcntl.h", "unistd.h", "sys/stat.h", "dirent.h"};
  for (const std::string& file : sources({"parsers", "analyzer", "rules"})) {
    if (file.starts_with("analyzer/workspace/") || file.starts_with("analyzer/cli/")) continue;
    for (const std::string& include : includes(bulkhead::test::read_file(kRoot / file))) {
      INFO(file << " includes <" << include << ">");
      CHECK_FALSE(banned.contains(include));
    }
  }
}

TEST_CASE("only the workspace reads git", "[house]") {
  for (const std::string& file : sources({"parsers", "analyzer", "rules"})) {
    if (file.starts_with("analyzer/workspace/git_")) continue;
    for (const std::string& include : includes(bulkhead::test::read_file(kRoot / file))) {
      INFO(file << " includes <" << include << ">");
      CHECK_FALSE((include.starts_with("git2") || include == "analyzer/workspace/git_handle.h"));
    }
  }
}

TEST_CASE("files stay small enough to read", "[house]") {
  std::vector<std::size_t> lines;
  for (const std::string& file : sources({"parsers", "analyzer", "rules"})) {
    const std::string text = bulkhead::test::read_file(kRoot / file);
    lines.push_back(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));
    INFO(file << " has " << lines.back() << " lines");
    CHECK(lines.back() <= 500);
  }
  std::sort(lines.begin(), lines.end());
  CHECK(lines[lines.size() / 2] < 150);
}

TEST_CASE("no registry host and no path of a machine stands in the project", "[house]") {
  // Written in two halves so that this test does not find itself.
  const std::vector<std::string> banned = {std::string("registry.") + "npmjs", std::string("deb.") + "debian.org", std::string("pypi.") + "org",
                                           std::string("/wo") + "rk/", std::string("/ro") + "ot/"};
  for (const auto& entry : fs::recursive_directory_iterator(kRoot)) {
    auto path = fs::relative(entry.path(), kRoot).generic_string();
    if (path.starts_with("build/") || path.find("node_modules/") != std::string::npos || path.starts_with(".git/")) continue;
    if (!entry.is_regular_file() || entry.is_symlink() || path == ".git") continue;
    const std::string text = bulkhead::test::read_file(entry.path());
    for (const std::string& word : banned) {
      INFO(path << " contains " << word);
      CHECK(text.find(word) == std::string::npos);
    }
  }
}
