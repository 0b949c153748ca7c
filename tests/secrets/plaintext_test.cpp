// Secrets in evaluated units and in plain files.
#include "analyzer/secrets/plaintext.h"

#include <cstdlib>
#include <filesystem>
#include <map>

#include "analyzer/container/units.h"
#include "analyzer/kubernetes/manifests.h"
#include "analyzer/secrets/base64.h"

namespace {

using namespace bulkhead;

std::string places(const Workspace& workspace, const std::vector<secrets::PlaintextSecret>& found) {
  std::string out;
  for (const auto& secret : found) {
    auto at = workspace.lines(secret.at.file).at(secret.at.begin);
    out += workspace.file(secret.at.file).path + ":" + std::to_string(at.line) + " " + secret.shown + "\n";
  }
  return out;
}

std::string in_compose(const Workspace& workspace) {
  Vocabulary vocabulary;
  Config config;
  std::string out;
  for (const auto& plan : container::plan_compose_projects(workspace, vocabulary, config)) {
    Unit unit = container::evaluate_compose_project(workspace, plan, vocabulary, config);
    out += places(workspace, secrets::find_plaintext(unit, workspace));
  }
  return out;
}

std::string in_manifests(const Workspace& workspace) {
  Vocabulary vocabulary;
  Config config;
  std::string out;
  for (const auto& plan : kubernetes::plan_manifest_sets(workspace, vocabulary, config)) {
    Unit unit = kubernetes::evaluate_manifest_set(workspace, plan, vocabulary, config);
    out += places(workspace, secrets::find_plaintext(unit, workspace));
  }
  return out;
}

}  // namespace

TEST_CASE("Compose: environment, command and committed secret files", "[secrets]") {
  auto workspace = Workspace::from_memory({{"compose.yaml",
                                            "services:\n"
                                            "  db:\n"
                                            "    image: postgres:16\n"
                                            "    environment:\n"
                                            "      - POSTGRES_PASSWORD=mysecretword\n"
                                            "      - POSTGRES_USER=shop\n"
                                            "  web:\n"
                                            "    image: web:1\n"
                                            "    environment:\n"
                                            "      API_TOKEN: ${API_TOKEN}\n"
                                            "      DB_PASSWORD_FILE: /run/secrets/db\n"
                                            "secrets:\n"
                                            "  db:\n"
                                            "    file: db/password.txt\n"
                                            "  other:\n"
                                            "    file: db/missing.txt\n"},
                                           {"db/password.txt", "k7vRq2zPw\n"}});
  CHECK(in_compose(workspace) == "compose.yaml:5 password of 12 characters\ncompose.yaml:14 committed secret file of 9 characters\n");
}

TEST_CASE("Kubernetes: Secrets, environment, scripts in ConfigMaps", "[secrets]") {
  auto workspace = Workspace::from_memory({{"app.yaml",
                                            "apiVersion: v1\n"
                                            "kind: Secret\n"
                                            "metadata: {name: a}\n"
                                            "data:\n"
                                            "  username: c2hvcA==\n"
                                            "  session: azd2UnEyelB3\n"
                                            "  password: azd2UnEyelB3\n"
                                            "---\n"
                                            "apiVersion: v1\n"
                                            "kind: ConfigMap\n"
                                            "metadata: {name: b}\n"
                                            "data:\n"
                                            "  run.sh: |\n"
                                            "    #!/bin/sh\n"
                                            "    export API_TOKEN=q9k2v7x4b1n8m3z6\n"
                                            "    export TOKEN_URL=https://login.shop.internal/token\n"
                                            "---\n"
                                            "apiVersion: bitnami.com/v1alpha1\n"
                                            "kind: SealedSecret\n"
                                            "metadata: {name: c}\n"
                                            "spec: {encryptedData: {password: AgBy3i4OJSWK7PiTySYZZA9rO43cGDEq}}\n"}});
  CHECK(in_manifests(workspace) == "app.yaml:6 secret of 9 characters\napp.yaml:7 password of 9 characters\napp.yaml:15 token of 16 characters\n");
}

TEST_CASE("plain files: formats anywhere, names in .env files", "[secrets]") {
  std::string key = std::string("ghp") + "_zlxwbo7k4ubihusolb1xcywynire9ln8fjuv";
  auto workspace = Workspace::from_memory({{".env", "DB_PASSWORD=\"hunter22\"\nDB_HOST=x\nOTHER_PASSWORD=${X}\n"},
                                           {"deploy.sh", "curl -H 'x' https://example.org\nTOKEN=" + key + "\n"},
                                           {"b.bin", std::string("\0\0", 2) + key},
                                           {"x.example", key}});
  std::string shown;
  for (const SourceFile& file : workspace.files())
    for (const Finding& finding : secrets::find_in_file(workspace, file.id))
      shown += file.path + ":" + std::to_string(workspace.lines(file.id).at(finding.at.begin).line) + " " + finding.message + "\n";
  CHECK(shown == ".env:1 a password of 8 characters is written here in clear text\ndeploy.sh:2 a github-token of 40 characters is written here in clear text\n");
}

TEST_CASE("a token of a known format is one secret, whoever finds it", "[secrets]") {
  std::string token = std::string("ghp") + "_aBcD3fGhIjKlMnOpQrStUvWxYz01234567";
  auto workspace = Workspace::from_memory({{"secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData:\n  token: " + token + "10\n  config: |\n    a = 1\n    token = " +
                                                               token + "20\n    password = hunter22\n  password: \"hunter-" + token + "30\"\n  url: postgres://app:" + token + "40@db/x\n"},
                                           {"vars.tfvars", "admin_password = \"hunter-" + token + "50\"\n"}});
  Vocabulary vocabulary;
  Config config;
  auto plans = kubernetes::plan_manifest_sets(workspace, vocabulary, config);
  REQUIRE(plans.size() == 1);
  Unit unit = kubernetes::evaluate_manifest_set(workspace, plans[0], vocabulary, config);
  std::map<SourceSpan, std::string> shown;
  for (const SourceFile& file : workspace.files())
    for (const Finding& finding : secrets::find_in_file(workspace, file.id)) shown[finding.at] = finding.message;
  std::string beside;
  for (const secrets::PlaintextSecret& secret : secrets::find_plaintext(unit, workspace)) {
    auto [known, added] = shown.emplace(secret.at, secrets::plaintext_message(secret.shown));
    if (added) beside += secret.shown + ";";
    CHECK(known->second == secrets::plaintext_message(secret.shown));
  }
  CHECK(shown.size() == 6);
  CHECK(beside == "password of 8 characters;");   // hunter22: no format, and nothing but the Secret says what it is
}

TEST_CASE("base64", "[secrets]") {
  CHECK(secrets::decode_base64("c2hvcA==") == "shop");
  CHECK(secrets::decode_base64("c2hvcA") == "shop");
  CHECK_FALSE(secrets::decode_base64("not base64!"));
}

TEST_CASE("the shared Compose projects", "[secrets]") {
  const char* data = std::getenv("BULKHEAD_TEST_DATA");
  std::string root = std::string(data ? data : "../shared/data") + "/estates/awesome-compose";
  if (!std::filesystem::is_directory(root)) SKIP("no test data: set BULKHEAD_TEST_DATA to the unpacked folder");
  auto found = in_compose(Workspace::discover(root, {}));
  for (std::string_view place : {"wordpress-mysql/compose.yaml:12 ", "aspnet-mssql/compose.yaml:9 ", "react-rust-postgres/compose.yaml:38 "}) {
    INFO(place);
    CHECK(found.find(place) != std::string::npos);
  }
  for (std::string_view place : {"postgresql-pgadmin/compose.yaml:7 ", "nginx-golang-postgres/compose.yaml:22 "}) CHECK(found.find(place) == std::string::npos);
}
