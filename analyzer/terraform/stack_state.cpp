#include "analyzer/terraform/stack_state.h"

#include <algorithm>

#include "analyzer/terraform/root_evaluation.h"
#include "analyzer/terraform/states/resource_walk.h"
#include "analyzer/terraform/states/state_index.h"
#include "analyzer/terraform/states/state_name.h"
#include "analyzer/terraform/terragrunt/paths.h"
#include "analyzer/terraform/terragrunt/unit_evaluation.h"

namespace bulkhead::terraform {
namespace {

/// Nodes of a value's whole tree; stops counting beyond `limit`. Collections are shared, so few bytes can hold a tree without end.
std::size_t count_nodes(const Value& value, std::size_t limit) {
  if (!value.is_list() && !value.is_map()) return 1;
  std::vector<Value> open{value};
  std::size_t count = 1;
  while (!open.empty() && count <= limit) {
    Value at = open.back();
    open.pop_back();
    count += at.items().size() + at.entries().size();
    if (count > limit) break;
    for (const Value& item : at.items())
      if (item.is_list() || item.is_map()) open.push_back(item);
    for (const Entry& entry : at.entries())
      if (entry.value.is_list() || entry.value.is_map()) open.push_back(entry.value);
  }
  return count;
}

}  // namespace

StackState::StackState(ModuleCache& modules, const StackPlan& plan, const Vocabulary& vocabulary, Unit& unit, StateIndex* states,
                       StackState* reader)
    : modules_(modules), plan_(plan), vocabulary_(vocabulary), unit_(unit),
      run_{.arena = unit.arena, .file = FileId::none, .diagnostics = unit.diagnostics}, states_(states), reader_(reader) {
  if (reader != nullptr) run_.steps_left = kStepsPerStateRead;
  if (plan.unit) terragrunt_ = std::make_unique<terragrunt::UnitEvaluation>(*this, *plan.unit);
}

StackState::~StackState() = default;

StackState& StackState::first() {
  StackState* state = this;
  while (state->reader_ != nullptr) state = state->reader_;
  return *state;
}

StackState::UnitRead StackState::read_unit(const std::string& directory) {
  if (states_ == nullptr) return {};
  const StackPlan* plan = states_->unit(directory);
  if (plan == nullptr) return {};
  StackState& top = first();
  if (top.plan_.unit && top.plan_.unit->directory == directory) return {nullptr, true, true};
  if (auto known = top.units_.find(plan); known != top.units_.end()) return {known->second.get(), true, false};
  if (top.units_.size() >= kMaxUnitsRead) return {nullptr, true, false};
  // It is known before it is made: its configuration may ask for itself.
  top.units_.emplace(plan, nullptr);
  auto made = std::make_shared<RootEvaluation>(modules_, *plan, vocabulary_, states_, &top);
  top.keep(made);
  made->state().run().bytes_left = std::min(made->state().run().bytes_left, kBytesPerUnitRead);
  top.units_[plan] = made;
  return {made.get(), true, false};
}

RootEvaluation* StackState::writer_of(const StateName& name) {
  if (states_ == nullptr || !name.complete()) return nullptr;
  return other_stack(states_->find(name.text(), plan_.environment.environment));
}

StackState::FoundResource StackState::resource_of(const Lookup& row, const std::string& name) {
  if (states_ == nullptr) return {};
  StateIndex::ResourcePlace place = states_->find_resource(row, name, plan_.environment.environment);
  RootEvaluation* other = other_stack(place.plan);
  if (other == nullptr) return {};
  FoundInstance found = find_instance(other->root(), place.address);
  return {found.instance ? other : nullptr, found.module, found.instance};
}

RootEvaluation* StackState::other_stack(const StackPlan* writer) {
  if (writer == nullptr) return nullptr;
  if (auto known = others_.find(writer); known != others_.end()) return known->second.get();
  int depth = 0;
  StackState* first = this;
  for (; first->reader_ != nullptr; first = first->reader_) ++depth;
  if (depth >= kMaxStateDepth || first->states_read_ >= kMaxStatesRead) return nullptr;
  ++first->states_read_;
  auto made = std::make_shared<RootEvaluation>(modules_, *writer, vocabulary_, states_, this);
  keep(made);
  others_.emplace(writer, made);
  return made.get();
}

bool StackState::admit_import(std::size_t bytes, SourceSpan at) {
  StackState& top = first();
  if (bytes <= std::min(top.import_left_, run_.bytes_left)) {
    top.import_left_ -= bytes;
    run_.bytes_left -= bytes;
    return true;
  }
  if (top.import_left_ != 0) top.problem(at, "the outputs of other stacks that are read for this one are too large (limit)");
  top.import_left_ = 0;
  return false;
}

bool StackState::is_reading(const OutputRead& read) const {
  for (const StackState* state = this; state != nullptr; state = state->reader_)
    if (std::find(state->reading_.begin(), state->reading_.end(), read) != state->reading_.end()) return true;
  return false;
}

Value StackState::evaluate(const hcl::Expression& expression, FileId file, Scope& scope) {
  char here = 0;
  if (depth_ == 0) stack_start_ = reader_ != nullptr && reader_->stack_start_ != nullptr ? reader_->stack_start_ : &here;
  auto used = static_cast<std::size_t>(stack_start_ > &here ? stack_start_ - &here : &here - stack_start_);
  if (depth_ >= kMaxReferenceDepth || used > kMaxStackBytes) {
    if (!depth_reported_) problem({file, expression.begin, expression.end}, "references nest too deeply to be evaluated");
    depth_reported_ = true;
    return unknown(UnknownInfo::Cause::limit, {});
  }
  FileId outer = run_.file;
  run_.file = file;
  ++depth_;
  Value value = terraform::evaluate(expression, scope, run_);
  --depth_;
  run_.file = outer;
  std::size_t nodes = count_nodes(value, kMaxValueNodes);
  if (nodes <= kMaxValueNodes) return value;
  problem({file, expression.begin, expression.end}, "this value holds more than " + std::to_string(kMaxValueNodes) + " values (limit); it is unknown here");
  return unknown(UnknownInfo::Cause::limit, {});
}

void StackState::problem(SourceSpan at, std::string message, Diagnostic::Severity severity) {
  run_.diagnostics.push_back({at, std::move(message), severity});
}

void StackState::doubt_errors_since(std::size_t first) {
  for (std::size_t i = first; i < run_.diagnostics.size(); ++i) run_.diagnostics[i].severity = Diagnostic::Severity::warning;
}

Value StackState::unknown(UnknownInfo::Cause cause, const std::string& reference) {
  return Value::unknown(arena().make<UnknownInfo>(UnknownInfo{cause, arena().copy(std::string_view(reference)), {}}));
}

const Origin* StackState::link(Origin::Kind kind, SourceSpan at, const Origin* via, std::string_view step) {
  return arena().make<Origin>(Origin{kind, at, via, step});
}

bool StackState::admit(std::size_t& made, std::size_t limit, SourceSpan at, std::string_view what) {
  if (made < limit) {
    ++made;
    return true;
  }
  if (made == limit) {
    ++made;
    problem(at, "more than " + std::to_string(limit) + " " + std::string(what) + " in this stack; the others are not evaluated");
  }
  return false;
}

bool StackState::admit_instance(SourceSpan at) { return admit(instances_, kMaxInstancesPerStack, at, "resource instances"); }
bool StackState::admit_dynamic_block(SourceSpan at) { return admit(dynamic_blocks_, kMaxDynamicBlocksPerStack, at, "dynamic blocks"); }
bool StackState::admit_module(SourceSpan at) { return admit(module_instances_, kMaxModulesPerStack, at, "module instances"); }

const SourceFile* StackState::find_file(std::string_view path) const {
  if (path.empty() || path[0] == '/') return nullptr;
  if (terragrunt_) {
    // Terragrunt runs in a copy of the module's folder with the unit's files laid over it.
    auto own = terragrunt::path_in_root(path, plan_.unit->directory);
    if (own && !path.starts_with("../"))
      if (const SourceFile* found = terragrunt_->session().find(*own)) return found;
    auto there = terragrunt::path_in_root(path, plan_.directory);
    return there ? workspace().find(*there) : nullptr;
  }
  auto normal = normalise_path(plan_.directory.empty() ? std::string(path) : plan_.directory + "/" + std::string(path));
  return normal ? workspace().find(*normal) : nullptr;
}

std::optional<std::string_view> StackState::read_file(std::string_view path, FileId& file) const {
  const SourceFile* found = find_file(path);
  if (!found) return std::nullopt;
  file = found->id;
  return workspace().text(found->id);
}

std::vector<std::string> StackState::list_files(std::string_view directory, std::string_view pattern) const {
  if (!directory.empty() && directory[0] == '/') return {};
  if (terragrunt_ && directory.starts_with(terragrunt::kScanRoot)) {
    auto there = terragrunt::path_in_root(directory, {});
    return there ? list_files_in(terragrunt_->session().actual(*there), pattern) : std::vector<std::string>();
  }
  auto base = normalise_path(plan_.directory.empty() ? std::string(directory) : plan_.directory + "/" + std::string(directory));
  return base ? list_files_in(*base, pattern) : std::vector<std::string>();
}

std::vector<std::string> StackState::list_files_in(const std::string& base, std::string_view pattern) const {
  std::vector<std::string> found;
  std::string prefix = base.empty() || base == "." ? "" : base + "/";
  // A leading slash ties the pattern to the directory: fileset does not search at any depth.
  std::string anchored = "/" + std::string(pattern.starts_with("./") ? pattern.substr(2) : pattern);
  for (const SourceFile& file : workspace().files_below(prefix)) {
    std::string rest = file.path.substr(prefix.size());
    if (glob_match(anchored, rest)) found.push_back(std::move(rest));
  }
  return found;
}

}  // namespace bulkhead::terraform
