// Stack files: what they are put together from, and where their components' arguments are evaluated ("Stacks" of the Terragrunt reference).
#include <algorithm>

#include "analyzer/terraform/terragrunt/configuration.h"
#include "analyzer/terraform/terragrunt/instance_scope.h"
#include "analyzer/terraform/terragrunt/paths.h"

namespace bulkhead::terraform::terragrunt {
namespace {

const hcl::Body* autoinclude_of(const hcl::Block& block) {
  if (block.body)
    for (const hcl::Block* inner : block.body->blocks)
      if (inner->type == "autoinclude" && inner->body) return inner->body;
  return nullptr;
}

bool is_component(const hcl::Block& block) { return (block.type == "unit" || block.type == "stack") && block.body != nullptr; }

}  // namespace

std::vector<StackBlock> Configuration::components() {
  std::vector<StackBlock> out;
  auto add = [&](const hcl::Body& body, FileId file, bool injected) {
    std::size_t before = out.size();
    for (const hcl::Block* block : body.blocks) {
      if (!is_component(*block)) continue;
      StackBlock made{block, file, injected};
      auto same = [&](const StackBlock& one) {
        return one.block->type == block->type && !block->labels.empty() && !one.block->labels.empty() && one.block->labels[0].text == block->labels[0].text;
      };
      // What is injected takes the place of the component of its name.
      auto known = std::find_if(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(before), same);
      if (injected && known != out.begin() + static_cast<std::ptrdiff_t>(before)) *known = made;
      else out.push_back(made);
    }
  };
  add(body_, file_, false);
  for (const Include& include : includes())
    if (include.configuration != nullptr) add(include.configuration->body_, include.configuration->file_, false);
  std::string there = directory();
  for (const Component* one = session_.component(); one != nullptr; one = one->outer.get())
    if (const hcl::Body* body = one->directory == there && one->block->type == "stack" ? autoinclude_of(*one->block) : nullptr) add(*body, one->file, true);
  if (const SourceFile* beside = session_.find(join_path(there, "terragrunt.autoinclude.stack.hcl")))
    if (Configuration* written = session_.read(join_path(there, "terragrunt.autoinclude.stack.hcl"), config_path_, {beside->id, 0, 0})) {
      std::vector<StackBlock> base = std::move(out);
      out.clear();
      add(written->body_, written->file_, false);
      for (const StackBlock& one : base)
        if (std::none_of(out.begin(), out.end(), [&](const StackBlock& own) {
              return own.block->type == one.block->type && !own.block->labels.empty() && !one.block->labels.empty() && own.block->labels[0].text == one.block->labels[0].text;
            })) out.push_back(one);
    }
  return out;
}

Scope& Configuration::scope_of(const StackBlock& block) {
  if (block.injected)
    for (const Component* one = session_.component(); one != nullptr; one = one->outer.get())
      if (one->directory == directory()) return session_.scope_of(*one);
  return *this;
}

Configuration* Session::stack_of(const Component& component) {
  if (component.stack_file == FileId::none) return nullptr;
  std::string path = join_path(component.stack_directory, file_name_of(state_.workspace().file(component.stack_file).path));
  return read(path, path, {component.stack_file, component.block->begin, component.block->header_end});
}

Scope& Session::scope_of(const Component& component) {
  auto [known, added] = scopes_.emplace(&component, nullptr);
  if (!added && known->second != nullptr) return *known->second;
  Scope* base = component.injected && component.outer ? &scope_of(*component.outer) : stack_of(component);
  if (base == nullptr) {
    // The limit of files is reached: nothing of it can be known.
    static const hcl::Body kNothing;
    instances_.push_back(std::make_unique<Configuration>(*this, component.file, kNothing, component.stack_directory + "/", component.stack_directory + "/"));
    base = instances_.back().get();
  }
  if (component.block->body && expansion_of(*component.block->body)) {
    Expansion all = expand_block(*component.block->body, component.file, *base, state_);
    if (component.instance < all.keys.size()) {
      instances_.push_back(std::make_unique<InstanceScope>(*base, all.keys[component.instance], state_));
      base = instances_.back().get();
    }
  }
  scopes_[&component] = base;
  return *base;
}

Value Session::argument(const Component& component, std::string_view name) {
  const hcl::Attribute* written = component.block->body ? component.block->body->attribute(name) : nullptr;
  return written && written->value ? state_.evaluate(*written->value, component.file, scope_of(component)) : Value();
}

Value Session::values(const Component* component) {
  Memo& memo = values_[component];
  if (memo.progress == Progress::done) return memo.value;
  if (memo.progress == Progress::running) return state_.unknown(UnknownInfo::Cause::error, "values");
  memo.progress = Progress::running;
  Value value = argument(*component, "values");
  values_[component] = {Progress::done, value};
  return value;
}

Scope* Session::generation_scope(const Component& component) {
  if (component.injected)
    if (Configuration* stack = stack_of(component)) return stack;
  return &scope_of(component);
}

Configuration* Session::autoinclude() {
  if (std::exchange(autoinclude_sought_, true)) return autoincluded_;
  std::string path = join_path(unit_.directory, "terragrunt.autoinclude.hcl");
  const hcl::Body* body = component() && component()->block->type == "unit" ? autoinclude_of(*component()->block) : nullptr;
  if (body != nullptr) {
    for (const hcl::Block* inner : body->blocks)
      if (inner->type == "locals" || inner->type == "autoinclude")
        state_.problem({component()->file, inner->begin, inner->header_end}, "autoinclude takes no " + std::string(inner->type) + " block");
    autoinclude_ = std::make_unique<Configuration>(*this, component()->file, *body, path, original_, generation_scope(*component()));
    autoincluded_ = autoinclude_.get();
  } else if (const SourceFile* beside = unit_.file == FileId::none ? nullptr : find(path)) {
    autoincluded_ = read(path, original_, {beside->id, 0, 0});
  }
  return autoincluded_;
}

}  // namespace bulkhead::terraform::terragrunt
