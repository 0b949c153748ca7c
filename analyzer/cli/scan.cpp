#include "analyzer/cli/cache.h"
#include "analyzer/cli/change.h"
#include "analyzer/cli/commands.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/run.h"
#include "analyzer/cli/session.h"
#include "analyzer/environments/vocabulary.h"
#include "analyzer/pipeline/baseline.h"

namespace bulkhead::cli {
namespace {

struct Output {
  report::Format format = report::Format::text;
  std::string file;                      // empty: standard output
};

std::string parse_outputs(const std::vector<std::string>& formats, std::vector<Output>& out) {
  std::size_t on_standard_output = 0;
  for (const std::string& given : formats) {
    auto equals = given.find('=');
    std::string name = given.substr(0, equals);
    auto format = report::format_from(name);
    if (!format) return "there is no format `" + name + "`: " + report::format_names();
    if (equals != std::string::npos && equals + 1 == given.size()) return "--format " + given + " names no file";
    out.push_back({*format, equals == std::string::npos ? "" : given.substr(equals + 1)});
    on_standard_output += out.back().file.empty();
  }
  if (out.empty()) out.push_back({});
  return on_standard_output > 1 ? "only one --format can go to standard output: give the others a file (--format json=report.json)" : "";
}

int write_outputs(const std::vector<Output>& outputs, const ScanOptions& options, const Session& session) {
  for (const Output& output : outputs) {
    report::Input input = report_input(options, session);
    input.color = output.format == report::Format::text && (output.file.empty() ? use_color(options.color) : options.color == "always");
    std::string text = report::render(output.format, input);
    if (output.file.empty()) {
      if (!print(text)) return fail("standard output is closed");
    } else if (std::string error = write_text(output.file, text); !error.empty()) {
      return fail(output.file + ": " + error);
    }
  }
  return 0;
}

int exit_code(const ScanOptions& options, const Session& session) {
  if (auto threshold = severity_from(options.fail_on))
    for (const Verdict& verdict : session.verdicts)
      if (report::counts(verdict) && verdict.finding.severity >= *threshold) return kFindings;
  bool open = !session.analysis.diagnostics.empty() || !session.analysis.undecided.empty() || session.analysis.unknown_values > 0;
  return options.strict && open ? kNotKnown : kNothingFound;
}

/// The canonical name of --env; an error when the estate has no such environment.
std::string resolve_environment(std::string& name, const Session& session) {
  std::string known;
  Vocabulary vocabulary(session.config);
  auto word = vocabulary.word(name);
  for (const auto& use : session.analysis.environments) {
    if (!use.environment.known()) continue;
    if (use.environment.name == name || (word && word->name == use.environment.name)) return name = use.environment.name, "";
    known += (known.empty() ? "" : ", ") + use.environment.name;
  }
  return "--env " + name + ": no such environment here" + (known.empty() ? "" : "; there are " + known);
}

}  // namespace

/// Lives as long as the process: taking an estate apart again would be a hundredth of a scan.
static Session& lasting_session() {
  static auto& kept = *new std::vector<std::unique_ptr<Session>>;
  return *kept.emplace_back(std::make_unique<Session>());
}

int scan(const ScanOptions& given) {
  ScanOptions options = given;
  std::vector<Output> outputs;
  if (std::string error = parse_outputs(options.formats, outputs); !error.empty()) return fail(error);
  Baseline baseline;
  if (!options.baseline.empty()) {
    std::string error;
    auto text = read_text(options.baseline, error);
    if (!text) return fail(options.baseline + ": " + error);
    baseline = parse_baseline(*text);
    if (!baseline.error.empty()) return fail(options.baseline + ": " + baseline.error);
  }
  Change change;
  if (int code = open_change(options, change)) return code;
  Session& session = lasting_session();
  session.today = scan_date(options);
  if (int code = open_files(options, change.now, session)) return code;
  std::vector<Session> before;
  if (int code = open_before(options, change, session, before)) return code;
  if (options.hook && nothing_changed(options, session, before)) return kNothingFound;
  if (int code = open_rules(options, session)) return code;
  std::string environment;
  std::swap(environment, options.environment);
  if (options.hook || !before.empty()) session.memory = std::make_shared<UnitMemory>();
  if (options.hook) load_cache(options, session.workspace->root(), *session.memory);
  analyse(options, session, options.baseline.empty() ? nullptr : &baseline);
  if (options.hook) save_cache(options, *session.workspace, *session.memory);
  leave_out_unchanged(options, session, before);
  if (!environment.empty()) {
    if (std::string error = resolve_environment(environment, session); !error.empty()) return fail(error);
    std::erase_if(session.verdicts, [&](const Verdict& v) {
      return std::find(v.finding.environments.begin(), v.finding.environments.end(), environment) == v.finding.environments.end();
    });
  }
  if (!options.write_baseline.empty()) {
    std::string error = write_text(options.write_baseline, write_baseline(*session.workspace, session.verdicts));
    if (!error.empty()) return fail(options.write_baseline + ": " + error);
  }
  if (int code = write_outputs(outputs, options, session)) return code;
  return options.write_baseline.empty() ? exit_code(options, session) : kNothingFound;
}

}  // namespace bulkhead::cli
