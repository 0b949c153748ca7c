#include <nlohmann/json.hpp>

#include "parsers/dockerfile/ast.h"
#include "parsers/dockerfile/expand.h"
#include "tests/conformance/cases.h"

namespace bulkhead::conformance {
namespace {

using nlohmann::json;

std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

/// BuildKit's syntax tree shows a pair as name, value and the sign between them.
json arguments_of(const dockerfile::Instruction& instruction) {
  json out = json::array();
  for (const auto& word : instruction.arguments) out.push_back(std::string(word.text));
  bool names = instruction.keyword == "ARG";
  for (const auto& pair : instruction.pairs) {
    std::string name(pair.name.text), value(pair.value.text);
    if (names) {
      out.push_back(pair.has_value ? name + "=" + value : name);
      continue;
    }
    out.push_back(name);
    out.push_back(value);
    out.push_back(pair.spaced ? "" : "=");
  }
  if (dockerfile::form_is_unknown(instruction.keyword)) out.push_back("");
  return out;
}

std::string parse_case(const std::filesystem::path& path) {
  std::string text = read_text(path);
  auto parsed = dockerfile::parse_dockerfile(FileId{0}, text);
  json out;
  for (const auto& diagnostic : parsed.diagnostics)
    if (diagnostic.severity == Diagnostic::Severity::error) out["error"] = diagnostic.message;
  out["instructions"] = json::array();
  for (const auto& instruction : parsed.tree.instructions) {
    json flags = json::array(), bodies = json::array();
    for (const auto& flag : instruction.flags) flags.push_back(std::string(flag.text));
    for (const auto& heredoc : instruction.heredocs) bodies.push_back(std::string(heredoc.content));
    out["instructions"].push_back({{"cmd", std::string(instruction.keyword)},
                                   {"start", instruction.start_line},
                                   {"end", instruction.end_line},
                                   {"args", arguments_of(instruction)},
                                   {"flags", flags},
                                   {"heredocs", bodies},
                                   {"json", instruction.json}});
  }
  return dump(out);
}

std::string expand_case(const std::filesystem::path& path) {
  json input = json::parse(read_text(path), nullptr, false);
  if (!input.is_object()) return R"({"error": "not a case"})";
  auto lookup = [&](std::string_view name) {
    auto found = input["env"].find(std::string(name));
    if (found == input["env"].end()) return dockerfile::Variable{};
    return dockerfile::Variable{dockerfile::Variable::State::set, found->get<std::string>()};
  };
  bool words = input.contains("words");
  auto result = dockerfile::expand(input.value(words ? "words" : "word", ""), lookup);
  if (!result.error.empty()) return dump({{"error", result.error}});
  if (words) return dump({{"value", result.words}});
  return dump({{"value", result.text}});
}

}  // namespace

std::string dockerfile_case(const std::filesystem::path& path) {
  if (std::filesystem::is_directory(path)) return parse_case(path / "Dockerfile");
  return path.extension() == ".json" ? expand_case(path) : parse_case(path);
}

}  // namespace bulkhead::conformance
