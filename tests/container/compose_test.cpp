#include <cstdlib>

#include "analyzer/container/units.h"
#include "tests/support/locations.h"

using namespace bulkhead;
using Files = std::vector<std::pair<std::string, std::string>>;

namespace {

struct Projects {
  Workspace workspace;
  std::vector<Unit> units;

  explicit Projects(Files files) : workspace(Workspace::from_memory(std::move(files))) {
    Config config;
    Vocabulary vocabulary;
    for (const auto& plan : container::plan_compose_projects(workspace, vocabulary, config))
      units.push_back(container::evaluate_compose_project(workspace, plan, vocabulary, config));
  }
  const Unit& unit(std::string_view id) const {
    for (const Unit& each : units)
      if (each.id == id) return each;
    throw std::runtime_error("no unit " + std::string(id));
  }
  Value service(std::string_view id, std::string_view name) const {
    for (const Resource& resource : unit(id).resources)
      if (resource.type == "service" && resource.name == name) return resource.attributes;
    return {};
  }
  std::string written(const Value& value) const {
    SourceSpan span = decisive_span(value.origin());
    return span.valid() ? std::string(workspace.text(span.file).substr(span.begin, span.end - span.begin)) : "";
  }
};

}  // namespace

TEST_CASE("short forms are written out, with a place for each part", "[compose]") {
  Projects projects(Files{{"compose.yaml",
                     "services:\n  web:\n    image: nginx\n    build: .\n    ports: ['127.0.0.1:8080:80/udp', 443, \"[::1]:1:2\", '3000-3001:3000-3001']\n"
                     "    volumes: [./src:/app:ro, data:/data, /var/run/docker.sock:/var/run/docker.sock, /anon]\n"
                     "    environment:\n      - PASSWORD=x=y\n      - FROM_HOST\n    networks: [back]\n    secrets: [token]\n    cap_add: [ALL]\nvolumes:\n  data:\n"}});
  Value web = projects.service("compose.yaml", "web");
  CHECK(web.path("build.context").as_string() == ".");
  CHECK(web.path("ports[0].host_ip").as_string() == "127.0.0.1");
  CHECK(web.path("ports[0].published").as_integer() == 8080);
  CHECK(web.path("ports[0].protocol").as_string() == "udp");
  CHECK(web.path("ports[1].target").as_integer() == 443);
  CHECK(web.path("ports[2].host_ip").as_string() == "::1");
  CHECK(web.path("ports[3].published").as_string() == "3000-3001");
  CHECK(web.path("volumes[0].type").as_string() == "bind");
  CHECK(web.path("volumes[0].read_only").as_boolean());
  CHECK(web.path("volumes[1].type").as_string() == "volume");
  CHECK(projects.written(web.path("volumes[2].source")) == "/var/run/docker.sock");
  CHECK(web.path("volumes[3].target").as_string() == "/anon");
  CHECK(web.path("environment.PASSWORD").as_string() == "x=y");
  CHECK(projects.written(web.path("environment.PASSWORD")) == "x=y");
  CHECK(web.path("environment.FROM_HOST").is_unknown());
  CHECK(web.path("networks.back").is_map());
  CHECK(web.path("secrets[0].source").as_string() == "token");
}

TEST_CASE("variables come from .env, defaults or stay unknown", "[compose]") {
  Projects projects(Files{{"app/compose.yaml",
                     "services:\n  db:\n    image: postgres:${TAG:-16}\n    command: [\"$$HOME\", \"${A}-${NOPE}\"]\n    env_file: db.env\n"
                     "    environment: {PASSWORD: \"${DB_PASSWORD}\", USER: \"${WHO:?needed}\", B: own}\n"},
                    {"app/.env", "# comment\nDB_PASSWORD='hunter2' # mine\nexport A=1\n"},
                    {"app/db.env", "B=below\nC=\"x ${A}\"\n"}});
  Value db = projects.service("app/compose.yaml", "db");
  CHECK(db["image"].as_string() == "postgres:16");
  CHECK(db.path("command[0]").as_string() == "$HOME");
  CHECK(recognisable_text(db.path("command[1]")) == "1-${NOPE}");
  CHECK(db.path("environment.PASSWORD").as_string() == "hunter2");
  CHECK(projects.written(db.path("environment.PASSWORD")) == "hunter2");
  CHECK(projects.workspace.file(decisive_span(db.path("environment.PASSWORD").origin()).file).path == "app/.env");
  CHECK(db.path("environment.USER").is_unknown());
  CHECK(db.path("environment.B").as_string() == "own");
  CHECK(db.path("environment.C").as_string() == "x 1");
}

TEST_CASE("override files, environment files, extends and include", "[compose]") {
  Projects projects(Files{
      {"compose.yaml", "include: [shared/redis.yaml]\nservices:\n  web:\n    extends: {file: base.yaml, service: common}\n    image: web:1\n    ports: ['80:80']\n    command: serve\n"},
      {"compose.override.yaml", "services:\n  web:\n    privileged: true\n    ports: ['80:80', '81:81']\n    command: [debug]\n"},
      {"compose.prod.yaml", "services:\n  web:\n    environment: {MODE: prod}\n    cap_add: !reset []\n"},
      {"base.yaml", "services:\n  common:\n    image: base:1\n    cap_add: [NET_ADMIN]\n    environment: [MODE=base, KEEP=1]\n"},
      {"shared/redis.yaml", "services:\n  redis:\n    image: redis:7\n"}});
  Value web = projects.service("compose.yaml", "web");
  CHECK(web["image"].as_string() == "web:1");
  CHECK(web["privileged"].as_boolean());
  CHECK(web["ports"].items().size() == 2);
  CHECK(web.path("command[0]").as_string() == "debug");
  CHECK(web.path("cap_add[0]").as_string() == "NET_ADMIN");
  CHECK(projects.service("compose.yaml", "redis")["image"].as_string() == "redis:7");
  const Unit& prod = projects.unit("compose.prod.yaml");
  CHECK(prod.environment.environment.name == "production");
  Value live = projects.service("compose.prod.yaml", "web");
  CHECK(live.path("environment.MODE").as_string() == "prod");
  CHECK(live.path("environment.KEEP").as_string() == "1");
  CHECK(live["privileged"].is_missing());
  CHECK(live["cap_add"].is_missing());
}

TEST_CASE("circles and broken files are bounded and named", "[compose]") {
  Projects projects(Files{{"compose.yaml", "include: [compose.yaml]\nservices:\n  a: {extends: b, image: \"${X\"}\n  b: {extends: {service: a}}\n  c: {extends: {file: ../../etc/x.yml, service: y}}\n  d: 5\n  e:\n"}});
  CHECK(projects.unit("compose.yaml").diagnostics.size() >= 3);
  CHECK(projects.unit("compose.yaml").resources.size() == 5);
}

TEST_CASE("what is Compose and what is not", "[compose]") {
  Projects projects(Files{{"stack.yml", "services:\n  a: {image: x}\n"},
                    {"values.yaml", "services:\n  api:\n    port: 80\n"},
                    {"k8s/compose.yaml", "apiVersion: v1\nkind: Pod\n"},
                    {"docker-compose.uat.yml", "services:\n  a: {image: x}\n"}});
  REQUIRE(projects.units.size() == 2);
  CHECK(projects.unit("docker-compose.uat.yml").environment.environment.name == "uat");
}

TEST_CASE("every Compose file of the shared estates evaluates", "[compose]") {
  const char* data = std::getenv("BULKHEAD_TEST_DATA");
  std::string root = (data != nullptr ? std::string(data) : bulkhead::test::source_directory() + "/../shared/data") + "/estates/awesome-compose";
  Workspace workspace = Workspace::discover(root, {});
  if (workspace.files().empty()) SKIP("no estates: set BULKHEAD_TEST_DATA to the unpacked shared data");
  Config config;
  Vocabulary vocabulary;
  auto plans = container::plan_compose_projects(workspace, vocabulary, config);
  CHECK(plans.size() >= 39);
  for (const auto& plan : plans) {
    Unit unit = container::evaluate_compose_project(workspace, plan, vocabulary, config);
    INFO(plan.id);
    CHECK_FALSE(unit.resources.empty());
    for (const auto& diagnostic : unit.diagnostics) CHECK(diagnostic.message == "");
  }
}
