// No secret leaves bulkhead.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// `text` with every known secret format replaced by asterisks: a last guard for messages, which should hold none.
std::string masked(std::string_view text);

/// Whether a rule's places are secrets themselves, so that their text is never shown.
bool points_at_secrets(std::string_view rule);

/// Source lines for code frames, with secrets replaced by asterisks of the same length: known token formats anywhere, literal values under
/// secret-typed keys, and the places it is told to hide. Of a file that could not be parsed whole nobody knows what a word means: there every word that could be
/// a secret is hidden.
class MaskedLines {
 public:
  explicit MaskedLines(const Workspace& workspace) : workspace_(workspace) {}
  void hide(const SourceSpan& at) { hidden_[at.file].push_back(at); }
  /// The one-based line without its end.
  std::string line(FileId file, std::uint32_t number);

 private:
  const std::vector<SourceSpan>& tokens(FileId file);
  bool broken(FileId file);

  const Workspace& workspace_;
  std::map<FileId, std::vector<SourceSpan>> hidden_, tokens_;
  std::map<FileId, bool> broken_;
};

}  // namespace bulkhead
