// The HCL specification's suite: a configuration decoded as its case.hcldec says. The door reads as much of the hcldec
// language as the suite's cases use.
#include <nlohmann/json.hpp>

#include "analyzer/terraform/expression.h"
#include "parsers/hcl/ast.h"
#include "tests/conformance/cases.h"

namespace bulkhead::conformance {
namespace {

using nlohmann::json;

class Names : public terraform::Scope {
 public:
  explicit Names(std::vector<Diagnostic>& diagnostics) : diagnostics_(diagnostics) {}
  std::map<std::string, Value, std::less<>> values;

  Value resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) override {
    consumed = 1;
    auto found = values.find(path[0]);
    if (found != values.end()) return found->second;
    // Types in a specification are plain words.
    if (specification) return Value::string(path[0]);
    diagnostics_.push_back({at, "there is no variable " + std::string(path[0])});
    return Value::unknown(nullptr);
  }
  std::optional<std::string_view> read_file(std::string_view, FileId&) override { return std::nullopt; }
  std::vector<std::string> list_files(std::string_view, std::string_view) override { return {}; }

  bool specification = false;

 private:
  std::vector<Diagnostic>& diagnostics_;
};

json plain(const Value& value) { return json::parse(to_json(value, true), nullptr, false); }

struct Decoder {
  Names& names;
  terraform::Evaluation& run;

  Value attribute(const hcl::Body& body, std::string_view name) {
    const hcl::Attribute* found = body.attribute(name);
    return found == nullptr ? Value() : terraform::evaluate(*found->value, names, run);
  }

  std::string text_of(const hcl::Body& spec, std::string_view name) {
    names.specification = true;
    Value value = attribute(spec, name);
    names.specification = false;
    return std::string(value.as_string());
  }

  json object(const hcl::Body& spec, const hcl::Body& body) {
    json out = json::object();
    for (const hcl::Block* item : spec.blocks) {
      std::string name = item->labels.empty() ? text_of(*item->body, "block_type") : std::string(item->labels[0].text);
      out[name] = decode(*item, body, name);
    }
    return out;
  }

  json nested(const hcl::Body& spec, const hcl::Body& body) {
    return spec.blocks.empty() ? json() : decode(*spec.blocks[0], body, {});
  }

  json decode(const hcl::Block& spec, const hcl::Body& body, const std::string& name) {
    if (spec.type == "literal") return plain(attribute(*spec.body, "value"));
    if (spec.type == "object") return object(*spec.body, body);
    if (spec.type == "attr") return plain(attribute(body, name));
    std::string type = text_of(*spec.body, "block_type");
    if (type.empty()) type = name;
    json out = spec.type == "block_list" ? json::array() : spec.type == "block_map" ? json::object() : json();
    for (const hcl::Block* block : body.blocks) {
      if (block->type != type) continue;
      if (spec.type == "block") return nested(*spec.body, *block->body);
      if (spec.type == "block_list") out.push_back(nested(*spec.body, *block->body));
      if (spec.type == "block_map" && !block->labels.empty()) out[std::string(block->labels[0].text)] = nested(*spec.body, *block->body);
    }
    return out;
  }
};

}  // namespace

std::string hcl_suite_case(const std::filesystem::path& path) {
  std::string text = read_text(path / "case.hcl"), spec_text = read_text(path / "case.hcldec");
  auto parsed = hcl::parse_hcl(FileId{0}, text);
  auto spec = hcl::parse_hcl(FileId{1}, spec_text);
  std::vector<Diagnostic> diagnostics = parsed.diagnostics;
  Arena arena;
  Names names(diagnostics);
  terraform::Evaluation run{arena, FileId{0}, diagnostics};
  Decoder decoder{names, run};
  json value;
  for (const hcl::Block* block : spec.tree.body->blocks) {
    if (block->type == "variables") {
      for (const hcl::Attribute& attribute : block->body->attributes)
        names.values[std::string(attribute.name)] = terraform::evaluate(*attribute.value, names, run);
    } else {
      value = decoder.decode(*block, *parsed.tree.body, {});
    }
  }
  if (!diagnostics.empty()) return json{{"error", diagnostics[0].message}}.dump();
  return json{{"value", value}}.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace bulkhead::conformance
