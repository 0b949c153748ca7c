// Small finding lists in every format, and what each of its readers makes of it.
#include <nlohmann/json.hpp>

#include "tests/support/report_input.h"

using bulkhead::Confidence;
using bulkhead::Finding;
using bulkhead::Severity;
using bulkhead::Standing;
using bulkhead::test::ReportInput;
using Json = nlohmann::json;

namespace {

/// One link from dev to prod, one plain finding, and one that is only possible.
ReportInput estate() {
  ReportInput out{{"live/dev/main.tf", "a = 1\npeer = \"vpc-prod\"\n"}, {"live/prod/main.tf", "name = \"vpc\"\n"}, {"pods/web.yaml", "x: 1\nprivileged: true\n"}};
  out.prefix = "infra";
  Finding& link = out.add("cross-environment-network-link", Severity::critical, "dev is linked to prod: 100%, always", out.at("live/dev/main.tf", "\"vpc-prod\""));
  link.environments = {"dev"};
  link.related = {{out.at("live/prod/main.tf", "\"vpc\""), "the other end", "prod"}};
  link.requirements = {"1.2"};
  out.add("privileged-container", Severity::medium, "Container web runs privileged", out.at("pods/web.yaml", "true")).environments = {"prod"};
  out.add("plaintext-secret", Severity::high, "Perhaps a password", out.at("pods/web.yaml", "1")).confidence = Confidence::possible;
  return out;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t out = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++out;
  return out;
}

}  // namespace

TEST_CASE("GitHub's commands", "[report]") {
  CHECK(estate().render("github") ==
        "::error file=infra/live/dev/main.tf,line=2,endLine=2,col=8,endColumn=18,title=critical%3A cross-environment-network-link"
        "::dev is linked to prod: 100%25, always%0Ainfra/live/prod/main.tf:1:8 (prod): the other end\n"
        "::warning file=infra/pods/web.yaml,line=2,endLine=2,col=13,endColumn=17,title=medium%3A privileged-container::Container web runs privileged\n"
        "::notice file=infra/pods/web.yaml,line=1,endLine=1,col=4,endColumn=5,title=high%3A plaintext-secret::Possible: Perhaps a password\n");
}

TEST_CASE("GitHub takes no columns of a region of several lines", "[report]") {
  ReportInput report{{"a.tf", "x {\n  y = 1\n}\n"}};
  report.add("r", Severity::high, "m", report.at("a.tf", "x {\n  y"));
  CHECK(report.render("github") == "::error file=a.tf,line=1,endLine=2,title=high%3A r::m\n");
}

TEST_CASE("ten annotations of each level, the most severe first, and a count of the rest", "[report]") {
  ReportInput report{{"a.tf", "x\n"}};
  auto at = report.at("a.tf", "x");
  for (int i = 0; i < 12; ++i) report.add("h" + std::to_string(i), Severity::high, "m", at);
  report.add("c", Severity::critical, "m", at);
  for (int i = 0; i < 11; ++i) report.add("m", Severity::medium, "m", at);
  for (int i = 0; i < 11; ++i) report.add("l", Severity::low, "m", at);
  std::string out = report.render("github");
  CHECK(out.starts_with("::error file=a.tf,line=1,endLine=1,col=1,endColumn=2,title=critical%3A c::"));
  CHECK(count(out, "::error ") == 10);
  CHECK(count(out, "::warning ") == 10);
  CHECK(count(out, "::notice ") == 10);
  CHECK(out.find("6 more findings are not shown here (3 errors, 1 warning, 2 notices)") != std::string::npos);
  // Nothing is held back where everything fits.
  ReportInput few{{"a.tf", "x\n"}};
  for (int i = 0; i < 10; ++i) few.add("l", Severity::low, "m", few.at("a.tf", "x"));
  CHECK(count(few.render("github"), "::notice ") == 10);
  CHECK(few.render("github").find("not shown") == std::string::npos);
}

TEST_CASE("Azure's commands", "[report]") {
  ReportInput report = estate();
  report.add("r", Severity::high, "x ##vso[task.complete result=Failed] ##[group]\ny", report.at("pods/web.yaml", "x"));
  CHECK(report.render("azure") ==
        "##vso[task.logissue type=error;sourcepath=infra/live/dev/main.tf;linenumber=2;columnnumber=8;code=cross-environment-network-link;]"
        "critical: dev is linked to prod: 100%AZP25, always%0Ainfra/live/prod/main.tf:1:8 (prod): the other end\n"
        "##vso[task.logissue type=error;sourcepath=infra/pods/web.yaml;linenumber=1;columnnumber=1;code=r;]"
        "high: x #?vso[task.complete result=Failed] #?[group]%0Ay\n"
        "##vso[task.logissue type=warning;sourcepath=infra/pods/web.yaml;linenumber=2;columnnumber=13;code=privileged-container;]"
        "medium: Container web runs privileged\n"
        "##vso[task.logissue type=warning;sourcepath=infra/pods/web.yaml;linenumber=1;columnnumber=4;code=plaintext-secret;]"
        "high: Possible: Perhaps a password\n");
}

TEST_CASE("GitLab's Code Quality", "[report]") {
  ReportInput report = estate();
  report.verdicts[1].fingerprint = report.verdicts[0].fingerprint;
  Json issues = Json::parse(report.render("gitlab"));
  REQUIRE(issues.size() == 3);
  CHECK(issues[0] == Json::parse(R"({"description": "dev is linked to prod: 100%, always\ninfra/live/prod/main.tf:1:8 (prod): the other end",
      "check_name": "cross-environment-network-link", "fingerprint": "f0", "severity": "blocker",
      "location": {"path": "infra/live/dev/main.tf", "lines": {"begin": 2, "end": 2}}})"));
  CHECK(issues[1]["severity"] == "major");
  CHECK(issues[2]["severity"] == "minor");
  CHECK(issues[1]["fingerprint"] == "f0-2");     // equal ones would be taken for one issue
}

TEST_CASE("GitLab's SAST report", "[report]") {
  Json report = Json::parse(estate().render("gitlab-sast"));
  CHECK(report["version"] == "15.0.4");
  for (const char* key : {"analyzer", "scanner", "type", "start_time", "end_time", "status"}) CHECK(report["scan"].contains(key));
  CHECK(report["scan"]["start_time"] == "2026-11-24T00:00:00");
  REQUIRE(report["vulnerabilities"].size() == 3);
  const Json& link = report["vulnerabilities"][0];
  CHECK(link["id"] == "f0");
  CHECK(link["severity"] == "Critical");
  CHECK(link["location"] == Json::parse(R"({"file": "infra/live/dev/main.tf", "start_line": 2, "end_line": 2})"));
  CHECK(link["identifiers"][0] == Json::parse(R"({"type": "bulkhead_rule", "name": "cross-environment-network-link", "value": "cross-environment-network-link"})"));
  CHECK(link["identifiers"][1]["value"] == "1.2");
  CHECK(link["details"]["other_places"]["items"][0] == Json::parse(R"({"type": "file-location", "file_name": "infra/live/prod/main.tf", "line_start": 1, "line_end": 1})"));
  CHECK(report["vulnerabilities"][2]["severity"] == "Low");
}

TEST_CASE("Bitbucket's Code Insights", "[report]") {
  Json report = Json::parse(estate().render("bitbucket"));
  CHECK(report["report"]["result"] == "FAILED");
  CHECK(report["report"]["report_type"] == "SECURITY");
  REQUIRE(report["annotations"].size() == 1);
  CHECK(report["annotations"][0][0] == Json::parse(R"({"external_id": "bulkhead-f0", "annotation_type": "VULNERABILITY", "severity": "CRITICAL",
      "title": "cross-environment-network-link", "summary": "dev is linked to prod: 100%, always", "details": "infra/live/prod/main.tf:1:8 (prod): the other end",
      "path": "infra/live/dev/main.tf", "line": 2})"));
  ReportInput many{{"a.tf", "x\n"}};
  for (int i = 0; i < 1'050; ++i) many.add("r", Severity::high, std::string(1'000, 'm'), many.at("a.tf", "x"));
  Json large = Json::parse(many.render("bitbucket"));
  REQUIRE(large["annotations"].size() == 10);
  for (const auto& call : large["annotations"]) CHECK(call.size() == 100);
  CHECK(large["annotations"][0][0]["summary"].get<std::string>().size() == 450);
  CHECK(large["report"]["details"].get<std::string>().find("50 less severe findings are left out") != std::string::npos);
  CHECK(Json::parse(ReportInput{}.render("bitbucket"))["report"]["result"] == "PASSED");
}

TEST_CASE("reviewdog's diagnostics, one for each end of a link", "[report]") {
  Json report = Json::parse(estate().render("rdjson"));
  const Json& all = report["diagnostics"];
  REQUIRE(all.size() == 4);
  CHECK(all[0]["location"] == Json::parse(R"({"path": "infra/live/dev/main.tf", "range": {"start": {"line": 2, "column": 8}, "end": {"line": 2, "column": 18}}})"));
  CHECK(all[0]["severity"] == "ERROR");
  CHECK(all[0]["code"]["value"] == "cross-environment-network-link");
  CHECK(all[1]["location"]["path"] == "infra/live/prod/main.tf");
  CHECK(all[1]["related_locations"][0]["location"] == all[0]["location"]);
  CHECK(all[3]["severity"] == "INFO");
  std::string lines = estate().render("rdjsonl");
  CHECK(count(lines, "\n") == 4);
  CHECK(Json::parse(lines.substr(0, lines.find('\n')))["message"] == all[0]["message"]);
}

TEST_CASE("reviewdog's suggestions replace exactly their range", "[report]") {
  ReportInput report{{"a.tf", "x = 1\ny = 2\n"}};
  Finding& finding = report.add("r", Severity::high, "m", report.at("a.tf", "y = 2"));
  finding.fix = bulkhead::Fix{"Do it", true, {{report.at("a.tf", "y = 2\n"), "y = 3\n"}}};
  Json one = Json::parse(report.render("rdjson"))["diagnostics"][0];
  CHECK(one["suggestions"] == Json::parse(R"([{"range": {"start": {"line": 2, "column": 1}, "end": {"line": 3, "column": 1}}, "text": "y = 3\n"}])"));
  CHECK(one["location"]["range"]["end"] == Json::parse(R"({"line": 2, "column": 6})"));
}

TEST_CASE("JUnit's cases fail, and what is possible or unread is skipped", "[report]") {
  ReportInput report = estate();
  report.analysis.diagnostics.push_back({report.at("live/dev/main.tf", "a"), "cannot <read> it", bulkhead::Diagnostic::Severity::error});
  std::string out = report.render("junit");
  CHECK(out.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"bulkhead\" tests=\"4\" failures=\"2\" errors=\"0\" time=\"0\">\n"));
  CHECK(out.find("<testsuite name=\"privileged-container\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\" time=\"0\">\n"
                 "    <testcase name=\"infra/pods/web.yaml:2:13: Container web runs privileged\" classname=\"privileged-container\" time=\"0\">\n"
                 "      <failure message=\"Container web runs privileged\" type=\"medium\">infra/pods/web.yaml:2:13</failure>\n") !=
        std::string::npos);
  CHECK(count(out, "<skipped ") == 2);
  CHECK(out.find("cannot &lt;read&gt; it") != std::string::npos);
  CHECK(ReportInput{}.render("junit").find("<testcase name=\"no findings\" ") != std::string::npos);
}

TEST_CASE("SonarQube's generic issues", "[report]") {
  Json report = Json::parse(estate().render("sonar"));
  REQUIRE(report["rules"].size() == 3);
  CHECK(report["rules"][0] == Json::parse(R"({"id": "cross-environment-network-link", "name": "cross-environment-network-link", "description": "cross-environment-network-link",
      "engineId": "bulkhead", "cleanCodeAttribute": "TRUSTWORTHY", "type": "VULNERABILITY", "severity": "BLOCKER", "impacts": [{"softwareQuality": "SECURITY", "severity": "HIGH"}]})"));
  CHECK(report["issues"][0] == Json::parse(R"({"ruleId": "cross-environment-network-link",
      "primaryLocation": {"message": "dev is linked to prod: 100%, always", "filePath": "infra/live/dev/main.tf", "textRange": {"startLine": 2, "endLine": 2, "startColumn": 7, "endColumn": 17}},
      "secondaryLocations": [{"message": "prod: the other end", "filePath": "infra/live/prod/main.tf", "textRange": {"startLine": 1, "endLine": 1, "startColumn": 7, "endColumn": 12}}]})"));
  // A range without a width would end the whole import.
  ReportInput empty{{"a.yaml", "\xEF\xBB\xBFx: \n"}};
  auto at = empty.at("a.yaml", "\n");
  empty.add("r", Severity::low, "m", {at.file, at.begin, at.begin});
  CHECK(Json::parse(empty.render("sonar"))["issues"][0]["primaryLocation"]["textRange"] == Json::parse(R"({"startLine": 1, "endLine": 1})"));
}

TEST_CASE("each reader's own columns", "[report]") {
  // An accent (2 bytes, 1 unit), a letter outside the first plane (4 bytes, 2 units), a tab, and a line end of two characters.
  ReportInput report{{"a.tf", "x = 1\r\n\xC3\xA9\xF0\x90\x90\x80\t= bad\r\n"}};
  report.add("r", Severity::high, "m", report.at("a.tf", "bad"));
  Json sarif = Json::parse(report.render("sarif"))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
  CHECK(sarif == Json::parse(R"({"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 10})"));
  Json sonar = Json::parse(report.render("sonar"))["issues"][0]["primaryLocation"]["textRange"];
  CHECK(sonar == Json::parse(R"({"startLine": 2, "endLine": 2, "startColumn": 6, "endColumn": 9})"));
  Json rdjson = Json::parse(report.render("rdjson"))["diagnostics"][0]["location"]["range"];
  CHECK(rdjson == Json::parse(R"({"start": {"line": 2, "column": 10}, "end": {"line": 2, "column": 13}})"));
  CHECK(report.render("github").find("line=2,endLine=2,col=6,endColumn=9,") != std::string::npos);
  CHECK(report.render("azure").find("linenumber=2;columnnumber=6;") != std::string::npos);
}

TEST_CASE("the page holds everything and asks for nothing", "[report]") {
  ReportInput report = estate();
  report.verdicts[1].finding.message = "Container <script>alert(1)</script>";
  std::string page = report.render("html");
  CHECK(count(page, "class=\"finding\"") == 3);
  CHECK(count(page, "<script>") == 1);
  CHECK(page.find("&lt;script&gt;alert(1)") != std::string::npos);
  CHECK(page.find("infra/live/prod/main.tf:1:8") != std::string::npos);
  for (const char* outside : {"http:", "https:", "src=\"", "href=", "url(", "@import", "fetch(", "XMLHttp"}) CHECK(page.find(outside) == std::string::npos);
  CHECK(page.find("default-src 'none'") != std::string::npos);
}

TEST_CASE("the summary is one table", "[report]") {
  std::string out = estate().render("markdown");
  CHECK(out.starts_with("<!-- bulkhead -->\n"));
  CHECK(out.find("| critical | dev is linked to prod: 100%, always | infra/live/dev/main.tf:2:8<br>infra/live/prod/main.tf:1:8 (prod): the other end | dev | "
                 "cross-environment-network-link (1.2) |\n") != std::string::npos);
}

TEST_CASE("what is silenced or known is in SARIF alone, as a suppression", "[report]") {
  ReportInput report = estate();
  report.verdicts[0].standing = Standing::suppressed;
  report.verdicts[0].justification = "decided";
  report.verdicts[1].standing = Standing::baselined;
  Json results = Json::parse(report.render("sarif"))["runs"][0]["results"];
  REQUIRE(results.size() == 3);
  CHECK(results[0]["ruleId"] == "plaintext-secret");
  CHECK(results[1]["suppressions"] == Json::parse(R"([{"kind": "inSource", "status": "accepted", "justification": "decided"}])"));
  CHECK(results[2]["suppressions"][0]["kind"] == "external");
  for (const char* format : {"github", "azure", "gitlab", "gitlab-sast", "bitbucket", "rdjson", "rdjsonl", "junit", "sonar", "markdown", "html"}) {
    INFO(format);
    std::string out = report.render(format);
    CHECK(out.find("privileged") == std::string::npos);
    CHECK(out.find("Perhaps a password") != std::string::npos);
  }
}

TEST_CASE("findings without a place leave every format whole", "[report]") {
  ReportInput report{{"a.tf", "x\n"}};
  report.add("r", Severity::high, "nowhere", {});
  report.add("s", Severity::high, "beside", {}).related = {{report.at("a.tf", "x"), "here", "prod"}};
  Json sarif = Json::parse(report.render("sarif"))["runs"][0];
  REQUIRE(sarif["results"].size() == 1);      // the other would have the file refused
  CHECK(sarif["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].get<std::string>().find("nowhere") != std::string::npos);
  for (const char* format : {"github", "azure", "gitlab", "gitlab-sast", "bitbucket", "rdjson", "junit", "markdown", "html"}) {
    INFO(format);
    CHECK(report.render(format).find("nowhere") != std::string::npos);
  }
}
