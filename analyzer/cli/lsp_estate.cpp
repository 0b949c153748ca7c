#include "analyzer/cli/lsp_estate.h"

#include <filesystem>

#include "analyzer/cli/console.h"
#include "analyzer/cli/places.h"
#include "analyzer/cli/session.h"
#include "analyzer/pipeline/baseline.h"

namespace bulkhead::cli {
namespace {

/// The real path of a file's folder; empty when there is none.
std::string folder_of(const std::string& path) {
  std::error_code code;
  std::filesystem::path parent = std::filesystem::path(path).parent_path();
  return std::filesystem::canonical(parent.empty() ? std::filesystem::path(".") : parent, code).string();
}

/// The configuration, from the editor's buffer where it is open. Gives what is wrong with it, or an empty string.
std::string read_config(const ScanOptions& options, const lsp::RootRequest& request, const Places& places, Session& session, std::string& path) {
  if (options.no_config) return {};
  path = options.config.empty() ? find_config(places.root) : options.config;
  if (path.empty()) return {};
  std::string error;
  auto text = read_text(path, error);
  for (const auto& [name, buffer] : request.buffers)
    if (places.root + "/" + name == path) text = buffer;
  if (!text) return path + ": " + error;
  auto parsed = parse_config(FileId::none, *text);
  auto beyond = check_expiry_limits(parsed.tree, session.today);
  parsed.diagnostics.insert(parsed.diagnostics.end(), beyond.begin(), beyond.end());
  LineIndex lines(*text);
  for (const Diagnostic& diagnostic : parsed.diagnostics)
    if (diagnostic.severity == Diagnostic::Severity::error)
      return std::filesystem::path(path).filename().string() + ":" + std::to_string(lines.at(diagnostic.at.begin).line) + ": " + diagnostic.message;
  session.config = std::move(parsed.tree);
  place_config(folder_of(path), std::filesystem::path(path).filename().string(), places.root, session);
  return {};
}

std::string read_baseline(const ScanOptions& options, Baseline& baseline) {
  if (options.baseline.empty()) return {};
  std::string error;
  auto text = read_text(options.baseline, error);
  if (text) baseline = parse_baseline(*text), error = baseline.error;
  return error.empty() ? "" : options.baseline + ": " + error;
}

}  // namespace

std::shared_ptr<const lsp::EstateView> EstateAnalyser::analyse(const lsp::RootRequest& request) {
  auto view = std::make_shared<lsp::EstateView>();
  view->folder = request.folder;
  try {
    Session session;
    session.today = view->today = scan_date(options_);
    view->problem = load_rules(options_, session);
    session.rules = session.rules.filtered(options_.select, options_.ignore);
    Places places = resolve_places({request.folder});
    if (!places.error.empty()) return view->problem = places.error, view;
    std::string path;
    Baseline baseline;
    for (std::string error : {read_config(options_, request, places, session, path), read_baseline(options_, baseline)})
      if (view->problem.empty()) view->problem = error;
    std::shared_ptr<const Workspace>& kept = workspaces_[request.folder];
    std::optional<Workspace> edited = kept && !request.reload ? kept->edited(request.buffers) : std::nullopt;
    if (!edited) {
      DiscoverOptions discover;
      discover.exclude = session.config.exclude;
      discover.jobs = options_.jobs;
      discover.buffers = request.buffers;
      edited = Workspace::discover(places.root, discover);
    }
    kept = std::make_shared<const Workspace>(std::move(*edited));
    view->workspace = kept;
    give_config_places(folder_of(path), std::filesystem::path(path).filename().string(), *kept, session);
    AnalyzeOptions analysis;
    analysis.jobs = options_.jobs;
    analysis.today = session.today;
    view->analysis = analyze(*kept, session.config, session.rules, analysis);
    view->verdicts = judge(*kept, session.config, session.rules, view->analysis, {session.today, "", options_.baseline.empty() ? nullptr : &baseline});
    view->values = std::make_shared<ValueLookup>(kept, session.config);
    view->rules = std::make_shared<const RuleSet>(std::move(session.rules));
  } catch (const std::exception& error) {
    view->problem = std::string("internal error: ") + error.what();
    view->workspace = nullptr;
  }
  return view;
}

}  // namespace bulkhead::cli
