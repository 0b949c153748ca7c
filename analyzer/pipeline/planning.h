// All units of a scan, before any is evaluated.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/environments/vocabulary.h"
#include "analyzer/model/resource.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// A unit that can be evaluated, on any thread.
struct PlannedUnit {
  std::function<Unit()> evaluate;
  std::uint64_t weight = 0;              // bytes it is likely to read: large ones start first
  std::string name;                      // unique; for a diagnostic when evaluation fails
  std::uint64_t hash = 0;                // of the plan: units of equal hashes are evaluated alike where files are equal
  std::function<std::uint64_t(const std::string&)> answer;   // what Reads::heard() is told today; null: nothing is ever heard
};

/// Units of every technology, in a fixed order.
/// `jobs`: threads that plan (0: number of processors).
std::vector<PlannedUnit> plan_units(const Workspace& workspace, const Vocabulary& vocabulary, const Config& config, int jobs = 1);

}  // namespace bulkhead
