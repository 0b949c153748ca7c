// The environment of a root module that has only one.
#pragma once
#include "analyzer/terraform/planning/probe.h"

namespace bulkhead::terraform {

/// Strongest first: bulkhead.yaml; a variable such as `environment` that a file gives, or such a local; the folder's path; a segment of the
/// backend's key; a variable's default; the folder's name. Empty where nothing says it.
Classification classify_root(Probe& probe, const Vocabulary& vocabulary, const Config& config);

}  // namespace bulkhead::terraform
