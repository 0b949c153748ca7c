// Writing an exception into bulkhead.yaml.
#pragma once
#include <cstdint>
#include <string>

#include "analyzer/model/finding.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// An insertion into the configuration of the scan root.
struct ExceptionEdit {
  std::string why_not;                   // why there is none; empty: there is one
  FileId file = FileId::none;            // none: bulkhead.yaml is to be made, with `text`
  std::uint32_t offset = 0;
  std::string text;
};

/// Accepts `finding` (its resource, else its file) for 30 days from `today` (ISO date); reason and owner are left to be written.
ExceptionEdit exception_edit(const Workspace& workspace, const Finding& finding, const std::string& today);

}  // namespace bulkhead
