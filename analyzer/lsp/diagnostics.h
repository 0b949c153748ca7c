// Findings as diagnostics of the protocol.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/lsp/client.h"
#include "analyzer/lsp/estate_view.h"

namespace bulkhead::lsp {

Json range_of(const Workspace& workspace, const SourceSpan& at, PositionEncoding encoding);
/// What is shown of one file. `id` is the same as long as the items are (LSP 3.17, resultId).
class FileDiagnostics {
 public:
  /// None.
  FileDiagnostics();
  /// `made_of`: a hash of all that the items come from.
  FileDiagnostics(Json items, std::uint64_t made_of);

  const Json& items() const { return *items_; }
  const std::string& id() const { return id_; }
  std::uint64_t made_of() const { return made_of_; }

 private:
  std::shared_ptr<const Json> items_;
  std::string id_;
  std::uint64_t made_of_ = 0;
};
/// By absolute path; files without any are left out.
using DiagnosticSet = std::map<std::string, FileDiagnostics>;

/// Of all views, at least as severe as the settings say: reported findings at their own place and at the other end of a link, and what could not be
/// read. Texts are masked. What is the same as in `before`, for the same client and settings, is taken from there.
DiagnosticSet diagnostics_of(const std::vector<std::shared_ptr<const EstateView>>& views, const Client& client, const Settings& settings,
                             const DiagnosticSet& before);

}  // namespace bulkhead::lsp
