// A source line with a caret under the place.
#pragma once
#include <string>
#include <vector>

#include "analyzer/pipeline/judgement.h"
#include "analyzer/pipeline/masking.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead::report {

/// Terminal styles; empty strings when colour is off.
struct Palette {
  std::string bold, dim, red, yellow, blue, cyan, reset;
  static Palette make(bool color);
};

/// Lines of the frame, each with its end. Tabs become blanks, control characters are shown as `?`, long lines are cut around the place.
std::string code_frame(const Workspace& workspace, MaskedLines& lines, const SourceSpan& at, const Palette& palette);

/// Hides every place of the findings whose places are secrets themselves.
void hide_secrets(const std::vector<Verdict>& verdicts, MaskedLines& lines);

/// Text without control characters and without commands of build logs, safe for a terminal and a log.
std::string printable(std::string_view text);
/// The same for what stands first in a line: a dash goes before what would be a workflow command of GitHub.
std::string printable_first(std::string_view text);

}  // namespace bulkhead::report
