// Stages of a Dockerfile: which instructions belong together, what each FROM stands for, what each variable is.
#pragma once
#include <string>
#include <vector>

#include "analyzer/container/build_scope.h"
#include "analyzer/container/value_builder.h"
#include "parsers/dockerfile/ast.h"

namespace bulkhead::container {

/// One FROM and what follows it.
struct BuildStage {
  const dockerfile::Instruction* from = nullptr;
  std::string name;                 // after AS, lower case; or empty
  Value base;                       // expanded; the value's origin leads to an ARG's default where the name comes from one
  Value platform;                   // missing without --platform
  int base_stage = -1;              // index of the stage that FROM names; -1: an image
  std::vector<const dockerfile::Instruction*> instructions;
};

struct BuildPlan {
  /// ARG before the first FROM, with what it declares.
  std::vector<std::pair<const dockerfile::Instruction*, std::vector<Entry>>> global_arguments;
  BuildScope global;
  std::vector<BuildStage> stages;
};

/// Groups instructions and expands FROM lines. What does not fit (an instruction before FROM, an unknown one, a wrong FROM) gives a
/// diagnostic and is left out.
BuildPlan plan_build(const dockerfile::File& file, ValueBuilder& build, std::vector<Diagnostic>& diagnostics);

/// A word expanded in `scope`: a string, or unknown. A word that is one reference and nothing else keeps the origin of the variable.
Value expand_word(const dockerfile::Word& word, const BuildScope& scope, char escape, ValueBuilder& build,
                  std::vector<Diagnostic>& diagnostics);
/// Declares the pairs of an ARG or ENV instruction in `scope`; `global`: the scope before the first FROM, for ARG in a stage.
/// Gives the entries in order.
std::vector<Entry> declare(const dockerfile::Instruction& instruction, BuildScope& scope, const BuildScope* global, char escape,
                           ValueBuilder& build, std::vector<Diagnostic>& diagnostics);

}  // namespace bulkhead::container
