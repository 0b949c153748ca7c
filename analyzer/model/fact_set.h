// The facts of a scan, each kept by the unit that stated it.
#pragma once
#include <memory>
#include <vector>

#include "analyzer/model/fact.h"
#include "analyzer/model/identifier.h"

namespace bulkhead {

class IdentifierTable;   // analyzer/estate/identifier_table.h

/// A fact and what its words say.
struct StatedFact {
  const Fact* fact = nullptr;
  const Identifier* identifier = nullptr;    // null: nobody has looked it up
  const Environment* peer = nullptr;         // that the detail "peer_environment" names; null without one
};

/// A sequence of facts that stay where they are: units kept from an earlier scan are not copied. Cheap to copy.
class FactSet {
 public:
  FactSet() = default;
  FactSet(std::vector<Fact> facts) { add(std::make_shared<const std::vector<Fact>>(std::move(facts))); }   // NOLINT: a list of facts is one
  /// `table` holds the identifiers of the facts that are added with theirs.
  explicit FactSet(std::shared_ptr<IdentifierTable> table) : table_(std::move(table)) {}

  using Facts = std::shared_ptr<const std::vector<Fact>>;
  using Stated = std::vector<StatedFact>;
  void add(Facts facts) {
    for (const Fact& fact : *facts) stated_.push_back({&fact});
    owners_.push_back(std::move(facts));
  }
  /// `stated`: the same facts, as table() has them.
  void add(Facts facts, const Stated& stated) {
    stated_.insert(stated_.end(), stated.begin(), stated.end());
    owners_.push_back(std::move(facts));
  }

  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = Fact;
    explicit Iterator(const StatedFact* at = nullptr) : at_(at) {}
    const Fact& operator*() const { return *at_->fact; }
    const Fact* operator->() const { return at_->fact; }
    Iterator& operator++() { ++at_; return *this; }
    Iterator operator++(int) { return Iterator(at_++); }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const StatedFact* at_;
  };
  Iterator begin() const { return Iterator(stated_.data()); }
  Iterator end() const { return Iterator(stated_.data() + stated_.size()); }
  std::size_t size() const { return stated_.size(); }
  bool empty() const { return stated_.empty(); }
  const Fact& operator[](std::size_t index) const { return *stated_[index].fact; }

  const std::vector<StatedFact>& stated() const { return stated_; }
  const std::shared_ptr<IdentifierTable>& table() const { return table_; }

 private:
  std::vector<StatedFact> stated_;
  std::vector<Facts> owners_;
  std::shared_ptr<IdentifierTable> table_;
};

}  // namespace bulkhead
