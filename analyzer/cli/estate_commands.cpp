// Commands that show an estate rather than judge it.
#include "analyzer/cli/commands.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/run.h"
#include "analyzer/cli/session.h"
#include "analyzer/report/environment_map.h"
#include "analyzer/report/environment_picture.h"
#include "analyzer/report/evaluation.h"
#include "analyzer/report/matrix.h"

namespace bulkhead::cli {
namespace {

int show(const std::string& text) { return print(text) ? kNothingFound : fail("standard output is closed"); }

}  // namespace

int environments(const ScanOptions& options, const std::string& format) {
  Session session;
  if (int code = open_session(options, session)) return code;
  analyse(options, session, nullptr);
  report::Input input = report_input(options, session);
  if (format == "json") return show(report::environments_json(input));
  if (format == "dot") return show(report::environments_dot(input));
  if (format == "svg") return show(report::environments_svg(input));
  if (format == "html") return show(report::environments_html(input));
  input.color = use_color(options.color);
  return show(report::environments_text(input));
}

int requirements(const ScanOptions& options, const std::string& format) {
  Session session;
  if (int code = open_session(options, session)) return code;
  analyse(options, session, nullptr);
  auto rows = report::requirement_matrix(report_input(options, session), session.config, session.today);
  return show(format == "json" ? report::matrix_json(rows) : report::matrix_text(rows, use_color(options.color)));
}

int facts(const ScanOptions& options, bool unknown) {
  Session session;
  if (int code = open_session(options, session)) return code;
  if (unknown) return show(report::unknown_ndjson(count_unknown_values(*session.workspace, session.config, options.jobs), *session.workspace));
  analyse(options, session, nullptr);
  return show(report::facts_ndjson(report_input(options, session)));
}

}  // namespace bulkhead::cli
