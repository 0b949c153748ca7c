// One instance of a module: the scope that its expressions see. Everything is evaluated on first use and kept.
#pragma once
#include <map>
#include <memory>
#include <vector>

#include "analyzer/terraform/instances.h"
#include "analyzer/terraform/stack_state.h"

namespace bulkhead::terraform {

/// Values of root variables given by files, by name; the last file wins.
using GivenVariables = std::map<std::string_view, Located>;

class BlockScope;

class ModuleInstance : public Scope {
 public:
  /// The root module.
  ModuleInstance(StackState& state, std::shared_ptr<const ModuleFiles> files, const GivenVariables& given);
  /// The module that `call` of `parent` brings in. `arguments` is the scope of the call's arguments.
  ModuleInstance(StackState& state, std::shared_ptr<const ModuleFiles> files, ModuleInstance& parent, const Declaration& call,
                 const InstanceKey& key, std::string_view address);
  ~ModuleInstance() override;

  Value resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) override;
  std::optional<std::string_view> read_file(std::string_view path, FileId& file) override { return state_.read_file(path, file); }
  std::vector<std::string> list_files(std::string_view directory, std::string_view pattern) override {
    return state_.list_files(directory, pattern);
  }

  StackState& state() { return state_; }
  const ModuleFiles& files() const { return *files_; }
  ModuleInstance* parent() { return parent_; }
  const Declaration* calling_block() const { return call_; }
  std::string_view address() const { return address_; }   // "" or "module.net[\"a\"]"
  int depth() const { return depth_; }
  const Classification& environment() const { return environment_; }
  /// `address` of something in this module: the module's own address in front.
  std::string qualified(std::string_view address) const;

  Value variable(std::size_t index);
  Value local(std::size_t index);
  Value output(std::size_t index);
  ResourceNode& resource(std::size_t index);   // expanded
  ModuleNode& module_call(std::size_t index);  // expanded
  /// Takes over the caller's environment, or the one that an argument such as `environment` declares for what is inside.
  void enter_environment();
  /// Member of an instance of a resource; evaluated on first use.
  Value member(ResourceInstance& instance, std::size_t index);
  /// An instance's attribute as a reference sees it: configured, known from the provider's documentation, or unknown.
  Value attribute(ResourceInstance& instance, std::string_view name);
  /// The whole instance as a reference sees it.
  Value open(ResourceInstance& instance);

 private:
  Value resolve_variable(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at);
  Value resolve_local(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at);
  Value resolve_module(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at);
  Value resolve_resource(std::span<const std::string_view> path, std::size_t start, std::size_t& consumed, SourceSpan at);
  Value resolve_path(std::string_view name, SourceSpan at);
  Value resolve_terraform(std::string_view name);
  bool may_not_exist(const InstanceKey& key) const;
  Value undeclared(const std::string& what, SourceSpan at);
  Value given_value(const VariableDeclaration& declaration);
  Value argument_value(const VariableDeclaration& declaration, const Located& argument);
  Value default_value(const VariableDeclaration& declaration);
  Value whole(ResourceNode& node);
  Value whole(ModuleNode& node);
  Value outputs_of(ModuleNode& node, std::size_t instance);
  Value output_of(ModuleNode& node, std::size_t instance, std::string_view name, SourceSpan at);

  StackState& state_;
  std::shared_ptr<const ModuleFiles> files_;
  ModuleInstance* parent_ = nullptr;
  const Declaration* call_ = nullptr;
  InstanceKey key_;
  std::string_view address_;
  int depth_ = 0;
  const GivenVariables* given_ = nullptr;
  Classification environment_;
  std::vector<Memo> variables_, locals_, outputs_;
  std::vector<ResourceNode> resources_;
  std::vector<ModuleNode> modules_;
};

/// One more name for the inside of a `dynamic` block.
struct BlockIterator {
  std::string_view name;
  Value key, value;
  const BlockIterator* outer = nullptr;
};

/// The scope inside a block: the module's, and `each`, `count`, `self` and iterators of dynamic blocks.
class BlockScope : public Scope {
 public:
  BlockScope(ModuleInstance& module, const InstanceKey* key, ResourceInstance* self = nullptr) : module_(module), key_(key), self_(self) {}
  BlockScope(const BlockScope& outer, const BlockIterator* iterator)
      : module_(outer.module_), key_(outer.key_), self_(outer.self_), iterator_(iterator) {}

  Value resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) override;
  std::optional<std::string_view> read_file(std::string_view path, FileId& file) override { return module_.read_file(path, file); }
  std::vector<std::string> list_files(std::string_view directory, std::string_view pattern) override {
    return module_.list_files(directory, pattern);
  }

  ModuleInstance& module() { return module_; }
  const BlockIterator* iterator() const { return iterator_; }

 private:
  Value resolve_each(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at);

  ModuleInstance& module_;
  const InstanceKey* key_;
  ResourceInstance* self_;
  const BlockIterator* iterator_ = nullptr;
};

}  // namespace bulkhead::terraform
