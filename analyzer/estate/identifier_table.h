// Every identifier of an estate, once.
#pragma once
#include <array>
#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/environments/vocabulary.h"
#include "analyzer/model/fact_set.h"
#include "analyzer/model/identifier.h"

namespace bulkhead {

/// Kinds whose text is made by people and so carries words. Digests, addresses and client ids do not.
bool has_words(IdentifierKind kind);

/// Thread safe; what it gives lives as long as the table. Which number an identifier has depends on who asked first: numbers order nothing.
class IdentifierTable {
 public:
  explicit IdentifierTable(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}
  IdentifierTable(const IdentifierTable&) = delete;

  const Identifier& get(IdentifierKind kind, std::string_view text);
  /// Null where no fact has it.
  const Identifier* find(IdentifierKind kind, std::string_view text);
  StatedFact state(const Fact& fact);
  FactSet::Stated state(const std::vector<Fact>& facts);

  std::size_t size() const { return count_; }
  std::size_t stems() const { return stem_count_; }
  std::size_t accounts() const { return account_count_; }

 private:
  template <class Thing>
  struct Shelf {
    mutable std::mutex mutex;
    std::unordered_map<std::string_view, const Thing*> known;
    std::deque<Thing> things;

    const Thing* find(std::string_view text) const {
      std::lock_guard lock(mutex);
      auto found = known.find(text);
      return found == known.end() ? nullptr : found->second;
    }
    /// Who comes first with a text gives its thing, and the thing its number.
    const Thing& keep(Thing made, std::atomic<std::uint32_t>& count) {
      std::lock_guard lock(mutex);
      if (auto found = known.find(made.text); found != known.end()) return *found->second;
      made.number = count++;
      const Thing& kept = things.emplace_back(std::move(made));
      known.emplace(kept.text, &kept);
      return kept;
    }
  };
  /// The environment that a detail names; of unknown tier where it names none.
  struct Peer {
    std::string text;
    std::uint32_t number = 0;
    Environment environment;
  };
  static constexpr std::size_t kKinds = 32, kShelves = 16;

  Shelf<Identifier>& shelf(IdentifierKind kind, std::string_view text);
  const NameStem& stem(std::string_view text);
  const AccountName& account(std::string_view text);
  const Environment* peer(std::string_view text);
  void read(Identifier& identifier);
  void read_words(Identifier& identifier);

  const Vocabulary vocabulary_;          // a copy: the table is kept from one analysis to the next
  std::array<std::array<Shelf<Identifier>, kShelves>, kKinds> identifiers_;
  Shelf<NameStem> stems_;
  Shelf<AccountName> accounts_;
  Shelf<Peer> peers_;
  std::atomic<std::uint32_t> count_ = 0, stem_count_ = 0, account_count_ = 0, peer_count_ = 0;
};

}  // namespace bulkhead
