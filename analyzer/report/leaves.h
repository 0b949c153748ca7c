// The leaves of the standard that bulkhead verifies.
#pragma once
#include <span>
#include <string_view>

namespace bulkhead::report {

enum class Strength : unsigned char { must, should, may };
/// What can prove a leaf: declared infrastructure alone; only in part (the rest lies inside images and applications); that a mechanism is declared, not that it
/// runs; a person's statement; or a declared mechanism and a statement.
enum class Proof : unsigned char { declared, partial, evidence, statement, evidence_and_statement };

struct Leaf {
  std::string_view id;
  std::string_view title;
  Strength strength = Strength::must;
  Proof proof = Proof::declared;
  int catalogue = 0;                     // rules that the catalogue names for it: with fewer at hand, nothing can be said to hold
};

std::span<const Leaf> leaves();
const Leaf* find_leaf(std::string_view id);

}  // namespace bulkhead::report
