// Results of units, kept from one analysis to the next.
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analyzer/pipeline/unit_result.h"
#include "analyzer/workspace/reads.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// A unit's result stands as long as its plan, every file that was read for it, and what other stacks answered are the same. For one analysis at a
/// time; its threads may ask at once.
class UnitMemory {
 public:
  /// Before an analysis of `workspace`. `conditions` is a hash of all that every unit depends on (configuration, rules, day, version): with other ones
  /// everything is forgotten. Results of a workspace with other files are led over to the numbers that these have now.
  void begin(const Workspace& workspace, std::uint64_t conditions);
  /// After it: forgets units that are no longer planned.
  void end(const std::vector<PlannedUnit>& planned);

  /// What the facts of the results name; begun anew when it holds much more than they do.
  std::shared_ptr<IdentifierTable> identifiers(const Vocabulary& vocabulary);

  std::shared_ptr<const UnitResult> recall(const PlannedUnit& unit, const Workspace& workspace);
  void keep(const PlannedUnit& unit, const Workspace& workspace, std::shared_ptr<const UnitResult> result, const Reads& reads);

 private:
  struct Kept {
    std::uint64_t hash = 0;
    std::shared_ptr<const UnitResult> result;
    std::vector<std::pair<FileId, Digest>> files;
    std::vector<std::pair<std::string, std::uint64_t>> questions, heard;
  };

  bool holds(const Kept& kept, const PlannedUnit& unit, const Workspace& workspace) const;
  void renumber(const Workspace& workspace);

  std::uint64_t conditions_ = 0;
  std::vector<std::string> paths_;       // of the workspace that the results are numbered by
  bool same_listing_ = false;            // nothing of the listing has changed since every result was made
  std::shared_ptr<IdentifierTable> identifiers_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Kept>> units_;   // by name
};

}  // namespace bulkhead
