// Several servers on one cache: each answers, one that is killed takes nothing with it, the next one starts from what was kept.
#include <signal.h>

#include <cstdlib>

#include "tests/lsp/estate.h"

using namespace bulkhead::test;   // NOLINT: test vocabulary
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

std::size_t files_in(const std::string& folder) {
  return fs::exists(folder) ? static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator())) : 0;
}

}  // namespace

TEST_CASE("two servers on one cache answer alike, and a killed one takes nothing with it", "[lsp][cache]") {
  const char* outer = std::getenv("BULKHEAD_CACHE_DIR");
  const std::string before = outer ? outer : "";
  Estate estate;
  Scratch around;
  const std::string cache = around.at("kept"), uri = estate.uri("live/dev/vpc.tf");
  setenv("BULKHEAD_CACHE_DIR", cache.c_str(), 1);
  Json first, again;
  {
    LanguageClient one, other;
    for (LanguageClient* client : {&one, &other}) {
      client->initialise(estate.at(), kRelated);
      client->open(uri, kDev);
    }
    first = one.diagnostics(uri);
    CHECK(with_code(first, kRule) != nullptr);
    CHECK(other.diagnostics(uri) == first);
    kill(one.process(), SIGKILL);
    other.notify("textDocument/didChange", edit(uri, 2, Json::array({Json{{"text", "# nothing\n"}}})));
    CHECK(with_code(other.diagnostics(uri), kRule) == nullptr);
  }
  CHECK(files_in(cache) == 1);
  {
    LanguageClient next;
    next.initialise(estate.at(), kRelated);
    next.open(uri, kDev);
    again = next.diagnostics(uri);
  }
  CHECK(again == first);
  CHECK(files_in(cache) == 1);
  if (before.empty()) unsetenv("BULKHEAD_CACHE_DIR");
  else setenv("BULKHEAD_CACHE_DIR", before.c_str(), 1);
}
