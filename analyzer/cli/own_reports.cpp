#include "analyzer/cli/own_reports.h"

#include <filesystem>

namespace bulkhead::cli {
namespace {

/// The pattern that matches exactly `path`.
std::string exactly(const std::string& path) {
  std::string out = "/";
  for (char c : path) {
    if (std::string_view("*?[]\\ ").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::vector<std::string> own_reports(const ScanOptions& options, const std::string& root) {
  std::vector<std::string> files = {options.write_baseline, options.baseline}, out;
  for (const std::string& format : options.formats)
    if (auto equals = format.find('='); equals != std::string::npos) files.push_back(format.substr(equals + 1));
  const std::string inside = root.ends_with('/') ? root : root + "/";
  for (const std::string& file : files) {
    std::error_code error;
    const std::filesystem::path path(file), folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const std::string real = file.empty() ? "" : (std::filesystem::weakly_canonical(folder, error) / path.filename()).string();
    if (!error && real.starts_with(inside)) out.push_back(exactly(real.substr(inside.size())));
  }
  return out;
}

}  // namespace bulkhead::cli
