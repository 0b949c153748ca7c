// Immutable values with provenance: what every technology evaluates to.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/model/tri.h"
#include "parsers/text/arena.h"
#include "parsers/text/span.h"

namespace bulkhead {

/// Where a value came from. A chain: the first link is where the value arrived, `via` leads back to the literal that
/// decides it (attribute -> module argument -> variable -> tfvars line). The last link is what a person edits.
struct Origin {
  enum class Kind : std::uint8_t {
    written,     // a literal in a file
    defaulted,   // a variable's or an argument's default
    referenced,  // passed on by a reference (variable, local, output, argument)
    computed,    // result of an operator, function or template over several parts
    absent,      // nothing is written; `at` is the block that lacks it
  };
  Kind kind = Kind::written;
  SourceSpan at;
  const Origin* via = nullptr;
  std::string_view step;   // what this link is, for the trail: "variable \"cidr\"", "local.name"; may be empty
};

enum class ValueKind : std::uint8_t {
  missing,   // there is nothing here (no such attribute)
  null,      // an explicit null
  unknown,   // cannot be known from what is here; never equal to anything
  boolean, number, string, list, map,
};

/// What a list or map is beyond its elements (Terraform tells them apart).
enum class Shape : std::uint8_t {
  structural,   // tuple or object: what brackets and braces make
  collection,   // list or map: elements of one type
  set,
};

struct UnknownInfo;
struct Entry;

/// A trivially copyable handle of 24 bytes; payloads live in the arena of the unit that evaluated it and share
/// structure freely. Reading something that is not there gives `missing`, never an error.
class Value {
 public:
  Value() = default;  // missing

  ValueKind kind() const { return kind_; }
  bool is_missing() const { return kind_ == ValueKind::missing; }
  bool is_null() const { return kind_ == ValueKind::null; }
  bool is_unknown() const { return kind_ == ValueKind::unknown; }
  bool is_boolean() const { return kind_ == ValueKind::boolean; }
  bool is_number() const { return kind_ == ValueKind::number; }
  bool is_string() const { return kind_ == ValueKind::string; }
  bool is_list() const { return kind_ == ValueKind::list; }
  bool is_map() const { return kind_ == ValueKind::map; }
  /// Missing or null: nothing was said.
  bool is_absent() const { return is_missing() || is_null(); }
  /// Marked sensitive; printing it is forbidden.
  bool sensitive() const { return sensitive_; }
  const Origin* origin() const { return origin_; }

  bool as_boolean() const { return kind_ == ValueKind::boolean && payload_.boolean; }
  double as_number() const;                 // the nearest double; 0 when not a number
  bool is_integer() const { return kind_ == ValueKind::number && form_ == NumberForm::integer; }
  std::int64_t as_integer() const;          // truncated; 0 when not a number or beyond 64 bits
  /// The text of a number that neither 64 bits nor a double hold exactly; empty for every other value.
  std::string_view as_decimal_text() const {
    return kind_ == ValueKind::number && form_ == NumberForm::text ? std::string_view(payload_.text, size_) : std::string_view();
  }
  /// Text of a string; empty for every other kind.
  std::string_view as_string() const { return kind_ == ValueKind::string ? std::string_view(payload_.text, size_) : std::string_view(); }
  /// Elements of a list; empty for every other kind.
  std::span<const Value> items() const { return kind_ == ValueKind::list ? std::span(payload_.items, size_) : std::span<const Value>(); }
  /// Entries of a map, sorted by key for Terraform values and in source order for YAML and JSON; empty for other kinds.
  std::span<const Entry> entries() const;
  /// What is known of an unknown value; null for every other kind.
  const UnknownInfo* unknown() const { return kind_ == ValueKind::unknown ? payload_.unknown : nullptr; }

  /// Member of a map or missing. On an unknown value, and of a map that is known in part: an unknown value.
  Value operator[](std::string_view key) const;
  /// Element of a list or missing. On an unknown value: an unknown value.
  Value at(std::size_t index) const;
  /// Follows "a.b[0].c" and "a[*].b" (first element that has it). Missing when a step is not there.
  Value path(std::string_view path) const;

  Tri equals(std::string_view text) const;
  /// true, or the strings "true" (Terraform and YAML writers use both). Missing and null are no.
  Tri is_true() const;
  Tri is_false() const;

  /// The same value that arrived by another way.
  Value with_origin(const Origin* origin) const { Value v = *this; v.origin_ = origin; return v; }
  Shape shape() const { return shape_; }
  Value with_shape(Shape shape) const { Value v = *this; v.shape_ = shape; return v; }
  Value as_sensitive() const { Value v = *this; v.sensitive_ = true; return v; }

  static Value null_value(const Origin* origin = nullptr);
  static Value boolean(bool value, const Origin* origin = nullptr);
  static Value number(double value, const Origin* origin = nullptr);
  static Value integer(std::int64_t value, const Origin* origin = nullptr);
  /// A number by its decimal text, which must outlive the value: for what neither 64 bits nor a double hold exactly.
  static Value decimal(std::string_view text, const Origin* origin = nullptr);
  /// The text must outlive the value (arena or source file).
  static Value string(std::string_view text, const Origin* origin = nullptr);
  static Value list(std::span<const Value> items, const Origin* origin = nullptr);
  static Value map(std::span<const Entry> entries, const Origin* origin = nullptr);
  static Value unknown(const UnknownInfo* info, const Origin* origin = nullptr);
  /// Missing, with the place that lacks it.
  static Value missing(const Origin* origin) { Value v; v.origin_ = origin; return v; }

 private:
  /// How a number is kept: a double stands for the decimal that its shortest text writes.
  enum class NumberForm : std::uint8_t { binary, integer, text };
  union Payload {
    bool boolean;
    double binary;
    std::int64_t integer;
    const char* text;
    const Value* items;
    const Entry* entries;
    const UnknownInfo* unknown;
  };
  ValueKind kind_ = ValueKind::missing;
  NumberForm form_ = NumberForm::binary;
  bool sensitive_ = false;
  Shape shape_ = Shape::structural;
  std::uint32_t size_ = 0;
  Payload payload_{};
  const Origin* origin_ = nullptr;
};

/// One entry of a map; `key_span` is where the key is written (invalid when computed).
struct Entry {
  std::string_view key;
  Value value;
  SourceSpan key_span;
};

/// What is known of a value that is not.
struct UnknownInfo {
  enum class Cause : std::uint8_t { data_source, computed_attribute, remote_module, input_variable, function, error, limit, other };
  Cause cause = Cause::other;
  /// The reference it stands for, as written or derived: `aws_vpc.main.id`,
  /// `local.environment_management.account_ids["shop-production"]`; empty when there is none.
  std::string_view reference;
  /// For a template with unknown parts: the text with each unknown part as `${reference}`; otherwise empty.
  std::string_view pattern;
  /// What it is where a condition that nobody knows holds (`unknown ? [x] : []`: [x]); null otherwise. Never a reason to take it for known.
  const Value* perhaps = nullptr;
  /// Of a list of which nobody knows how many elements it has: those that are certainly in it (`concat(["x"], var.more)`: ["x"]); null otherwise.
  const Value* members = nullptr;
};

/// Elements that are certainly in a list: all of a known one, those that are known of another.
std::span<const Value> certain_members(const Value& list);

/// The text a person recognises: the string itself, an unknown's pattern or `${reference}`; empty for other kinds.
/// Facts read this, so that `arn:aws:iam::${…account_ids["shop-production"]}:role/x` still says what it names.
std::string recognisable_text(const Value& value);

/// Debug and `eval` form (JSON; unknown as {"unknown": reference}). Sensitive values are masked.
std::string to_json(const Value& value, bool reveal_sensitive = false);

/// The origin whose span a finding points at: the end of the chain, or `at` of the first valid link.
SourceSpan decisive_span(const Origin* origin);
/// The span where the value arrived: the first valid link.
SourceSpan arrival_span(const Origin* origin);

}  // namespace bulkhead
