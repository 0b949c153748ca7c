#include "analyzer/secrets/plaintext.h"

#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include "analyzer/secrets/base64.h"
#include "analyzer/secrets/key_names.h"
#include "analyzer/secrets/values.h"
#include "analyzer/terraform/policy.h"

namespace bulkhead::secrets {
namespace {

constexpr int kMaxDepth = 48;
constexpr std::size_t kShortest = 6;          // nothing shorter is searched for formats

/// Arguments that hold a secret whatever they are called: "resource type, attribute".
bool holds_secret(std::string_view type, std::string_view key) {
  struct Row { std::string_view type, key; };
  static constexpr Row kRows[] = {{"aws_secretsmanager_secret_version", "secret_string"}, {"azurerm_key_vault_secret", "value"}, {"google_secret_manager_secret_version", "secret_data"},
                                  {"github_actions_secret", "plaintext_value"}, {"gitlab_project_variable", "value"}, {"vault_generic_secret", "data_json"}};
  for (const Row& row : kRows)
    if (row.type == type && row.key == key) return true;
  return false;
}

/// Parts that name secrets elsewhere, or hold text for people.
bool skipped_key(std::string_view key) {
  static constexpr std::string_view kParts[] = {"secretKeyRef", "secretRef", "valueFrom", "configMapKeyRef", "description", "remoteRef", "secretKey", "encryptedData", "managedFields",
                                                "last_updated", "source_code_hash"};
  return key.ends_with("override_special") || std::find(std::begin(kParts), std::end(kParts), key) != std::end(kParts);
}

/// Way from a resource to a value, written out only for what is reported.
struct Step {
  const Step* before = nullptr;
  std::string_view key;
  std::size_t index = 0;
  bool element = false;

  std::string text() const {
    std::string out = before ? before->text() : std::string();
    if (element) return out + "[" + std::to_string(index) + "]";
    if (!out.empty()) out += '.';
    return out.append(key);
  }
};

class Search {
 public:
  Search(const Unit& unit, const Workspace& workspace, std::vector<PlaintextSecret>& out) : unit_(unit), workspace_(workspace), out_(out) {}

  void resource(const Resource& resource) {
    resource_ = &resource;
    if (resource.technology == Technology::dockerfile || resource.type == "output" || resource.type == "SealedSecret") return;
    if (resource.technology == Technology::kubernetes && resource.type == "Secret") return kubernetes_secret(resource);
    if (resource.technology == Technology::compose && resource.type == "secret") return compose_secret(resource);
    bool named = resource.type == "variable" || resource.type == "locals";
    for (const Entry& entry : resource.attributes.entries()) value(entry.value, named ? resource.name : entry.key, Step{nullptr, entry.key}, 0);
  }

 private:
  void value(const Value& at, std::string_view key, const Step& path, int depth) {
    if (depth > kMaxDepth || skipped_key(key)) return;
    switch (at.kind()) {
      case ValueKind::string: return text(at, key, at.as_string(), path);
      case ValueKind::unknown:
        if (!at.unknown()->pattern.empty()) written_text(at, path);
        return;
      case ValueKind::list:
        if (first_visit(at.items().data(), key)) list(at, key, path, depth);
        return;
      case ValueKind::map:
        if (first_visit(at.entries().data(), {})) map(at, path, depth);
        return;
      default: return;
    }
  }

  /// What hundreds of resources are given by reference is read once.
  bool first_visit(const void* part, std::string_view key) {
    return visited_.insert(reinterpret_cast<std::uintptr_t>(part) ^ (key.empty() ? 0 : std::hash<std::string_view>{}(key) << 1)).second;
  }

  void list(const Value& at, std::string_view key, const Step& path, int depth) {
    for (std::size_t i = 0; i < at.items().size(); ++i) {
      const Value& item = at.items()[i];
      auto equals = item.as_string().find('=');
      // "NAME=value" of Compose and of command lines
      if (item.is_string() && equals != std::string_view::npos && (key == "environment" || key == "args" || key == "command"))
        text(item, item.as_string().substr(0, equals), item.as_string().substr(equals + 1), Step{&path, {}, i, true});
      else
        value(item, key, Step{&path, {}, i, true}, depth + 1);
    }
  }

  void map(const Value& at, const Step& path, int depth) {
    Value name = at["name"], content = at["value"];
    bool pair = name.is_string() && content.is_string() && at.entries().size() <= 4;
    if (pair) return value(content, name.as_string(), Step{&path, name.as_string()}, depth + 1);
    for (const Entry& entry : at.entries()) value(entry.value, entry.key, Step{&path, entry.key}, depth + 1);
  }

  void text(const Value& at, std::string_view key, std::string_view content, const Step& path) {
    if (auto kind = secret_kind(key, content)) return add(at, *kind, content, path);
    if (path.before == nullptr && holds_secret(resource_->type, path.key) && !structured(content) && secret_kind("password", content)) return add(at, "secret", content, path);
    if (structured(content)) {
      Value decoded = terraform::policy_of(at, arena_);
      if (decoded.is_map() || decoded.is_list()) return value(decoded, key, path, kMaxDepth / 2);
    }
    if ((key.find("user_data") != std::string_view::npos || key.find("custom_data") != std::string_view::npos || key.find("userdata") != std::string_view::npos) && content.size() > 40)
      if (auto decoded = decode_base64(content)) {
        auto found = find_tokens(*decoded);
        if (!found.empty()) add(at, found.front().kind, std::string_view(*decoded).substr(found.front().begin, found.front().end - found.front().begin), path);
        return;
      }
    written_text(at, path);
  }

  static bool structured(std::string_view text) {
    auto start = text.find_first_not_of(" \t\r\n");
    return start != std::string_view::npos && (text[start] == '{' || text[start] == '[') && text.size() > 8;
  }

  /// Scripts and configuration texts are searched as they stand in the file, so that each secret has its own place.
  void written_text(const Value& at, const Step& path) {
    SourceSpan span = decisive_span(at.origin());
    std::string_view raw = source(span);
    if (raw.empty()) raw = at.as_string();
    if (raw.size() < kShortest || (span.valid() && !texts_.insert(span).second)) return;
    bool script = raw.find('\n') != std::string_view::npos || raw.find("\\n") != std::string_view::npos || raw.find('=') != std::string_view::npos;
    for (const Match& match : script ? find_tokens(raw) : find_formats(raw)) {
      SourceSpan place = span;
      if (span.valid() && !source(span).empty()) place = {span.file, span.begin + match.begin, span.begin + match.end};
      push(place, describe(match.kind, raw.substr(match.begin, match.end - match.begin)), path);
    }
  }

  std::string_view source(SourceSpan span) const {
    if (!span.valid()) return {};
    std::string_view all = workspace_.text(span.file);
    return span.end <= all.size() && span.begin < span.end ? all.substr(span.begin, span.end - span.begin) : std::string_view();
  }

  void add(const Value& at, std::string_view kind, std::string_view content, const Step& path) {
    SourceSpan span = decisive_span(at.origin());
    // A text around it (heredoc, command line): point at the secret itself.
    if (std::string_view raw = source(span); raw.size() > content.size())
      if (auto found = raw.find(content); found != std::string_view::npos)
        span = {span.file, span.begin + static_cast<std::uint32_t>(found), span.begin + static_cast<std::uint32_t>(found + content.size())};
    // A token of a known format is one whatever holds it, as the search of files finds it.
    std::string_view raw = source(span);
    std::vector<Match> tokens = find_formats(raw);
    for (const Match& match : tokens) push({span.file, span.begin + match.begin, span.begin + match.end}, describe(match.kind, raw.substr(match.begin, match.end - match.begin)), path);
    if (tokens.empty()) push(span, describe(kind, content), path);
  }

  void push(SourceSpan span, std::string shown, const Step& path) {
    if (!span.valid()) span = resource_->header;
    if (!seen_.insert(span).second) return;
    out_.push_back({resource_, span, std::move(shown), path.text()});
  }

  void kubernetes_secret(const Resource& resource) {
    std::string_view type = resource.attributes["type"].as_string();
    if (type == "helm.sh/release.v1" || type == "kubernetes.io/service-account-token") return;
    for (const Entry& entry : resource.attributes["stringData"].entries()) secret_entry(entry, entry.value.as_string(), Step{nullptr, "stringData"});
    for (const Entry& entry : resource.attributes["data"].entries())
      if (auto decoded = decode_base64(entry.value.as_string())) secret_entry(entry, *decoded, Step{nullptr, "data"});
  }

  void secret_entry(const Entry& entry, std::string_view content, const Step& where) {
    if (content.size() < 3) return;
    const Step path{&where, entry.key};
    if (auto kind = secret_kind(entry.key, content)) return add(entry.value, *kind, content, path);
    auto tokens = find_tokens(content);
    if (!tokens.empty()) {
      if (where.key == "stringData" && !source(decisive_span(entry.value.origin())).empty()) return written_text(entry.value, path);
      std::string_view token = content.substr(tokens.front().begin, tokens.front().end - tokens.front().begin);
      return push(decisive_span(entry.value.origin()), describe(tokens.front().kind, token), path);
    }
    if (entry.key == ".dockerconfigjson" || entry.key == ".dockercfg") {
      if (content.find("\"auth\"") != std::string_view::npos || content.find("\"password\"") != std::string_view::npos) push(decisive_span(entry.value.origin()), describe("registry-credential", content), path);
      return;
    }
    if (harmless_entry(entry.key) || content.find('\n') != std::string_view::npos) return;
    if (secret_kind("password", content)) add(entry.value, "secret", content, path);
  }

  /// A Compose secret whose file is committed.
  void compose_secret(const Resource& resource) {
    Value file = resource.attributes["file"];
    if (!file.is_string()) return;
    auto path = normalise_path(unit_.directory.empty() ? std::string(file.as_string()) : unit_.directory + "/" + std::string(file.as_string()));
    const SourceFile* found = path ? workspace_.find(*path) : nullptr;
    if (found == nullptr || found->path.ends_with(".example")) return;
    std::string_view content = workspace_.text(found->id);
    while (!content.empty() && (content.back() == '\n' || content.back() == '\r')) content.remove_suffix(1);
    if (content.size() >= 3 && !is_placeholder(content) && !is_reference(content)) push(decisive_span(file.origin()), describe("committed secret file", content), Step{nullptr, "file"});
  }

  const Unit& unit_;
  const Workspace& workspace_;
  std::vector<PlaintextSecret>& out_;
  const Resource* resource_ = nullptr;
  struct SpanHash {
    std::size_t operator()(const SourceSpan& at) const { return std::hash<std::uint64_t>{}(static_cast<std::uint64_t>(at.file) << 32 ^ static_cast<std::uint64_t>(at.begin) * 0x9E3779B1u ^ at.end); }
  };
  std::unordered_set<SourceSpan, SpanHash> seen_, texts_;
  std::unordered_set<std::uintptr_t> visited_;
  Arena arena_;
};

}  // namespace

std::vector<PlaintextSecret> find_plaintext(const Unit& unit, const Workspace& workspace) {
  std::vector<PlaintextSecret> out;
  Search search(unit, workspace, out);
  for (const Resource& resource : unit.resources) search.resource(resource);
  return out;
}

}  // namespace bulkhead::secrets
