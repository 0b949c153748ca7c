// CEL, the Common Expression Language, over values that may be missing or unknown.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/cel/expression.h"
#include "analyzer/model/resource.h"
#include "analyzer/model/value.h"

namespace bulkhead::cel {

/// Resources of a unit by type, each type's in the order of the unit.
using ResourcesByType = std::map<std::string_view, std::vector<const Resource*>>;

/// One run's state: variables, memory for what the expression makes, the step budget, and the first error's note. Results may
/// point into `arena` and into the unit; they live as long as both.
struct Evaluation {
  explicit Evaluation(Arena& memory) : arena(memory) {}

  Arena& arena;
  const Unit* unit = nullptr;            // what resources() and policy_statements() may look at
  const Resource* resource = nullptr;
  const ResourcesByType* by_type = nullptr;   // of `unit`; null: resources() reads them all
  std::vector<std::pair<std::string_view, Value>> variables;   // the last of a name wins
  std::uint64_t steps_left = 200'000;    // at 0 the result is unknown
  std::string note;                      // first error, without values

  Value error(std::string message);
  Value text(std::string_view owned);    // copied into the arena
  Value list(const std::vector<Value>& items);
  Value map(const std::vector<Entry>& entries);
  /// Takes `cost` steps; false when the budget is used up.
  bool spend(std::uint64_t cost);
};

/// A compiled expression: immutable and thread safe.
///
/// Differences from cel-spec, all on purpose, so that rules over real configuration stay short and honest:
/// - A member that is not there is `missing`, not an error. `missing` is unequal to everything, is false as a condition, empty for the macros,
///   and comparisons and predicates on it are false. `null` behaves alike, except that it equals null.
/// - `unknown` (not known before deployment) makes a result unknown unless the other operand decides: Kleene logic for && || ! and for
///   all/exists; `unknown == x` is unknown. A filter() keeps the elements that are known to match and is unknown when only unknown ones remain.
/// - The strings "true" and "false" equal the booleans and count as conditions; numeric strings equal and compare as numbers: Terraform and
///   YAML writers use both.
/// - int, uint and double are one number type: exact integers where whole. Bytes are strings.
/// - A type error is unknown, with Evaluation::note saying why.
/// - all/exists/exists_one/filter also take two variables (key or index, value). A name that is no variable is that member of `node`.
class Program {
 public:
  /// Null and `error` filled when `text` is not CEL or names a function that does not exist.
  static std::shared_ptr<const Program> compile(std::string_view text, SyntaxError& error);
  Value run(Evaluation& evaluation) const;
  /// The result as a condition.
  Tri test(Evaluation& evaluation) const;

 private:
  Expression root_;
};

/// How a value counts as a condition: absent is no, unknown is unknown, anything but a boolean is unknown.
Tri truth(const Value& value);
/// CEL equality as described above.
Tri equal(const Value& left, const Value& right);
/// -1, 0, 1; nullopt when the two cannot be compared.
std::optional<int> compare(const Value& left, const Value& right);
/// The number that a number or a numeric string is.
std::optional<double> number_of(const Value& value);
/// Text before the first unknown part of an unknown template; empty where nothing is known.
std::string_view known_prefix(const Value& value);

}  // namespace bulkhead::cel
