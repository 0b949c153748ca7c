#include <catch2/catch_test_macros.hpp>

#include "analyzer/model/from_data.h"

using namespace bulkhead;

namespace {
constexpr FileId kFile{5};
}

TEST_CASE("values keep spans, integers and order", "[values]") {
  std::string_view text = "b: 9007199254740993\na: &x [yes, 'yes', 1.5, ~]\nc: *x\nb: two\n";
  auto parsed = data::parse_yaml(kFile, text);
  Arena arena;
  Value value = value_from(parsed.tree.documents[0].root, kFile, arena);
  CHECK(to_json(value) == R"({"b":9007199254740993,"a":["yes","yes",1.5,null],"c":["yes","yes",1.5,null],"b":"two"})");
  CHECK(value["b"].as_string() == "two");
  CHECK(value["c"].items().data() == value["a"].items().data());
  SourceSpan span = decisive_span(value["a"].at(2).origin());
  CHECK(span.file == kFile);
  CHECK(text.substr(span.begin, span.end - span.begin) == "1.5");

  Value sorted = value_from(parsed.tree.documents[0].root, kFile, arena, true);
  CHECK(to_json(sorted) == R"({"a":["yes","yes",1.5,null],"b":"two","c":["yes","yes",1.5,null]})");
  Value kubernetes = value_from(parsed.tree.documents[0].root, kFile, arena, false, nullptr, YamlBooleans::kubernetes);
  CHECK(to_json(kubernetes["a"]) == R"([true,"yes",1.5,null])");
  CHECK(value_from(nullptr, kFile, arena).is_missing());
}

TEST_CASE("values carry the way they came", "[values]") {
  auto parsed = data::parse_json(kFile, R"({"a": true})");
  Arena arena;
  Origin call{Origin::Kind::referenced, {FileId{1}, 3, 4}, nullptr, "jsondecode"};
  Value value = value_from(parsed.tree.documents[0].root, kFile, arena, false, &call);
  CHECK(arrival_span(value["a"].origin()).file == kFile);
  CHECK(decisive_span(value["a"].origin()).file == FileId{1});
}
