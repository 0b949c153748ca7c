// Results of units, kept from one analysis to the next, and from one run to the next.
#pragma once
#include <algorithm>
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
  UnitMemory();

  /// What all units of an analysis depend on.
  struct Conditions {
    std::uint64_t hash = 0;              // of configuration and rules: with other ones everything is forgotten
    std::string_view today;              // ISO date: counts for units that asked for it
  };
  /// Before an analysis of `workspace`. Results of a workspace with other files are led over to the numbers that these have now.
  void begin(const Workspace& workspace, const Conditions& conditions);
  /// After it: forgets units that are no longer planned.
  void end(const std::vector<PlannedUnit>& planned);

  /// What the facts of the results name; begun anew when it holds much more than they do.
  std::shared_ptr<IdentifierTable> identifiers(const Vocabulary& vocabulary);
  /// What digests of secrets are keyed by (secrets/detector.h): random, the same as long as the results last.
  std::uint64_t salt() const { return salt_; }

  std::shared_ptr<const UnitResult> recall(const PlannedUnit& unit, const Workspace& workspace);
  void keep(const PlannedUnit& unit, const Workspace& workspace, std::shared_ptr<const UnitResult> result, const Reads& reads);

  /// Takes over what save() of the same program (`program`: a hash of it) gave; what is not understood is nothing. Before the first begin().
  void load(std::shared_ptr<const std::string> bytes, std::uint64_t program);
  /// All results as bytes, without secrets.
  std::string save(const Workspace& workspace, std::uint64_t program) const;
  /// Whether save() would give something else than what was loaded.
  bool changed() const { return changed_; }
  void saved() { changed_ = false; }

 private:
  struct Kept {
    std::uint64_t hash = 0;
    std::shared_ptr<const UnitResult> result;
    std::vector<std::pair<FileId, Digest>> files;   // see sort_files()
    std::vector<std::pair<std::string, std::uint64_t>> questions, heard;
    std::string_view stored;             // the same as bytes of loaded_, where it is from there
    mutable std::uint64_t round = 0;     // the analysis that found it to hold last

    /// By number, so that one file is found among them.
    void sort_files() { std::ranges::sort(files, {}, &std::pair<FileId, Digest>::first); }
  };

  bool holds(const Kept& kept, const PlannedUnit& unit, const Workspace& workspace, bool same_listing) const;
  std::shared_ptr<const Kept> restore(std::string_view stored, const PlannedUnit& unit, const Workspace& workspace);
  std::string store(const std::string& name, const Kept& kept, const Workspace& workspace) const;
  FileId find(std::string_view path) const;
  void renumber(const Workspace& workspace);

  std::uint64_t conditions_ = 0, today_ = 0, salt_;
  std::vector<std::string> paths_;       // of the workspace that the results are numbered by
  std::unordered_map<std::string_view, FileId> numbers_;   // of paths_
  bool same_listing_ = false;            // nothing of the listing has changed since every result was made
  std::uint64_t round_ = 0;              // number of this analysis
  std::vector<Digest> digests_;          // of the files, by number
  std::vector<FileId> changed_files_;    // since the analysis before
  std::shared_ptr<IdentifierTable> identifiers_;
  std::shared_ptr<const std::string> loaded_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Kept>> units_;   // by name
  std::unordered_map<std::string_view, std::string_view> stored_;        // by name: in loaded_, not asked for yet
  bool changed_ = false;
};

}  // namespace bulkhead
