#include "analyzer/cli/session.h"

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "analyzer/cli/console.h"
#include "analyzer/cli/own_reports.h"
#include "analyzer/cli/places.h"
#include "analyzer/cli/run.h"
#include "analyzer/model/suggest.h"
#include "analyzer/report/leaves.h"
#include "analyzer/workspace/repository.h"

namespace bulkhead::cli {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kMaxConfigBytes = 20'000'000;

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
  std::string path, text;                // as it is called in messages; empty: there is none
  std::string folder, name;              // where it lies: absolute and real
};

/// bulkhead.yaml (or .yml) of `snapshot`, in `root` or above it up to the repository's root.
void find_in_snapshot(const GitSnapshot& snapshot, const std::string& root, ConfigFile& file) {
  for (std::string folder = repository_prefix(root);; folder = directory_of(folder)) {
    for (const char* name : {"bulkhead.yaml", "bulkhead.yml"}) {
      std::string path = folder.empty() ? name : folder + "/" + name;
      const GitEntry* entry = snapshot.find(path);
      if (!entry || entry->kind != GitEntry::Kind::file) continue;
      file = {path, snapshot.text(path, kMaxConfigBytes), folder.empty() ? snapshot.top() : snapshot.top() + "/" + folder, name};
      return;
    }
    if (folder.empty()) return;
  }
}

std::string find_on_disk(const ScanOptions& options, const std::string& root, ConfigFile& file) {
  file.path = options.config.empty() ? find_config(root) : options.config;
  if (file.path.empty()) return {};
  std::string error;
  auto text = read_text(file.path, error);
  if (!text) return file.path + ": " + error;
  file.text = std::move(*text);
  fs::path folder = fs::path(file.path).parent_path();
  std::error_code code;
  file.folder = fs::canonical(folder.empty() ? fs::path(".") : folder, code).string();
  file.name = fs::path(file.path).filename().string();
  return {};
}

int read_config(const ScanOptions& options, const std::string& root, const GitSnapshot* snapshot, ConfigFile& file, Session& session) {
  if (snapshot && options.config.empty()) find_in_snapshot(*snapshot, root, file);
  else if (std::string error = find_on_disk(options, root, file); !error.empty()) return fail(error);
  if (file.path.empty()) return 0;
  auto parsed = parse_config(FileId::none, file.text);
  auto beyond = check_expiry_limits(parsed.tree, session.today);
  parsed.diagnostics.insert(parsed.diagnostics.end(), beyond.begin(), beyond.end());
  if (int code = report_config_errors(file.path, file.text, parsed.diagnostics)) return code;
  session.config = std::move(parsed.tree);
  session.config_text = file.text;
  return 0;
}

}  // namespace

std::string scan_date(const ScanOptions& options) { return options.date.empty() ? current_date() : options.date; }

void place_config(const std::string& folder, const std::string& name, const std::string& root, Session& session) {
  if (name.empty()) return;
  bool above = !folder.empty() && root.size() > folder.size() && root.starts_with(folder == "/" ? "/" : folder + "/");
  if (above) rebase_globs(session.config, root.substr(folder == "/" ? 1 : folder.size() + 1));
  session.config.path = name;
}

void give_config_places(const std::string& folder, const std::string& name, const Workspace& workspace, Session& session) {
  if (name.empty() || folder.empty()) return;
  std::string real = folder + "/" + name, inside = workspace.root() + "/";
  const SourceFile* source = real.starts_with(inside) ? workspace.find(real.substr(inside.size())) : nullptr;
  if (!source) return;
  session.config = parse_config(source->id, workspace.text(source->id)).tree;
  session.config.path = source->path;
}

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

int open_rules(const ScanOptions& options, Session& session) {
  if (std::string error = load_rules(options, session); !error.empty()) return fail(error);
  for (const auto* names : {&options.select, &options.ignore})
    if (std::string error = check_names(*names, session.rules); !error.empty()) return fail(error);
  session.rules = session.rules.filtered(options.select, options.ignore);
  return 0;
}

int open_session(const ScanOptions& options, Session& session, const GitSnapshot::Pointer& snapshot) {
  if (int code = open_rules(options, session)) return code;
  session.today = scan_date(options);
  return open_files(options, snapshot, session);
}

int open_files(const ScanOptions& options, const GitSnapshot::Pointer& snapshot, Session& session) {
  Places places = resolve_places(options.paths);
  if (!places.error.empty()) return fail(places.error);
  ConfigFile file;
  if (!options.no_config)
    if (int code = read_config(options, places.root, snapshot.get(), file, session)) return code;
  place_config(file.folder, file.name, places.root, session);
  if (!options.stdin_filename.empty()) {
    session.workspace = std::make_unique<Workspace>(Workspace::from_memory({{options.stdin_filename, read_standard_input()}}));
    return 0;
  }
  DiscoverOptions discover;
  discover.exclude = own_reports(options, places.root);
  discover.exclude.insert(discover.exclude.end(), session.config.exclude.begin(), session.config.exclude.end());
  discover.only = places.only;
  discover.jobs = options.jobs;
  bool one_file = options.paths.size() == 1 && !places.only.empty();
  discover.use_gitignore = !one_file;    // who names a file wants it scanned
  session.workspace = std::make_unique<Workspace>(snapshot  ? Workspace::from_git(snapshot, places.root, discover)
                                                  : one_file ? Workspace::discover(options.paths[0], discover)
                                                             : Workspace::discover(places.root, discover));
  session.repository_prefix = repository_prefix(places.root);
  give_config_places(file.folder, file.name, *session.workspace, session);
  return 0;
}

void analyse(const ScanOptions& options, Session& session, const Baseline* baseline) {
  auto start = std::chrono::steady_clock::now();
  analyse(options, session.rules, baseline, session);
  if (options.statistics)
    session.milliseconds = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count());
}

void analyse(const ScanOptions& options, const RuleSet& rules, const Baseline* baseline, Session& session) {
  AnalyzeOptions analysis;
  analysis.jobs = options.jobs;
  analysis.only_environment = options.environment;
  analysis.today = session.today;
  analysis.progress = show_progress;
  analysis.memory = session.memory.get();
  session.analysis = analyze(*session.workspace, session.config, rules, analysis);
  clear_progress();
  session.verdicts = judge(*session.workspace, session.config, rules, session.analysis, {session.today, options.environment, baseline});
}

report::Input report_input(const ScanOptions& options, const Session& session) {
  return {*session.workspace, session.analysis, session.verdicts, session.rules, BULKHEAD_VERSION, false, options.statistics, session.milliseconds,
          session.repository_prefix, session.today};
}

}  // namespace bulkhead::cli
