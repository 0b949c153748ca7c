#include "analyzer/config/validate.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "analyzer/config/dates.h"
#include "analyzer/config/schema.h"
#include "analyzer/model/suggest.h"
#include "analyzer/model/cidr.h"

namespace bulkhead::config {
namespace {

class Validator {
 public:
  Validator(const Places& places, std::vector<Diagnostic>& out) : places_(places), out_(out) {}

  void object(const YAML::Node& node, std::span<const Field> fields, std::string_view what) {
    if (!node.IsMap()) return error(node, "\"" + std::string(what) + "\" must be a map of keys");
    std::set<std::string> seen;
    for (const auto& entry : node) {
      std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
      if (!seen.insert(key).second) error(entry.first, "key \"" + key + "\" is given twice");
      auto field = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == key; });
      if (field == fields.end())
        unknown_key(entry.first, key, fields);
      else
        value(entry.second, *field);
    }
    for (const Field& field : fields)
      if (field.required && !seen.contains(std::string(field.name)))
        error(node, "\"" + std::string(what) + "\" lacks the key \"" + std::string(field.name) + "\"");
  }

 private:
  void error(const YAML::Node& node, std::string message) {
    out_.push_back({places_.of(node), std::move(message), Diagnostic::Severity::error});
  }

  void unknown_key(const YAML::Node& node, const std::string& key, std::span<const Field> fields) {
    std::vector<std::string_view> names;
    for (const Field& field : fields) names.push_back(field.name);
    std::string_view near = nearest(key, names);
    std::string message = "unknown key \"" + key + "\"";
    if (!near.empty()) message += "; did you mean \"" + std::string(near) + "\"?";
    else message += "; known here: " + joined(names);
    error(node, message);
  }

  static std::string joined(std::span<const std::string_view> words) {
    std::string text;
    for (auto word : words) text.append(text.empty() ? "" : ", ").append(word);
    return text;
  }

  /// True when the node is a text; otherwise says so.
  bool scalar(const YAML::Node& node, const Field& field, std::string_view expected) {
    if (node.IsScalar()) return true;
    error(node, "\"" + std::string(field.name) + "\" must be " + std::string(expected));
    return false;
  }

  template <class Each>
  void list(const YAML::Node& node, const Field& field, std::string_view of, Each each) {
    if (!node.IsSequence()) return error(node, "\"" + std::string(field.name) + "\" must be a list of " + std::string(of));
    for (const auto& item : node) each(item);
  }

  template <class Each>
  void map(const YAML::Node& node, const Field& field, Each each) {
    if (!node.IsMap()) return error(node, "\"" + std::string(field.name) + "\" must be a map");
    std::set<std::string> seen;
    for (const auto& entry : node) {
      if (!entry.first.IsScalar()) {
        error(entry.first, "a key of \"" + std::string(field.name) + "\" must be a text");
        continue;
      }
      if (!seen.insert(entry.first.Scalar()).second)
        error(entry.first, "key \"" + entry.first.Scalar() + "\" is given twice");
      each(entry.second, entry.first.Scalar());
    }
  }

  void text(const YAML::Node& node, const Field& field) {
    if (!scalar(node, field, "a text")) return;
    if (node.Scalar().size() < field.min_length)
      error(node, "\"" + std::string(field.name) + "\" must have at least " + std::to_string(field.min_length) +
                      (field.min_length == 1 ? " character" : " characters"));
  }

  void date(const YAML::Node& node, const Field& field) {
    if (!scalar(node, field, "a date, YYYY-MM-DD")) return;
    if (!day_number(node.Scalar()))
      error(node, "\"" + std::string(field.name) + "\" must be a date, YYYY-MM-DD, and is \"" + node.Scalar() + "\"");
  }

  void number(const YAML::Node& node, const Field& field, int lowest, int highest) {
    if (!scalar(node, field, "a number")) return;
    const std::string& text = node.Scalar();
    int value = -1;
    auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || value < lowest || value > highest)
      error(node, "\"" + std::string(field.name) + "\" must be a number from " + std::to_string(lowest) + " to " +
                      std::to_string(highest) + " and has \"" + text + "\"");
  }

  void cidr(const YAML::Node& node, const Field& field) {
    if (!scalar(node, field, "a list of networks")) return;
    if (!parse_cidr(node.Scalar()))
      error(node, "\"" + node.Scalar() + "\" is no network; write a.b.c.d/n");
  }

  void choice(const YAML::Node& node, const Field& field, std::string_view name) {
    if (!scalar(node, field, "one of " + joined(field.choices))) return;
    if (std::find(field.choices.begin(), field.choices.end(), node.Scalar()) != field.choices.end()) return;
    std::string message = "\"" + std::string(name) + "\" cannot be \"" + node.Scalar() + "\"";
    std::string_view near = nearest(node.Scalar(), field.choices);
    message += near.empty() ? "; it is one of " + joined(field.choices) : "; did you mean \"" + std::string(near) + "\"?";
    error(node, message);
  }

  void value(const YAML::Node& node, const Field& field) {
    if (node.IsNull() && !field.required) return;   // a key without a value says nothing
    const auto as_text = [&](const YAML::Node& item) { text(item, {field.name, Shape::text, {}}); };
    const auto as_choice = [&](const YAML::Node& item, std::string_view name) { choice(item, field, name); };
    switch (field.shape) {
      case Shape::text: return text(node, field);
      case Shape::date: return date(node, field);
      case Shape::integer: return number(node, field, 0, 100'000);
      case Shape::port_list: return list(node, field, "ports", [&](const auto& i) { number(i, field, 1, 65535); });
      case Shape::text_list: return list(node, field, "texts", as_text);
      case Shape::cidr_list: return list(node, field, "networks", [&](const auto& i) { cidr(i, field); });
      case Shape::choice: return choice(node, field, field.name);
      case Shape::choice_list: return list(node, field, "words", [&](const auto& i) { choice(i, field, field.name); });
      case Shape::object: return object(node, field.fields, field.name);
      case Shape::object_list:
        return list(node, field, "maps", [&](const auto& i) { object(i, field.fields, field.name); });
      case Shape::object_map:
        return map(node, field, [&](const auto& v, const std::string& key) {
          if (!v.IsNull()) object(v, field.fields, key);
        });
      case Shape::text_map: return map(node, field, [&](const auto& v, const std::string&) { as_text(v); });
      case Shape::choice_map: return map(node, field, as_choice);
      case Shape::choice_or_map:
        return node.IsMap() ? map(node, field, as_choice) : choice(node, field, field.name);
    }
  }

  const Places& places_;
  std::vector<Diagnostic>& out_;
};

}  // namespace

SourceSpan Places::of(const YAML::Node& node) const {
  YAML::Mark mark = node.Mark();
  if (mark.is_null()) return {file, 0, 0};
  auto begin = std::min<std::size_t>(static_cast<std::size_t>(mark.pos) + shift, text.size());
  auto end = text.find_first_of(" \t\r\n:,]}", begin + 1);
  if (begin >= text.size()) end = begin;
  if (end == std::string_view::npos) end = text.size();
  return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

void validate(const YAML::Node& document, const Places& places, std::vector<Diagnostic>& out) {
  Validator(places, out).object(document, top_level(), "bulkhead.yaml");
}

}  // namespace bulkhead::config
