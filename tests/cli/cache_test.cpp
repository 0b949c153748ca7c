// What is kept between runs: never a secret, never another answer.
#include <sys/stat.h>
#include <xxhash.h>

#include <fstream>
#include <iterator>
#include <random>
#include <thread>

#include "analyzer/pipeline/unit_memory.h"
#include "analyzer/rules/rule_set.h"
#include "tests/support/git_repository.h"
#include "tests/support/locations.h"

namespace fs = std::filesystem;
using bulkhead::test::CommandResult;
using bulkhead::test::TestRepository;

namespace {

std::vector<fs::path> files_in(const std::string& folder) {
  std::vector<fs::path> out;
  if (fs::exists(folder))
    for (const auto& entry : fs::directory_iterator(folder)) out.push_back(entry.path());
  return out;
}

/// The fixture estate `name` as a repository, with a change in the index.
struct Changed : TestRepository {
  explicit Changed(const std::string& name) {
    fs::copy(fs::path(bulkhead::test::source_directory()) / "fixtures" / name / "estate", at(), fs::copy_options::recursive);
    commit();
  }
  void stage(const std::string& path, const std::string& text) const {
    write(path, text);
    git({"add", "-A"});
  }
  std::string hook(const std::string& cache, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"BULKHEAD_CACHE_DIR=" + cache, bulkhead::test::bulkhead_binary(), "hook", "--format", "json", "--date", "2026-11-24"});
    CommandResult run = bulkhead::test::run("/usr/bin/env", more, at());
    INFO(run.errors);
    CHECK(run.exit_code <= 1);
    return run.output;
  }
};

const std::string kOpen = "resource \"aws_security_group_rule\" \"typed\" {\n  type = \"ingress\"\n  from_port = 22\n  to_port = 22\n  protocol = \"tcp\"\n"
                          "  cidr_blocks = [\"0.0.0.0/0\"]\n  security_group_id = \"sg-1\"\n}\n";

}  // namespace

TEST_CASE("the hook says the same with an empty cache, a full one and none", "[cli][cache]") {
  for (const char* name : {"monorepo", "aws-live", "kustomize-overlays", "terragrunt-live"}) {
    INFO(name);
    Changed repository(name);
    bulkhead::test::Scratch around;
    const std::string cache = around.at("kept");
    repository.stage("typed/prod/main.tf", kOpen);
    std::string without = repository.hook(cache, {"--no-cache"});
    CHECK(without.find("0.0.0.0/0") != std::string::npos);
    CHECK(files_in(cache).empty());
    CHECK(repository.hook(cache) == without);
    REQUIRE(files_in(cache).size() == 1);
    struct stat kept {};
    REQUIRE(stat(files_in(cache)[0].c_str(), &kept) == 0);
    CHECK((kept.st_mode & 077) == 0);
    CHECK(repository.hook(cache) == without);

    repository.stage("typed/prod/main.tf", "# one line more\n" + kOpen);
    CHECK(repository.hook(cache) == repository.hook(cache, {"--no-cache"}));
    repository.commit();
    repository.stage("typed/dev/main.tf", kOpen);
    CHECK(repository.hook(cache) == repository.hook(cache, {"--no-cache"}));
  }
}

TEST_CASE("a cache that was cut off, changed, or is somebody's link is no cache", "[cli][cache]") {
  Changed repository("monorepo");
  bulkhead::test::Scratch around;
  const std::string cache = around.at("kept");
  repository.stage("typed/prod/main.tf", kOpen);
  const std::string right = repository.hook(cache);
  const fs::path file = files_in(cache).at(0);
  const std::string whole = bulkhead::test::read_file(file);
  REQUIRE(whole.size() > 1000);
  std::mt19937 chooser(1);
  for (int i = 0; i < 12; ++i) {
    std::string broken = whole;
    if (i % 2) broken.resize(chooser() % whole.size());
    else broken[chooser() % whole.size()] ^= 0x41;
    std::ofstream(file, std::ios::binary | std::ios::trunc) << broken;
    CHECK(repository.hook(cache) == right);
  }
  fs::remove(file);
  fs::create_symlink(around.at("elsewhere"), file);
  around.write("elsewhere", whole);
  CHECK(repository.hook(cache) == right);
  CHECK(bulkhead::test::read_file(around.at("elsewhere")) == whole);
  fs::permissions(cache, fs::perms::all);   // everybody may write there
  fs::remove(file);
  CHECK(repository.hook(cache) == right);
  CHECK(files_in(cache).empty());
}

TEST_CASE("two hooks on one cache each see a whole one", "[cli][cache]") {
  Changed repository("monorepo");
  bulkhead::test::Scratch around;
  const std::string cache = around.at("kept");
  repository.stage("typed/prod/main.tf", kOpen);
  const std::string right = repository.hook(cache, {"--no-cache"});
  std::vector<std::string> said(8);
  {
    std::vector<std::jthread> threads;
    for (std::string& one : said)
      threads.emplace_back([&] {
        one = bulkhead::test::run("/usr/bin/env", {"BULKHEAD_CACHE_DIR=" + cache, bulkhead::test::bulkhead_binary(), "hook", "--format", "json", "--date", "2026-11-24"}, repository.at()).output;
      });
  }
  for (const std::string& one : said) CHECK(one == right);
  CHECK(files_in(cache).size() == 1);
}

TEST_CASE("no secret is kept", "[cli][cache][trust]") {
  // In two parts, so that no scanner of this repository takes them for real.
  const std::string password = "Vq8ZrT2wKx" "9LmN4pYs7B", token = "ghp_" "kW9dQ2mX7cVb4nZs8LpT3rYh6JfGaU1eRoEi", encoded = "VnE4WnJUMndLeD" "lMbU40cFlzN0I=";
  Changed repository("monorepo");
  bulkhead::test::Scratch around;
  for (const char* name : {"prod", "dev"}) {
    std::string folder = std::string("planted/") + name + "/";
    repository.write(folder + "main.tf", "variable \"db_password\" {\n  default = \"" + password + "\"\n}\nresource \"aws_db_instance\" \"db\" {\n  password = \"" + password +
                                             "\"\n  tags = { url = \"postgres://app:" + password + "@db.example.org/x\" }\n  user_data = <<-E\n    export TOKEN=" + token + "\n  E\n}\n");
    repository.write(folder + "secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: shop-" + std::string(name) + "}\ndata: {password: " + encoded + "}\n");
    repository.write(folder + "compose.yaml", "services:\n  db:\n    image: postgres:16\n    environment: {POSTGRES_PASSWORD: " + password + "}\n    command: [\"--token\", \"" + token + "\"]\n");
    repository.write(folder + "Dockerfile", "FROM debian:12\nENV API_TOKEN=" + token + "\nRUN curl -H 'Authorization: Bearer " + token + "' https://example.org\n");
    repository.write(folder + ".env", "PASSWORD=" + password + "\n");
  }
  repository.git({"add", "-A"});
  std::string said = repository.hook(around.at("kept"));
  CHECK(said.find("shared-credential") != std::string::npos);
  for (const fs::path& file : files_in(around.at("kept"))) {
    std::string bytes = bulkhead::test::read_file(file);
    REQUIRE(bytes.size() > 1000);
    for (const std::string& secret : {password, token, encoded, password.substr(0, 12), token.substr(4, 12)}) CHECK(bytes.find(secret) == std::string::npos);
  }
}

TEST_CASE("bytes that were made up never lead out of bounds", "[cli][cache]") {
  using namespace bulkhead;   // NOLINT: test vocabulary
  std::vector<std::string> problems;
  const RuleSet rules = RuleSet::load(builtin_rule_pages(), problems);
  const Workspace workspace = Workspace::from_memory({{"live/dev/main.tf", kOpen}, {"live/prod/main.tf", kOpen},
                                                      {"prod/pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: shop-prod}\nspec:\n  containers:\n    - {name: a, image: a}\n"}});
  AnalyzeOptions options;
  options.today = "2026-11-24";
  UnitMemory first;
  options.memory = &first;
  const std::size_t findings = analyze(workspace, {}, rules, options).findings.size();
  const std::string saved = first.save(workspace, 7);
  const std::size_t head = saved.find('\n') + 1 + 16;
  auto with_hash = [&](std::string body) {
    char hash[17];
    std::snprintf(hash, sizeof hash, "%016llx", static_cast<unsigned long long>(XXH3_64bits(body.data(), body.size())));
    return saved.substr(0, head - 16) + hash + body;
  };
  REQUIRE(with_hash(saved.substr(head)) == saved);
  std::mt19937 chooser(3);
  std::size_t same = 0;
  for (int i = 0; i < 300; ++i) {
    std::string body = saved.substr(head);
    for (int change = 0; i > 0 && change < 1 + i % 4; ++change) body[chooser() % body.size()] = static_cast<char>(chooser());
    UnitMemory memory;
    memory.load(std::make_shared<const std::string>(with_hash(body)), 7);
    options.memory = &memory;
    same += analyze(workspace, {}, rules, options).findings.size() == findings;
  }
  CHECK(same > 100);
  UnitMemory other;
  other.load(std::make_shared<const std::string>(saved), 8);   // another build's
  CHECK_FALSE(other.changed());
}
