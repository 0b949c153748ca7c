// Which bytes a suppressing comment covers.
#pragma once
#include <cstdint>
#include <vector>

#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// The line of the comment at `comment`, or, when it stands alone on its line, the next line with content; and where that line heads a block, a
/// mapping, a Kubernetes object or an instruction of several lines, all of that.
std::vector<SourceSpan> covered_by_comment(const Workspace& workspace, const SourceSpan& comment);

/// One document of a stream, or one item of a `List` kind, that is a Kubernetes object.
struct ObjectPlace {
  const data::Node* root = nullptr;
  SourceSpan at;
};
std::vector<ObjectPlace> kubernetes_objects(const Workspace& workspace, FileId file);

}  // namespace bulkhead
