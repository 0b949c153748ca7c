// Small inputs that ask for unbounded work: each is answered with a diagnostic, and the other files' findings still come out.
#include <functional>
#include <nlohmann/json.hpp>

#include "tests/support/command.h"
#include "tests/support/locations.h"
#include "tests/support/scratch.h"

using bulkhead::test::run_bulkhead;
using bulkhead::test::Scratch;
using Json = nlohmann::json;

namespace {

const std::string kPrivileged =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop-prod}\nspec:\n  containers:\n    - name: web\n      securityContext: {privileged: true}\n";

std::string times(int count, const std::function<std::string(int)>& line) {
  std::string out;
  for (int i = 1; i <= count; ++i) out += line(i);
  return out;
}

std::string times(int count, const std::string& text) {
  return times(count, [&](int) { return text; });
}

/// Dynamic blocks in dynamic blocks, a thousand at each level.
std::string dynamic_blocks(int levels) {
  std::string inner = "a = 1\n";
  for (int i = 0; i < levels; ++i) inner = "dynamic \"b" + std::to_string(i) + "\" {\n  for_each = range(1000)\n  content {\n" + inner + "}\n}\n";
  return "resource \"aws_instance\" \"a\" {\n" + inner + "}\n";
}

std::string chain(const std::string& first, const std::function<std::string(const std::string&)>& next) {
  std::string out = "locals {\n  l0 = " + first + "\n";
  out += times(40, [&](int i) { return "  l" + std::to_string(i) + " = " + next("local.l" + std::to_string(i - 1)) + "\n"; });
  return out + "}\nresource \"aws_instance\" \"a\" {\n  ami = local.l40\n}\n";
}

}  // namespace

TEST_CASE("input that asks for endless work is named and hides nothing", "[cli][hostile]") {
  struct Row { const char* file; std::string text; const char* says; };   // says: part of a diagnostic; empty: none is due
  const Row rows[] = {
      {"a.tf", "resource \"aws_instance\" \"a\" {\n  count = 1000000000\n}\n", "count is more than"},
      {"a.tf", "locals {\n  r = range(1000000000)\n}\n", "range()"},
      {"a.tf", "locals {\n  k = range(1000)\n}\nresource \"aws_instance\" \"a\" {\n  for_each = { for p in setproduct(local.k, local.k) : \"${p[0]}-${p[1]}\" => p }\n}\n", "setproduct()"},
      {"a.tf", "locals {\n  a = [for i in range(1000) : cidrsubnets(\"10.0.0.0/8\", [for j in range(1000) : 16]...)]\n}\n", "more work than bulkhead allows"},
      {"a.tf", "locals {\n  a = jsondecode(\"[" + times(200'001, "1,") + "1]\")\n}\n", "values (limit)"},
      {"a.tf", "resource \"aws_security_group_rule\" \"a\" {\n  type = \"ingress\"\n  from_port = 0\n  to_port = 200000\n  cidr_blocks = [\"10.0.0.0/8\"]\n}\n", ""},
      {"a.tf", "module \"s\" {\n  source = \"terraform-aws-modules/security-group/aws\"\n  ingress_cidr_blocks = [for i in range(1000) : \"10.${floor(i / 250)}.${i % 250}.0/24\"]\n"
               "  ingress_with_cidr_blocks = [for i in range(1000) : { from_port = i, to_port = i }]\n}\n", ""},
      {"a.tf", dynamic_blocks(3), "dynamic blocks in this stack"},
      {"a.tf", "locals {\n" + times(5'000, [](int i) { return "  a" + std::to_string(i) + " = local.b" + std::to_string(i) + "\n"; }) + "}\n", "4900 more problems in this file"},
      {"a.tf", "locals {\n  a = local.b\n  b = local.a\n}\n", "depends on itself"},
      {"a.tf", "module \"a\" {\n  source = \"./\"\n}\n", "calls itself"},
      {"a.tf", "module \"a\" {\n  source = \"../../../../../../etc\"\n}\n", "inside the scan root"},
      {"a.tf", "locals {\n  a = file(\"/etc/hostname\")\n}\n", "there is no file"},
      {"a.tf", chain("[1]", [](const std::string& l) { return "[" + l + ", " + l + ", " + l + "]"; }), "values (limit)"},
      {"a.tf", chain("{ a = 1 }", [](const std::string& l) { return "{ a = " + l + ", b = " + l + " }"; }), "values (limit)"},
      {"a.tf", chain("[1]", [](const std::string& l) { return "concat(" + l + ", " + l + ")"; }), "values (limit)"},
      {"a.tf", chain("\"aaaaaaaaaaaaaaaa\"", [](const std::string& l) { return "\"${" + l + "}${" + l + "}\""; }), "bulkhead allows"},
      {"a.tf", "locals {\n  a = " + times(100'000, "(") + "\n}\n", "nested deeper"},
      {"a.yaml", "a: " + times(100'000, "["), "nested deeper"},
      {"a.yaml", "{" + times(20'000, "? {a: b} : c,") + "}", "as a key"},
      {"a.yaml", "a: &a [*a]\n", "contains itself"},
      {"a.json", "{\"apiVersion\": \"v1\", \"kind\": " + times(100'000, "["), "nested deeper"},
      {"compose.yaml", "include: [compose.yaml]\nservices: {a: {image: x}}\n", "in a circle"},
      {"compose.yaml", "services: {a: {image: \"" + times(100'000, "${A:-") + "\"}}\n", "cannot substitute"},
      {"compose.yaml", std::string("s\0", 2), "binary"},
      {"compose.yaml", std::string("\xFF\xFEs\0", 4), "UTF-16"},
      {"Dockerfile", "", "no instruction"},
      {"Dockerfile", std::string("F\0R", 3), "binary"},
      {"Dockerfile", std::string("\xFF\xFE" "F\0", 4), "UTF-16"},
      {"Dockerfile", "FROM a\nRUN echo \xE9\n", "UTF-8"},
      {"Dockerfile", "\xEF\xBB\xBF" "FROM a\r\nUSER root\r\n", ""},
      {"Dockerfile", "FROM a\nENV A=" + times(100'000, "${A:-") + "\n", "nested deeper"},
      {"Dockerfile", "FROM a\nENV X=aaaaaaaa\n" + times(60, "ENV X=$X$X$X\n"), "longer than"},
      {"Dockerfile", "FROM x AS s0\n" + times(5'000, [](int i) { return "FROM s" + std::to_string(i - 1) + " AS s" + std::to_string(i) + "\nENV A" + std::to_string(i) + "=1\n"; }),
       "stages (limit)"},
      {"Dockerfile", "FROM a\nRUN " + times(50'000, "{ ") + times(50'000, "}") + "\n", ""},
      {"Dockerfile", "FROM a\nRUN " + times(50'000, "$(") + "\n", ""},
      {"Dockerfile", "FROM a\n" + times(1'000, "ONBUILD ") + "RUN x\n", "nested deeper"},
  };
  for (const Row& row : rows) {
    Scratch scratch;
    scratch.write(row.file, row.text);
    scratch.write("good/pod.yaml", kPrivileged);
    auto result = run_bulkhead({"scan", scratch.at(), "--format", "json", "--date", "2026-11-24", "--select", "privileged-container"});
    INFO(row.file << ": " << row.text.substr(0, 60) << "\n" << result.errors.substr(0, 300));
    CHECK(result.exit_code == 1);
    Json report = Json::parse(result.output, nullptr, false);
    REQUIRE(report.is_object());
    CHECK(report["findings"].size() == 1);
    CHECK(report["diagnostics"].size() <= 101);
    bool said = std::string_view(row.says).empty();
    for (const auto& diagnostic : report["diagnostics"]) said = said || diagnostic["message"].get<std::string>().find(row.says) != std::string::npos;
    CHECK(said);
  }
}

TEST_CASE("links out of the root, dangling links and special files are named and not read", "[cli][hostile]") {
  Scratch scratch, outside;
  outside.write("pod.yaml", kPrivileged);
  scratch.write("x.tf/inner.tf", "locals {\n  a = 1\n}\n");
  std::filesystem::create_symlink(outside.at("pod.yaml"), scratch.at("out.yaml"));
  std::filesystem::create_directory_symlink(outside.at(), scratch.at("folder"));
  std::filesystem::create_symlink("nowhere.tf", scratch.at("dangling.tf"));
  std::filesystem::create_symlink("/dev/zero", scratch.at("zero.yaml"));
  auto result = run_bulkhead({"scan", scratch.at(), "--format", "json", "--fail-on", "never"});
  CHECK(result.exit_code == 0);
  Json report = Json::parse(result.output, nullptr, false);
  REQUIRE(report.is_object());
  CHECK(report["findings"].empty());
  for (const char* name : {"out.yaml", "folder", "dangling.tf", "zero.yaml"}) {
    INFO(name);
    CHECK(report["diagnostics"].dump().find(name) != std::string::npos);
  }
}

TEST_CASE("a scan calls no network, writes nothing and reads nothing outside the root", "[cli][hostile]") {
  const std::string strace = "/usr/bin/strace";
  if (!std::filesystem::exists(strace)) SKIP("strace is not installed");
  Scratch scratch, outside;
  outside.write("pod.yaml", kPrivileged);
  scratch.write("pod.yaml", kPrivileged);
  std::filesystem::create_symlink(outside.at("pod.yaml"), scratch.at("out.yaml"));
  auto traced = bulkhead::test::run(strace, {"-f", "-e", "trace=network,open,openat,creat,unlink,rename,mkdir", "-o", outside.at("calls"), bulkhead::test::bulkhead_binary(), "scan",
                                             scratch.at(), "--fail-on", "never"});
  if (traced.exit_code != 0) SKIP("strace cannot trace here");
  std::ifstream calls(outside.at("calls"));
  std::size_t opened = 0;
  for (std::string line; std::getline(calls, line);) {
    INFO(line);
    opened += line.find("open") != std::string::npos;
    for (const char* banned : {"socket(", "connect(", "O_WRONLY", "O_RDWR", "O_CREAT", "unlink", "rename", "mkdir"}) CHECK(line.find(banned) == std::string::npos);
    bool refused = line.find(" = -1 ") != std::string::npos;
    CHECK((refused || line.find(outside.at()) == std::string::npos));
  }
  CHECK(opened > 0);
}
