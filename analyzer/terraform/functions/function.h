// What a built-in function sees of its call. Internal to analyzer/terraform.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/terraform/expression.h"
#include "analyzer/terraform/expression/convert.h"

namespace bulkhead::terraform {

/// One call: arguments (known and not null unless the table says otherwise), helpers to read them and to make the result.
class FunctionCall {
 public:
  FunctionCall(std::string_view name, std::span<const Value> arguments, const Origin* origin, Scope& scope_of, Evaluation& run_of)
      : scope(scope_of), run(run_of), name_(name), arguments_(arguments), origin_(origin) {}

  Scope& scope;
  Evaluation& run;

  std::span<const Value> arguments() const { return arguments_; }
  std::size_t count() const { return arguments_.size(); }
  const Value& operator[](std::size_t i) const { return arguments_[i]; }
  const Origin* origin() const { return origin_; }
  std::string_view name() const { return name_; }

  /// Argument `i` as the type asked for. False (and a diagnostic) when it has no such conversion.
  bool text(std::size_t i, std::string_view& out);
  bool number(std::size_t i, double& out);   // the nearest double
  bool number(std::size_t i, Value& out);
  bool integer(std::size_t i, std::int64_t& out);
  bool list(std::size_t i, std::span<const Value>& out);
  bool list_of(const Value& value, std::span<const Value>& out);
  bool text_of(const Value& value, std::string_view& out);

  /// The diagnostic of a wrong call, and the unknown value it gives.
  Value fail(std::string_view message);
  /// Says why a result is unknown where the configuration may well be right.
  void warn(std::string_view message);
  /// A result that cannot be known; `pattern` is the text with its unknown parts as `${reference}`.
  Value unknown(std::string_view pattern = {});
  Value unknown_from(const Value& cause, std::string_view pattern = {});
  /// A collection of which only `members` are known: how many there are is not, so that nothing counts or indexes them.
  Value unknown_with(const Value& members);
  Value limit();
  /// Counts bytes against the run's budget; false (with a diagnostic) when it is used up.
  bool spend(std::size_t bytes);

  Value string(std::string_view text);   // copied
  Value string_in_place(std::string_view text) const { return Value::string(text, origin_); }
  Value boolean(bool value) const { return Value::boolean(value, origin_); }
  Value number_value(double value) const { return Value::number(value, origin_); }
  Value exact(const Value& number) const { return number.with_origin(origin_); }
  Value integer_value(std::int64_t value) const { return Value::integer(value, origin_); }
  Value make_list(const std::vector<Value>& items, Shape shape = Shape::structural);
  Value make_map(std::vector<Entry>& entries, Shape shape = Shape::structural);
  /// Sorted, without doubles.
  Value make_set(std::vector<Value>& items);

 private:
  std::string_view name_;
  std::span<const Value> arguments_;
  const Origin* origin_;
};

using FunctionBody = Value (*)(FunctionCall& call);

enum FunctionFlags : std::uint8_t {
  kPlain = 0,
  kTakesUnknown = 1,   // the body looks at unknown arguments itself
  kTakesNull = 2,      // arguments may be null
};

struct Function {
  std::string_view name;
  FunctionBody body;
  std::uint8_t least;
  std::uint8_t most;   // kAny: as many as given
  std::uint8_t flags = kPlain;
};
inline constexpr std::uint8_t kAny = 255;

std::span<const Function> numeric_functions();
std::span<const Function> string_functions();
std::span<const Function> format_functions();
std::span<const Function> regex_functions();
std::span<const Function> collection_functions();
std::span<const Function> list_functions();
std::span<const Function> map_functions();
std::span<const Function> set_functions();
std::span<const Function> conversion_functions();
std::span<const Function> encoding_functions();
std::span<const Function> decoding_functions();
std::span<const Function> file_functions();
std::span<const Function> hash_functions();
std::span<const Function> network_functions();
std::span<const Function> date_functions();
std::span<const Function> text_encoding_functions();

}  // namespace bulkhead::terraform
