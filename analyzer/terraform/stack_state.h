// What the module instances of one stack share while it is evaluated.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/environments/vocabulary.h"
#include "analyzer/terraform/expression.h"
#include "analyzer/terraform/module_cache.h"
#include "analyzer/terraform/stacks.h"

namespace bulkhead::terraform {

/// Limits on hostile input; reaching one gives a diagnostic that names it.
inline constexpr std::size_t kMaxInstancesPerBlock = 1000;
inline constexpr std::size_t kMaxInstancesPerStack = 50'000;
inline constexpr std::size_t kMaxModulesPerStack = 5'000;
inline constexpr std::size_t kMaxDynamicBlocksPerStack = 50'000;
inline constexpr int kMaxModuleDepth = 24;
inline constexpr int kMaxReferenceDepth = 400;
inline constexpr std::size_t kMaxValueNodes = 200'000;   // of one value, a shared part counted where it stands
inline constexpr std::size_t kMaxStackBytes = 4u << 20;

/// Limits on reading other stacks' outputs: on the way from one to the next, and all together.
inline constexpr int kMaxStateDepth = 8;
inline constexpr std::size_t kMaxStatesRead = 64;
inline constexpr std::uint64_t kStepsPerStateRead = 2'000'000;

inline constexpr std::uint64_t kBytesImported = 8u << 20;   // copies of other stacks' outputs that are made for one stack
inline constexpr std::uint64_t kBytesPerUnitRead = 512u << 10;
inline constexpr std::size_t kMaxUnitsRead = 128;   // Terragrunt units whose outputs one unit asks for, directly or not

class ModuleInstance;
class RootEvaluation;
class StateIndex;
struct Lookup;
struct ResourceInstance;
struct StateName;
namespace terragrunt {
class UnitEvaluation;
}

class StackState {
 public:
  /// `states` finds the stacks whose outputs this one reads; without it they are unknown. `reader` is the stack that reads this one's outputs.
  StackState(ModuleCache& modules, const StackPlan& plan, const Vocabulary& vocabulary, Unit& unit, StateIndex* states = nullptr,
             StackState* reader = nullptr);
  ~StackState();

  ModuleCache& modules() { return modules_; }
  const Workspace& workspace() const { return modules_.workspace(); }
  const StackPlan& plan() const { return plan_; }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  Unit& unit() { return unit_; }
  Arena& arena() { return unit_.arena; }
  Evaluation& run() { return run_; }

  /// Evaluates an expression of `file`; bounded in depth, memory and steps.
  Value evaluate(const hcl::Expression& expression, FileId file, Scope& scope);

  void problem(SourceSpan at, std::string message, Diagnostic::Severity severity = Diagnostic::Severity::error);
  /// Makes warnings of the errors from index `first` on.
  void doubt_errors_since(std::size_t first);
  /// Keeps `tree` alive as long as the unit.
  void keep(std::shared_ptr<const void> tree) { unit_.owners.push_back(std::move(tree)); }

  Value unknown(UnknownInfo::Cause cause, const std::string& reference);
  const Origin* link(Origin::Kind kind, SourceSpan at, const Origin* via, std::string_view step);
  Value text(const std::string& text, const Origin* origin = nullptr) { return Value::string(arena().copy(std::string_view(text)), origin); }

  /// Counts what is made; false (with one diagnostic) when the stack's limit is reached.
  bool admit_instance(SourceSpan at);
  bool admit_module(SourceSpan at);
  bool admit_dynamic_block(SourceSpan at);

  /// The stack of the estate that writes this state, to be asked for outputs; null where there is none or a limit is reached.
  RootEvaluation* writer_of(const StateName& name);
  /// The evaluation of the Terragrunt unit that this stack is; null without one.
  terragrunt::UnitEvaluation* terragrunt() { return terragrunt_.get(); }
  /// The stack that all this is evaluated for.
  StackState& first();
  /// Another Terragrunt unit, to be asked for outputs; every stack that `first()` is evaluated for shares it.
  struct UnitRead {
    RootEvaluation* evaluation = nullptr;   // null: see `known` and `cycle`
    bool known = false;                     // there is such a unit
    bool cycle = false;                     // it is the unit that all this is evaluated for
  };
  UnitRead read_unit(const std::string& directory);
  /// False where nothing is known of other units: while the environments are inferred.
  bool reads_units() const { return states_ != nullptr; }

  /// The resource of the estate that a data source finds by `name` (lookup_name()); nulls where there is none, where it cannot be told which, or a
  /// limit is reached.
  struct FoundResource {
    RootEvaluation* stack = nullptr;
    ModuleInstance* module = nullptr;
    ResourceInstance* instance = nullptr;
  };
  FoundResource resource_of(const Lookup& row, const std::string& name);
  /// An output of another stack that is being evaluated for this one or for one of its readers.
  struct OutputRead {
    std::string_view stack, output;
    bool operator==(const OutputRead&) const = default;
  };
  /// Counts a copy of something in another stack; false (with one diagnostic at `at`) when there is no room for it.
  bool admit_import(std::size_t bytes, SourceSpan at);
  bool is_reading(const OutputRead& read) const;
  void begin_reading(const OutputRead& read) { reading_.push_back(read); }
  void end_reading() { reading_.pop_back(); }

  /// A path as Terraform would see it from the root module's directory, inside the scan root.
  const SourceFile* find_file(std::string_view path) const;
  std::optional<std::string_view> read_file(std::string_view path, FileId& file) const;
  std::vector<std::string> list_files(std::string_view directory, std::string_view pattern) const;
  /// The same for a folder relative to the scan root.
  std::vector<std::string> list_files_in(const std::string& directory, std::string_view pattern) const;

 private:
  RootEvaluation* other_stack(const StackPlan* plan);
  bool admit(std::size_t& made, std::size_t limit, SourceSpan at, std::string_view what);

  ModuleCache& modules_;
  const StackPlan& plan_;
  const Vocabulary& vocabulary_;
  Unit& unit_;
  Evaluation run_;
  int depth_ = 0;
  const char* stack_start_ = nullptr;
  bool depth_reported_ = false;
  std::size_t instances_ = 0, module_instances_ = 0, dynamic_blocks_ = 0;
  StateIndex* states_ = nullptr;
  StackState* reader_ = nullptr;
  std::uint64_t import_left_ = kBytesImported;
  std::size_t states_read_ = 0;   // by this stack and by those whose outputs it reads
  std::map<const StackPlan*, std::shared_ptr<RootEvaluation>> others_;
  std::vector<OutputRead> reading_;
  std::map<const StackPlan*, std::shared_ptr<RootEvaluation>> units_;
  std::unique_ptr<terragrunt::UnitEvaluation> terragrunt_;
};

}  // namespace bulkhead::terraform
