#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/workspace/workspace.h"

using namespace bulkhead;
namespace fs = std::filesystem;

namespace {

/// A directory of its own, gone afterwards.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "bulkhead-test-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
  }
  ~Scratch() { fs::remove_all(root_); }
  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << text;
  }
  const fs::path& root() const { return root_; }

 private:
  fs::path root_;
};

std::vector<std::string> paths(const Workspace& workspace) {
  std::vector<std::string> out;
  for (const auto& file : workspace.files()) out.push_back(file.path);
  return out;
}

bool has_problem(const Workspace& workspace, std::string_view part) {
  auto problems = workspace.problems();
  return std::any_of(problems.begin(), problems.end(), [&](const Diagnostic& d) { return d.message.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("paths are normalised and never leave the root", "[workspace]") {
  CHECK(normalise_path("a/b/../c/./d") == "a/c/d");
  CHECK(normalise_path("./a//b/") == "a/b");
  CHECK(normalise_path("a/..") == "");
  CHECK_FALSE(normalise_path("../a"));
  CHECK_FALSE(normalise_path("a/../../b"));
  CHECK_FALSE(normalise_path("/etc/passwd"));
  CHECK(directory_of("a/b/c.tf") == "a/b");
  CHECK(directory_of("c.tf").empty());
  CHECK(file_name_of("a/b/c.tf") == "c.tf");
}

TEST_CASE("languages come from names", "[workspace]") {
  CHECK(language_of("a/main.tf") == Language::terraform);
  CHECK(language_of("a/main.tf.json") == Language::terraform_json);
  CHECK(language_of("prod.auto.tfvars") == Language::tfvars);
  CHECK(language_of("x.tfvars.json") == Language::tfvars_json);
  CHECK(language_of("terragrunt.hcl") == Language::hcl);
  CHECK(language_of("api/Dockerfile") == Language::dockerfile);
  CHECK(language_of("Dockerfile.prod") == Language::dockerfile);
  CHECK(language_of("api.Dockerfile") == Language::dockerfile);
  CHECK(language_of("Containerfile") == Language::dockerfile);
  CHECK(language_of("Dockerfile.dockerignore") == Language::other);
  CHECK(language_of("a.yml") == Language::yaml);
  CHECK(language_of(".env.prod") == Language::env_file);
  CHECK(language_of("README.md") == Language::other);
}

TEST_CASE("a workspace in memory is sorted and complete", "[workspace]") {
  auto workspace = Workspace::from_memory({{"b/x.tf", "b"}, {"./a.tf", "a"}, {"b/c/y.yaml", "y"}, {"../out.tf", "no"}});
  CHECK(paths(workspace) == std::vector<std::string>{"a.tf", "b/c/y.yaml", "b/x.tf"});
  CHECK(workspace.text(workspace.find("b/x.tf")->id) == "b");
  CHECK(workspace.find("b") == nullptr);
  CHECK(workspace.directories() == std::vector<std::string>{"", "b", "b/c"});
  CHECK(workspace.files_in("b").size() == 1);
  CHECK(workspace.directory_exists("b/c"));
  CHECK_FALSE(workspace.directory_exists("b/x"));
  CHECK(workspace.file(FileId::none).path.empty());
  CHECK(workspace.text(FileId::none).empty());
}

TEST_CASE("the walk respects ignore files and skips copies of others", "[workspace]") {
  Scratch scratch;
  scratch.write(".git/info/exclude", "secret.tf\n");
  scratch.write(".git/config.tf", "x");
  scratch.write(".gitignore", "*.log\n.terraform\n/out/\n");
  scratch.write("live/.gitignore", "local.tf\n!keep.log\n");
  for (auto path : {"main.tf", "secret.tf", "a.log", "out/x.tf", "live/local.tf", "live/keep.log", "live/main.tf", "node_modules/x/a.tf",
                    ".terraform/modules/modules.json", ".terraform/modules/net/main.tf", ".terraform/providers/p.tf", "go/go.mod", "go/vendor/m.tf"})
    scratch.write(path, "x");
  auto workspace = Workspace::discover(scratch.root().string(), {});
  CHECK(paths(workspace) == std::vector<std::string>{".gitignore", ".terraform/modules/modules.json", ".terraform/modules/net/main.tf", "go/go.mod",
                                                     "live/.gitignore", "live/keep.log", "live/main.tf", "main.tf"});
  auto below = Workspace::discover((scratch.root() / "live").string(), {});
  CHECK(paths(below) == std::vector<std::string>{".gitignore", "keep.log", "main.tf"});
  auto ignored_root = Workspace::discover((scratch.root() / "out").string(), {});
  CHECK(paths(ignored_root) == std::vector<std::string>{"x.tf"});
  auto one = Workspace::discover((scratch.root() / "secret.tf").string(), {});
  CHECK(paths(one) == std::vector<std::string>{"secret.tf"});
  DiscoverOptions options;
  options.exclude = {"live/**"};
  CHECK(Workspace::discover(scratch.root().string(), options).find("live/main.tf") == nullptr);
  options = {};
  options.only = {"live/main.tf"};
  CHECK(paths(Workspace::discover(scratch.root().string(), options)) == std::vector<std::string>{"live/main.tf"});
}

TEST_CASE("links stay inside the root and never loop", "[workspace]") {
  Scratch outside, scratch;
  outside.write("secret.tf", "x");
  scratch.write("shared/common.tf", "common");
  fs::create_directories(scratch.root() / "prod");
  fs::create_symlink("../shared/common.tf", scratch.root() / "prod/common.tf");
  fs::create_directory_symlink("shared", scratch.root() / "linked");
  fs::create_directory_symlink("..", scratch.root() / "prod/up");
  fs::create_symlink("self.tf", scratch.root() / "self.tf");
  fs::create_symlink(outside.root() / "secret.tf", scratch.root() / "out.tf");
  fs::create_directory_symlink(outside.root(), scratch.root() / "outdir");
  auto workspace = Workspace::discover(scratch.root().string(), {});
  CHECK(paths(workspace) == std::vector<std::string>{"linked/common.tf", "prod/common.tf", "shared/common.tf"});
  CHECK(workspace.text(workspace.find("prod/common.tf")->id) == "common");
  CHECK(has_problem(workspace, "self.tf: symbolic link loop"));
  CHECK(has_problem(workspace, "prod/up: symbolic link loop"));
  CHECK(has_problem(workspace, "out.tf: symbolic link out of"));
}

TEST_CASE("what cannot be read is said with its file", "[workspace]") {
  Scratch scratch;
  scratch.write("binary.tf", std::string("a\0b", 3));
  scratch.write("utf16.tf", std::string("\xFF\xFE" "a\0", 4));
  scratch.write("latin.yaml", "a: caf\xE9\n");
  scratch.write("large.tf", std::string(2000, ' '));
  scratch.write("empty.tf", "");
  REQUIRE(mkfifo((scratch.root() / "pipe.tf").c_str(), 0600) == 0);
  DiscoverOptions options;
  options.max_file_bytes = 1000;
  auto workspace = Workspace::discover(scratch.root().string(), options);
  for (const auto& file : workspace.files()) workspace.text(file.id);
  CHECK(has_problem(workspace, "binary"));
  CHECK(has_problem(workspace, "UTF-16"));
  CHECK(has_problem(workspace, "not valid UTF-8"));
  CHECK(has_problem(workspace, "too large"));
  CHECK(has_problem(workspace, "pipe.tf: not read: not a regular file"));
  CHECK(workspace.text(workspace.find("latin.yaml")->id).size() == 8);
  CHECK(workspace.problems().size() == 5);
}
