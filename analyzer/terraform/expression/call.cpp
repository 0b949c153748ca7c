// Function calls, and those two functions that see errors instead of passing them on.
#include "analyzer/terraform/expression/evaluator.h"

namespace bulkhead::terraform {
namespace {

constexpr std::size_t kInlineArguments = 6;

std::string_view plain_name(std::string_view name) { return name.starts_with("core::") ? name.substr(6) : name; }

}  // namespace

std::optional<Value> Scope::call(std::string_view, std::span<const Value>, const Origin*, Evaluation&) { return std::nullopt; }

Value Evaluator::call(const hcl::Call& e) {
  std::string_view name = plain_name(e.name);
  if (name == "try") return try_call(e);
  if (name == "can") return can_call(e);
  std::size_t mark = scratch_.values.size();
  for (const hcl::Expression* argument : e.arguments) {
    Value value = evaluate(*argument);
    scratch_.values.push_back(value);
  }
  if (e.expand_last && scratch_.values.size() > mark) {
    Value last = scratch_.values.back();
    scratch_.values.pop_back();
    if (!last.is_list()) {
      scratch_.values.resize(mark);
      if (last.is_unknown()) return computed(unknown(last.unknown()->cause, written_text(e), nullptr), e, last, last);
      return fail(e, "only a list can be expanded into arguments");
    }
    for (const Value& item : last.items()) scratch_.values.push_back(last.sensitive() ? item.as_sensitive() : item);
  }
  // A function may evaluate templates, which use the same stack: the arguments move off it.
  Value few[kInlineArguments];
  std::span<const Value> arguments(scratch_.values.data() + mark, scratch_.values.size() - mark);
  if (arguments.size() <= kInlineArguments) {
    std::copy(arguments.begin(), arguments.end(), few);
    arguments = {few, arguments.size()};
  } else {
    arguments = run_.arena.copy(arguments);
  }
  scratch_.values.resize(mark);
  // A namespaced name lives in the tree only, which may end before the value.
  bool plain = name.data() != nullptr && e.name.find(':') == std::string_view::npos;
  const Origin* from = origin(Origin::Kind::computed, span(e), nullptr, plain ? name : std::string_view());
  auto result = scope_.call(e.name, arguments, from, run_);
  if (!result) result = call_function(name, arguments, from, scope_, run_);
  if (result) return *result;
  if (name.find("::") != std::string_view::npos) return unknown(UnknownInfo::Cause::function, written_text(e), from);
  return fail(e, "there is no function named \"" + std::string(e.name) + "\"");
}

// try(): the first argument without errors.
Value Evaluator::try_call(const hcl::Call& e) {
  if (e.arguments.empty()) return fail(e, "try() needs an argument");
  for (const hcl::Expression* argument : e.arguments) {
    std::size_t before = run_.diagnostics.size();
    Value value = evaluate(*argument);
    bool error = value.is_unknown() && value.unknown()->cause == UnknownInfo::Cause::error;
    if (run_.diagnostics.size() == before && !error) return value;
    if (run_.steps_left == 0) return value;
    run_.diagnostics.resize(before);
  }
  return fail(e, "no argument of try() could be evaluated");
}

Value Evaluator::can_call(const hcl::Call& e) {
  if (e.arguments.size() != 1) return fail(e, "can() takes one argument");
  std::size_t before = run_.diagnostics.size();
  Value value = evaluate(*e.arguments[0]);
  bool fine = run_.diagnostics.size() == before && !(value.is_unknown() && value.unknown()->cause == UnknownInfo::Cause::error);
  if (run_.steps_left == 0) return value;
  run_.diagnostics.resize(before);
  if (fine && value.is_unknown()) return computed(unknown(value.unknown()->cause, {}, nullptr), e, value, value);
  return computed(Value::boolean(fine), e, value, value);
}

namespace {

/// The names of a template given to templatefile() or templatestring(); files come from the caller's scope.
class TemplateScope : public Scope {
 public:
  TemplateScope(Scope& outer, const Value& variables, std::vector<Diagnostic>& diagnostics)
      : outer_(outer), variables_(variables), diagnostics_(diagnostics) {}

  Value resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) override {
    consumed = 1;
    if (const Entry* entry = find_entry(variables_, path[0])) return entry->value;
    if (const Entry* mark = open_mark(variables_)) return mark->value;
    diagnostics_.push_back({at, "the template uses \"" + std::string(path[0]) + "\", which is not given to it"});
    static constexpr UnknownInfo kNotGiven{UnknownInfo::Cause::error, {}, {}};
    return Value::unknown(&kNotGiven);
  }
  std::optional<std::string_view> read_file(std::string_view path, FileId& file) override { return outer_.read_file(path, file); }
  std::vector<std::string> list_files(std::string_view directory, std::string_view pattern) override {
    return outer_.list_files(directory, pattern);
  }

 private:
  Scope& outer_;
  const Value& variables_;
  std::vector<Diagnostic>& diagnostics_;
};

}  // namespace

Value render_template(std::string_view text, FileId file, const Value& variables, Evaluation& run, Scope& scope) {
  auto parsed = hcl::parse_template(file, text);
  if (!parsed.diagnostics.empty()) {
    run.diagnostics.push_back(parsed.diagnostics[0]);
    return Value::unknown(run.arena.make<UnknownInfo>(UnknownInfo{UnknownInfo::Cause::error, {}, {}}));
  }
  // Literal parts of the result may point into the parsed tree, which ends here: keep the text in the run's arena.
  Evaluation inner{run.arena, file, run.diagnostics, run.steps_left, run.bytes_left};
  TemplateScope names(scope, variables, run.diagnostics);
  Value value = evaluate(*parsed.tree.root, names, inner);
  run.steps_left = inner.steps_left;
  run.bytes_left = inner.bytes_left;
  Value converted = to_string_value(value, run.arena);
  if (converted.is_string()) {
    value = converted;
    Value kept = Value::string(run.arena.copy(value.as_string()), value.origin());
    return value.sensitive() ? kept.as_sensitive() : kept;
  }
  return value;
}

}  // namespace bulkhead::terraform
