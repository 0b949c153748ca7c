// References to resources, data sources, modules, path and terraform.
#include <algorithm>

#include "analyzer/terraform/block_value.h"
#include "analyzer/terraform/expansion.h"
#include "analyzer/terraform/known_attributes.h"
#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/states/lookups.h"
#include "analyzer/terraform/states/remote_state.h"

namespace bulkhead::terraform {
namespace {

std::string base_address(const Declaration& declaration) {
  return (declaration.is_data ? "data." : "") + std::string(declaration.type) + "." + std::string(declaration.name);
}

UnknownInfo::Cause cause_of(const Declaration& declaration) {
  return declaration.is_data ? UnknownInfo::Cause::data_source : UnknownInfo::Cause::computed_attribute;
}

/// Blocks seen by a reference: attributes that are not written in them are the provider's.
Value open_blocks(const Value& blocks, const std::string& reference, UnknownInfo::Cause cause, Arena& arena, int depth = 0) {
  if (depth > 16) return blocks;
  std::vector<Value> opened;
  std::size_t index = 0;
  for (const Value& block : blocks.items()) {
    std::string address = reference + "[" + std::to_string(index++) + "]";
    if (!block.is_map()) {
      opened.push_back(block);
      continue;
    }
    std::vector<Entry> entries(block.entries().begin(), block.entries().end());
    for (Entry& entry : entries)
      if (entry.value.is_list() && entry.value.at(0).is_map())
        entry.value = open_blocks(entry.value, address + "." + std::string(entry.key), cause, arena, depth + 1);
    opened.push_back(open_object(entries, arena.copy(std::string_view(address)), cause, block.origin(), arena));
  }
  return Value::list(arena.copy(opened), blocks.origin());
}

}  // namespace

ResourceNode& ModuleInstance::resource(std::size_t index) {
  ResourceNode& node = resources_[index];
  if (node.progress != Progress::untouched) return node;
  node.progress = Progress::running;
  node.declaration = &files_->resources[index];
  node.expansion = expand(*node.declaration, *this);
  std::string address = qualified(base_address(*node.declaration));
  for (const InstanceKey& key : node.expansion.keys) {
    if (!state_.admit_instance(node.declaration->header)) break;
    ResourceInstance instance{node.declaration, key, state_.arena().copy(std::string_view(instance_address(address, key))), {}};
    instance.members.resize(node.declaration->members.size());
    node.instances.push_back(std::move(instance));
  }
  node.progress = Progress::done;
  return node;
}

Value ModuleInstance::member(ResourceInstance& instance, std::size_t index) {
  Memo& memo = instance.members[index];
  if (memo.progress == Progress::done) return memo.value;
  const Member& member = instance.declaration->members[index];
  if (memo.progress == Progress::running) {
    state_.problem(instance.declaration->header, std::string(instance.address) + "." + std::string(member.name) + " depends on itself");
    return state_.unknown(UnknownInfo::Cause::error, std::string(instance.address) + "." + std::string(member.name));
  }
  memo.progress = Progress::running;
  BlockScope scope(*this, &instance.key, &instance);
  std::size_t before = state_.run().diagnostics.size();
  Value value = evaluate_member(member, scope, state_);
  if (may_not_exist(instance.key)) state_.doubt_errors_since(before);
  instance.members[index] = {Progress::done, value};
  return value;
}

/// Stands for an unknown number of instances, perhaps none: what would be an error in it need not be one.
bool ModuleInstance::may_not_exist(const InstanceKey& key) const {
  if (key.index.is_unknown()) return true;
  for (const ModuleInstance* at = this; at != nullptr; at = at->parent_)
    if (at->key_.index.is_unknown()) return true;
  return false;
}

Value ModuleInstance::attribute(ResourceInstance& instance, std::string_view name) {
  const Declaration& declaration = *instance.declaration;
  std::string reference = std::string(instance.address) + "." + std::string(name);
  if (const Member* written = declaration.member(name); written && !is_meta_argument(name)) {
    Value value = member(instance, static_cast<std::size_t>(written - declaration.members.data()));
    if (!written->attribute) return open_blocks(value, reference, cause_of(declaration), state_.arena());
    if (!value.is_absent()) return value;
  }
  if (auto known = known_attribute(*this, instance, name)) return *known;
  if (declaration.is_data)
    if (auto found = looked_up_attribute(*this, instance, name)) return *found;
  return state_.unknown(cause_of(declaration), reference);
}

Value ModuleInstance::open(ResourceInstance& instance) {
  std::vector<Entry> entries;
  for (const Member& member : instance.declaration->members) {
    if (is_meta_argument(member.name)) continue;
    Value value = attribute(instance, member.name);
    SourceSpan key = member.attribute ? SourceSpan{member.attribute.file, member.attribute.attribute->begin, member.attribute.attribute->name_end} : SourceSpan{};
    entries.push_back({member.name, value, key});
  }
  add_known_attributes(*this, instance, entries);
  const Origin* origin = state_.link(Origin::Kind::written, instance.declaration->header, nullptr, {});
  return open_object(entries, instance.address, cause_of(*instance.declaration), origin, state_.arena());
}

Value ModuleInstance::whole(ResourceNode& node) {
  if (node.whole.progress == Progress::done) return node.whole.value;
  std::string address = qualified(base_address(*node.declaration));
  if (node.whole.progress == Progress::running || !node.expansion.known) return state_.unknown(cause_of(*node.declaration), address);
  node.whole.progress = Progress::running;
  std::vector<Value> values;
  for (ResourceInstance& instance : node.instances) values.push_back(open(instance));
  const Origin* origin = state_.link(Origin::Kind::written, node.declaration->header, nullptr, {});
  Value nothing = state_.unknown(UnknownInfo::Cause::limit, address);
  node.whole = {Progress::done, gather(node.expansion, values, nothing, origin, state_.arena())};
  return node.whole.value;
}

Value ModuleInstance::resolve_resource(std::span<const std::string_view> path, std::size_t start, std::size_t& consumed, SourceSpan at) {
  consumed = std::min(path.size(), start + 2);
  // `resource.aws_vpc.main` is the long form of `aws_vpc.main`.
  const auto& index = start && path[0] != "resource" ? files_->data_index : files_->resource_index;
  auto found = path.size() < start + 2 ? index.end() : index.find({path[start], path[start + 1]});
  if (found == index.end()) {
    std::string name;
    for (std::size_t i = 0; i < consumed; ++i) name += (i ? "." : "") + std::string(path[i]);
    return undeclared(name, at);
  }
  if (resources_[found->second].progress == Progress::running) {
    std::string address = base_address(files_->resources[found->second]);
    state_.problem(at, "the number of instances of " + address + " depends on itself");
    return state_.unknown(UnknownInfo::Cause::error, qualified(address));
  }
  ResourceNode& node = resource(found->second);
  bool single = node.expansion.kind == InstanceKey::Kind::single;
  if (!single || path.size() < start + 3 || node.instances.empty()) return whole(node);
  consumed = start + 3;
  ResourceInstance& instance = node.instances[0];
  if (path.size() > consumed && reads_outputs(*node.declaration, path[start + 2])) {
    // One output is asked for: the others of that stack need not be known, and may depend on the asker.
    std::string_view output = path[consumed++];
    if (auto value = remote_output(*this, instance, output, at)) return *value;
    return state_.unknown(UnknownInfo::Cause::data_source, std::string(instance.address) + "." + std::string(path[start + 2]) + "." + std::string(output));
  }
  return attribute(instance, path[start + 2]);
}

Value ModuleInstance::resolve_path(std::string_view name, SourceSpan at) {
  if (name == "root" || name == "cwd") return Value::string(".");
  if (name != "module") return undeclared("path." + std::string(name), at);
  std::vector<std::string_view> from, to;
  auto split = [](std::string_view path, std::vector<std::string_view>& out) {
    while (!path.empty()) {
      out.push_back(path.substr(0, path.find('/')));
      path.remove_prefix(std::min(path.size(), out.back().size() + 1));
    }
  };
  split(state_.plan().directory, from);
  split(files_->directory, to);
  std::size_t same = 0;
  while (same < from.size() && same < to.size() && from[same] == to[same]) ++same;
  std::string path = same == from.size() && same == to.size() ? "." : "";
  for (std::size_t i = same; i < from.size(); ++i) path += path.empty() ? ".." : "/..";
  for (std::size_t i = same; i < to.size(); ++i) path += (path.empty() ? "" : "/") + std::string(to[i]);
  return state_.text(path);
}

Value ModuleInstance::resolve_terraform(std::string_view name) {
  if (name != "workspace") return state_.unknown(UnknownInfo::Cause::other, "terraform." + std::string(name));
  if (state_.plan().workspace.empty()) return state_.unknown(UnknownInfo::Cause::input_variable, "terraform.workspace");
  return state_.text(state_.plan().workspace);
}

}  // namespace bulkhead::terraform
