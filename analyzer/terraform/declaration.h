// What a module's folder declares: blocks by kind, with override files merged in. Built once per folder, shared by all stacks.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/terraform/type_constraint.h"
#include "parsers/hcl/ast.h"

namespace bulkhead::terraform {

/// An attribute and the file that its offsets belong to.
struct Located {
  const hcl::Attribute* attribute = nullptr;
  FileId file = FileId::none;
  explicit operator bool() const { return attribute != nullptr; }
  SourceSpan span() const { return attribute ? SourceSpan{file, attribute->begin, attribute->end} : SourceSpan{}; }
};

/// A nested block and its file.
struct LocatedBlock {
  const hcl::Block* block = nullptr;
  FileId file = FileId::none;
};

/// One argument, or all nested blocks of one type (`dynamic` ones under the type they make).
struct Member {
  std::string_view name;
  Located attribute;                  // set for an argument
  std::vector<LocatedBlock> blocks;   // set for nested blocks, in source order
};

/// A block: resource, data source, module call, provider, variable, output, backend.
struct Declaration {
  std::string_view type;              // first label of resources, data sources and backends; provider name
  std::string_view name;
  bool is_data = false;               // data source or ephemeral resource
  SourceSpan header;
  std::vector<Member> members;        // sorted by name; override files already applied

  const Member* member(std::string_view name) const;
  /// The argument, or an empty one.
  Located attribute(std::string_view name) const;
};

struct LocalDeclaration {
  std::string_view name;
  Located value;
};

struct VariableDeclaration {
  Declaration block;
  std::unique_ptr<TypeConstraint> type;   // null: any
  bool sensitive = false;
  bool nullable = true;
};

struct NameHash {
  std::size_t operator()(const std::pair<std::string_view, std::string_view>& name) const {
    return std::hash<std::string_view>()(name.first) * 31 + std::hash<std::string_view>()(name.second);
  }
};

/// Everything that one folder declares.
struct ModuleFiles {
  std::string directory;
  std::vector<FileId> files;
  std::vector<VariableDeclaration> variables;
  std::vector<LocalDeclaration> locals;
  std::vector<Declaration> resources;   // managed resources and data sources, in file order
  std::vector<Declaration> modules, providers, outputs, backends;
  std::vector<Diagnostic> diagnostics;
  std::vector<std::shared_ptr<const void>> owners;   // syntax trees made from JSON

  using Index = std::unordered_map<std::string_view, std::size_t>;
  Index variable_index, local_index, module_index, output_index;
  std::unordered_map<std::pair<std::string_view, std::string_view>, std::size_t, NameHash> resource_index, data_index;

  bool empty() const { return files.empty(); }
};

/// The text of a quoted string without interpolation; empty for every other expression.
std::string_view literal_text(const hcl::Expression* expression);
/// The `source` of a module call; empty where it is not such a string.
std::string_view module_source(const Declaration& call);
/// "aws.core-vpc" of a traversal of plain names; empty for every other expression.
std::string traversal_text(const hcl::Expression* expression);

}  // namespace bulkhead::terraform
