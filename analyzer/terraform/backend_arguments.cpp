#include "analyzer/terraform/backend_arguments.h"

#include <algorithm>

#include "analyzer/terraform/block_value.h"
#include "analyzer/terraform/variable_value.h"

namespace bulkhead::terraform {
namespace {

SourceSpan key_span(const Member& member) {
  if (!member.attribute) return {member.blocks[0].file, member.blocks[0].block->begin, member.blocks[0].block->header_end};
  return {member.attribute.file, member.attribute.attribute->begin, member.attribute.attribute->name_end};
}

void set(std::vector<Entry>& entries, Entry entry) {
  std::erase_if(entries, [&](const Entry& other) { return other.key == entry.key; });
  entries.push_back(entry);
}

}  // namespace

std::vector<Entry> backend_arguments(const Declaration& backend, BlockScope& scope, StackState& state) {
  std::vector<Entry> entries;
  for (const Member& member : backend.members) entries.push_back({member.name, evaluate_member(member, scope, state), key_span(member)});
  LiteralScope literal(state);
  for (FileId file : state.plan().backend_files)
    for (const hcl::Attribute& attribute : state.workspace().hcl(file).tree.body->attributes)
      if (attribute.value) set(entries, {attribute.name, state.evaluate(*attribute.value, file, literal), {file, attribute.begin, attribute.name_end}});
  SourceSpan at = state.plan().environment.reason.at;
  for (const auto& [key, text] : state.plan().backend) set(entries, {state.arena().copy(std::string_view(key)), state.text(text, state.link(Origin::Kind::written, at, nullptr, {})), at});
  return entries;
}

}  // namespace bulkhead::terraform
