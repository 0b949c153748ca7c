#include "parsers/shell/shell.h"

using namespace bulkhead::shell;

namespace {

std::string shown(std::string_view text) {
  Script script = parse_shell(text);
  std::string out;
  for (const Command& command : script.commands) {
    static constexpr const char* kJoins[] = {"", "; ", " && ", " || ", " | "};
    out += kJoins[static_cast<int>(command.join)];
    if (command.nesting.subshell) out += "(";
    if (command.nesting.conditional) out += "?";
    if (command.nesting.loop) out += "*";
    if (command.nesting.substitution) out += "$";
    for (const Assignment& assignment : command.assignments)
      out += std::string(assignment.name) + ":=" + std::string(assignment.value.text) + " ";
    out += "[" + std::string(command.name.text) + "]";
    for (const Word& word : command.arguments) out += (word.literal ? " '" : " ~'") + std::string(word.text) + "'";
    for (const Redirect& redirect : command.redirects)
      out += " " + std::string(redirect.sign) + "{" + std::string(redirect.target.text) + "}";
  }
  return out + (script.complete ? "" : " !");
}

}  // namespace

TEST_CASE("simple commands come out in order, decoded and with their operators", "[shell]") {
  CHECK(shown("apt-get update && apt-get install -y 'a b' c\\ d | tee -a \"log $X\"") ==
        "[apt-get] 'update' && [apt-get] 'install' '-y' 'a b' 'c d' | [tee] '-a' ~'log ${X}'");
  CHECK(shown("A=1 make; B=\"$C\"") == "A:=1 [make]; B:=${C} []");
}

TEST_CASE("commands inside compound statements are marked", "[shell]") {
  CHECK(shown("if test -f x; then rm x; fi; for f in a b; do cat $f; done; (cd /x)") ==
        "?[test] '-f' 'x'; ?[rm] 'x'; *[cat] ~'${f}'; ([cd] '/x'");
  CHECK(shown("curl $(cat url) > /dev/null") == "$[cat] 'url'; [curl] ~'$(cat url)' >{/dev/null}");
}

TEST_CASE("bad scripts are bounded and never lost whole", "[shell]") {
  CHECK_FALSE(parse_shell(std::string(kMaxScriptBytes + 1, 'a')).complete);
  std::string deep(20000, '(');
  CHECK(parse_shell(deep + "ls").commands.size() <= 1);
  CHECK(parse_shell("").commands.empty());
  CHECK_FALSE(parse_shell("echo ok\nif then \"").commands.empty());
}

TEST_CASE("the first part that does not parse has its place", "[shell]") {
  Script script = parse_shell("echo ok; echo 'open");
  CHECK_FALSE(script.complete);
  CHECK(script.lost_begin >= 9);
  CHECK(script.lost_end > script.lost_begin);
  CHECK(parse_shell("cat <<EOF > /etc/motd\nit's $(date)\nEOF").complete);
}

TEST_CASE("the value of an assignment of nothing stands behind its name", "[shell]") {
  Script script = parse_shell("echo x; F=; true");
  REQUIRE(script.commands.size() == 3);
  CHECK(script.commands[1].assignments[0].value.begin == 10);
  CHECK(script.commands[1].assignments[0].value.end == 10);
}
