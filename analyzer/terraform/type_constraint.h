// Type constraints of variables (Terraform language, "Type Constraints") and conversion of values to them.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/value.h"
#include "parsers/hcl/ast.h"

namespace bulkhead::terraform {

/// A parsed type expression.
struct TypeConstraint {
  enum class Kind : unsigned char { any, string, number, boolean, list, set, map, object, tuple };
  struct Attribute {
    std::string_view name;
    std::unique_ptr<TypeConstraint> type;
    bool optional = false;
    const hcl::Expression* default_value = nullptr;   // of optional(type, default)
  };

  Kind kind = Kind::any;
  std::unique_ptr<TypeConstraint> element;                 // list, set, map; null: any
  std::vector<Attribute> attributes;                       // object
  std::vector<std::unique_ptr<TypeConstraint>> elements;   // tuple
};

/// Parses a type expression; what is not one is `any`.
std::unique_ptr<TypeConstraint> parse_type(const hcl::Expression* expression);

/// What a conversion needs from its surroundings.
class Converter {
 public:
  virtual ~Converter() = default;
  virtual Arena& arena() = 0;
  /// Value of an optional attribute's default.
  virtual Value default_value(const hcl::Expression& expression) = 0;
};

/// Converts `value`. Unknown and null pass; an attribute that an object type does not name is dropped, one that is optional and
/// not given gets its default or null. Returns false where Terraform would refuse the value; the offending part is then kept as it is.
bool convert(Value& value, const TypeConstraint& type, Converter& converter);

}  // namespace bulkhead::terraform
