// Terraform's JSON configuration syntax as an ordinary syntax tree ("JSON Configuration Syntax").
#pragma once
#include <memory>
#include <vector>

#include "parsers/data/tree.h"
#include "parsers/hcl/ast.h"

namespace bulkhead::terraform {

/// What a JSON file turned into. Owns every node; positions are those of the JSON text.
struct JsonFile {
  const hcl::Body* body = nullptr;
  Arena arena;
  std::vector<hcl::StandaloneExpression> templates;
  std::vector<Diagnostic> diagnostics;
};

/// Strings are templates; objects and arrays under `resource`, `data`, `module`, … become blocks. Inside a resource an array of
/// objects becomes nested blocks, every other value an argument.
std::shared_ptr<JsonFile> read_json_configuration(FileId id, const data::Node* root);

/// Terragrunt's terragrunt.hcl.json: its blocks (`include`, `locals`, `terraform`, `dependency`, …) and attributes.
std::shared_ptr<JsonFile> read_json_terragrunt(FileId id, const data::Node* root);

/// The attributes of a `.tfvars.json` file: literal values.
std::shared_ptr<JsonFile> read_json_values(FileId id, const data::Node* root);

}  // namespace bulkhead::terraform
