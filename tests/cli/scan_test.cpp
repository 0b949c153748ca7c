// The built binary as people call it: exit codes, hostile input, suppressions, baseline, determinism.
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "tests/support/command.h"
#include "tests/support/scratch.h"

using bulkhead::test::run_bulkhead;
using bulkhead::test::Scratch;
using Json = nlohmann::json;

namespace {

const std::string kPrivileged =
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop-prod\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/web@sha256:"
    "0123456789012345678901234567890123456789012345678901234567890123\n      securityContext:\n        privileged: true\n";

Json scan_json(const Scratch& scratch, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"scan", scratch.at(), "--format", "json", "--date", "2026-11-24"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  auto result = run_bulkhead(arguments);
  INFO(result.errors);
  CHECK(result.exit_code < 2);
  return Json::parse(result.output, nullptr, false);
}

std::size_t count(const Json& report, const std::string& rule) {
  std::size_t out = 0;
  for (const auto& finding : report["findings"]) out += finding["rule"] == rule;
  return out;
}

bool any_diagnostic(const Json& report, const std::string& file, const std::string& part) {
  for (const auto& diagnostic : report["diagnostics"]) {
    std::string where = diagnostic["file"], message = diagnostic["message"];
    if ((where == file || message.starts_with(file)) && message.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("exit codes tell findings from errors", "[cli]") {
  Scratch scratch;
  scratch.write("pod.yaml", kPrivileged);
  CHECK(run_bulkhead({"scan", scratch.at(), "--select", "privileged-container"}).exit_code == 1);
  CHECK(run_bulkhead({"scan", scratch.at(), "--fail-on", "never"}).exit_code == 0);
  CHECK(run_bulkhead({"scan", scratch.at(), "--select", "shared-realm"}).exit_code == 0);
  struct Row { std::vector<std::string> arguments; const char* says; };
  const Row rows[] = {
      {{"scan", scratch.at("missing")}, "missing: no such file"},
      {{"scan", scratch.at(), "--select", "privileged-contaner"}, "did you mean `privileged-container`?"},
      {{"scan", scratch.at(), "--format", "xml"}, "there is no format `xml`: text, json, sarif, github"},
      {{"scan", scratch.at(), "--format", "json", "--format", "sarif"}, "only one --format"},
      {{"scan", scratch.at(), "--diff-base", "main"}, "not inside a git repository"},
      {{"scan", scratch.at(), "--fail-on", "severe"}, "severe"},
      {{"scan", scratch.at(), "--baseline", scratch.at("none.json")}, "no such file"},
      {{"scan", scratch.at(), "--unknown"}, "unknown"},
      {{"scna", scratch.at()}, "did you mean `scan`?"},
      {{"explain", "shared-relm"}, "did you mean `shared-realm`?"},
  };
  for (const auto& row : rows) {
    auto result = run_bulkhead(row.arguments);
    INFO(row.arguments.back() << ": " << result.errors);
    CHECK(result.exit_code == 2);
    CHECK(result.errors.find(row.says) != std::string::npos);
  }
}

TEST_CASE("several formats of one run are those of a run each", "[cli]") {
  Scratch scratch;
  scratch.write("estate/pod.yaml", kPrivileged);
  std::vector<std::string> all = {"scan", scratch.at("estate"), "--date", "2026-11-24"};
  const char* formats[] = {"json", "sarif", "github", "markdown", "gitlab", "gitlab-sast", "bitbucket", "azure", "rdjson", "rdjsonl", "junit", "sonar", "html"};
  for (std::string format : formats) all.insert(all.end(), {"--format", format + "=" + scratch.at(format)});
  CHECK(run_bulkhead(all).exit_code == 1);
  for (std::string format : formats) {
    INFO(format);
    std::ifstream in(scratch.at(format), std::ios::binary);
    std::string written{std::istreambuf_iterator<char>(in), {}};
    CHECK(written.size() > 100);
    CHECK(written == run_bulkhead({"scan", scratch.at("estate"), "--date", "2026-11-24", "--format", format}).output);
  }
}

TEST_CASE("a broken bulkhead.yaml ends the scan with its line and a suggestion", "[cli]") {
  Scratch scratch;
  scratch.write("pod.yaml", kPrivileged);
  scratch.write("bulkhead.yaml", "environments:\n  production:\n    tier: production\n    pathes: [a]\n");
  auto result = run_bulkhead({"scan", scratch.at()});
  CHECK(result.exit_code == 2);
  CHECK(result.errors.find("bulkhead.yaml:4:") != std::string::npos);
  CHECK(result.errors.find("paths") != std::string::npos);
}

TEST_CASE("an exception that reaches too far ahead ends the scan with its line", "[cli]") {
  Scratch scratch;
  scratch.write("pod.yaml", kPrivileged);
  scratch.write("bulkhead.yaml", "exceptions:\n  - {rule: privileged-container, target: '**', reason: old driver, owner: storage, expires: 2027-06-01}\n");
  auto late = run_bulkhead({"scan", scratch.at(), "--date", "2026-11-24"});
  CHECK(late.exit_code == 2);
  CHECK(late.errors.find("bulkhead.yaml:2:") != std::string::npos);
  CHECK(late.errors.find("at most 90 days") != std::string::npos);
  CHECK(run_bulkhead({"scan", scratch.at(), "--date", "2027-05-01"}).exit_code == 1);
}

TEST_CASE("hostile files are named and hide nothing", "[cli]") {
  Scratch scratch;
  scratch.write("good.yaml", kPrivileged);
  scratch.write("empty.tf", "");
  scratch.write("binary.tf", std::string("a\0b\1c", 5));
  scratch.write("large.yaml", std::string(50'000'000, '#'));
  scratch.write("latin.tf", "# caf\xE9\nlocals { d = \"\xE9\" }\n");
  scratch.write("crlf.tf", "locals {\r\n  a = 1\r\n}\r\n");
  scratch.write("mark.tf", "\xEF\xBB\xBFlocals {\n  b = 1\n}\n");
  scratch.write("utf16.yaml", std::string("\xFF\xFE" "a\0:\0", 6));
  scratch.write("unclosed.tf", "resource \"a\" \"b\" {\n  x = 1\n");
  scratch.write("nested.tf", "locals { c = " + std::string(100'000, '[') + " }\n");
  scratch.write("nested.json", "{\"apiVersion\": \"v1\", \"kind\": " + std::string(100'000, '['));
  std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c <= 'j'; ++c) {
    std::string all;
    for (int i = 0; i < 9; ++i) all += std::string(i ? "," : "") + "*" + static_cast<char>(c - 1);
    bomb += std::string(1, c) + ": &" + c + " [" + all + "]\n";
  }
  scratch.write("bomb.yaml", bomb);
  std::filesystem::create_symlink("loop.tf", scratch.at("loop.tf"));
  if (geteuid() != 0) {
    scratch.write("closed.tf", "locals {}\n");
    std::filesystem::permissions(scratch.at("closed.tf"), std::filesystem::perms::none);
  }
  Json report = scan_json(scratch);
  REQUIRE(report.is_object());
  CHECK(count(report, "privileged-container") == 1);
  for (const char* file : {"binary.tf", "large.yaml", "latin.tf", "utf16.yaml", "unclosed.tf", "nested.tf", "nested.json", "bomb.yaml", "loop.tf"}) {
    INFO(file);
    CHECK(any_diagnostic(report, file, ""));
  }
  if (geteuid() != 0) CHECK(any_diagnostic(report, "closed.tf", "denied"));
  for (const char* file : {"empty.tf", "crlf.tf", "mark.tf", "good.yaml"}) {
    INFO(file);
    CHECK_FALSE(any_diagnostic(report, file, ""));
  }
  CHECK(run_bulkhead({"scan", scratch.at(), "--strict", "--fail-on", "never"}).exit_code == 3);
}

TEST_CASE("a suppression needs a reason, a future and a use", "[cli]") {
  Scratch scratch;
  auto with = [&](const std::string& comment) {
    std::string text = kPrivileged;
    text.insert(text.find("        privileged"), comment.empty() ? "" : "        " + comment + "\n");
    scratch.write("pod.yaml", text);
    return scan_json(scratch, {"--select", "privileged-container,suppression-unused,suppression-expired,suppression-without-reason"});
  };
  Json plain = with("");
  CHECK(count(plain, "privileged-container") == 1);
  Json good = with("# bulkhead:ignore privileged-container -- the node agent needs it until=2027-01-01");
  CHECK(good["findings"].empty());
  CHECK(good["summary"]["suppressed"] == 1);
  Json silent = with("# bulkhead:ignore privileged-container");
  CHECK(count(silent, "privileged-container") == 0);
  CHECK(count(silent, "suppression-without-reason") == 1);
  Json late = with("# bulkhead:ignore privileged-container -- until the move until=2026-01-01");
  CHECK(count(late, "privileged-container") == 1);
  CHECK(count(late, "suppression-expired") == 1);
  Json unused = with("# bulkhead:ignore suppression-expired -- nothing here");
  CHECK(count(unused, "privileged-container") == 1);
  CHECK(count(unused, "suppression-unused") == 1);
  Json requirement = with("# bulkhead:ignore 2.6 -- the whole requirement");
  CHECK(count(requirement, "privileged-container") == 0);

  std::string annotated = kPrivileged;
  annotated.insert(annotated.find("spec:"), "  annotations:\n    bulkhead.dev/ignore: privileged-container -- reviewed\n");
  scratch.write("pod.yaml", annotated);
  CHECK(count(scan_json(scratch, {"--select", "privileged-container"}), "privileged-container") == 0);
}

TEST_CASE("bulkhead.yaml silences by rule, path and exception", "[cli]") {
  Scratch scratch;
  scratch.write("deploy/pod.yaml", kPrivileged);
  auto findings = [&](const std::string& config) {
    scratch.write("bulkhead.yaml", config);
    return count(scan_json(scratch), "privileged-container");
  };
  CHECK(findings("rules: {ignore: [privileged-container]}\n") == 0);
  CHECK(findings("rules: {paths: {\"deploy/**\": {ignore: [\"*\"]}}}\n") == 0);
  CHECK(findings("rules: {paths: {\"other/**\": {ignore: [\"*\"]}}}\n") == 1);
  std::string exception = "exceptions: [{rule: privileged-container, target: deploy/pod.yaml, reason: the agent needs it for now, owner: ops@example.com, expires: ";
  CHECK(findings(exception + "2026-12-31}]\n") == 0);
  CHECK(findings("exclude: [\"deploy/**\"]\n") == 0);
}

TEST_CASE("a baseline hides what it holds, also after lines have moved", "[cli]") {
  Scratch scratch;
  scratch.write("pod.yaml", kPrivileged);
  std::string baseline = scratch.at("known.json");
  std::vector<std::string> select = {"--select", "privileged-container"};
  CHECK(run_bulkhead({"scan", scratch.at(), "--write-baseline", baseline, "--select", "privileged-container"}).exit_code == 0);
  scratch.write("pod.yaml", "# moved\n\n" + kPrivileged);
  auto known = run_bulkhead({"scan", scratch.at(), "--baseline", baseline, "--select", "privileged-container"});
  CHECK(known.exit_code == 0);
  CHECK(known.output.find("1 in the baseline") != std::string::npos);
  std::string second = kPrivileged;
  second.replace(second.find("name: web"), 9, "name: two");
  scratch.write("second.yaml", second);
  CHECK(run_bulkhead({"scan", scratch.at(), "--baseline", baseline, "--select", "privileged-container"}).exit_code == 1);
  scratch.write("known.json", "{\"version\": 2}");
  CHECK(run_bulkhead({"scan", scratch.at(), "--baseline", baseline}).exit_code == 2);
}

TEST_CASE("findings about equal secrets are the same in every run", "[cli]") {
  Scratch scratch;
  for (const char* name : {"prod", "dev"})
    scratch.write(std::string(name) + "/secret.yaml", std::string("apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop-") + name +
                                                          "}\nstringData:\n  password: Vq8ZrT2wKx" "9LmN4pYs7B\n");
  std::string report = run_bulkhead({"scan", scratch.at(), "--format", "json"}).output;
  CHECK(report.find("shared-credential") != std::string::npos);
  CHECK(report == run_bulkhead({"scan", scratch.at(), "--format", "json"}).output);
  CHECK(run_bulkhead({"facts", scratch.at()}).output == run_bulkhead({"facts", scratch.at()}).output);
  auto fingerprint = [](const std::string& text) {
    const Json parsed = Json::parse(text);   // named: a loop over a part of a temporary outlives it
    for (const auto& finding : parsed["findings"])
      if (finding["rule"] == "shared-credential") return finding["fingerprint"].get<std::string>();
    return std::string();
  };
  scratch.write("other.tf", "locals { x = 1 }\n");
  CHECK(fingerprint(report) == fingerprint(run_bulkhead({"scan", scratch.at(), "--format", "json"}).output));
}

TEST_CASE("every command answers", "[cli]") {
  Scratch scratch;
  scratch.write("pod.yaml", kPrivileged);
  CHECK(run_bulkhead({"version"}).output.starts_with("bulkhead "));
  CHECK(run_bulkhead({"rules"}).output.find("shared-realm") != std::string::npos);
  CHECK(run_bulkhead({"explain", "shared-realm"}).output.find("1.5") != std::string::npos);
  CHECK(run_bulkhead({"environments", scratch.at()}).output.find("production") != std::string::npos);
  CHECK(run_bulkhead({"environments", scratch.at(), "--format", "dot"}).output.starts_with("digraph"));
  auto matrix = Json::parse(run_bulkhead({"requirements", scratch.at(), "--format", "json"}).output);
  CHECK(matrix["requirements"].size() == 51);
  for (const auto& row : matrix["requirements"]) {
    if (row["requirement"] == "2.6") CHECK(row["answer"] == "violated");
    else CHECK(row["answer"] != "holds");
  }
  for (const char* shell : {"bash", "zsh", "fish"}) CHECK(run_bulkhead({"completion", shell}).output.find("environments") != std::string::npos);
  CHECK(run_bulkhead({"init", scratch.at()}).exit_code == 0);
  CHECK(run_bulkhead({"init", scratch.at()}).exit_code == 2);
  CHECK(run_bulkhead({"scan", scratch.at(), "--select", "shared-realm"}).exit_code == 0);
}

TEST_CASE("a code frame shows what is no secret", "[cli]") {
  Scratch scratch;
  scratch.write("pod.yaml", kPrivileged);
  CHECK(run_bulkhead({"scan", scratch.at()}).output.find("privileged: true") != std::string::npos);
}

TEST_CASE("a rule's fix reaches every report that has a place for one", "[cli]") {
  Scratch scratch;
  scratch.write("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: b\n      image: c:1\n"
                            "      securityContext: {privileged: true}\n");
  auto report = [&](const char* format) {
    return nlohmann::json::parse(run_bulkhead({"scan", scratch.at(), "--select", "privileged-container", "--format", format}).output);
  };
  auto json = report("json")["findings"][0]["fix"];
  CHECK(json["description"] == "Set privileged to false");
  CHECK(json["safe"] == false);
  CHECK(json["edits"][0]["with"] == "false");
  auto suggestion = report("rdjson")["diagnostics"][0]["suggestions"][0];
  CHECK(suggestion["text"] == "false");
  CHECK(suggestion["range"] == nlohmann::json::parse(R"({"start": {"line": 8, "column": 37}, "end": {"line": 8, "column": 41}})"));
  auto fix = report("sarif")["runs"][0]["results"][0]["fixes"][0];
  CHECK(fix["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "false");
  CHECK(run_bulkhead({"scan", scratch.at(), "--select", "privileged-container"}).output.find("to fix: Set privileged to false") != std::string::npos);
}
