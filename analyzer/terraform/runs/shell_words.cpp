#include "analyzer/terraform/runs/shell_words.h"

#include <algorithm>
#include <array>

namespace bulkhead::terraform {
namespace {

/// Variables that pipelines set to the folder that the repository was checked out to.
constexpr std::array kCheckouts = {"GITHUB_WORKSPACE", "github_workspace", "CI_PROJECT_DIR", "BITBUCKET_CLONE_DIR", "CODEBUILD_SRC_DIR",
                                   "BUILD_SOURCESDIRECTORY", "SYSTEM_DEFAULTWORKINGDIRECTORY", "Build_SourcesDirectory",
                                   "System_DefaultWorkingDirectory", "variables_Build_SourcesDirectory", "ROOT_DIR"};

std::string known(std::string_view name, const ShellVariables& variables, const ShellPlace& place, bool conditional) {
  if (name == "PWD") return "//" + place.directory;
  auto found = variables.find(name);
  if (found != variables.end()) return found->second.conditional && !conditional ? "${" + std::string(name) + "}" : found->second.text;
  if (std::find(kCheckouts.begin(), kCheckouts.end(), name) != kCheckouts.end()) return "//";
  return "${" + std::string(name) + "}";
}

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// `${NAME:-default}`, `${NAME:?message}`, `$1`, `$(pwd)`, `$(dirname "$0")`, `$(git rev-parse --show-toplevel)`.
std::string special(std::string_view text, const ShellVariables& variables, const ShellPlace& place, bool conditional) {
  if (text.starts_with("$(")) {
    if (text == "$(pwd)" || text == "$(PWD)") return "//" + place.directory;
    if (text.find("rev-parse --show-toplevel") != std::string_view::npos) return "//";
    bool own = text.find("dirname") != std::string_view::npos && (text.find("$0") != std::string_view::npos || text.find("BASH_SOURCE") != std::string_view::npos);
    bool above = text.find("..") != std::string_view::npos;
    return own && !above ? "//" + place.script_directory : std::string(kUnknownText);
  }
  if (text.size() == 2 && text[0] == '$' && text[1] >= '1' && text[1] <= '9') return "${" + std::string(text.substr(1)) + "}";
  if (!text.starts_with("${")) return std::string(kUnknownText);
  std::string_view inside = text.substr(2, text.size() - 3);
  std::size_t end = 0;
  while (end < inside.size() && is_name_character(inside[end])) ++end;
  std::string_view name = inside.substr(0, end), rest = inside.substr(end);
  bool plain = rest.empty() || rest.starts_with(":-") || rest.starts_with("-") || rest.starts_with(":?") || rest.starts_with("?");
  return name.empty() || !plain ? std::string(kUnknownText) : known(name, variables, place, conditional);
}

}  // namespace

std::string expand_word(const shell::Word& word, const ShellVariables& variables, const ShellPlace& place, bool conditional) {
  std::string out;
  for (const shell::Part& part : word.parts) {
    if (part.kind == shell::Part::Kind::literal) out += part.text;
    else if (part.kind == shell::Part::Kind::variable) out += known(part.text, variables, place, conditional);
    else out += special(part.text, variables, place, conditional);
  }
  return out;
}

std::string join_path(std::string_view directory, std::string_view path) {
  if (path.find(kUnknownText) != std::string_view::npos) return std::string(kUnknownText);
  std::string whole;
  if (path.starts_with("//")) whole = path.substr(2);
  else if (path.starts_with("/") || path.starts_with("~") || path.find("://") != std::string_view::npos) return std::string(kUnknownText);
  else if (directory.find(kUnknownText) != std::string_view::npos) return std::string(kUnknownText);
  else whole = std::string(directory) + "/" + std::string(path);
  while (whole.starts_with("/")) whole.erase(0, 1);
  auto normal = normalise_path(whole);
  return normal ? *normal : std::string(kUnknownText);
}

}  // namespace bulkhead::terraform
