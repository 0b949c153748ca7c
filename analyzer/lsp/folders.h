// The folders that the client works in.
#pragma once
#include <string>
#include <vector>

#include "analyzer/lsp/json.h"

namespace bulkhead::lsp {

class Folders {
 public:
  /// `workspaceFolders`, else `rootUri`, else `rootPath` of `initialize`.
  void initialise(const Json& params);
  /// `workspace/didChangeWorkspaceFolders`.
  void change(const Json& event);
  /// A document was opened: where the client named no folder, its own one is looked at.
  void opened(const std::string& path);
  /// Folders that lie in no other one, sorted.
  std::vector<std::string> roots() const;
  bool empty() const { return folders_.empty(); }

 private:
  void add(const std::string& path);

  std::vector<std::string> folders_;
  bool given_ = false;
};

/// `path` below `folder`, relative; empty when it is not.
std::string below(const std::string& folder, const std::string& path);

}  // namespace bulkhead::lsp
