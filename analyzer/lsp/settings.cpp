#include "analyzer/lsp/settings.h"

namespace bulkhead::lsp {
namespace {

/// Inside the folder, so that an editor's settings that came with a repository name no file of somebody else.
bool stays_inside(const std::string& path) {
  if (path.starts_with('/') || path.find('\0') != std::string::npos) return false;
  for (std::size_t at = 0; at <= path.size();) {
    auto slash = std::min(path.find('/', at), path.size());
    if (path.compare(at, slash - at, "..") == 0) return false;
    at = slash + 1;
  }
  return true;
}

}  // namespace

Settings read_settings(const Json& given, const Settings& base, std::vector<std::string>& problems) {
  Settings out = base;
  if (!given.is_object()) return out;
  for (const auto& [name, value] : given.items()) {
    if (value.is_null()) continue;
    bool understood = true;
    if (name == "config" || name == "baseline") {
      understood = value.is_string();
      std::string path = text_of(value);
      if (understood && !stays_inside(path)) {
        problems.push_back("setting " + name + " names a file outside the workspace folder; give such a file on the server's command line");
        continue;
      }
      if (understood) (name == "config" ? out.config : out.baseline) = path;
    } else if (name == "select" || name == "ignore") {
      understood = value.is_array();
      if (understood) (name == "select" ? out.select : out.ignore) = texts_of(value);
    } else if (name == "rulePages") {
      std::string url = text_of(value);
      understood = url.empty() || ((url.starts_with("https://") || url.starts_with("http://") || url.starts_with("file:///")) &&
          url.find("{rule}") != std::string::npos);
      if (understood) out.rule_pages = url;
    } else if (name == "minSeverity") {
      auto severity = severity_from(text_of(value));
      understood = severity.has_value();
      if (severity) out.min_severity = *severity;
    } else if (name == "path" || name == "arguments" || name == "statusBar") {
      // The editor's own, in the same section (editor-plugins/vscode).
    } else if (name == "relatedInMessage") {
      understood = value.is_boolean();
      if (understood) out.related_in_message = value.get<bool>();
    } else if (name == "inlayHints" || name == "codeLenses") {
      understood = value.is_boolean();
      if (understood) (name == "inlayHints" ? out.inlay_hints : out.code_lenses) = value.get<bool>();
    } else if (name == "trace") {
      std::string level = text_of(value.is_object() ? get(value, "server") : value);
      understood = level == "off" || level == "messages" || level == "verbose";
      if (understood) out.trace = level;
    } else {
      problems.push_back("there is no setting `" + name.substr(0, 60) + "`");
      continue;
    }
    if (!understood) problems.push_back("setting " + name + " has a value that is not understood");
  }
  return out;
}

}  // namespace bulkhead::lsp
