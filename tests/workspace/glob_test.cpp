#include <catch2/catch_test_macros.hpp>

#include "analyzer/workspace/glob.h"
#include "analyzer/workspace/ignore.h"
#include "analyzer/workspace/workspace.h"

using namespace bulkhead;

TEST_CASE("globs follow gitignore's rules", "[workspace]") {
  struct Row { const char* pattern; const char* path; bool expected; };
  const Row rows[] = {
      {"*.tf", "a/b/main.tf", true}, {"*.tf", "a/b/main.tfvars", false}, {"/main.tf", "main.tf", true}, {"/main.tf", "a/main.tf", false},
      {"live/prod/**", "live/prod/a/b.tf", true}, {"live/prod/**", "live/prod", false}, {"live/prod", "live/prod/x.tf", true},
      {"**/testdata/**", "testdata/x", true}, {"**/testdata/**", "a/b/testdata/c/x", true}, {"**/testdata/**", "a/testdata2/x", false},
      {"a/**/z", "a/z", true}, {"a/**/z", "a/b/c/z", true}, {"a/**/z", "b/a/z", false}, {"a/*/z", "a/b/c/z", false},
      {"*-prod", "shop-prod", true}, {"*-prod", "shop-prod-eu", false}, {"file?.t[fx]", "file1.tf", true}, {"file[!0-9].tf", "file1.tf", false},
      {"[[:digit:]]x", "7x", true}, {"[", "[", false}, {"\\*", "*", true}, {"\\*", "a", false}, {"", "a", false}, {"node", "a/node/b", true},
      {"a*b*c*d", "aXbXcXd", true}, {"a**b", "a/b", false}, {"**", "any/thing", true}, {"examples/", "examples/a.tf", true}, {"examples/", "examples", false},
  };
  for (const auto& row : rows) {
    INFO(row.pattern << " on " << row.path);
    CHECK(glob_match(row.pattern, row.path) == row.expected);
  }
}

TEST_CASE("a glob of many stars is answered at once", "[workspace]") {
  std::string stars, text(20'000, 'a');
  for (int i = 0; i < 200; ++i) stars += "*a";
  CHECK_FALSE(glob_match(stars + "b", text));
  std::string deep = "**/a/**/a/**/a/**/a/**/b", path;
  for (int i = 0; i < 2'000; ++i) path += "a/";
  CHECK_FALSE(glob_match(deep, path + "c"));
}

TEST_CASE("the deepest ignore file and its last pattern decide", "[workspace]") {
  auto outer = IgnoreLevel::push(nullptr, "", "# comment\n*.tfvars\n!keep.tfvars\n/build/\nlogs/*.log\n\\#odd\ntrailing \n\\!bang\r\n");
  auto inner = IgnoreLevel::push(outer, "live", "!prod.tfvars\n/local\n");
  struct Row { const char* path; bool directory, expected; };
  const Row rows[] = {
      {"a.tfvars", false, true}, {"keep.tfvars", false, false}, {"live/prod.tfvars", false, false}, {"live/dev.tfvars", false, true}, {"build", true, true},
      {"build", false, false}, {"live/build", true, false}, {"logs/a.log", false, true}, {"logs/b/a.log", false, false}, {"#odd", false, true},
      {"trailing", false, true}, {"!bang", false, true}, {"live/local", true, true}, {"live/x/local", true, false}, {"comment", false, false},
  };
  for (const auto& row : rows) {
    INFO(row.path);
    CHECK(IgnoreLevel::ignored(row.path[0] == 'l' && row.path[1] == 'i' ? inner.get() : outer.get(), row.path, row.directory) == row.expected);
  }
}
