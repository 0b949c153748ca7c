#include "analyzer/terraform/planning/terragrunt_stacks.h"

#include "analyzer/terraform/stacks.h"
#include "analyzer/terraform/terragrunt/instance_scope.h"
#include "analyzer/terraform/terragrunt/module_source.h"
#include "analyzer/terraform/terragrunt/paths.h"
#include "analyzer/terraform/terragrunt/unit_evaluation.h"

namespace bulkhead::terraform {
namespace {

using terragrunt::Component;
using terragrunt::Configuration;
using terragrunt::UnitPlan;

class Expander {
 public:
  Expander(ModuleCache& modules, const Vocabulary& vocabulary, GeneratedUnits& out) : modules_(modules), vocabulary_(vocabulary), out_(out) {}

  void expand(const SourceFile& file, const std::string& directory, std::shared_ptr<const Component> outer, int depth) {
    seen_.insert(file.id);
    Place place(*this, directory, outer);
    std::string path = terragrunt::join_path(directory, file_name_of(file.path));
    Configuration* stack = place.session.read(path, path, {file.id, 0, 0});
    if (stack == nullptr) return;
    out_.stacks[directory].directory = directory;
    for (const terragrunt::Include& include : stack->includes())
      if (include.configuration != nullptr) check_included(*include.configuration);
    for (const terragrunt::StackBlock& block : stack->components()) add(block, {file.id, directory, outer, depth}, place.session, stack->scope_of(block));
    keep(place.scratch.diagnostics);
  }

  bool has_seen(const SourceFile& file) const { return seen_.contains(file.id); }

 private:
  /// Where the stack file's own expressions are evaluated.
  struct Place {
    Place(Expander& expander, const std::string& directory, const std::shared_ptr<const Component>& outer)
        : plan(plan_of(directory, outer)), state(expander.modules_, plan, expander.vocabulary_, scratch), session(state.terragrunt()->session()) {}

    static StackPlan plan_of(const std::string& directory, const std::shared_ptr<const Component>& outer) {
      auto unit = std::make_shared<UnitPlan>();
      unit->directory = directory;
      unit->component = outer;
      StackPlan plan;
      plan.directory = directory;
      plan.unit = std::move(unit);
      return plan;
    }

    StackPlan plan;
    Unit scratch;
    StackState state;
    terragrunt::Session& session;
  };

  /// A stack whose components are being made.
  struct Stack {
    FileId file = FileId::none;
    const std::string& directory;
    const std::shared_ptr<const Component>& outer;
    int depth = 0;
  };

  void check_included(const Configuration& included) {
    for (const hcl::Block* block : included.body().blocks)
      if (block->type == "locals" || block->type == "include")
        problem(*block, included.file(), "a stack file that is included takes no " + std::string(block->type) + " block", Diagnostic::Severity::error);
  }

  /// One component, or each of its instances.
  void add(const terragrunt::StackBlock& block, const Stack& stack, terragrunt::Session& session, Scope& scope) {
    Expansion instances = terragrunt::expand_block(*block.block->body, block.file, scope, session.state());
    if (!instances.known) return problem(*block.block, block.file, "which instances this block expands to is not known: none is seen");
    for (std::size_t i = 0; i < instances.keys.size(); ++i) {
      if (made_++ >= kMaxComponents) {
        if (made_ == kMaxComponents + 1)
          problem(*block.block, block.file, "more than " + std::to_string(kMaxComponents) + " components of stacks (limit); the others are left out");
        return;
      }
      auto made = std::make_shared<Component>();
      made->outer = stack.outer;
      made->stack_file = stack.file;
      made->stack_directory = stack.directory;
      made->block = block.block;
      made->file = block.file;
      made->injected = block.injected;
      made->instance = i;
      made_components_.push_back(made);
      component(std::move(made), stack, session, terragrunt::expansion_of(*block.block->body) != nullptr);
    }
  }

  void component(std::shared_ptr<Component> made, const Stack& stack, terragrunt::Session& session, bool expanded) {
    const hcl::Block& block = *made->block;
    if (session.argument(*made, "enabled").is_false().yes()) return;
    Value path = session.argument(*made, "path");
    std::string label = block.labels.empty() ? "unit" : std::string(block.labels[0].text);
    if (!path.is_string() && expanded) return problem(block, made->file, "where an instance of this block is generated is not known: it is not seen");
    std::string name = path.is_string() ? std::string(path.as_string()) : label;
    bool beside = session.argument(*made, "no_dot_terragrunt_stack").is_true().yes();
    auto place = terragrunt::path_in_root(name, beside ? stack.directory : terragrunt::join_path(stack.directory, ".terragrunt-stack"));
    if (!place) return problem(block, made->file, "this component would be generated outside of what is scanned");
    made->directory = *place;
    Value source = session.argument(*made, "source");
    if (source.is_string())
      for (const std::string& from : {stack.directory, session.actual(stack.directory)}) {
        auto folder = terragrunt::source_folder(source.as_string(), from);
        if (made->local || !folder || !session.is_directory(*folder)) continue;
        made->local = true;
        made->source = session.actual(*folder);
        out_.sources.insert(made->source);
      }
    if (block.type == "stack") {
      const SourceFile* inner = made->local ? modules_.workspace().find(terragrunt::join_path(made->source, "terragrunt.stack.hcl")) : nullptr;
      if (inner != nullptr && stack.depth >= kMaxStackNesting) return problem(block, made->file, "stacks nest too deeply (limit " + std::to_string(kMaxStackNesting) + ")");
      if (inner != nullptr) return expand(*inner, made->directory, made, stack.depth + 1);
      inject(made, stack.depth + 1);
    } else if (!expanded) {
      out_.stacks[stack.directory].units.emplace_back(label, made->directory);
    }
    auto unit = std::make_shared<UnitPlan>();
    unit->directory = made->directory;
    const SourceFile* configuration = made->local && block.type == "unit" ? terragrunt::unit_file_in(modules_.workspace(), made->source) : nullptr;
    if (configuration != nullptr) unit->file = configuration->id;
    unit->remote = configuration == nullptr;
    unit->component = std::move(made);
    out_.units.push_back(std::move(unit));
  }

  /// The components that `autoinclude` puts into a stack whose source is not here.
  void inject(const std::shared_ptr<const Component>& outer, int depth) {
    if (depth > kMaxStackNesting) return;
    for (const hcl::Block* inner : outer->block->body->blocks) {
      if (inner->type != "autoinclude" || !inner->body) continue;
      Place place(*this, outer->directory, outer);
      for (const hcl::Block* block : inner->body->blocks)
        if ((block->type == "unit" || block->type == "stack") && block->body)
          add({block, outer->file, true}, {FileId::none, outer->directory, outer, depth}, place.session, place.session.scope_of(*outer));
      keep(place.scratch.diagnostics);
    }
  }

  void keep(std::vector<Diagnostic>& found) { out_.diagnostics.insert(out_.diagnostics.end(), found.begin(), found.end()); }

  void problem(const hcl::Block& block, FileId file, std::string message, Diagnostic::Severity severity = Diagnostic::Severity::warning) {
    out_.diagnostics.push_back({{file, block.begin, block.header_end}, std::move(message), severity});
  }

  ModuleCache& modules_;
  const Vocabulary& vocabulary_;
  GeneratedUnits& out_;
  std::size_t made_ = 0;
  std::vector<std::shared_ptr<const Component>> made_components_;   // sessions know them by their address
  std::set<FileId> seen_;
};

}  // namespace

GeneratedUnits expand_stacks(ModuleCache& modules, const Vocabulary& vocabulary) {
  GeneratedUnits all;
  std::vector<const SourceFile*> files;
  for (const SourceFile& file : modules.workspace().files())
    if (terragrunt::is_stack_file(file_name_of(file.path))) files.push_back(&file);
  // First, what is copied from where is seen; then those are expanded that nothing is copied from, and at last those that only copy one another.
  {
    GeneratedUnits first;
    Expander expander(modules, vocabulary, first);
    for (const SourceFile* file : files) expander.expand(*file, std::string(directory_of(file->path)), nullptr, 0);
    all.sources = std::move(first.sources);
  }
  Expander expander(modules, vocabulary, all);
  const std::set<std::string, std::less<>> copied = all.sources;
  for (bool left_over : {false, true})
    for (const SourceFile* file : files) {
      std::string directory(directory_of(file->path));
      if (left_over ? !expander.has_seen(*file) : !copied.contains(directory)) expander.expand(*file, directory, nullptr, 0);
    }
  return all;
}

}  // namespace bulkhead::terraform
