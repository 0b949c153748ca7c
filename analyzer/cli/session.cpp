#include "analyzer/cli/session.h"

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "analyzer/cli/console.h"
#include "analyzer/cli/places.h"
#include "analyzer/cli/run.h"
#include "analyzer/model/suggest.h"
#include "analyzer/report/leaves.h"
#include "analyzer/workspace/repository.h"

namespace bulkhead::cli {
namespace fs = std::filesystem;
namespace {

std::string current_date() {
  std::time_t now = std::time(nullptr);
  if (const char* fixed = std::getenv("SOURCE_DATE_EPOCH")) now = static_cast<std::time_t>(std::atoll(fixed));
  char buffer[16];
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::strftime(buffer, sizeof buffer, "%Y-%m-%d", &parts);
  return buffer;
}

std::string read_pages(const std::string& directory, Session& session, std::vector<RulePageSource>& pages, std::deque<std::string>& names) {
  std::error_code code;
  if (!fs::is_directory(directory, code)) return "--rules " + directory + ": no such folder";
  std::vector<std::string> paths;
  for (auto at = fs::recursive_directory_iterator(directory, code); !code && at != fs::recursive_directory_iterator(); at.increment(code))
    if (at->path().extension() == ".md" && at->path().filename() != "README.md" && at->is_regular_file(code)) paths.push_back(at->path().string());
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    std::string error;
    auto text = read_text(path, error);
    if (!text) return path + ": " + error;
    pages.push_back({names.emplace_back(path), session.page_texts.emplace_back(std::move(*text)), nullptr});
  }
  return {};
}

/// Names of --select and --ignore must mean something: a misspelt one would silently change what is looked at.
std::string check_names(const std::vector<std::string>& names, const RuleSet& rules) {
  for (const std::string& name : names) {
    if (name == "*" || rules.find(name)) continue;
    bool requirement = false;
    for (const auto& leaf : report::leaves()) requirement |= leaf.id == name || (leaf.id.starts_with(name) && leaf.id[name.size()] == '.');
    if (requirement) continue;
    std::vector<std::string_view> known;
    for (const Rule& rule : rules.rules()) known.push_back(rule.id);
    std::string_view near = nearest(name, known);
    return "there is no rule or requirement `" + name + "`" + (near.empty() ? "" : "; did you mean `" + std::string(near) + "`?");
  }
  return {};
}

int report_config_errors(const std::string& path, const std::string& text, const std::vector<Diagnostic>& diagnostics) {
  LineIndex lines(text);
  int errors = 0;
  for (const Diagnostic& diagnostic : diagnostics) {
    LineColumn at = lines.at(diagnostic.at.begin);
    bool error = diagnostic.severity == Diagnostic::Severity::error;
    errors += error;
    fail(path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": " + (error ? "" : "warning: ") + diagnostic.message);
  }
  return errors > 0 ? kError : 0;
}

struct ConfigFile {
  std::string path, text;
};

int read_config(const ScanOptions& options, const std::string& root, ConfigFile& file, Session& session) {
  file.path = options.config.empty() ? find_config(root) : options.config;
  if (file.path.empty()) return 0;
  std::string error;
  auto text = read_text(file.path, error);
  if (!text) return fail(file.path + ": " + error);
  file.text = std::move(*text);
  auto parsed = parse_config(FileId::none, file.text);
  auto beyond = check_expiry_limits(parsed.tree, session.today);
  parsed.diagnostics.insert(parsed.diagnostics.end(), beyond.begin(), beyond.end());
  if (int code = report_config_errors(file.path, file.text, parsed.diagnostics)) return code;
  session.config = std::move(parsed.tree);
  return 0;
}

/// Path globs become relative to the scan root, and places in the file get its id where it is part of the scan.
void place_config(const ConfigFile& file, const std::string& root, Session& session) {
  if (file.path.empty()) return;
  std::error_code code;
  std::string folder = fs::canonical(fs::path(file.path).parent_path().empty() ? fs::path(".") : fs::path(file.path).parent_path(), code).string();
  bool above = !code && root.size() > folder.size() && root.starts_with(folder == "/" ? "/" : folder + "/");
  if (above) rebase_globs(session.config, root.substr(folder == "/" ? 1 : folder.size() + 1));
  session.config.path = fs::path(file.path).filename().string();
}

void give_config_places(const ConfigFile& file, Session& session) {
  if (file.path.empty()) return;
  std::error_code code;
  std::string real = fs::canonical(file.path, code).string(), inside = session.workspace->root() + "/";
  const SourceFile* source = !code && real.starts_with(inside) ? session.workspace->find(real.substr(inside.size())) : nullptr;
  if (!source) return;
  session.config = parse_config(source->id, session.workspace->text(source->id)).tree;
  session.config.path = source->path;
}

}  // namespace

std::string load_rules(const ScanOptions& options, Session& session) {
  auto builtin = builtin_rule_pages();
  std::vector<RulePageSource> pages(builtin.begin(), builtin.end());
  std::deque<std::string> names;
  for (const auto& directory : options.rule_directories)
    if (std::string error = read_pages(directory, session, pages, names); !error.empty()) return error;
  std::vector<std::string> problems;
  session.rules = RuleSet::load(pages, problems);
  std::string out;
  for (const auto& problem : problems) out += (out.empty() ? "" : "\nbulkhead: ") + problem;
  return out;
}

int open_session(const ScanOptions& options, Session& session) {
  if (std::string error = load_rules(options, session); !error.empty()) return fail(error);
  for (const auto* names : {&options.select, &options.ignore})
    if (std::string error = check_names(*names, session.rules); !error.empty()) return fail(error);
  session.rules = session.rules.filtered(options.select, options.ignore);
  session.today = options.date.empty() ? current_date() : options.date;

  Places places = resolve_places(options.paths);
  if (!places.error.empty()) return fail(places.error);
  ConfigFile file;
  if (int code = read_config(options, places.root, file, session)) return code;
  place_config(file, places.root, session);
  if (!options.stdin_filename.empty()) {
    session.workspace = std::make_unique<Workspace>(Workspace::from_memory({{options.stdin_filename, read_standard_input()}}));
    return 0;
  }
  DiscoverOptions discover;
  discover.exclude = session.config.exclude;
  discover.only = places.only;
  discover.jobs = options.jobs;
  bool one_file = options.paths.size() == 1 && !places.only.empty();
  session.workspace = std::make_unique<Workspace>(Workspace::discover(one_file ? options.paths[0] : places.root, discover));
  session.repository_prefix = repository_prefix(places.root);
  give_config_places(file, session);
  return 0;
}

void analyse(const ScanOptions& options, Session& session, const Baseline* baseline) {
  auto start = std::chrono::steady_clock::now();
  AnalyzeOptions analysis;
  analysis.jobs = options.jobs;
  analysis.only_environment = options.environment;
  analysis.today = session.today;
  analysis.progress = show_progress;
  session.analysis = analyze(*session.workspace, session.config, session.rules, analysis);
  clear_progress();
  session.verdicts = judge(*session.workspace, session.config, session.rules, session.analysis, {session.today, options.environment, baseline});
  if (options.statistics)
    session.milliseconds = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count());
}

report::Input report_input(const ScanOptions& options, const Session& session) {
  return {*session.workspace, session.analysis, session.verdicts, session.rules, BULKHEAD_VERSION, false, options.statistics, session.milliseconds,
          session.repository_prefix, session.today};
}

}  // namespace bulkhead::cli
