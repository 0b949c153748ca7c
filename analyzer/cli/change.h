// What changed, according to git: --diff-base, --at, --staged.
#pragma once
#include <vector>

#include "analyzer/cli/session.h"
#include "analyzer/workspace/git_repository.h"

namespace bulkhead::cli {

/// The two sides of a comparison.
struct Change {
  GitSnapshot::Pointer now;              // null: the files on disk
  std::vector<GitSnapshot::Pointer> before;   // empty: nothing to compare with. Of a merge: both sides; what one of them has is not new
};

/// Opens the repository around the scanned folder where the options ask for it. Gives 0, or the exit code after saying what is wrong.
int open_change(const ScanOptions& options, Change& change);
/// Files and configuration of each state before. A configuration that was wrong then is answered with the present one.
int open_before(const ScanOptions& options, const Change& change, const Session& now, std::vector<Session>& before);
/// Whether a hook has nothing to look at: no file that is read differs from the state before.
bool nothing_changed(const ScanOptions& options, const Session& now, const std::vector<Session>& before);
/// Analyses the states before; what they report as well is unchanged in `now`, unless it touches a file that the hook was given.
void leave_out_unchanged(const ScanOptions& options, Session& now, std::vector<Session>& before);

}  // namespace bulkhead::cli
