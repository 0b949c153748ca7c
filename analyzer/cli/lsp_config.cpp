#include "analyzer/cli/lsp_config.h"

#include <filesystem>

#include "analyzer/cli/console.h"

namespace bulkhead::cli {
namespace {

/// The real path of a file's folder; empty when there is none.
std::string folder_of(const std::string& path) {
  std::error_code code;
  std::filesystem::path parent = std::filesystem::path(path).parent_path();
  return std::filesystem::canonical(parent.empty() ? std::filesystem::path(".") : parent, code).string();
}

}  // namespace

ScanOptions with_settings(const ScanOptions& options, const lsp::RootRequest& request) {
  ScanOptions out = options;
  const lsp::Settings& settings = request.settings;
  if (!settings.config.empty()) out.config = request.folder + "/" + settings.config;
  if (!settings.baseline.empty()) out.baseline = request.folder + "/" + settings.baseline;
  if (!settings.select.empty()) out.select = settings.select;
  if (!settings.ignore.empty()) out.ignore = settings.ignore;
  return out;
}

EditorConfig::Read EditorConfig::read(const ScanOptions& options, const lsp::RootRequest& request, const Places& places,
    Session& session) {
  Read out;
  if (options.no_config) return out;
  std::string path = options.config.empty() ? find_config(places.root) : options.config;
  if (path.empty()) {
    last_.erase(places.root);
    return out;
  }
  out.folder = folder_of(path);
  out.name = std::filesystem::path(path).filename().string();
  std::string error;
  auto text = read_text(path, error);
  for (const auto& [name, buffer] : request.buffers)
    if (places.root + "/" + name == out.folder + "/" + out.name) text = buffer;
  auto last = last_.find(places.root);
  if (last != last_.end()) session.config = last->second;
  if (!text) return out.problem = out.name + ": " + error, out;
  auto parsed = parse_config(FileId::none, *text);
  auto beyond = check_expiry_limits(parsed.tree, session.today);
  parsed.diagnostics.insert(parsed.diagnostics.end(), beyond.begin(), beyond.end());
  for (const Diagnostic& diagnostic : parsed.diagnostics)
    if (diagnostic.severity == Diagnostic::Severity::error) out.errors.push_back(diagnostic);
  if (!out.errors.empty()) {
    const Diagnostic& first = out.errors.front();
    std::string in_use = last == last_.end() ? " (no configuration is in use)" : " (the last valid configuration stays in use)";
    out.problem = out.name + ":" + std::to_string(LineIndex(*text).at(first.at.begin).line) + ": " + first.message + in_use;
    for (Diagnostic& one : out.errors) one.message += in_use;
    return out;
  }
  session.config = std::move(parsed.tree);
  place_config(out.folder, out.name, places.root, session);
  last_[places.root] = session.config;
  return out;
}

void place_errors(EditorConfig::Read& read, const Places& places, const Workspace& workspace, Analysis& analysis) {
  if (read.errors.empty()) return;
  std::string path = read.folder + "/" + read.name, inside = places.root == "/" ? "/" : places.root + "/";
  const SourceFile* file = path.starts_with(inside) ? workspace.find(path.substr(inside.size())) : nullptr;
  if (!file) return;
  auto size = static_cast<std::uint32_t>(workspace.text(file->id).size());
  for (Diagnostic& error : read.errors) {
    error.at = {file->id, std::min(error.at.begin, size), std::min(error.at.end, size)};
    analysis.diagnostics.push_back(error);
  }
  read.problem.clear();
}

std::string read_baseline(const ScanOptions& options, Baseline& baseline) {
  if (options.baseline.empty()) return {};
  std::string error;
  auto text = read_text(options.baseline, error);
  if (text) baseline = parse_baseline(*text), error = baseline.error;
  return error.empty() ? "" : options.baseline + ": " + error;
}

}  // namespace bulkhead::cli
