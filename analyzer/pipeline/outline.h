// What a file declares, for lists of symbols.
#pragma once
#include <string>
#include <vector>

#include "analyzer/workspace/workspace.h"

namespace bulkhead {

struct OutlineItem {
  enum class Kind : unsigned char { resource, data_source, module, provider, variable, local, output, block, object, service,
      part, stage };
  Kind kind = Kind::block;
  std::string name;                      // "aws_vpc.main", "Deployment/api", "web", "builder"
  std::string detail;                    // "resource", a namespace, an image
  SourceSpan at;                         // all of it
  SourceSpan name_at;                    // inside `at`: what is shown as chosen
  std::vector<OutlineItem> children;
};

/// Blocks of Terraform (locals and values of variable files one by one), objects of Kubernetes, parts of a Compose file, stages
/// of a Dockerfile. In source order. Broken files have what could be read of them.
std::vector<OutlineItem> outline(const Workspace& workspace, FileId file);

}  // namespace bulkhead
