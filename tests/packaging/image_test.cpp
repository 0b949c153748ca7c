// The container image: entered without an engine, and built and run by buildah where that is installed.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "tests/support/git_repository.h"
#include "tests/support/locations.h"
#include "tests/support/packages.h"

using namespace bulkhead::test;
namespace fs = std::filesystem;

namespace {

/// A repository of root's, with a privileged pod in its last commit.
void add_repository(const TestRepository& repository) {
  const std::string head = "metadata: {name: web, namespace: shop-prod}\n";
  repository.write("web.yaml", "apiVersion: v1\nkind: ConfigMap\n" + head + "data: {sky: blue}\n");
  repository.commit();
  repository.write("web.yaml", "apiVersion: v1\nkind: Pod\n" + head + "spec:\n  containers:\n    - name: web\n"
                               "      securityContext: {privileged: true}\n");
  repository.commit();
  fs::permissions(repository.at(), fs::perms(0755));
}

/// `inside` runs bulkhead with arguments where the repository is the working folder and may not be written.
template <class Run>
void check_inside(const Run& inside) {
  CHECK(inside("version").output == run_bulkhead({"version"}).output);
  CHECK(inside("scan").exit_code == 1);
  CHECK(inside("scan --write-baseline new.json").exit_code == 2);
  CHECK(inside("hook").exit_code == 0);
  CommandResult change = inside("scan --diff-base HEAD~1");
  INFO(change.output << change.errors);
  CHECK(change.exit_code == 1);
  CHECK(change.output.find("web.yaml") != std::string::npos);
}

}  // namespace

TEST_CASE("the image file has nothing to report", "[packaging]") {
  CommandResult scanned = run_bulkhead({"scan", source_directory() + "/packaging/image"});
  INFO(scanned.output);
  CHECK(scanned.exit_code == 0);
  CHECK(scanned.output.starts_with("No findings in "));
}

TEST_CASE("the image's file system works for any user on a repository of another", "[packaging][slow]") {
  std::string why, at = packages(why);
  if (at.empty()) SKIP(why);
  if (geteuid() != 0) SKIP("only root can enter another root file system");
  Scratch scratch;
  TestRepository repository;
  add_repository(repository);
  const std::string unpack = "mkdir root; tar -xf \"$1\"/*-image-*.tar\n"
                             "tar -xzf \"$(ls -S blobs/sha256/* | head -n 1)\" -C root; cd root; find . -type f | sort; stat -c %a . src usr/bin/bulkhead";
  CHECK(shell(unpack, scratch.at(), at).output == "./usr/bin/bulkhead\n./usr/share/doc/bulkhead/LICENSE\n"
                                                  "./usr/share/doc/bulkhead/THIRD-PARTY-NOTICES.txt\n755\n755\n755\n");
  fs::remove(scratch.at("root/src"));
  fs::copy(repository.at(), scratch.at("root/src"), fs::copy_options::recursive);
  for (const std::string& path : {scratch.at(), scratch.at("root/src")}) fs::permissions(path, fs::perms(0755));
  for (const std::string who : {"65532", "12345"}) {
    INFO(who);
    check_inside([&](const std::string& arguments) {
      return shell("exec unshare --root=root --wd=/src --setgid=" + who + " --setuid=" + who + " /usr/bin/bulkhead " + arguments,
                   scratch.at());
    });
  }
}

TEST_CASE("the image that is packed is the one that the image file makes", "[packaging][slow]") {
  std::string why, at = packages(why);
  if (at.empty()) SKIP(why);
  if (geteuid() != 0 || !has_command("buildah") || !has_command("skopeo")) SKIP("buildah and skopeo, run by root, are not here");
  Scratch scratch;
  TestRepository repository;
  add_repository(repository);
  auto buildah = [&](const std::string& arguments) {
    return shell("exec buildah --storage-driver vfs --root \"$PWD/store\" --runroot \"$PWD/run\" " + arguments, scratch.at(), at);
  };
  CommandResult built = buildah("bud -q --isolation chroot -t made:latest -f " + source_directory() +
                                "/packaging/image/Containerfile \"$1/image\"");
  INFO(built.output << built.errors);
  REQUIRE(built.exit_code == 0);
  auto made = nlohmann::json::parse(buildah("inspect --type image made:latest").output)["OCIv1"]["config"];
  made.erase("Labels");
  // docker before version 25 reads the archive by its manifest.json, everything else as OCI: both must load.
  for (const std::string form : {"oci-archive", "docker-archive"}) {
    INFO(form);
    const std::string archive = form + ":$(ls \"$1\"/*-image-*.tar)";
    CHECK(nlohmann::json::parse(shell("skopeo inspect --config " + archive, scratch.at(), at).output)["config"] == made);
    REQUIRE(buildah("from --name " + form + " " + archive).exit_code == 0);
  }
  REQUIRE(buildah("from --name made made:latest").exit_code == 0);
  for (const std::string container : {"made", "oci-archive", "docker-archive"})
    for (const std::string who : {"65532:65532", "12345:54321"}) {
      INFO(container << " as " << who);
      const std::string start = "run --isolation chroot --user " + who + " -v " + repository.at() + ":/src:ro " + container + " -- ";
      check_inside([&](const std::string& arguments) { return buildah(start + "bulkhead " + arguments); });
    }
}
