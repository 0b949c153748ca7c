// Secrets written in clear text, wherever a unit or a file holds them.
#pragma once
#include <string>
#include <vector>

#include "analyzer/model/finding.h"
#include "analyzer/model/resource.h"
#include "analyzer/secrets/detector.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead::secrets {

/// One secret of a resource: where it is written and how it is shown. Never the value.
struct PlaintextSecret {
  const Resource* resource = nullptr;
  SourceSpan at;
  std::string shown;             // "password of 12 characters"
  std::string path;              // attribute path inside the resource
};

/// Secrets of all resources of a unit, each place once, in order. Values that come from somewhere else by reference are reported where they are written.
std::vector<PlaintextSecret> find_plaintext(const Unit& unit, const Workspace& workspace);

/// "password of 12 characters in clear text": the message for a place, the same for unit and file, so that the two merge.
std::string plaintext_message(std::string_view shown);

/// Known token formats in any text file, and literal values of secret names in .env files, as findings of rule `plaintext-secret`. For files that no unit
/// evaluates: the pipeline calls it for every file. Dockerfiles are left to `secret-in-image`; examples (`*.example`, `*.sample`) and binary files to nobody.
std::vector<Finding> find_in_file(const Workspace& workspace, FileId file);

}  // namespace bulkhead::secrets
