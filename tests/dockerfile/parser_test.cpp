#include "parsers/dockerfile/ast.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "parsers/dockerfile/expand.h"
#include "tests/support/locations.h"

using namespace bulkhead;
using namespace bulkhead::dockerfile;

namespace {

std::string at(std::string_view text, std::uint32_t begin, std::uint32_t end) { return std::string(text.substr(begin, end - begin)); }

std::size_t errors_in(const Parsed<File>& parsed) {
  std::size_t count = 0;
  for (const auto& diagnostic : parsed.diagnostics) count += diagnostic.severity == Diagnostic::Severity::error;
  return count;
}

}  // namespace

TEST_CASE("spans of instructions, flags, arguments and bodies are those of the file", "[dockerfile]") {
  std::string text =
      "\xef\xbb\xbf# syntax=docker/dockerfile:1\r\nfrom --platform=$P alpine:3 as base\r\n# note\r\n"
      "RUN --mount=type=cache,target=/x apt-get \\\r\n  # inside\r\n  update\r\n"
      "env A=1 B=\"two words\"\r\nCOPY <<'A' <<-B /to/\r\none\r\nA\r\n\ttwo\r\n\tB\r\nCMD [\"a\", \"b c\"]\r\n";
  auto parsed = parse_dockerfile(FileId{7}, text);
  CHECK(parsed.diagnostics.empty());
  CHECK(parsed.tree.syntax == "docker/dockerfile:1");
  CHECK(parsed.comments.size() == 3);
  auto list = parsed.tree.instructions;
  REQUIRE(list.size() == 5);
  CHECK(list[0].keyword == "FROM");
  CHECK(at(text, list[0].flags[0].begin, list[0].flags[0].end) == "--platform=$P");
  CHECK(at(text, list[0].arguments[2].begin, list[0].arguments[2].end) == "base");
  CHECK(list[1].arguments[0].text == "apt-get   update");
  CHECK(at(text, list[1].arguments[0].begin, list[1].arguments[0].end) == "apt-get \\\r\n  # inside\r\n  update");
  CHECK(at(text, list[2].pairs[1].value.begin, list[2].pairs[1].value.end) == "\"two words\"");
  REQUIRE(list[3].heredocs.size() == 2);
  CHECK_FALSE(list[3].heredocs[0].expand);
  CHECK(at(text, list[3].heredocs[1].begin, list[3].heredocs[1].end) == "\ttwo\r\n");
  CHECK(list[3].end_line == 12);
  CHECK(list[4].json);
  CHECK(at(text, list[4].arguments[1].begin, list[4].arguments[1].end) == "\"b c\"");
}

TEST_CASE("a broken instruction costs itself only", "[dockerfile]") {
  std::string text = "FROM a\nENV broken\nCMD [\"x\", 1]\nRUN <<EOF\nls\nUSER app\n";
  auto parsed = parse_dockerfile(FileId{0}, text);
  CHECK(errors_in(parsed) == 3);
  auto list = parsed.tree.instructions;
  REQUIRE(list.size() == 3);
  CHECK(list[1].heredocs[0].content == "ls\n");
  CHECK(list[2].arguments[0].text == "app");
}

TEST_CASE("hostile Dockerfiles are bounded", "[dockerfile]") {
  CHECK(errors_in(parse_dockerfile(FileId{0}, "")) == 1);
  std::string open;
  for (int i = 0; i < 20000; ++i) open += "RUN <<E\n";
  CHECK(errors_in(parse_dockerfile(FileId{0}, open)) > 0);
  std::string triggers = "FROM a\n";
  for (int i = 0; i < 10000; ++i) triggers += "ONBUILD ";
  CHECK(errors_in(parse_dockerfile(FileId{0}, triggers + "RUN x\n")) == 1);
  std::string nested;
  for (int i = 0; i < 10000; ++i) nested += "${a:-";
  CHECK_FALSE(expand(nested, [](std::string_view) { return Variable{}; }).error.empty());
  std::string binary;
  for (int i = 0; i < 4096; ++i) binary.push_back(static_cast<char>(i * 37));
  parse_dockerfile(FileId{0}, binary);
}

TEST_CASE("variables that are not known stay visible", "[dockerfile]") {
  auto lookup = [](std::string_view name) -> Variable {
    if (name == "SET") return {Variable::State::set, "v1.2"};
    if (name == "OPEN") return {Variable::State::open, ""};
    return {};
  };
  CHECK(expand("a:${SET#v}-$MISSING", lookup).text == "a:1.2-");
  auto open = expand("a:$OPEN", lookup);
  CHECK_FALSE(open.known());
  CHECK(open.text == "a:${OPEN}");
  CHECK(expand("a:${OPEN:-3}", lookup).text == "a:3");
  CHECK(expand("a:${OPEN:-3}", lookup).known());
  CHECK_FALSE(expand("${MISSING:?needed}", lookup).error.empty());
}

TEST_CASE("every Dockerfile of the shared estates parses", "[dockerfile]") {
  const char* data = std::getenv("BULKHEAD_TEST_DATA");
  auto root = std::filesystem::path(data != nullptr ? std::string(data) : bulkhead::test::source_directory() + "/../shared/data") / "estates";
  if (!std::filesystem::is_directory(root)) SKIP("no estates: set BULKHEAD_TEST_DATA to the unpacked shared data");
  std::size_t files = 0;
  for (auto it = std::filesystem::recursive_directory_iterator(root); it != std::filesystem::recursive_directory_iterator(); ++it) {
    if (!it->is_regular_file() || !it->path().filename().string().starts_with("Dockerfile")) continue;
    std::ifstream in(it->path(), std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    INFO(it->path().string());
    CHECK(errors_in(parse_dockerfile(FileId{0}, text)) == 0);
    ++files;
  }
  CHECK(files > 20);
}
