#include "analyzer/container/units.h"

using namespace bulkhead;

namespace {

Unit evaluate(const std::string& text, Workspace& workspace) {
  workspace = Workspace::from_memory({{"app/Dockerfile", text}});
  return container::evaluate_dockerfile(workspace, workspace.find("app/Dockerfile")->id, Vocabulary(), Config());
}

std::string source(const Workspace& workspace, SourceSpan span) {
  return span.valid() ? std::string(workspace.text(span.file).substr(span.begin, span.end - span.begin)) : "";
}

}  // namespace

TEST_CASE("stages, base images, users and variables follow BuildKit's scope rules", "[container]") {
  Workspace workspace = Workspace::from_memory({});
  Unit unit = evaluate(
      "ARG BASE=node:18\nARG TAG\nFROM ${BASE} AS Build\nUSER app\nENV A=1 B=$A\nENV B=$A-$HOME\n"
      "FROM build\nARG BASE\nRUN curl -o $A \"$UNSET/x\" $BASE\nFROM repo.example.com/x:$TAG\nFROM scratch\nWORKDIR /w$NOPE\n",
      workspace);
  CHECK(unit.diagnostics.empty());
  REQUIRE(unit.resources.size() == 1);
  Value stages = unit.resources[0].attributes["stages"];
  REQUIRE(stages.items().size() == 4);
  CHECK(stages.path("[0].base_expanded").as_string() == "node:18");
  CHECK(source(workspace, decisive_span(stages.path("[0].base_expanded").origin())) == "node:18");
  CHECK(stages.path("[0].image.repository").as_string() == "library/node");
  CHECK(stages.path("[0].instructions[1].env.B").is_unknown());
  CHECK(recognisable_text(stages.path("[0].instructions[2].env.B")) == "1-${HOME}");
  CHECK(stages.path("[1].base_stage").as_integer() == 0);
  CHECK(stages.path("[1].user").as_string() == "app");
  CHECK(stages.path("[1].root_image").as_string() == "node:18");
  Value curl = stages.path("[1].instructions[1].commands[0]");
  CHECK(curl["arguments"].at(1).as_string() == "1");
  CHECK(recognisable_text(curl["arguments"].at(2)) == "${UNSET}/x");
  CHECK(curl["arguments"].at(3).as_string() == "node:18");
  CHECK(recognisable_text(stages.path("[2].base_expanded")) == "repo.example.com/x:${TAG}");
  CHECK(stages.path("[2].user").is_missing());
  CHECK(stages.path("[3].instructions[0].arguments[0]").as_string() == "/w");
}

TEST_CASE("commands of shell, JSON and here-document forms", "[container]") {
  Workspace workspace = Workspace::from_memory({});
  Unit unit = evaluate(
      "FROM debian:12\nRUN --mount=type=secret,id=t,required apt-get update && \\\n  apt-get -y upgrade\nCMD [\"/bin/sh\", \"-c\", \"exec sshd -D\"]\n"
      "RUN <<EOF\napk add openssh\nEOF\nRUN cat <<EOF > /etc/motd\nnot a command\nEOF\nONBUILD RUN make\nRUN bash -ec 'yum update'\n",
      workspace);
  Value list = unit.resources.at(0).attributes.path("stages[0].instructions");
  CHECK(list.path("[0].flags.mount[0].type").as_string() == "secret");
  CHECK(list.path("[0].commands[1].arguments[1]").as_string() == "upgrade");
  CHECK(source(workspace, decisive_span(list.path("[0].commands[1]").origin())) == "apt-get -y upgrade");
  CHECK(list.path("[1].commands[0].arguments[0]").as_string() == "sshd");
  CHECK(list.path("[2].commands[0].name").as_string() == "apk");
  CHECK(source(workspace, decisive_span(list.path("[2].commands[0].arguments[1]").origin())) == "openssh");
  CHECK(list.path("[3].commands[0].name").as_string() == "cat");
  CHECK(list.path("[3].commands").items().size() == 1);
  CHECK(list.path("[4].trigger.commands[0].name").as_string() == "make");
  CHECK(list.path("[5].commands[0].name").as_string() == "yum");
}

TEST_CASE("what belongs to no stage is named", "[container]") {
  Workspace workspace = Workspace::from_memory({});
  CHECK(evaluate("RUN x\nFROM a b\nRUN y\nFROM c\nRUUN z\n", workspace).diagnostics.size() == 3);
  CHECK(evaluate("", workspace).diagnostics.size() == 1);
}

TEST_CASE("a shell script that cannot be read says so, and what it runs stays unknown", "[container]") {
  Workspace workspace = Workspace::from_memory({});
  Unit unit = evaluate("FROM debian:12\nRUN apt-get update && \\\n  echo 'open\nRUN cat <<EOF > /etc/motd && chmod 644 /etc/motd\nit's\nEOF\n", workspace);
  REQUIRE(unit.diagnostics.size() == 1);
  CHECK(unit.diagnostics[0].severity == Diagnostic::Severity::warning);
  CHECK(unit.diagnostics[0].message == "this part of the shell script cannot be read; what it runs is unknown");
  CHECK(source(workspace, unit.diagnostics[0].at).find("'open") != std::string::npos);
  Value commands = unit.resources.at(0).attributes.path("stages[0].instructions[0].commands");
  CHECK(commands.at(0)["name"].as_string() == "apt-get");
  CHECK(commands.items().back().is_unknown());
  Value writer = unit.resources.at(0).attributes.path("stages[0].instructions[1].commands");
  REQUIRE(writer.items().size() == 2);
  CHECK(writer.at(1)["name"].as_string() == "chmod");
}
