// Packages, read by the tools that read them.
#include <catch2/catch_test_macros.hpp>
#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/support/packages.h"
#include "tests/support/scratch.h"

using namespace bulkhead::test;
namespace fs = std::filesystem;

namespace {

std::string version_line() { return run_bulkhead({"version"}).output; }

}  // namespace

TEST_CASE("packages agree with their checksums, and the archive runs", "[packaging][slow]") {
  std::string why, at = packages(why);
  if (at.empty()) SKIP(why);
  CommandResult sums = shell("sha256sum --strict -c SHA256SUMS", at);
  INFO(sums.output << sums.errors);
  CHECK(sums.exit_code == 0);
  CHECK(std::count(sums.output.begin(), sums.output.end(), '\n') == 7);
  Scratch scratch;
  CHECK(shell("tar -xzf \"$1\"/bulkhead-*-linux-*.tar.gz && bulkhead-*/bulkhead version", scratch.at(), at).output == version_line());
  CHECK(shell("tar -tzvf \"$1\"/bulkhead-*-linux-*.tar.gz | grep -cv 0/0", scratch.at(), at).output == "0\n");
}

TEST_CASE("the Debian package is what lintian expects", "[packaging][slow]") {
  std::string why, at = packages(why);
  if (at.empty()) SKIP(why);
  Scratch scratch;
  const std::string unpack = "dpkg-deb -x \"$1\"/*.deb . && usr/bin/bulkhead version && dpkg-deb -f \"$1\"/*.deb Depends";
  CHECK(shell(unpack, scratch.at(), at).output == version_line() + "\n");   // it depends on nothing
  const std::string share = "usr/share/", documents = share + "doc/bulkhead/";
  for (const std::string& path : {share + "man/man1/bulkhead.1.gz", share + "bash-completion/completions/bulkhead",
                                  share + "zsh/vendor-completions/_bulkhead", share + "fish/vendor_completions.d/bulkhead.fish",
                                  documents + "copyright", documents + "changelog.Debian.gz", documents + "THIRD-PARTY-NOTICES.gz"}) {
    INFO(path);
    CHECK(fs::file_size(scratch.at(path)) > 100);
  }
  if (!has_command("lintian")) SKIP("lintian is not installed here: the package is not judged");
  const std::string judge = "lintian --allow-root --fail-on error,warning -I --suppress-tags spelling-error-in-binary \"$1\"/*.deb";
  CommandResult judged = shell(judge, scratch.at(), at);
  CHECK(judged.output == "");
  CHECK(judged.exit_code == 0);
}

TEST_CASE("npm installs the launcher and its program without a network", "[packaging][slow]") {
  std::string why, at = packages(why);
  if (at.empty()) SKIP(why);
  Scratch scratch;
  const std::string install = "export HOME=$PWD npm_config_cache=$PWD/cache npm_config_update_notifier=false\n"
                              "npm install --offline --no-audit --no-fund \"$1\"/*.tgz && npx --offline bulkhead version";
  CommandResult installed = shell(install, scratch.at(), at);
  INFO(installed.output << installed.errors);
  CHECK(installed.exit_code == 0);
  CHECK(installed.output.ends_with(version_line()));
  const std::string launcher = "node node_modules/bulkhead/bin/bulkhead.js ";
  CHECK(shell(launcher + "scan nowhere", scratch.at()).exit_code == 2);
  CHECK(shell(launcher + "lsp < /dev/null", scratch.at()).exit_code == 1);   // an editor that leaves without saying goodbye
  const std::string on_sunos = "node -e 'Object.defineProperty(process, \"platform\", {value: \"sunos\"})\n"
                               "require(\"bulkhead/bin/bulkhead.js\")'";
  CommandResult elsewhere = shell(on_sunos, scratch.at());
  CHECK(elsewhere.exit_code == 2);
  CHECK(elsewhere.errors.find("no program for sunos") != std::string::npos);
  CommandResult without = shell("rm -r node_modules/@bulkhead; " + launcher + "version", scratch.at());
  CHECK(without.exit_code == 2);
  CHECK(without.errors.find("--omit=optional") != std::string::npos);
}

TEST_CASE("the bill of materials names what is linked", "[packaging][slow]") {
  std::string why, at = packages(why);
  if (at.empty()) SKIP(why);
  auto bill = nlohmann::json::parse(shell("cat bulkhead-*.cdx.json", at).output);
  std::map<std::string, std::string> versions;
  for (const auto& component : bill["components"]) versions[component["name"]] = component["version"];
  for (const char* name : {"libc6-dev", "libstdc++-12-dev", "libgit2-dev", "libre2-dev", "libmpfr-dev", "libgmp-dev", "libyaml-dev",
                           "libyaml-cpp-dev", "libutf8proc-dev", "libxxhash-dev", "libjemalloc-dev", "nlohmann-json3-dev",
                           "libcli11-dev", "tree-sitter", "tree-sitter-bash"}) {
    INFO(name);
    CHECK(versions.contains(name));
  }
  CHECK(versions["libre2-dev"] == shell("dpkg-query -W -f='${Version}' libre2-dev").output);
  // Its own parser reads HCL; this one is for tests.
  CHECK_FALSE(versions.contains("@tree-sitter-grammars/tree-sitter-hcl"));
  const std::string digest = bill["metadata"]["component"]["hashes"][0]["content"];
  CHECK(digest + "\n" == shell("sha256sum < image/bulkhead | cut -d' ' -f1", at).output);
  if (!python_has("cyclonedx.validation.json, jsonschema")) SKIP("cyclonedx-python-lib is not installed here: no schema");
  const std::string validate = R"(
import glob, sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(glob.glob('bulkhead-*.cdx.json')[0]).read())
sys.exit(str(wrong) if wrong else 0)
)";
  CommandResult valid = run("/usr/bin/env", {"python3", "-c", validate}, at);
  INFO(valid.errors);
  CHECK(valid.exit_code == 0);
}
