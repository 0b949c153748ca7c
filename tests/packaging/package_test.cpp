// Everything that is handed out, made once from the built program and then read by the tools that read it.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "tests/support/git_repository.h"
#include "tests/support/locations.h"

using bulkhead::test::CommandResult;
using bulkhead::test::run;
namespace fs = std::filesystem;

namespace {

const std::string kSource = bulkhead::test::source_directory();

CommandResult shell(const std::string& script, const std::string& directory, const std::string& argument = "") {
  return run("/usr/bin/env", {"LC_ALL=C.UTF-8", "bash", "-euc", script, "-", argument}, directory);
}

bool has(const std::string& command) { return shell("command -v " + command + " >/dev/null", "").exit_code == 0; }

/// The folder of packages; the empty string, and why, where they cannot be made.
std::string packages(std::string& why) {
  static bulkhead::test::Scratch scratch;
  static std::string reason;
  static const std::string made = [] {
    if (!bulkhead::test::release_build()) return reason = "packages are made from the release build", std::string();
    for (const char* tool : {"dpkg-deb", "npm", "ninja", "strip"})
      if (!has(tool)) return reason = std::string(tool) + " is not installed here", std::string();
    if (run("/usr/bin/env", {"python3", "-c", "import tarfile, zipfile, zlib, json, uuid, lzma"}).exit_code != 0)
      return reason = "python3 has no whole standard library here", std::string();
    CommandResult done = run("/usr/bin/env", {"PYTHONDONTWRITEBYTECODE=1", "SOURCE_DATE_EPOCH=1790000000", "python3", kSource + "/packaging/package.py",
                                              fs::path(bulkhead::test::bulkhead_binary()).parent_path().string(), scratch.at("packages")});
    INFO(done.output << done.errors);
    REQUIRE(done.exit_code == 0);
    return scratch.at("packages");
  }();
  why = reason;
  return made;
}

const std::string kVersion = bulkhead::test::run_bulkhead({"version"}).output;

}  // namespace

TEST_CASE("packages agree with their checksums, and the archive runs", "[packaging][slow]") {
  std::string why, at = packages(why);
  if (at.empty()) SKIP(why);
  CommandResult sums = shell("sha256sum --strict -c SHA256SUMS", at);
  INFO(sums.output << sums.errors);
  CHECK(sums.exit_code == 0);
  CHECK(std::count(sums.output.begin(), sums.output.end(), '\n') == 7);
  bulkhead::test::Scratch scratch;
  CHECK(shell("tar -xzf \"$1\"/bulkhead-*-linux-*.tar.gz && bulkhead-*/bulkhead version", scratch.at(), at).output == kVersion);
  CHECK(shell("tar -tzvf \"$1\"/bulkhead-*-linux-*.tar.gz | grep -cv 0/0", scratch.at(), at).output == "0\n");
}

TEST_CASE("the Debian package is what lintian expects", "[packaging][slow]") {
  std::string why, at = packages(why);
  if (at.empty()) SKIP(why);
  bulkhead::test::Scratch scratch;
  CommandResult unpacked = shell("dpkg-deb -x \"$1\"/*.deb . && usr/bin/bulkhead version && dpkg-deb -f \"$1\"/*.deb Depends", scratch.at(), at);
  CHECK(unpacked.output == kVersion + "\n");   // it depends on nothing
  for (const char* path : {"usr/share/man/man1/bulkhead.1.gz", "usr/share/bash-completion/completions/bulkhead", "usr/share/zsh/vendor-completions/_bulkhead",
                           "usr/share/fish/vendor_completions.d/bulkhead.fish", "usr/share/doc/bulkhead/copyright", "usr/share/doc/bulkhead/changelog.Debian.gz",
                           "usr/share/doc/bulkhead/THIRD-PARTY-NOTICES.gz"}) {
    INFO(path);
    CHECK(fs::file_size(scratch.at(path)) > 100);
  }
  if (!has("lintian")) SKIP("lintian is not installed here: the package is not judged");
  CommandResult judged = shell("lintian --allow-root --fail-on error,warning -I --suppress-tags spelling-error-in-binary \"$1\"/*.deb", scratch.at(), at);
  CHECK(judged.output == "");
  CHECK(judged.exit_code == 0);
}

TEST_CASE("npm installs the launcher and its program without a network", "[packaging][slow]") {
  std::string why, at = packages(why);
  if (at.empty()) SKIP(why);
  bulkhead::test::Scratch scratch;
  const std::string environment = "export HOME=$PWD npm_config_cache=$PWD/cache npm_config_update_notifier=false; ";
  CommandResult installed = shell(environment + "npm install --offline --no-audit --no-fund \"$1\"/*.tgz && npx --offline bulkhead version", scratch.at(), at);
  INFO(installed.output << installed.errors);
  CHECK(installed.exit_code == 0);
  CHECK(installed.output.ends_with(kVersion));
  const std::string launcher = "node node_modules/bulkhead/bin/bulkhead.js ";
  CHECK(shell(launcher + "scan nowhere", scratch.at()).exit_code == 2);
  CHECK(shell(launcher + "lsp < /dev/null", scratch.at()).exit_code == 1);   // an editor that leaves without saying goodbye
  CommandResult elsewhere = shell("node -e 'Object.defineProperty(process, \"platform\", {value: \"sunos\"}); require(\"bulkhead/bin/bulkhead.js\")'", scratch.at());
  CHECK(elsewhere.exit_code == 2);
  CHECK(elsewhere.errors.find("no program for sunos") != std::string::npos);
  CommandResult without = shell("rm -r node_modules/@bulkhead; " + launcher + "version", scratch.at());
  CHECK(without.exit_code == 2);
  CHECK(without.errors.find("--omit=optional") != std::string::npos);
}

TEST_CASE("the bill of materials names what is linked", "[packaging][slow]") {
  std::string why, at = packages(why);
  if (at.empty()) SKIP(why);
  CommandResult text = shell("cat bulkhead-*.cdx.json", at);
  auto bill = nlohmann::json::parse(text.output);
  std::map<std::string, std::string> versions;
  for (const auto& component : bill["components"]) versions[component["name"]] = component["version"];
  for (const char* name : {"libc6-dev", "libgit2-dev", "libre2-dev", "libmpfr-dev", "libgmp-dev", "libyaml-dev", "libyaml-cpp-dev", "libutf8proc-dev", "libxxhash-dev",
                           "libjemalloc-dev", "libstdc++-12-dev", "nlohmann-json3-dev", "libcli11-dev", "tree-sitter", "tree-sitter-bash"}) {
    INFO(name);
    CHECK(versions.contains(name));
  }
  CHECK(versions["libre2-dev"] + "\n" == shell("dpkg-query -W -f='${Version}\\n' libre2-dev", at).output);
  // Its own grammar reads HCL; the other is for tests.
  CHECK_FALSE(versions.contains("@tree-sitter-grammars/tree-sitter-hcl"));
  CHECK(bill["metadata"]["component"]["hashes"][0]["content"].get<std::string>() + "\n" == shell("sha256sum < image/bulkhead | cut -d' ' -f1", at).output);
  const std::string validate = "import glob, sys\nfrom cyclonedx.schema import SchemaVersion\nfrom cyclonedx.validation.json import JsonStrictValidator\n"
                               "wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(glob.glob('bulkhead-*.cdx.json')[0]).read())\nsys.exit(str(wrong) if wrong else 0)";
  if (run("/usr/bin/env", {"python3", "-c", "import cyclonedx.validation.json, jsonschema"}).exit_code != 0) SKIP("cyclonedx-python-lib is not installed here: no schema");
  CommandResult valid = run("/usr/bin/env", {"python3", "-c", validate}, at);
  INFO(valid.errors);
  CHECK(valid.exit_code == 0);
}

TEST_CASE("the image file has nothing to report", "[packaging]") {
  CommandResult scanned = bulkhead::test::run_bulkhead({"scan", kSource + "/packaging/image"});
  INFO(scanned.output);
  CHECK(scanned.exit_code == 0);
  CHECK(scanned.output.starts_with("No findings in "));
}

namespace {

/// A repository of root's, with a privileged pod in its last commit.
void add_repository(const bulkhead::test::TestRepository& repository) {
  repository.write("web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: colours, namespace: shop-prod}\ndata: {sky: blue}\n");
  repository.commit();
  repository.write("web.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop-prod}\nspec:\n  containers:\n    - name: web\n"
                               "      securityContext: {privileged: true}\n");
  repository.commit();
  fs::permissions(repository.at(), fs::perms(0755));
}

/// `inside` runs bulkhead with arguments where the repository is the working folder and may not be written.
template <class Run>
void check_inside(const Run& inside) {
  CHECK(inside("version").output == kVersion);
  CHECK(inside("scan").exit_code == 1);
  CHECK(inside("scan --write-baseline new.json").exit_code == 2);
  CHECK(inside("hook").exit_code == 0);
  CommandResult change = inside("scan --diff-base HEAD~1");
  INFO(change.output << change.errors);
  CHECK(change.exit_code == 1);
  CHECK(change.output.find("web.yaml") != std::string::npos);
}

}  // namespace

TEST_CASE("the image's file system works for any user on a repository of another", "[packaging][slow]") {
  std::string why, at = packages(why);
  if (at.empty()) SKIP(why);
  if (geteuid() != 0) SKIP("only root can enter another root file system");
  bulkhead::test::Scratch scratch;
  bulkhead::test::TestRepository repository;
  add_repository(repository);
  CommandResult unpacked = shell("mkdir root; tar -xf \"$1\"/*-image-*.tar; tar -xzf \"$(ls -S blobs/sha256/* | head -n 1)\" -C root; find root | sort", scratch.at(), at);
  CHECK(unpacked.output == "root\nroot/src\nroot/usr\nroot/usr/bin\nroot/usr/bin/bulkhead\nroot/usr/share\nroot/usr/share/doc\nroot/usr/share/doc/bulkhead\n"
                           "root/usr/share/doc/bulkhead/LICENSE\nroot/usr/share/doc/bulkhead/THIRD-PARTY-NOTICES.txt\n");
  fs::remove(scratch.at("root/src"));
  fs::copy(repository.at(), scratch.at("root/src"), fs::copy_options::recursive);
  for (const std::string& path : {scratch.at(), scratch.at("root/src")}) fs::permissions(path, fs::perms(0755));
  for (const std::string who : {"65532", "12345"}) {
    INFO(who);
    check_inside([&](const std::string& arguments) {
      return shell("exec unshare --root=root --wd=/src --setgid=" + who + " --setuid=" + who + " /usr/bin/bulkhead " + arguments, scratch.at());
    });
  }
}

TEST_CASE("the image that is packed is the one that the image file makes", "[packaging][slow]") {
  std::string why, at = packages(why);
  if (at.empty()) SKIP(why);
  if (geteuid() != 0 || !has("buildah") || !has("skopeo")) SKIP("buildah and skopeo, run by root, are not here");
  bulkhead::test::Scratch scratch;
  bulkhead::test::TestRepository repository;
  add_repository(repository);
  auto buildah = [&](const std::string& arguments) {
    return shell("exec buildah --storage-driver vfs --root \"$PWD/store\" --runroot \"$PWD/run\" " + arguments, scratch.at(), at);
  };
  CommandResult built = buildah("bud -q --isolation chroot -t made:latest -f " + kSource + "/packaging/image/Containerfile \"$1/image\"");
  INFO(built.output << built.errors);
  REQUIRE(built.exit_code == 0);
  // docker before version 25 reads the archive by its manifest.json, everything else as OCI: both must load.
  auto made = nlohmann::json::parse(buildah("inspect --type image made:latest").output)["OCIv1"]["config"];
  made.erase("Labels");
  for (const std::string form : {"oci-archive", "docker-archive"}) {
    INFO(form);
    auto packed = nlohmann::json::parse(shell("skopeo inspect --config " + form + ":$(ls \"$1\"/*-image-*.tar)", scratch.at(), at).output);
    CHECK(packed["config"] == made);
    REQUIRE(buildah("from --name " + form + " " + form + ":$(ls \"$1\"/*-image-*.tar)").exit_code == 0);
  }
  REQUIRE(buildah("from --name made made:latest").exit_code == 0);
  for (const std::string container : {"made", "oci-archive", "docker-archive"})
    for (const std::string who : {"65532:65532", "12345:54321"}) {
      INFO(container << " as " << who);
      check_inside([&](const std::string& arguments) {
        return buildah("run --isolation chroot --user " + who + " -v " + repository.at() + ":/src:ro " + container + " -- bulkhead " + arguments);
      });
    }
}
