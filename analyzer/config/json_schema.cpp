#include <nlohmann/json.hpp>

#include "analyzer/config/config.h"
#include "analyzer/config/schema.h"

namespace bulkhead {
namespace {

using config::Field;
using config::Shape;
using Json = nlohmann::ordered_json;

Json object_of(std::span<const Field> fields);

Json choice_of(const Field& field) {
  Json json = {{"enum", Json::array()}};
  for (auto word : field.choices) json["enum"].push_back(word);
  return json;
}

Json text_of(const Field& field) {
  return {{"type", "string"}, {"minLength", field.min_length}};
}

Json list_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }

Json map_of(Json values) { return {{"type", "object"}, {"additionalProperties", std::move(values)}}; }

Json shape_of(const Field& field) {
  switch (field.shape) {
    case Shape::text: return text_of(field);
    case Shape::date: return {{"type", "string"}, {"format", "date"}};
    case Shape::integer: return {{"type", "integer"}, {"minimum", 0}};
    case Shape::port_list: return list_of({{"type", "integer"}, {"minimum", 1}, {"maximum", 65535}});
    case Shape::text_list: return list_of({{"type", "string"}, {"minLength", 1}});
    case Shape::cidr_list: return list_of({{"type", "string"}, {"pattern", "^[0-9a-fA-F.:]+/[0-9]{1,3}$"}});
    case Shape::choice: return choice_of(field);
    case Shape::choice_list: return list_of(choice_of(field));
    case Shape::object: return object_of(field.fields);
    case Shape::object_list: return list_of(object_of(field.fields));
    case Shape::object_map: return map_of(object_of(field.fields));
    case Shape::text_map: return map_of({{"type", "string"}});
    case Shape::choice_map: return map_of(choice_of(field));
    case Shape::choice_or_map: return {{"anyOf", Json::array({choice_of(field), map_of(choice_of(field))})}};
  }
  return {};
}

Json object_of(std::span<const Field> fields) {
  Json json = {{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
  Json required = Json::array();
  for (const Field& field : fields) {
    Json property = shape_of(field);
    property["description"] = field.description;
    json["properties"][std::string(field.name)] = std::move(property);
    if (field.required) required.push_back(field.name);
  }
  if (!required.empty()) json["required"] = std::move(required);
  return json;
}

}  // namespace

std::string config_schema() {
  Json json = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "bulkhead.yaml"}};
  json.update(object_of(config::top_level()));
  return json.dump(2) + "\n";
}

}  // namespace bulkhead
