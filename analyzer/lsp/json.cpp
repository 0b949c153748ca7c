#include "analyzer/lsp/json.h"

namespace bulkhead::lsp {
namespace {

const Json kNull;
constexpr int kMaxDepth = 200;

bool too_deep(std::string_view body) {
  int depth = 0;
  bool text = false;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (text) {
      if (body[i] == '\\') ++i;
      else if (body[i] == '"') text = false;
    } else if (body[i] == '"') text = true;
    else if (body[i] == '[' || body[i] == '{') { if (++depth > kMaxDepth) return true; }
    else if (body[i] == ']' || body[i] == '}') --depth;
  }
  return false;
}

}  // namespace

const Json& get(const Json& object, std::string_view key) {
  if (!object.is_object()) return kNull;
  auto at = object.find(std::string(key));
  return at == object.end() ? kNull : *at;
}

const Json& get_path(const Json& object, std::string_view path) {
  const Json* at = &object;
  while (!path.empty()) {
    auto dot = path.find('.');
    at = &get(*at, path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return *at;
}

std::string text_of(const Json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

bool is_true(const Json& value) { return value.is_boolean() && value.get<bool>(); }

std::vector<std::string> texts_of(const Json& value) {
  std::vector<std::string> out;
  if (value.is_array())
    for (const Json& one : value)
      if (one.is_string()) out.push_back(one.get<std::string>());
  return out;
}

Json parse_message(std::string_view body) {
  return too_deep(body) ? Json(Json::value_t::discarded) : Json::parse(body, nullptr, false);
}

}  // namespace bulkhead::lsp
