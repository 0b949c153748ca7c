// What is read in a build's log: no text of the estate commands anything there, and every command says what it is meant to.
#include <random>

#include "tests/fuzz/properties/properties.h"
#include "tests/fuzz/properties/runners.h"
#include "tests/support/command.h"
#include "tests/support/report_input.h"
#include "tests/support/scratch.h"

using bulkhead::Severity;
using bulkhead::fuzz::commands_something;
using bulkhead::test::CommandResult;
using bulkhead::test::ReportInput;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

TEST_CASE("runners are told apart from texts", "[report][escape]") {
  for (const char* command : {"::error::x", "  ::error file=a::x", "\xC2\xA0::debug::x", "a ##[error]x", "x##vso[task.complete]", "::add-mask::x"}) CHECK(commands_something(command));
  for (const char* text : {"a ::error::x", "  ::: a.tf:1:1  in prod: arn:aws:iam::1:role", "## [a]", ": :error::x", "::error:x"}) CHECK_FALSE(commands_something(text));
}

TEST_CASE("reports of troublesome texts command nothing", "[report][escape]") {
  const std::vector<std::string> pieces = {"::error::x", "::", ":", "##vso[task.complete result=Failed;]", "##[", "##", "#", "[", "]", ";", ",", "=", "%0A", "%25", "%", "\r", "\n", " ",
                                           "\t", "\xC2\xA0", "\xE2\x80\xA8", "\xEF\xBB\xBF", "\xFF", "a.tf", "/", "x", std::string(50, 'y'), "\x1B[31m"};
  std::mt19937 random(11);
  for (int i = 0; i < 1'500; ++i) {
    std::string input;
    for (auto n = 6 * (1 + random() % 3); n > 0; --n) {
      for (auto k = random() % 6; k > 0; --k) input += pieces[random() % pieces.size()];
      input += '\0';
    }
    INFO(input);
    REQUIRE(bulkhead::fuzz::broken_report(input) == "");
  }
}

TEST_CASE("a scan's own lines command nothing, whatever files are called", "[report][escape]") {
  bulkhead::test::Scratch scratch;
  const std::string pod = "kind: Pod\napiVersion: v1\nmetadata: {name: '##vso[task.complete result=Failed;]', namespace: shop-prod}\nspec: {containers: [{name: '::error::x', securityContext: {privileged: true}}]} "
                          "# ##[error]x ##vso[task.setvariable variable=PATH]x\n";
  for (const char* name : {"::error::x.yaml", "##[error]x.yaml", "##vso[task.complete]x.yaml", "a\n::error::x.yaml"}) scratch.write(name, pod);
  scratch.write("::error file=x::y.tf", "resource \"a\" {\n");
  for (const char* format : {"text", "github"}) {
    CommandResult run = bulkhead::test::run_bulkhead({"scan", "--format", format, "--statistics"}, scratch.at());
    CHECK(run.exit_code == 1);
    bool text = std::string(format) == "text";
    for (const std::string& line : lines_of(run.output + run.errors)) {
      INFO(line);
      if (text) CHECK_FALSE(commands_something(line));
      else CHECK(bulkhead::fuzz::github_command(line).has_value());
    }
  }
  for (const std::string& name : {std::string("::error::x"), std::string("x\n::error::y"), std::string("##vso[task.complete]")})
    for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{{"scan", name}, {"hook", "--at", name}, {"scan", "--env", name}, {name}, {"scan", "--" + name}, {"hook", "-x", name}}) {
      CommandResult run = bulkhead::test::run_bulkhead(arguments, scratch.at());
      for (const std::string& line : lines_of(run.output + run.errors)) {
        INFO(line);
        CHECK_FALSE(commands_something(line));
      }
    }
}
