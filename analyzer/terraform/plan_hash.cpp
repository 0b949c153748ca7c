#include "analyzer/terraform/plan_hash.h"

#include "analyzer/terraform/terragrunt/unit_plan.h"

namespace bulkhead::terraform {
namespace {

void add_given(ContentHash& hash, const Workspace& workspace, const std::vector<GivenText>& variables) {
  hash.add_all(variables, [&](const GivenText& given) {
    hash.add(given.name).add(given.text);
    add_place(hash, workspace, given.at);
  });
}

void add_pairs(ContentHash& hash, const Pairs& pairs) {
  hash.add_all(pairs, [&](const auto& pair) { hash.add(pair.first).add(pair.second); });
}

void add_component(ContentHash& hash, const Workspace& workspace, const terragrunt::Component& component) {
  Digest text = workspace.digest(component.stack_file);
  hash.add(workspace.file(component.stack_file).path).add(text.low).add(text.high).add(component.stack_directory);
  hash.add(component.block ? component.block->begin : 0).add(component.directory).add(component.source).add(component.local);
  Digest block = workspace.digest(component.file);
  hash.add(workspace.file(component.file).path).add(block.low).add(block.high).add(component.injected).add(component.instance);
  hash.add(component.outer != nullptr);
  if (component.outer) add_component(hash, workspace, *component.outer);
}

void add_unit(ContentHash& hash, const Workspace& workspace, const terragrunt::UnitPlan& unit) {
  hash.add(unit.directory).add(workspace.file(unit.file).path).add_texts(unit.cyclic).add(unit.remote).add(unit.component != nullptr);
  if (unit.component) add_component(hash, workspace, *unit.component);
  hash.add_all(unit.stacks, [&](const terragrunt::StackUnits& stack) {
    hash.add(stack.directory);
    hash.add_all(stack.units, [&](const auto& one) { hash.add(one.first).add(one.second); });
  });
}

}  // namespace

void add_place(ContentHash& hash, const Workspace& workspace, const SourceSpan& at) {
  hash.add(workspace.file(at.file).path).add(at.begin).add(at.end);
}

void add_classification(ContentHash& hash, const Workspace& workspace, const Classification& classification) {
  hash.add(classification.environment.name).add(classification.environment.tier).add(classification.reason.signal).add(classification.reason.text);
  add_place(hash, workspace, classification.reason.at);
}

void add_files(ContentHash& hash, const Workspace& workspace, const std::vector<FileId>& files) {
  hash.add_all(files, [&](FileId file) { hash.add(workspace.file(file).path); });
}

std::uint64_t content_hash(const Workspace& workspace, const StackPlan& plan) {
  ContentHash hash;
  hash.add(plan.directory).add(plan.id).add(plan.workspace).add_texts(plan.siblings);
  add_files(hash, workspace, plan.var_files);
  add_given(hash, workspace, plan.variables);
  add_files(hash, workspace, plan.backend_files);
  add_pairs(hash, plan.backend);
  add_classification(hash, workspace, plan.environment);
  hash.add_all(plan.diagnostics, [&](const Diagnostic& diagnostic) {
    add_place(hash, workspace, diagnostic.at);
    hash.add(diagnostic.message).add(diagnostic.severity);
  });
  hash.add(plan.unit != nullptr);
  if (plan.unit) add_unit(hash, workspace, *plan.unit);
  return hash.value();
}

std::uint64_t content_hash(const Workspace& workspace, const Run& run) {
  ContentHash hash;
  hash.add(run.directory).add(run.workspace).add(run.deployment).add(run.hosted);
  add_files(hash, workspace, run.var_files);
  add_files(hash, workspace, run.backend_files);
  for (const Pairs* pairs : {&run.backend, &run.variables, &run.ambient}) add_pairs(hash, *pairs);
  add_place(hash, workspace, run.at);
  add_given(hash, workspace, run.stored);
  return hash.value();
}

}  // namespace bulkhead::terraform
