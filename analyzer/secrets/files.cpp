// Secrets in files that nothing evaluates: .env files, scripts, other texts.
#include <algorithm>
#include <cctype>

#include "analyzer/environments/vocabulary.h"
#include "analyzer/secrets/plaintext.h"

namespace bulkhead::secrets {
namespace {

constexpr std::size_t kLargest = 2u << 20;

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends) {
  for (std::string_view end : ends)
    if (text.ends_with(end)) return true;
  return false;
}

/// Made by tools, pictures, samples: nothing that a person put a secret into.
bool not_searched(std::string_view path) {
  return ends_with_any(path, {".lock", "lock.json", ".lock.hcl", ".sum", ".svg", ".min.js", ".map", ".ipynb", ".png", ".jpg", ".jpeg", ".gif", ".pdf", ".zip", ".gz", ".jar", ".woff", ".woff2",
                              ".ttf", ".ico", ".example", ".sample", ".dist", ".template", ".crt", ".cer", ".pub", ".drawio"}) ||
         path.find("node_modules/") != std::string_view::npos;
}

Finding finding_at(SourceSpan at, const std::string& shown, bool example) {
  Finding finding;
  finding.rule = "plaintext-secret";
  finding.requirements = {"4.4"};
  finding.severity = Severity::critical;
  finding.confidence = example ? Confidence::possible : Confidence::certain;
  finding.message = plaintext_message(shown);
  finding.at = at;
  finding.identity = shown;
  return finding;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  return text;
}

/// NAME=value, perhaps quoted, perhaps exported.
void search_env_file(std::string_view text, std::vector<Match>& out) {
  std::size_t start = 0;
  while (start < text.size()) {
    auto stop = text.find('\n', start);
    std::string_view line = text.substr(start, stop == std::string_view::npos ? stop : stop - start);
    auto equals = line.find('=');
    std::string_view name = trimmed(line.substr(0, equals));
    if (name.starts_with("export ")) name = trimmed(name.substr(7));
    if (equals != std::string_view::npos && !name.starts_with('#')) {
      std::string_view value = trimmed(line.substr(equals + 1));
      if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) value = value.substr(1, value.size() - 2);
      auto begin = static_cast<std::uint32_t>(value.empty() ? 0 : value.data() - text.data());
      if (auto kind = secret_kind(name, value)) out.push_back({*kind, begin, begin + static_cast<std::uint32_t>(value.size())});
    }
    if (stop == std::string_view::npos) break;
    start = stop + 1;
  }
}

/// `name = "literal"`, whether or not a resource uses it: a default that nothing reads is committed all the same.
void search_attribute(std::string_view name, const hcl::Attribute& attribute, std::string_view text, std::vector<Match>& out) {
  if (attribute.value == nullptr || attribute.value->kind != hcl::ExpressionKind::template_expr) return;
  std::string_view value = text.substr(attribute.value->begin, attribute.value->end - attribute.value->begin);
  if (value.size() < 2 || value.front() != '"' || value.find("${") != std::string_view::npos) return;
  if (auto kind = secret_kind(name, value.substr(1, value.size() - 2))) out.push_back({*kind, attribute.value->begin + 1, attribute.value->end - 1});
}

/// Values in .tfvars files and defaults of variables.
void search_variables(const hcl::Body& body, Language language, std::string_view text, std::vector<Match>& out) {
  if (language == Language::tfvars)
    for (const hcl::Attribute& attribute : body.attributes) search_attribute(attribute.name, attribute, text, out);
  if (language != Language::terraform) return;
  for (const hcl::Block* block : body.blocks)
    if (block->type == "variable" && !block->labels.empty())
      if (const hcl::Attribute* value = block->body->attribute("default")) search_attribute(block->labels[0].text, *value, text, out);
}

}  // namespace

std::string plaintext_message(std::string_view shown) { return "a " + std::string(shown) + " is written here in clear text"; }

std::vector<Finding> find_in_file(const Workspace& workspace, FileId id) {
  std::vector<Finding> findings;
  const SourceFile& file = workspace.file(id);
  if (file.language == Language::dockerfile || file.size > kLargest || not_searched(file.path)) return findings;
  std::string_view text = workspace.text(id);
  if (text.substr(0, 8192).find('\0') != std::string_view::npos) return findings;
  std::vector<Match> matches = find_formats(text);
  const std::vector<Match> tokens = matches;
  if (file.language == Language::env_file) search_env_file(text, matches);
  bool variables = file.language == Language::tfvars || (file.language == Language::terraform && text.find("variable") != std::string_view::npos);
  if (variables) search_variables(*workspace.hcl(id).tree.body, file.language, text, matches);
  // A literal that holds a token of a known format is that token.
  std::erase_if(matches, [&](const Match& match) {
    auto first = std::lower_bound(tokens.begin(), tokens.end(), match.begin, [](const Match& token, std::uint32_t begin) { return token.begin < begin; });
    return first != tokens.end() && first->end <= match.end && (first->begin != match.begin || first->end != match.end || first->kind != match.kind);
  });
  bool example = is_example_path(file.path);
  std::uint32_t last_end = 0;
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
  for (const Match& match : matches) {
    if (match.begin < last_end) continue;
    last_end = match.end;
    findings.push_back(finding_at({id, match.begin, match.end}, describe(match.kind, text.substr(match.begin, match.end - match.begin)), example));
  }
  return findings;
}

}  // namespace bulkhead::secrets
