// What a plain scalar means: null, boolean, number or text.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "parsers/data/tree.h"

namespace bulkhead::data {

/// A number; integers that fit 64 bits stay exact.
struct Number {
  bool integer = false;
  std::int64_t whole = 0;    // when integer
  double decimal = 0;        // always
};

/// Reads a number as go-yaml v3 does: decimal, 0x, 0o, 0b and leading-zero octal integers, `_` between digits, decimal
/// fractions, `.inf` and `.nan`. Every JSON number reads the same. Nothing for anything else.
std::optional<Number> read_number(std::string_view text);

/// The kind of an untagged plain scalar under go-yaml v3: booleans are true/false (three spellings each), null is empty,
/// `~` or null (three spellings); `yes`, `on`, dates and base 60 stay strings.
NodeKind plain_kind(std::string_view text);

/// The spellings true, True, TRUE.
bool is_true_word(std::string_view text);

/// The boolean that sigs.k8s.io/yaml (Kubernetes, Helm; go-yaml v2 underneath) reads where go-yaml v3 leaves a string:
/// an untagged plain y, yes, on, n, no or off (YAML 1.1). Nothing for every other node.
std::optional<bool> yaml_1_1_boolean(const Node& node);

}  // namespace bulkhead::data
