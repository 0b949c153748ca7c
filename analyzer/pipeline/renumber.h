// File numbers of results, in a workspace with other files.
#pragma once
#include <functional>

#include "analyzer/pipeline/unit_result.h"

namespace bulkhead {

/// Calls `place` with every place in the result.
void for_each_place(UnitResult& result, const std::function<void(SourceSpan&)>& place);

/// The same result with the numbers that `number` gives for its files.
UnitResult renumbered(const UnitResult& result, const std::function<FileId(FileId)>& number);

}  // namespace bulkhead
