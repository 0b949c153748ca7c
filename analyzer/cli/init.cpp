// `bulkhead init`: the inferred environments as a bulkhead.yaml to be corrected by hand.
#include <filesystem>
#include <set>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/run.h"
#include "analyzer/cli/session.h"

namespace bulkhead::cli {
namespace {

std::string quoted_glob(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// Folders whose units all belong to `name`, so that a path can stand for them.
std::set<std::string> folders_of(const Analysis& analysis, const std::string& name) {
  std::set<std::string> mine, others;
  for (const UnitSummary& unit : analysis.units) {
    if (unit.directory.empty()) continue;
    (unit.environment.environment.name == name ? mine : others).insert(unit.directory);
  }
  std::set<std::string> out;
  std::set_difference(mine.begin(), mine.end(), others.begin(), others.end(), std::inserter(out, out.end()));
  return out;
}

std::string config_text(const Analysis& analysis) {
  std::string out =
      "# What belongs to which environment, as bulkhead inferred it. Correct it by hand: what stands here wins over names and folders.\n"
      "environments:\n";
  bool any = false;
  for (const EnvironmentUse& use : analysis.environments) {
    if (!use.environment.known()) continue;
    any = true;
    out += "  " + use.environment.name + ":\n";
    if (use.environment.tier != Tier::unknown) out += "    tier: " + std::string(to_string(use.environment.tier)) + "\n";
    std::set<std::string> folders = folders_of(analysis, use.environment.name);
    if (!folders.empty()) out += "    paths:\n";
    for (const auto& folder : folders) out += "      - " + quoted_glob(folder + "/**") + "\n";
    std::size_t shown = 0;
    for (const auto& reason : use.reasons) {
      if (++shown > 5) break;
      std::string line = reason.text;
      std::replace(line.begin(), line.end(), '\n', ' ');
      out += "    # " + line + "\n";
    }
  }
  if (!any) return "# No environment was found. Name yours:\n# environments:\n#   production:\n#     tier: production\n#     paths: [\"live/prod/**\"]\n";
  return out;
}

}  // namespace

int init(const ScanOptions& options, bool force) {
  if (options.paths.size() > 1) return fail("init takes one folder");
  std::string folder = options.paths.empty() ? "." : options.paths[0];
  std::error_code code;
  if (!std::filesystem::is_directory(folder, code)) return fail(folder + ": no such folder");
  std::string target = (std::filesystem::path(folder) / "bulkhead.yaml").lexically_normal().string();
  if (std::filesystem::exists(target, code) && !force) return fail(target + " is there already; --force replaces it");
  Session session;
  if (int exit = open_session(options, session)) return exit;
  analyse(options, session, nullptr);
  if (std::string error = write_text(target, config_text(session.analysis)); !error.empty()) return fail(target + ": " + error);
  print("Wrote " + target + ". Check it, then run `bulkhead environments`.\n");
  return kNothingFound;
}

}  // namespace bulkhead::cli
