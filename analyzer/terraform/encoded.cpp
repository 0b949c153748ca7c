#include "analyzer/terraform/encoded.h"

namespace bulkhead::terraform {
namespace {

// The step's address marks the links that are really EncodedOrigins.
constexpr char kStep[] = "encoded";

struct EncodedOrigin : Origin {
  Value decoded;
};

}  // namespace

const Origin* encoded_origin(const Value& decoded, SourceSpan at, const Origin* via, Arena& arena) {
  auto* origin = arena.make<EncodedOrigin>();
  origin->kind = Origin::Kind::computed;
  origin->at = at;
  origin->via = via;
  origin->step = std::string_view(kStep, sizeof kStep - 1);
  origin->decoded = decoded;
  return origin;
}

std::optional<Value> decoded_form(const Value& value) {
  const Origin* origin = value.origin();
  for (int steps = 0; origin && steps < 64; origin = origin->via, ++steps) {
    if (origin->step.data() == kStep) return static_cast<const EncodedOrigin*>(origin)->decoded;
    if (origin->kind == Origin::Kind::computed) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace bulkhead::terraform
