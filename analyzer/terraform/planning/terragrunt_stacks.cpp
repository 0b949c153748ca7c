#include "analyzer/terraform/planning/terragrunt_stacks.h"

#include "analyzer/terraform/stacks.h"
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
    // The stack file's own expressions need a place to be evaluated in.
    auto place = std::make_shared<UnitPlan>();
    place->directory = directory;
    place->component = outer;
    StackPlan plan;
    plan.directory = directory;
    plan.unit = place;
    Unit scratch;
    StackState state(modules_, plan, vocabulary_, scratch);
    terragrunt::Session& session = state.terragrunt()->session();
    std::string path = terragrunt::join_path(directory, file_name_of(file.path));
    Configuration* stack = session.read(path, path, {file.id, 0, 0});
    if (stack == nullptr) return;
    for (const hcl::Block* block : stack->body().blocks) {
      if (!block->body) continue;
      if (block->type == "include") problem(*block, file, "include in a stack file is not read: its units are not seen");
      if (block->type != "unit" && block->type != "stack") continue;
      if (made_++ < kMaxComponents) component(*block, file, directory, outer, *stack, session, depth);
      else if (made_ == kMaxComponents + 1) problem(*block, file, "more than " + std::to_string(kMaxComponents) + " components of stacks (limit); the others are left out");
    }
    out_.diagnostics.insert(out_.diagnostics.end(), scratch.diagnostics.begin(), scratch.diagnostics.end());
  }

  bool has_seen(const SourceFile& file) const { return seen_.contains(file.id); }

 private:
  void component(const hcl::Block& block, const SourceFile& file, const std::string& directory, const std::shared_ptr<const Component>& outer,
                 Configuration& stack, terragrunt::Session& session, int depth) {
    for (const hcl::Block* inner : block.body->blocks)
      if (inner->type == "expansion" || inner->type == "autoinclude") problem(*inner, file, std::string(inner->type) + " blocks are not evaluated");
    if (stack.argument(*block.body, "enabled").is_false().yes()) return;
    auto made = std::make_shared<Component>();
    made->outer = outer;
    made->stack_file = file.id;
    made->stack_directory = directory;
    made->block = &block;
    Value path = stack.argument(*block.body, "path");
    std::string name = path.is_string() ? std::string(path.as_string()) : block.labels.empty() ? "unit" : std::string(block.labels[0].text);
    bool beside = stack.argument(*block.body, "no_dot_terragrunt_stack").is_true().yes();
    auto place = terragrunt::path_in_root(name, beside ? directory : terragrunt::join_path(directory, ".terragrunt-stack"));
    if (!place) return problem(block, file, "this component would be generated outside of what is scanned");
    made->directory = *place;
    Value source = stack.argument(*block.body, "source");
    if (source.is_string())
      for (const std::string& from : {directory, session.actual(directory)}) {
        auto folder = terragrunt::source_folder(source.as_string(), from);
        if (made->local || !folder || !session.is_directory(*folder)) continue;
        made->local = true;
        made->source = session.actual(*folder);
        out_.sources.insert(made->source);
      }
    if (block.type == "stack") {
      const SourceFile* inner = made->local ? modules_.workspace().find(terragrunt::join_path(made->source, "terragrunt.stack.hcl")) : nullptr;
      if (inner != nullptr && depth >= kMaxStackNesting) return problem(block, file, "stacks nest too deeply (limit " + std::to_string(kMaxStackNesting) + ")");
      if (inner != nullptr) return expand(*inner, made->directory, made, depth + 1);
    }
    auto unit = std::make_shared<UnitPlan>();
    unit->directory = made->directory;
    const SourceFile* configuration = made->local && block.type == "unit" ? terragrunt::unit_file_in(modules_.workspace(), made->source) : nullptr;
    if (configuration != nullptr) unit->file = configuration->id;
    unit->remote = configuration == nullptr;
    unit->component = std::move(made);
    out_.units.push_back(std::move(unit));
  }

  void problem(const hcl::Block& block, const SourceFile& file, std::string message) {
    out_.diagnostics.push_back({{file.id, block.begin, block.header_end}, std::move(message), Diagnostic::Severity::warning});
  }

  ModuleCache& modules_;
  const Vocabulary& vocabulary_;
  GeneratedUnits& out_;
  std::size_t made_ = 0;
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
