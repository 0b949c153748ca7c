// What a change causes: the findings of one analysis that another one, of what was there before, does not hold.
#pragma once
#include <vector>

#include "analyzer/pipeline/judgement.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// One analysis with the files it was made of.
struct Judged {
  const Workspace& workspace;
  const std::vector<Verdict>& verdicts;
};

/// Sets Standing::unchanged on each reported verdict of `now` that `before` reported as well. Lines play no part, wherever a finding lies. Two
/// findings are the same when rule, resource and identity are equal (fingerprint.h), in one file or, where the file was moved, in a file that
/// only `now` has. One finding of `before` stands for one of `now`, so that a second equal one is new; and only for one that is no worse: not
/// more severe, not surer, in no other environment, with no other environment at its other ends.
void leave_out_unchanged(const Judged& before, const Workspace& workspace, std::vector<Verdict>& now);

}  // namespace bulkhead
