#include "analyzer/cli/lsp_estate.h"

#include "analyzer/cli/cache.h"
#include "analyzer/cli/places.h"
#include "analyzer/cli/session.h"

namespace bulkhead::cli {

std::shared_ptr<const lsp::EstateView> EstateAnalyser::analyse(const lsp::RootRequest& request) {
  auto view = std::make_shared<lsp::EstateView>();
  view->folder = request.folder;
  const ScanOptions options = with_settings(options_, request);
  Root& root = roots_[request.folder];
  try {
    Session session;
    session.today = view->today = scan_date(options);
    if (!root.rules || request.reload) {
      root.rules_problem = load_rules(options, session);
      root.rules = std::make_shared<const RuleSet>(session.rules.filtered(options.select, options.ignore));
    }
    view->problem = root.rules_problem;
    view->rules = root.rules;
    Places places = resolve_places({request.folder});
    if (!places.error.empty()) return view->problem = places.error, view;
    Baseline baseline;
    EditorConfig::Read config = config_.read(options, request, places, session);
    if (std::string error = read_baseline(options, baseline); view->problem.empty()) view->problem = error;
    std::shared_ptr<const Workspace>& kept = root.workspace;
    std::optional<Workspace> edited = kept && !request.reload ? kept->edited(request.buffers) : std::nullopt;
    if (!edited) {
      DiscoverOptions discover;
      discover.exclude = session.config.exclude;
      discover.jobs = options.jobs;
      discover.buffers = request.buffers;
      edited = Workspace::discover(places.root, discover);
      if (kept) edited->adopt(*kept);
      else load_cache(options, places.root, root.memory);
    }
    kept = std::make_shared<const Workspace>(std::move(*edited));
    view->workspace = kept;
    give_config_places(config.folder, config.name, *kept, session);
    AnalyzeOptions analysis;
    analysis.jobs = options.jobs;
    analysis.today = session.today;
    analysis.memory = &root.memory;
    view->analysis = analyze(*kept, session.config, *root.rules, analysis);
    place_errors(config, places, *kept, view->analysis);
    if (view->problem.empty()) view->problem = config.problem;
    view->verdicts = judge(*kept, session.config, *root.rules, view->analysis, {session.today, "", options.baseline.empty() ? nullptr : &baseline});
    if (request.reload) save_cache(options, *kept, root.memory);
    view->values = std::make_shared<ValueLookup>(kept, session.config);
  } catch (const std::exception& error) {
    view->problem = std::string("internal error: ") + error.what();
    view->workspace = nullptr;
  }
  return view;
}

}  // namespace bulkhead::cli
