// Terragrunt's configuration files, evaluated on demand ("Configuration parsing order" and "HCL Functions" of the Terragrunt reference).
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/terraform/instances.h"
#include "analyzer/terraform/stack_state.h"
#include "analyzer/terraform/terragrunt/unit_plan.h"

namespace bulkhead::terraform::terragrunt {

class Configuration;

/// Limits on hostile input; reaching one gives a diagnostic that names it.
inline constexpr std::size_t kMaxConfigurations = 400;   // files read for one unit, each in each place that it is read from
inline constexpr int kMaxConfigurationDepth = 24;        // files that read one another in a row
inline constexpr int kMaxParentFolders = 100;            // Terragrunt's own default

/// How an included configuration joins in.
enum class Merge : unsigned char { none, shallow, deep };

struct Include {
  std::string_view name;             // empty: the bare form
  Configuration* configuration = nullptr;   // null: it cannot be read; a diagnostic says so
  Merge merge = Merge::shallow;
  bool exposed = false;
  SourceSpan at;                     // its path
  std::string path;                  // relative to the scan root; empty when unknown
};

/// A `dependency` block, put together from the files that declare it: one instance of it where it has an `expansion`.
struct Dependency {
  std::string_view name;
  Configuration* owner = nullptr;
  const hcl::Block* block = nullptr;
  InstanceKey key;
};

/// A `unit` or `stack` block of a stack file, or of what is merged into it.
struct StackBlock {
  const hcl::Block* block = nullptr;
  FileId file = FileId::none;
  bool injected = false;             // by the `autoinclude` of the `stack` block that generates this stack
};

/// A `generate` block or argument.
struct Generate {
  std::string_view name;
  Value arguments;                   // path, contents, if_exists, disable …
  SourceSpan at;
};

/// `extra_arguments` of the `terraform` block that bring variable files.
struct ExtraArguments {
  std::string_view name;
  Value arguments;
};

/// What a configuration and those it includes come to.
struct Settings {
  Value inputs, remote_state, source, iam_role;   // missing: not given
  std::vector<Generate> generate;
  std::vector<ExtraArguments> extra_arguments;
};

/// The files that one unit's configuration consists of.
class Session {
 public:
  Session(StackState& state, const UnitPlan& unit);
  ~Session();

  StackState& state() { return state_; }
  const UnitPlan& unit() const { return unit_; }
  /// The unit's own configuration; null when it has none here.
  Configuration* own() { return own_; }
  /// That, or what a stack file generates for a unit whose configuration is not here; null without either.
  Configuration* top() { return own_ ? own_ : autoinclude(); }
  const std::string& original_path() const { return original_; }

  /// A file at a path relative to the scan root, where Terragrunt would see it: what a stack generates is found at its source.
  const SourceFile* find(std::string_view path) const;
  bool is_directory(std::string_view path) const;
  /// Folder that a folder's files come from: the same one where nothing is generated.
  std::string actual(std::string_view path) const;
  /// The configuration in `path`, as seen from `config_path` (the same, or the file that includes it). Null with a diagnostic at `at`.
  Configuration* read(const std::string& path, const std::string& config_path, SourceSpan at);
  /// Configurations read so far, in the order of their reading.
  std::vector<Configuration*> configurations() const;
  /// `values` of the component that generated this place; missing: it gives none.
  Value values(const Component* component);
  /// The stack file of a component; null where its source is not here.
  Configuration* stack_of(const Component& component);
  /// Where a component's arguments are evaluated.
  Scope& scope_of(const Component& component);
  /// An argument of a component's block; missing when it is not there.
  Value argument(const Component& component, std::string_view name);
  /// What `autoinclude` merges into the unit, or a terragrunt.autoinclude.hcl beside it does; null without either.
  Configuration* autoinclude();
  const Component* component() const { return unit_.component.get(); }

  /// Path of the scan root from its repository's root; empty when they are the same.
  const std::string& repository_prefix();

 private:
  const hcl::Body* body_of(const SourceFile& file);
  /// Where the `autoinclude` of a component is evaluated: an injected component's in the stack that it was put into.
  Scope* generation_scope(const Component& component);

  StackState& state_;
  const UnitPlan& unit_;
  std::string original_;
  Configuration* own_ = nullptr;
  std::map<std::string, std::unique_ptr<Configuration>> known_;
  std::vector<Configuration*> order_;
  std::map<const Component*, Memo> values_;
  std::vector<std::unique_ptr<Scope>> instances_;
  std::map<const Component*, Scope*> scopes_;
  std::unique_ptr<Configuration> autoinclude_;
  Configuration* autoincluded_ = nullptr;
  bool autoinclude_sought_ = false;
  std::optional<std::string> prefix_;
  bool full_ = false;
};

/// One file in one place: the scope of its expressions.
class Configuration final : public Scope {
 public:
  /// `path`: of the file; `config_path`: of the configuration that Terragrunt was called for or that was read, which functions start from
  /// (the includer's for an included file). Both relative to the scan root. `generation`: where everything but `dependency` is evaluated, for
  /// what a stack file generates.
  Configuration(Session& session, FileId file, const hcl::Body& body, std::string path, std::string config_path, Scope* generation = nullptr);

  Value resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) override;
  std::optional<std::string_view> read_file(std::string_view path, FileId& file) override;
  std::vector<std::string> list_files(std::string_view directory, std::string_view pattern) override;
  std::optional<Value> call(std::string_view name, std::span<const Value> arguments, const Origin* origin, Evaluation& run) override;

  Session& session() { return session_; }
  FileId file() const { return file_; }
  const hcl::Body& body() const { return body_; }
  const std::string& path() const { return path_; }
  const std::string& config_path() const { return config_path_; }
  std::string directory() const;          // of the file
  std::string config_directory() const;   // of config_path
  bool is_included() const { return path_ != config_path_; }
  /// True while settings() is on its way: what asks then depends on itself.
  bool is_being_computed() const { return settings_progress_ == Progress::running; }

  Value local(std::string_view name, SourceSpan at);
  Value locals();
  const std::vector<Include>& includes();
  /// With the included configurations merged in.
  const Settings& settings();
  /// What read_terragrunt_config() and `include` give.
  Value as_value();
  std::vector<Dependency> dependencies();
  /// Of a stack file: its components, those that it includes and those that the outer stack adds, which win.
  std::vector<StackBlock> components();
  /// Where the arguments of one of them are evaluated, its `expansion` aside.
  Scope& scope_of(const StackBlock& block);
  /// Whether outputs are read through it: `skip_outputs` and `enabled = false` leave the order alone.
  bool reads_outputs(const Dependency& dependency);
  /// Folder of the unit that a dependency names; empty when it is unknown or outside of the scan root. `at` receives the path's value.
  std::string dependency_target(const Dependency& dependency, Value& path);
  Value evaluate(const hcl::Expression& expression);
  /// An argument of one of this file's blocks; missing when it is not there.
  Value argument(const hcl::Body& body, std::string_view name);
  /// The include that a function called here is about; null without one.
  const Include* selected_include(std::string_view name);

 private:
  Value resolve_local(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at);
  Value resolve_include(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at);
  Value resolve_dependency(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at);
  Value resolve_feature(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at);
  Value resolve_values(SourceSpan at);
  Value resolve_component(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at);
  Value dependency_argument(const Dependency& dependency, std::string_view name);
  Value dependency_outputs(const Dependency& dependency, std::string_view output, SourceSpan at);
  Value unit_outputs(const std::string& target, const std::string& name, std::string_view output, SourceSpan place, SourceSpan at);
  Value stack_outputs(const StackUnits& stack, const std::string& name, SourceSpan place, SourceSpan at);
  void drop_errors_of_replaced_inputs(std::size_t first);
  Value undeclared(const std::string& what, SourceSpan at);
  Value block_value(const hcl::Block& block);
  void own_settings(Settings& out);
  void add_terraform(const hcl::Block& block, Settings& out);
  Settings unread(const Include& include);
  void merge_into(Settings& child, const Settings& parent, Merge merge);
  SourceSpan span(const hcl::Expression& e) const { return {file_, e.begin, e.end}; }

  Session& session_;
  StackState& state_;
  FileId file_;
  const hcl::Body& body_;
  std::string path_, config_path_;
  Scope* generation_ = nullptr;
  std::map<std::string_view, Memo> locals_;
  std::map<std::string_view, const hcl::Attribute*> local_index_;
  Progress includes_progress_ = Progress::untouched, settings_progress_ = Progress::untouched;
  std::vector<Include> includes_;
  Settings settings_;
  Memo whole_, values_;
  std::vector<Dependency> dependencies_;
  bool dependencies_known_ = false, expanding_ = false;
};

/// Deep merge of two values: maps key by key, lists one behind the other, otherwise the child's (Terragrunt's `merge_strategy = "deep"`).
Value deep_merge(const Value& parent, const Value& child, StackState& state, int depth = 0);
/// Shallow merge of two maps: the child's entries win.
Value shallow_merge(const Value& parent, const Value& child, StackState& state);

/// Terragrunt's functions. nullopt: not one of them.
std::optional<Value> call_terragrunt_function(Configuration& configuration, std::string_view name, std::span<const Value> arguments,
                                              const Origin* origin, Evaluation& run);

/// terragrunt.hcl, terragrunt.hcl.json.
bool is_unit_file(std::string_view name);
/// terragrunt.stack.hcl.
bool is_stack_file(std::string_view name);
/// The unit's configuration file in `directory` of the workspace, or null.
const SourceFile* unit_file_in(const Workspace& workspace, std::string_view directory);

}  // namespace bulkhead::terraform::terragrunt
