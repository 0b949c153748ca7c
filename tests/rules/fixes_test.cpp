// What fixes of rules make of the files they are offered for.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/rules/judging.h"
#include "tests/support/locations.h"
#include "tests/support/scratch.h"

using namespace bulkhead;
using namespace bulkhead::testing;   // NOLINT: test vocabulary

namespace {

namespace fs = std::filesystem;
const std::string kPod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n"
                         "  containers:\n    - name: b\n      image: c:1\n";

using Files = std::vector<std::pair<std::string, std::string>>;

/// The files with the edits made, the last place first. Of edits of one place one is made.
Files applied(const Files& files, const Workspace& workspace, std::vector<Edit> edits) {
  std::ranges::sort(edits, std::greater{}, &Edit::replace);
  auto same = std::ranges::unique(edits, {}, &Edit::replace);
  edits.erase(same.begin(), same.end());
  Files out = files;
  for (const Edit& edit : edits)
    for (auto& [path, text] : out)
      if (path == workspace.file(edit.replace.file).path)
        text.replace(edit.replace.begin, edit.replace.end - edit.replace.begin, edit.with);
  return out;
}

std::multiset<std::string> places(const std::vector<Finding>& findings, const Workspace& workspace) {
  std::multiset<std::string> out;
  for (const Finding& finding : findings) {
    std::uint32_t line = workspace.lines(finding.at.file).at(finding.at.begin).line;
    out.insert(finding.rule + " " + workspace.file(finding.at.file).path + ":" + std::to_string(line) + " " + finding.message);
  }
  return out;
}

std::size_t problems(const Workspace& workspace) {
  std::size_t out = 0;
  for (const SourceFile& file : workspace.files()) {
    if (file.language == Language::terraform || file.language == Language::tfvars || file.language == Language::hcl)
      out += workspace.hcl(file.id).diagnostics.size();
    if (file.language == Language::yaml || file.language == Language::json || file.language == Language::terraform_json)
      out += workspace.data(file.id).diagnostics.size();
  }
  return out;
}

const RuleSet& alone(const std::string& rule) {
  static std::map<std::string, RuleSet> known;
  auto at = known.find(rule);
  if (at == known.end()) at = known.emplace(rule, builtin_rules().filtered(std::vector{rule}, {})).first;
  return at->second;
}

/// Each fix by itself removes its finding, adds none of its rule, and leaves files that parse. The number of fixes.
std::size_t check_each(const Files& files, const RuleSet& rules) {
  Workspace before = Workspace::from_memory(files);
  std::size_t fixes = 0;
  std::map<std::string, std::multiset<std::string>> known;
  for (const Finding& finding : judge(before, rules)) {
    if (!finding.fix || finding.rule.starts_with("suppression-")) continue;
    ++fixes;
    INFO(describe(finding, before) << " -> " << finding.fix->description);
    const RuleSet& rule = alone(finding.rule);
    if (!known.contains(finding.rule)) known[finding.rule] = places(judge(before, rule), before);
    std::multiset<std::string> expected = known[finding.rule];
    Workspace after = Workspace::from_memory(applied(files, before, finding.fix->edits));
    std::multiset<std::string> left = places(judge(after, rule), after);
    std::string gone = *places({finding}, before).begin();
    CHECK(left.count(gone) < expected.count(gone));
    CHECK(std::ranges::includes(expected, left));
    CHECK(problems(after) == problems(before));
  }
  return fixes;
}

/// Without the markers of examples, which a fix leaves where they are.
std::string without_markers(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t stop = text.find('\n');
    std::string_view line = text.substr(0, stop);
    text = stop == std::string_view::npos ? std::string_view() : text.substr(stop + 1);
    line = line.substr(0, line.find("# finding"));
    out.append(line.substr(0, line.find_last_not_of(' ') + 1)).append("\n");
  }
  return out;
}

void check_fixed(const Example& example, const RuleSet& rule) {
  Workspace workspace = Workspace::from_memory(example.files);
  std::vector<Edit> edits;
  for (const Finding& finding : judge(workspace, rule))
    if (finding.fix) edits.insert(edits.end(), finding.fix->edits.begin(), finding.fix->edits.end());
  Files made = applied(example.files, workspace, edits);
  for (const auto& [path, expected] : example.fixed) {
    auto file = std::ranges::find(made, path, &std::pair<std::string, std::string>::first);
    INFO(path);
    REQUIRE(file != made.end());
    CHECK(without_markers(file->second) == without_markers(expected));
  }
}

/// The edits of the only finding that `rule` has in a file, as "begin-end with", and "safe" or "unsafe"; "" without a fix.
std::string fix_in(const std::string& rule, const std::string& path, const std::string& text) {
  Workspace workspace = Workspace::from_memory({{path, text}});
  auto found = judge(workspace, alone(rule));
  INFO(path << "\n" << text);
  REQUIRE(found.size() == 1);
  if (!found[0].fix) return "";
  Files made = applied({{path, text}}, workspace, found[0].fix->edits);
  std::size_t same = 0;
  while (same < text.size() && same < made[0].second.size() && text[same] == made[0].second[same]) ++same;
  CHECK(check_each({{path, text}}, alone(rule)) == 1);
  std::string line = made[0].second.substr(made[0].second.rfind('\n', same) + 1);
  return line.substr(0, line.find_first_of("\r\n")) + (found[0].fix->safe ? " safe" : "");
}

}  // namespace

TEST_CASE("fixes of examples remove their findings, and make of a file what the page shows", "[rules][examples]") {
  for (const Rule& rule : builtin_rules().rules()) {
    bool offers = std::ranges::any_of(rule.checks, [](const Check& check) { return check.fix.has_value(); }), shows = false;
    for (const Example& example : rule.examples) {
      INFO(rule.page_path << ":" << example.page_line << " " << example.title);
      check_each(example.files, alone(rule.id));
      if (!example.fixed.empty()) check_fixed(example, alone(rule.id));
      shows = shows || !example.fixed.empty();
    }
    INFO(rule.page_path << " offers fixes; one fence with `fixed` shows what they do");
    CHECK(offers == shows);
  }
}

TEST_CASE("fixes in the estates remove their findings and add none", "[rules][fixtures]") {
  std::size_t fixes = 0;
  for (const auto& estate : fs::directory_iterator(fs::path(bulkhead::test::source_directory()) / "fixtures")) {
    const fs::path root = estate.path() / "estate";
    if (!fs::is_directory(root)) continue;
    INFO(root);
    Files files;
    // A plan says what it said until it is made anew.
    for (const auto& entry : fs::recursive_directory_iterator(root))
      if (entry.is_regular_file() && !entry.path().filename().string().ends_with("plan.json"))
        files.emplace_back(fs::relative(entry.path(), root).generic_string(), bulkhead::test::read_file(entry.path()));
    fixes += check_each(files, builtin_rules());
  }
  CHECK(fixes > 0);
}

TEST_CASE("a fix is written as its place needs it", "[rules]") {
  auto with = [&](const std::string& line) { return kPod + "      " + line + "\n"; };
  auto block = [](const std::string& type, const std::string& lines) {
    return "resource \"" + type + "\" \"a\" {\n" + lines + "}\n";
  };
  const std::string trail = "  is_multi_region_trail = true\n";
  auto crlf = [](std::string text) {
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.insert(at, 1, '\r');
    return text;
  };
  const std::string flow = "securityContext: {privileged: true}", json =
      R"({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, )"
      R"("spec": {"containers": [{"name": "b", "securityContext": {"privileged":true}}]}})";
  struct Row { std::string rule, path, text, line; };
  const Row rows[] = {
      {"privileged-container", "a.yaml", with(flow), "      securityContext: {privileged: false}"},
      {"privileged-container", "a.yaml", "\xEF\xBB\xBF" + crlf(with(flow + "   # why")),
       "      securityContext: {privileged: false}   # why"},
      {"privileged-container", "a.json", json, json.substr(0, json.find("true")) + "false}}]}}"},
      {"seccomp-disabled", "a.yaml", with("securityContext: {seccompProfile: {type: 'Unconfined'}}"),
       "      securityContext: {seccompProfile: {type: 'RuntimeDefault'}}"},
      {"seccomp-disabled", "a.yaml", with("securityContext: {seccompProfile: {type: \"Unconfined\"}}"),
       "      securityContext: {seccompProfile: {type: \"RuntimeDefault\"}}"},
      {"data-store-public", "main.tf", block("aws_db_instance", "  publicly_accessible = true # why\n"),
       "  publicly_accessible = false # why"},
      {"data-store-public", "main.tf", crlf(block("aws_db_instance", "  publicly_accessible = \"true\"\n")),
       "  publicly_accessible = \"false\""},
      {"data-store-public", "main.tf.json", "{\"resource\": {\"aws_db_instance\": {\"a\": {\n\"publicly_accessible\": true\n}}}}",
       "\"publicly_accessible\": false"},
      {"audit-log-disabled", "main.tf", block("aws_cloudtrail", trail + "  enable_logging = false\n"), "  enable_logging = true safe"},
      // What others may read is never safe.
      {"audit-log-disabled", "main.tf", 
       "variable \"log\" {\n  default = false\n}\n" + block("aws_cloudtrail", trail + "  enable_logging = var.log\n"), "  default = true"},
  };
  for (const Row& row : rows) CHECK(fix_in(row.rule, row.path, row.text) == row.line);
}

TEST_CASE("a fix that its page calls safe is safe only where nothing else reads the literal", "[rules]") {
  const std::string page = "---\nid: loud\ntitle: Loud.\nrequirements: [\"1.1\"]\nseverity: low\nmessage: \"Loud\"\nchecks:\n"
                           "  - {select: kubernetes container, when: node.tty == true, at: tty, fix: {with: \"false\", safe: true}}\n"
                           "  - {select: terraform aws_loud, when: node.on == true, at: \"on\", fix: {with: \"false\", safe: true}}\n---\n";
  std::vector<std::string> problems;
  RulePageSource source{"rules/1-environments/loud.md", page, nullptr};
  RuleSet rules = RuleSet::load({&source, 1}, problems);
  REQUIRE(problems.empty());
  auto fix_of = [&](Files files) {
    Workspace workspace = Workspace::from_memory(std::move(files));
    auto found = judge(workspace, rules);
    REQUIRE_FALSE(found.empty());
    REQUIRE(found[0].fix);
    return *found[0].fix;
  };
  const std::string loud = "resource \"aws_loud\" \"a\" {\n  on = true\n}\n";
  CHECK(fix_of({{"a.yaml", kPod + "      tty: true\n"}}).safe);
  CHECK_FALSE(fix_of({{"a.yaml", kPod + "      tty: true\n      env: &e []\n    - {name: d, image: c:1, env: *e}\n"}}).safe);
  CHECK(fix_of({{"main.tf", loud}}).safe);
  CHECK_FALSE(fix_of({{"main.tf", "module \"m\" {\n  source = \"./m\"\n}\n"}, {"m/main.tf", loud}}).safe);
  Fix passed_on = fix_of({{"main.tf", "locals {\n  x = true\n}\nresource \"aws_loud\" \"a\" {\n  on = local.x\n}\n"}});
  CHECK_FALSE(passed_on.safe);
  CHECK(passed_on.description == "Set on to false, for all that reads it from here");
}

TEST_CASE("no fix where the value is not one literal of its own", "[rules]") {
  auto trail = [](const std::string& value, const std::string& more = "") {
    return "resource \"aws_cloudtrail\" \"a\" {\n  enable_logging = " + value + "\n}\n" + more;
  };
  for (const std::string& text : {trail("!true"), trail("true ? false : true"), trail("true && false"), trail("(false)"),
                                  trail("tobool(\"false\")"), trail("lookup({}, \"a\", false)"), trail("coalesce(false, true)"), trail("\"${false}\""),
                                  trail("[for a in [1] : false][0]"), trail("local.on", "locals {\n  on = !true\n}\n")}) {
    Workspace workspace = Workspace::from_memory({{"main.tf", text}});
    INFO(text);
    auto found = judge(workspace, alone("audit-log-disabled"));
    REQUIRE(found.size() == 1);
    CHECK_FALSE(found[0].fix);
  }
  for (const char* line : {"privileged: &yes true\n", "privileged: !!bool true\n", "privileged:\n          true\n"}) {
    Workspace workspace = Workspace::from_memory({{"a.yaml", kPod + "      securityContext:\n        " + line}});
    INFO(line);
    auto found = judge(workspace, alone("privileged-container"));
    REQUIRE(found.size() == 1);
    CHECK_FALSE(found[0].fix);
  }
}
