// What a user trusts without looking: the same bytes in every run, and no secret in anything that is written.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/locations.h"
#include "tests/support/scratch.h"

namespace fs = std::filesystem;
using bulkhead::test::run_bulkhead;
using bulkhead::test::Scratch;

namespace {

/// Path below `root` and content of every file of a fixture estate.
std::vector<std::pair<std::string, std::string>> files_of(const fs::path& root) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.is_regular_file()) out.emplace_back(entry.path().lexically_relative(root).string(), bulkhead::test::read_file(entry.path()));
  std::sort(out.begin(), out.end());
  return out;
}

const std::vector<std::vector<std::string>> kViews = {
    {"scan", "--format", "text"}, {"scan", "--format", "json"},        {"scan", "--format", "sarif"},
    {"scan", "--format", "github"}, {"environments"},                  {"environments", "--format", "json"},
    {"environments", "--format", "dot"}, {"requirements"},             {"requirements", "--format", "json"},
    {"facts"},                      {"scan", "--format", "markdown"},    {"scan", "--format", "gitlab"},
    {"scan", "--format", "gitlab-sast"}, {"scan", "--format", "bitbucket"}, {"scan", "--format", "azure"},
    {"scan", "--format", "rdjson"}, {"scan", "--format", "rdjsonl"},     {"scan", "--format", "junit"},
    {"scan", "--format", "sonar"},  {"scan", "--format", "html"},        {"environments", "--format", "svg"},
    {"environments", "--format", "html"},
};

/// Runs one view of `kViews` over `path`.
std::string view(std::vector<std::string> arguments, const std::string& path, std::vector<std::string> more = {}, const std::string& from = "") {
  arguments.insert(arguments.begin() + 1, path);
  arguments.insert(arguments.end(), {"--date", "2026-11-24"});
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_bulkhead(arguments, from).output;
}

}  // namespace

TEST_CASE("the same bytes for any number of jobs, order of creation and working directory", "[cli][trust]") {
  for (const char* name : {"monorepo", "aws-live", "kustomize-overlays"}) {
    auto files = files_of(fs::path(bulkhead::test::source_directory()) / "fixtures" / name / "estate");
    REQUIRE(files.size() > 5);
    Scratch first, second;
    for (const auto& [path, text] : files) first.write(path, text);
    for (auto file = files.rbegin(); file != files.rend(); ++file) second.write(file->first, file->second);
    for (const auto& arguments : kViews) {
      INFO(name << ": " << arguments.front() << ' ' << arguments.back());
      std::string one = view(arguments, first.at(), {"--jobs", "1"});
      CHECK(one.size() > 100);
      CHECK(one == view(arguments, first.at(), {"--jobs", "8"}));
      CHECK(one == view(arguments, second.at()));
      CHECK(one == view(arguments, ".", {}, first.at()));
    }
    run_bulkhead({"scan", first.at(), "--write-baseline", first.at("known.baseline"), "--fail-on", "never"});
    run_bulkhead({"scan", second.at(), "--write-baseline", second.at("known.baseline"), "--jobs", "1", "--fail-on", "never"});
    CHECK(bulkhead::test::read_file(first.at("known.baseline")).size() > 20);
    CHECK(bulkhead::test::read_file(first.at("known.baseline")) == bulkhead::test::read_file(second.at("known.baseline")));
  }
}

TEST_CASE("no secret stands in anything that is written", "[cli][trust]") {
  // Each in two parts, so that no scanner of this repository takes them for real.
  const std::string password = "Vq8ZrT2wKx" "9LmN4pYs7B", key = "AKIA" "Q3EGRIMLTTXW5C7N", token = "ghp_" "kW9dQ2mX7cVb4nZs8LpT3rYh6JfGaU1eRoEi";
  const std::string encoded = "VnE4WnJUMndLeD" "lMbU40cFlzN0I=";   // password in base64
  Scratch scratch;
  for (const char* name : {"prod", "dev"}) {
    std::string environment = name;
    scratch.write(environment + "/secret.yaml",
                  "apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop-" + environment + "}\nstringData:\n  password: " + password +
                      "\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: old, namespace: shop-" + environment + "}\ndata:\n  password: " + encoded +
                      "\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop-" + environment +
                      "}\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/web:1\n      args: [\"--token=" + token +
                      "\"]\n      env:\n        - {name: DATABASE_URL, value: \"postgres://app:" + password + "@db.example.com/app\"}\n");
    scratch.write("live/" + environment + "/main.tf",
                  "resource \"aws_db_instance\" \"main\" {\n  identifier = \"orders-" + environment + "\"\n  password = var.password\n}\n"
                  "variable \"password\" {}\nlocals {\n  aws = \"" + key + "\"\n  url = \"https://user:" + password + "@api.example.com/\"\n}\n"
                  "output \"url\" { value = local.url }\n"
                  "provider \"aws\" {\n  access_key = local.aws\n  secret_key = var.password\n}\n"
                  "resource \"null_resource\" \"x\" { triggers = { n = tonumber(var.password) } }\n");
    scratch.write("live/" + environment + "/terraform.tfvars", "password = \"" + password + "\"\n");
  }
  scratch.write("Dockerfile", "FROM registry.example.com/base:1.2.3\nENV DB_PASSWORD=" + password + "\nRUN curl -H 'Authorization: token " + token + "' https://x.example.com\n");
  scratch.write("compose.yaml", "services:\n  db:\n    image: postgres:16\n    env_file: .env\n    environment:\n      POSTGRES_PASSWORD: " + password + "\n");
  scratch.write(".env", "API_TOKEN=" + token + "\n");
  scratch.write("broken.tf", "locals {\n  password = \"" + password + "\n  \"" + password + "\" = = 1\n");
  scratch.write("broken.yaml", "password: " + password + "\n  bad: [" + password + "\n");

  std::vector<std::string> secrets = {password, key, token, encoded};
  std::vector<std::string> written;
  for (const auto& arguments : kViews) written.push_back(view(arguments, scratch.at()));
  run_bulkhead({"scan", scratch.at(), "--write-baseline", scratch.at("known.baseline"), "--fail-on", "never"});
  written.push_back(bulkhead::test::read_file(scratch.at("known.baseline")));
  for (const auto& file : {"prod/secret.yaml", "broken.tf", "broken.yaml"}) {
    auto result = run_bulkhead({"scan", scratch.at(file)});
    written.push_back(result.output + result.errors);
  }
  CHECK(nlohmann::json::parse(written[1])["findings"].size() > 8);
  for (std::size_t i = 0; i < written.size(); ++i) {
    INFO("output " << i);
    CHECK(written[i].size() > 20);
    for (const auto& secret : secrets) CHECK(written[i].find(secret) == std::string::npos);
  }
}
