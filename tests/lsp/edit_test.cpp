// Edits that silence findings, tried with the code that reads them.
#include "analyzer/config/config.h"
#include "analyzer/pipeline/exception_edit.h"
#include "analyzer/pipeline/suppression_edit.h"
#include "analyzer/pipeline/suppressions.h"

using namespace bulkhead;   // NOLINT: test vocabulary

namespace {

/// The text with the suppression of what `marker` names put in; empty where there is no place.
std::string suppressed(const std::string& path, std::string text, const std::string& marker) {
  Workspace workspace = Workspace::from_memory({{path, text}});
  FileId file = workspace.find(path)->id;
  auto begin = static_cast<std::uint32_t>(text.find(marker));
  auto edit = suppression_edit(workspace, {file, begin, begin + static_cast<std::uint32_t>(marker.size())}, "some-rule", "why");
  return edit ? text.insert(edit->offset, edit->text) : "";
}

}  // namespace

TEST_CASE("a suppression stands where its language has comments", "[lsp]") {
  CHECK(suppressed("a.tf", "a \"b\" {\n  c = 1\n}\n", "c = 1") == "a \"b\" {\n  # bulkhead:ignore some-rule -- why\n  c = 1\n}\n");
  CHECK(suppressed("a.tf", "a \"b\" {\r\n  c = 1\r\n}\r\n", "c = 1") == "a \"b\" {\r\n  # bulkhead:ignore some-rule -- why\r\n  c = 1\r\n}\r\n");
  CHECK(suppressed("a.yaml", "a:\n  - b: 1\n", "b: 1") == "a:\n  # bulkhead:ignore some-rule -- why\n  - b: 1\n");
  CHECK(suppressed("Dockerfile", "FROM a\nRUN b\n", "RUN b") == "FROM a\n# bulkhead:ignore some-rule -- why\nRUN b\n");
  CHECK(suppressed("a.tf.json", "{\"resource\": {}}\n", "resource").empty());
}

TEST_CASE("inside a string or a here-document a comment is text, so it goes above what holds it", "[lsp]") {
  std::string policy = suppressed("a.tf", "resource \"a\" \"b\" {\n  policy = <<EOT\n{\n  \"x\": 1\n}\nEOT\n}\n", "\"x\": 1");
  CHECK(policy == "resource \"a\" \"b\" {\n  # bulkhead:ignore some-rule -- why\n  policy = <<EOT\n{\n  \"x\": 1\n}\nEOT\n}\n");
  std::string script = suppressed("a.yaml", "apiVersion: v1\nkind: ConfigMap\ndata:\n  run: |\n    one\n    two\n", "two");
  CHECK(script.find("one\n    # bulkhead") == std::string::npos);
  std::string heredoc = suppressed("Dockerfile", "FROM a\nRUN <<EOF\none\ntwo\nEOF\n", "two");
  CHECK(heredoc == "FROM a\n# bulkhead:ignore some-rule -- why\nRUN <<EOF\none\ntwo\nEOF\n");
}

TEST_CASE("what looks like a suppression in a text silences nothing", "[lsp]") {
  Workspace workspace = Workspace::from_memory({{"a.tf", "a \"b\" {\n  c = <<E\n# bulkhead:ignore some-rule -- no\nE\n}\n"},
                                                {"a.yaml", "a: |\n  # bulkhead:ignore some-rule -- no\n  b\n"},
                                                {"Dockerfile", "FROM a\nRUN <<E\n# bulkhead:ignore some-rule -- no\nE\n"}});
  CHECK(find_suppressions(workspace).empty());
}

TEST_CASE("an exception joins the ones that are there", "[lsp]") {
  Finding finding;
  finding.rule = "some-rule";
  finding.resource = "a.\"b\"";
  auto edited = [&](std::string text) {
    Workspace workspace = Workspace::from_memory({{"a.tf", "x = 1\n"}, {"bulkhead.yaml", text}});
    finding.at = {workspace.find("a.tf")->id, 0, 1};
    ExceptionEdit edit = exception_edit(workspace, finding, "2026-12-15");
    return edit.why_not.empty() ? text.insert(edit.offset, edit.text) : edit.why_not;
  };
  const std::string one = "  - {rule: a, target: b, reason: c, owner: d, expires: 2026-12-20}\n";
  for (const std::string& text : {std::string(), std::string("exclude: [x]"), "exceptions:\n" + one, "exceptions:\n" + one + "exclude: [x]\n"}) {
    INFO(text);
    std::string after = edited(text);
    auto parsed = parse_config(FileId::none, after);
    INFO(after);
    CHECK(parsed.diagnostics.empty());
    REQUIRE(parsed.tree.exceptions.size() == (text.find("rule") == std::string::npos ? 1 : 2));
    CHECK(parsed.tree.exceptions.back().target == "a.\"b\"");
    CHECK(parsed.tree.exceptions.back().expires == "2027-01-14");
  }
  CHECK(edited("exceptions: []\n").find("no list") != std::string::npos);
}
