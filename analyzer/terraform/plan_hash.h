// Whether two plans of a stack say the same.
#pragma once
#include <cstdint>

#include "analyzer/model/content_hash.h"
#include "analyzer/terraform/runs/run.h"
#include "analyzer/terraform/stacks.h"

namespace bulkhead::terraform {

/// Everything that a plan says, files by path: equal plans are evaluated alike where the files they lead to are equal. What a plan holds of a file's
/// tree (a component of a Terragrunt stack file) stands for that file's whole text.
std::uint64_t content_hash(const Workspace& workspace, const StackPlan& plan);

std::uint64_t content_hash(const Workspace& workspace, const Run& run);

/// Parts that other plans have as well.
void add_place(ContentHash& hash, const Workspace& workspace, const SourceSpan& at);
void add_classification(ContentHash& hash, const Workspace& workspace, const Classification& classification);
void add_files(ContentHash& hash, const Workspace& workspace, const std::vector<FileId>& files);

}  // namespace bulkhead::terraform
