// Reports and templates given to the programs that read them.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/git_repository.h"
#include "tests/support/hooked_repository.h"
#include "tests/support/packages.h"
#include "tests/support/report_input.h"
#include "tests/support/tools.h"

using bulkhead::Severity;
using bulkhead::test::absent;
using bulkhead::test::CommandResult;
using bulkhead::test::pod_manifest;
using bulkhead::test::ReportInput;
using bulkhead::test::run;
using bulkhead::test::TestRepository;
using bulkhead::test::tool;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

const std::string kSource = bulkhead::test::source_directory();

/// What reviewdog makes of the report `file` in `repository`, whose last commit is the change.
CommandResult reviewdog(const TestRepository& repository, const std::string& format, const std::string& file, const std::string& more = "") {
  return bulkhead::test::shell("\"$1\" -f=" + format + " -reporter=rdjson -diff='git diff HEAD~1' " + more + " < " + file, repository.at(), tool("reviewdog"));
}

CommandResult valid(std::vector<std::string> arguments) { return run(tool("check-jsonschema"), arguments); }

}  // namespace

TEST_CASE("reviewdog reads both of its formats and keeps what the change is about", "[integrations][report]") {
  if (tool("reviewdog").empty()) SKIP(absent("reviewdog"));
  TestRepository repository;
  repository.write("a.yaml", pod_manifest("a", false));
  repository.write("old.yaml", pod_manifest("old", true));
  repository.commit();
  repository.write("a.yaml", pod_manifest("a", true));
  repository.write("d\xC3\xA9 p.yaml", pod_manifest("b", true));
  repository.commit();
  for (const char* format : {"rdjson", "rdjsonl"}) {
    const std::string file = std::string(".git/report.") + format;         // no part of the change
    INFO(format);
    REQUIRE(repository.bulkhead({"scan", "--select", "privileged-container", "--format", std::string(format) + "=" + file}).exit_code == 1);
    CommandResult said = reviewdog(repository, format, file, "-fail-level=any");
    INFO(said.output << said.errors);
    CHECK(said.exit_code == 1);
    Json kept = Json::parse(said.output)["diagnostics"];
    REQUIRE(kept.size() == 2);                                              // not old.yaml: the change does not touch it
    CHECK(kept[0]["location"] == Json::parse(R"({"path": "a.yaml", "range": {"start": {"line": 7, "column": 37}, "end": {"line": 7, "column": 41}}})"));
    CHECK(kept[0]["code"]["value"] == "privileged-container");
    CHECK(kept[0]["severity"] == "ERROR");
    CHECK(kept[1]["location"]["path"] == "d\xC3\xA9 p.yaml");
    CHECK(Json::parse(reviewdog(repository, format, file, "-filter-mode=nofilter").output)["diagnostics"].size() == 3);
  }
}

TEST_CASE("reviewdog hands on a finding's own fix and its other places", "[integrations][report]") {
  if (tool("reviewdog").empty()) SKIP(absent("reviewdog"));
  TestRepository repository;
  const std::string text = "\xC3\xA9 = 1\nprivileged = true # \xF0\x90\x90\x80\n";
  repository.write("a.tf", "");
  repository.write("b.tf", "x = 1\n");
  repository.commit();
  repository.write("a.tf", text);
  repository.commit();
  ReportInput report{{"a.tf", text}, {"b.tf", "x = 1\n"}};
  auto& finding = report.add("r", Severity::high, "m", report.at("a.tf", "true"));
  finding.fix = bulkhead::Fix{"Not privileged", true, {{report.at("a.tf", "true"), "false"}, {report.at("b.tf", "1"), "2"}}};
  finding.related = {{report.at("b.tf", "1"), "here", "prod"}};
  for (const char* format : {"rdjson", "rdjsonl"}) {
    repository.write(".git/report", report.render(format));
    CommandResult said = reviewdog(repository, format, ".git/report");
    INFO(said.output << said.errors);
    Json one = Json::parse(said.output)["diagnostics"][0];
    // Only what can be applied where the comment stands.
    CHECK(one["suggestions"] == Json::parse(R"([{"range": {"start": {"line": 2, "column": 14}, "end": {"line": 2, "column": 18}}, "text": "false"}])"));
    CHECK(one["related_locations"][0]["location"]["path"] == "b.tf");
  }
}

TEST_CASE("the action, the templates and the schema of reports are valid", "[integrations][templates]") {
  if (tool("check-jsonschema").empty()) SKIP(absent("check-jsonschema"));
  const std::vector<std::vector<std::string>> checks = {
      {"--builtin-schema", "vendor.github-actions", kSource + "/action.yml"},
      {"--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", kSource + "/ci-templates/gitlab.yml"},
      {"--builtin-schema", "vendor.azure-pipelines", "--data-transform", "azure-pipelines", kSource + "/ci-templates/azure-pipelines.yml"},
      {"--builtin-schema", "vendor.bitbucket-pipelines", kSource + "/ci-templates/bitbucket-pipelines.yml"},
      {"--check-metaschema", kSource + "/schemas/bulkhead-report.schema.json"}};
  for (const auto& arguments : checks) {
    CommandResult done = valid(arguments);
    INFO(arguments.back() << "\n" << done.output << done.errors);
    CHECK(done.exit_code == 0);
  }
  bulkhead::test::Scratch scratch;
  std::vector<std::string> arguments = {"--schemafile", kSource + "/schemas/bulkhead-report.schema.json"};
  for (const auto& entry : fs::directory_iterator(kSource + "/fixtures")) {
    if (!fs::exists(entry.path() / "estate")) continue;
    arguments.push_back(scratch.at(entry.path().filename().string() + ".json"));
    bulkhead::test::run_bulkhead({"scan", (entry.path() / "estate").string(), "--format", "json=" + arguments.back()});
  }
  CommandResult reports = valid(arguments);
  INFO(reports.output << reports.errors);
  CHECK(reports.exit_code == 0);
}

TEST_CASE("junitparser counts what JUnit's report holds", "[integrations][report]") {
  if (tool("junitparser").empty()) SKIP(absent("junitparser"));
  bulkhead::test::Scratch scratch;
  ReportInput report{{"a.tf", "x = 1\ny = 2\n"}};
  report.add("r", Severity::high, "<a> & \"b\"\n]]> \x01 \xFF", report.at("a.tf", "x"));
  report.add("r", Severity::medium, "second", report.at("a.tf", "y"));
  report.add("s", Severity::high, "perhaps", report.at("a.tf", "y")).confidence = bulkhead::Confidence::possible;
  report.analysis.diagnostics.push_back({report.at("a.tf", "x"), "unread", bulkhead::Diagnostic::Severity::error});
  scratch.write("report.xml", report.render("junit"));
  scratch.write("read.py", "import sys\nfrom junitparser import JUnitXml, Failure, Skipped\nall = JUnitXml.fromfile(sys.argv[1])\ncases = [c for s in all for c in s]\n"
                           "print(all.tests, all.failures, all.errors, len(cases), sum(isinstance(r, Failure) for c in cases for r in c.result),\n"
                           "      sum(isinstance(r, Skipped) for c in cases for r in c.result), all.name)\nprint([s.name for s in all], cases[1].classname)\n");
  CommandResult said = run((fs::canonical(tool("junitparser")).parent_path() / "python").string(), {scratch.at("read.py"), scratch.at("report.xml")});
  INFO(said.errors);
  CHECK(said.output == "4 2 0 4 2 2 bulkhead\n['not-read-or-known', 'r', 's'] r\n");
  // Its own program adds up and writes again what it has read.
  CHECK(run(tool("junitparser"), {"merge", scratch.at("report.xml"), scratch.at("report.xml"), scratch.at("twice.xml")}).exit_code == 0);
  CHECK(bulkhead::test::read_file(scratch.at("twice.xml")).find("tests=\"8\"") != std::string::npos);
}
