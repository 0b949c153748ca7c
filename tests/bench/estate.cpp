// Times the join of a great many facts: building the estate's indices, the links of two kinds and what is shared, single thread.
// Prints one JSON object.
//
// usage: bulkhead-bench-estate [FACTS]
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "analyzer/estate/estate.h"

namespace {

using namespace bulkhead;

std::vector<Fact> made(std::uint32_t count, const Vocabulary& vocabulary) {
  const Environment environments[] = {vocabulary.environment("production"), vocabulary.environment("dev"), vocabulary.environment("test")};
  const FactKind kinds[] = {FactKind::owns, FactKind::refers, FactKind::admits, FactKind::uses_realm};
  std::vector<Fact> facts;
  facts.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    Fact fact;
    fact.kind = kinds[i % 4];
    bool network = fact.kind == FactKind::admits || i % 8 == 0;
    fact.identifier_kind = network ? IdentifierKind::cidr : fact.kind == FactKind::uses_realm ? IdentifierKind::realm : IdentifierKind::hostname;
    fact.identifier = network ? "10." + std::to_string(i % 199) + "." + std::to_string(i / 199 % 251) + ".0/24"
                              : "host" + std::to_string(i % (count / 4 + 1)) + ".shop-dev.example";
    fact.environment = environments[i % 3];
    fact.unit = "unit" + std::to_string(i % 1000);
    fact.at = {FileId{i % 1000}, i, i + 1};
    facts.push_back(std::move(fact));
  }
  return facts;
}

template <class Work>
double seconds(Work work) {
  auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  const auto count = static_cast<std::uint32_t>(argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1'000'000);
  const Vocabulary vocabulary;
  const Config config;
  const FactSet facts(made(count, vocabulary));
  std::unique_ptr<Estate> estate;
  double build = seconds([&] { estate = std::make_unique<Estate>(facts, vocabulary, config); });
  std::size_t links = 0, shared = 0;
  double joined = seconds([&] { links = estate->links(FactKind::admits).size() + estate->links(FactKind::refers).size(); });
  double sharing = seconds([&] { shared = estate->shared(FactKind::uses_realm).size(); });
  std::printf("{\"facts\": %u, \"index_seconds\": %.3f, \"links_seconds\": %.3f, \"shared_seconds\": %.3f, \"links\": %zu, \"shared\": %zu}\n", count, build,
              joined, sharing, links, shared);
  return 0;
}
