#include "analyzer/pipeline/unknown_values.h"

#include "analyzer/pipeline/environment_errors.h"
#include "analyzer/pipeline/merge.h"
#include "analyzer/model/parallel.h"
#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/states/state_index.h"

namespace bulkhead {
namespace {

constexpr int kMaxDepth = 64;

/// `a["x"].b[0]` as `a[].b[]`, `lower(a)` as it is; a text with unknown parts by the first of them.
std::string subject_of(const UnknownInfo& info) {
  std::string_view text = info.reference;
  if (text.empty() && !info.pattern.empty()) {
    text = info.pattern;
    auto open = text.find("${");
    text = open == std::string_view::npos ? text : text.substr(open + 2, text.find('}', open) - open - 2);
  }
  std::string out;
  int depth = 0;
  for (char c : text) {
    if (c == ']') --depth;
    if (depth <= 0) out += c;
    if (c == '[') ++depth;
  }
  return out;
}

class Counter {
 public:
  Counter(const Unit& unit, UnknownValues& out) : unit_(unit), out_(out) {}

  void count(const Value& value, SourceSpan header, int depth = 0) {
    if (value.is_unknown()) {
      ++out_.values;
      const UnknownInfo& info = *value.unknown();
      std::string_view cause = to_string(info.cause);
      ++out_.by_cause[cause];
      UnknownValues::Group& group = out_.by_reference[{cause, subject_of(info)}];
      if (group.count++ > 0) return;
      group.at = arrival_span(value.origin()).valid() ? arrival_span(value.origin()) : header;
      group.stack = unit_.id;
      return;
    }
    if (!value.is_list() && !value.is_map()) {
      out_.values += !value.is_absent();
      return;
    }
    if (depth > kMaxDepth) return;
    for (const Value& item : value.items()) count(item, header, depth + 1);
    for (const Entry& entry : terraform::written_entries(value)) count(entry.value, header, depth + 1);
  }

 private:
  const Unit& unit_;
  UnknownValues& out_;
};

void add(UnknownValues& into, const UnknownValues& part) {
  into.values += part.values;
  into.stacks += part.stacks;
  for (const auto& [cause, count] : part.by_cause) into.by_cause[cause] += count;
  for (const auto& [key, group] : part.by_reference) {
    UnknownValues::Group& known = into.by_reference[key];
    std::uint64_t count = known.count + group.count;
    if (known.count == 0) known = group;
    known.count = count;
  }
  into.errors.insert(into.errors.end(), part.errors.begin(), part.errors.end());
}

}  // namespace

std::string_view to_string(UnknownInfo::Cause cause) {
  switch (cause) {
    case UnknownInfo::Cause::data_source: return "data-source";
    case UnknownInfo::Cause::computed_attribute: return "computed-attribute";
    case UnknownInfo::Cause::remote_module: return "remote-module";
    case UnknownInfo::Cause::input_variable: return "input-variable";
    case UnknownInfo::Cause::function: return "function";
    case UnknownInfo::Cause::error: return "error";
    case UnknownInfo::Cause::limit: return "limit";
    case UnknownInfo::Cause::other: return "other";
  }
  return "other";
}

UnknownValues count_unknown_values(const Workspace& workspace, const Config& config, int jobs) {
  Vocabulary vocabulary(config);
  terraform::ModuleCache modules(workspace);
  const auto plans = std::make_shared<const std::vector<terraform::StackPlan>>(terraform::plan_stacks(modules, vocabulary, config));
  terraform::StateIndex states(modules, vocabulary, [&] { return plans; });
  std::vector<UnknownValues> parts(plans->size());
  parallel_for(plans->size(), jobs, [&](std::size_t i) {
    Unit unit = terraform::evaluate_stack(modules, (*plans)[i], vocabulary, config, &states);
    parts[i].stacks = 1;
    for (const Resource& resource : unit.resources) Counter(unit, parts[i]).count(resource.attributes, resource.header);
    parts[i].errors = std::move(unit.diagnostics);
  });
  std::map<std::string, std::vector<std::vector<Diagnostic>*>> roots;
  for (std::size_t i = 0; i < plans->size(); ++i) roots[(*plans)[i].directory].push_back(&parts[i].errors);
  for (const auto& [directory, environments] : roots) doubt_environment_errors(environments);
  UnknownValues out;
  for (const UnknownValues& part : parts) add(out, part);
  std::erase_if(out.errors, [](const Diagnostic& problem) { return problem.severity != Diagnostic::Severity::error; });
  out.errors = merge_diagnostics(std::move(out.errors));
  return out;
}

}  // namespace bulkhead
