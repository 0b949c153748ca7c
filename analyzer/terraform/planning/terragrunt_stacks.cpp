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
    for (const hcl::Block* block : stack->body().blocks)
      if ((block->type == "unit" || block->type == "stack") && block->body && made_ < kMaxComponents) {
        ++made_;
        component(*block, file, directory, outer, *stack, session, depth);
      }
  }

 private:
  void component(const hcl::Block& block, const SourceFile& file, const std::string& directory, const std::shared_ptr<const Component>& outer,
                 Configuration& stack, terragrunt::Session& session, int depth) {
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
    if (!place) return;
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
      if (inner != nullptr && depth < kMaxStackNesting) return expand(*inner, made->directory, made, depth + 1);
    }
    auto unit = std::make_shared<UnitPlan>();
    unit->directory = made->directory;
    const SourceFile* configuration = made->local && block.type == "unit" ? terragrunt::unit_file_in(modules_.workspace(), made->source) : nullptr;
    if (configuration != nullptr) unit->file = configuration->id;
    unit->remote = configuration == nullptr;
    unit->component = std::move(made);
    out_.units.push_back(std::move(unit));
  }

  ModuleCache& modules_;
  const Vocabulary& vocabulary_;
  GeneratedUnits& out_;
  std::size_t made_ = 0;
};

}  // namespace

GeneratedUnits expand_stacks(ModuleCache& modules, const Vocabulary& vocabulary) {
  GeneratedUnits all;
  std::vector<const SourceFile*> files;
  for (const SourceFile& file : modules.workspace().files())
    if (terragrunt::is_stack_file(file_name_of(file.path))) files.push_back(&file);
  // A stack that another one is copied from is evaluated there, with the values that it is given.
  for (int round = 0; round < 2; ++round) {
    GeneratedUnits found;
    Expander expander(modules, vocabulary, found);
    for (const SourceFile* file : files) {
      std::string directory(directory_of(file->path));
      if (!all.sources.contains(directory)) expander.expand(*file, directory, nullptr, 0);
    }
    found.sources.insert(all.sources.begin(), all.sources.end());
    all = std::move(found);
  }
  return all;
}

}  // namespace bulkhead::terraform
