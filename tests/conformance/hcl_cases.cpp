// HCL expressions and templates, Terraform functions, and the specification's suite.
#include <nlohmann/json.hpp>

#include <algorithm>

#include "analyzer/terraform/expression.h"
#include "analyzer/workspace/workspace.h"
#include "parsers/hcl/ast.h"
#include "tests/conformance/cases.h"

namespace bulkhead::conformance {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

Shape shape_of(const json& type) {
  std::string kind = type.is_array() ? type[0].get<std::string>() : "";
  return kind == "set" ? Shape::set : kind == "list" || kind == "map" ? Shape::collection : Shape::structural;
}

json element_type(const json& type, const std::string& key, std::size_t index) {
  if (!type.is_array() || type.size() < 2) return {};
  if (type[0] == "object") return type[1].value(key, json());
  if (type[0] == "tuple") return index < type[1].size() ? type[1][index] : json();
  return type[1];
}

Value value_of(const json& given, const json& type, Arena& arena) {
  if (given.is_boolean()) return Value::boolean(given.get<bool>());
  if (given.is_number_integer()) return Value::integer(given.get<std::int64_t>());
  if (given.is_number()) return Value::number(given.get<double>());
  if (given.is_string()) return Value::string(arena.copy(std::string_view(given.get_ref<const std::string&>())));
  if (given.is_array()) {
    std::vector<Value> items;
    for (std::size_t i = 0; i < given.size(); ++i) items.push_back(value_of(given[i], element_type(type, {}, i), arena));
    return Value::list(arena.copy(items)).with_shape(shape_of(type));
  }
  if (given.is_object()) {
    std::vector<Entry> entries;
    for (const auto& [key, item] : given.items())
      entries.push_back({arena.copy(std::string_view(key)), value_of(item, element_type(type, key, 0), arena), {}});
    return Value::map(arena.copy(entries)).with_shape(shape_of(type));
  }
  return Value::null_value();
}

json json_of(const Value& value) {
  switch (value.kind()) {
    case ValueKind::boolean: return value.as_boolean();
    case ValueKind::number: return json::parse(to_json(value));
    case ValueKind::string: return std::string(value.as_string());
    case ValueKind::list: {
      json out = json::array();
      for (const Value& item : value.items()) out.push_back(json_of(item));
      return out;
    }
    case ValueKind::map: {
      json out = json::object();
      for (const Entry& entry : value.entries()) out[std::string(entry.key)] = json_of(entry.value);
      return out;
    }
    case ValueKind::unknown: return {{"unknown", recognisable_text(value)}};
    default: return nullptr;
  }
}

/// Names given by a case; files of its base directory.
class CaseScope : public terraform::Scope {
 public:
  CaseScope(fs::path base, std::vector<Diagnostic>& diagnostics) : base_(std::move(base)), diagnostics_(diagnostics) {}

  std::map<std::string, Value, std::less<>> variables;

  Value resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) override {
    consumed = 1;
    auto found = variables.find(path[0]);
    if (found != variables.end()) return found->second;
    diagnostics_.push_back({at, "there is no variable " + std::string(path[0])});
    return Value::unknown(nullptr);
  }

  std::optional<std::string_view> read_file(std::string_view path, FileId& file) override {
    if (base_.empty() || !fs::is_regular_file(base_ / path)) return std::nullopt;
    texts_.push_back(std::make_unique<std::string>(read_text(base_ / path)));
    file = FileId{static_cast<std::uint32_t>(texts_.size())};
    return *texts_.back();
  }

  std::vector<std::string> list_files(std::string_view directory, std::string_view pattern) override {
    std::vector<std::string> out;
    if (base_.empty() || !fs::is_directory(base_ / directory)) return out;
    fs::path root = (base_ / directory).lexically_normal();
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      std::string path = entry.path().lexically_relative(root).generic_string();
      bool anywhere = pattern.find('/') != std::string_view::npos;   // a pattern without a slash is about the folder itself
      if (!entry.is_regular_file() || (!anywhere && path.find('/') != std::string::npos)) continue;
      if (glob_match(pattern, path)) out.push_back(path);
    }
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  fs::path base_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<std::unique_ptr<std::string>> texts_;
};

std::string answer(const Value& value, const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& problem : diagnostics)
    if (problem.severity == Diagnostic::Severity::error) return dump({{"error", problem.message}});
  return dump({{"value", json_of(value)}});
}

std::string expression_case(const fs::path& path) {
  json input = json::parse(read_text(path), nullptr, false);
  if (!input.is_object()) return R"({"error": "not a case"})";
  Arena arena;
  std::vector<Diagnostic> diagnostics;
  fs::path base;
  if (input.contains("base_dir")) base = path.parent_path() / "_base" / input["base_dir"].get<std::string>();
  CaseScope scope(base, diagnostics);
  if (input.contains("variables"))
    for (const auto& [name, given] : input["variables"].items())
      scope.variables[name] = value_of(given.value("value", json()), given.value("type", json()), arena);
  bool is_template = input.contains("template");
  std::string text = input.value(is_template ? "template" : "expr", "");
  Parsed<hcl::StandaloneExpression> parsed;
  terraform::Evaluation run{arena, FileId{0}, diagnostics};
  Value value = terraform::evaluate_text(text, is_template, scope, run, parsed);
  return answer(value, diagnostics);
}

}  // namespace

std::string hcl_case(const fs::path& path) {
  return fs::is_directory(path) ? hcl_suite_case(path) : expression_case(path);
}

}  // namespace bulkhead::conformance
