// The shape of bulkhead.yaml as one table: validation, suggestions and the JSON Schema all read it.
#pragma once
#include <span>
#include <string_view>

namespace bulkhead::config {

enum class Shape : unsigned char {
  text, date, integer, port_list, text_list, cidr_list, choice, choice_list,
  object, object_list, object_map,        // `fields` says what is inside
  text_map, choice_map, choice_or_map,
};

struct Field {
  std::string_view name;
  Shape shape;
  std::string_view description;
  std::span<const Field> fields = {};
  std::span<const std::string_view> choices = {};
  bool required = false;
  std::size_t min_length = 1;
};

/// The keys at the top of the file.
std::span<const Field> top_level();

}  // namespace bulkhead::config
