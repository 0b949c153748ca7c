// The type of a value in the syntax of type constraints.
#include "analyzer/terraform/expression/convert.h"

namespace bulkhead::terraform {

std::string type_text(const Value& value, int depth) {
  if (depth > 100) return "any";
  switch (value.kind()) {
    case ValueKind::boolean: return "bool";
    case ValueKind::number: return "number";
    case ValueKind::string: return "string";
    case ValueKind::list: {
      std::string inner = value.items().empty() ? "any" : type_text(value.items()[0], depth + 1);
      if (value.shape() == Shape::collection) return "list(" + inner + ")";
      if (value.shape() == Shape::set) return "set(" + inner + ")";
      std::string out = "tuple([";
      for (std::size_t i = 0; i < value.items().size(); ++i) out += (i ? ", " : "") + type_text(value.items()[i], depth + 1);
      return out + "])";
    }
    case ValueKind::map: {
      auto entries = written_entries_of(value);
      if (value.shape() == Shape::collection)
        return "map(" + (entries.empty() ? std::string("any") : type_text(entries[0].value, depth + 1)) + ")";
      std::string out = "object({";
      for (std::size_t i = 0; i < entries.size(); ++i)
        out += (i ? ", " : "") + std::string(entries[i].key) + " = " + type_text(entries[i].value, depth + 1);
      return out + "})";
    }
    case ValueKind::null: case ValueKind::missing: return "null";
    default: return "any";
  }
}

}  // namespace bulkhead::terraform
