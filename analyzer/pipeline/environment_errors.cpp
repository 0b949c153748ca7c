#include "analyzer/pipeline/environment_errors.h"

#include <map>

namespace bulkhead {

void doubt_environment_errors(std::span<std::vector<Diagnostic>* const> environments) {
  if (environments.size() < 2) return;
  std::map<std::pair<SourceSpan, std::string>, std::size_t> times;
  for (const auto* diagnostics : environments)
    for (const Diagnostic& diagnostic : *diagnostics)
      if (diagnostic.severity == Diagnostic::Severity::error) ++times[{diagnostic.at, diagnostic.message}];
  for (auto* diagnostics : environments)
    for (Diagnostic& diagnostic : *diagnostics)
      if (diagnostic.severity == Diagnostic::Severity::error && times[{diagnostic.at, diagnostic.message}] < environments.size())
        diagnostic.severity = Diagnostic::Severity::warning;
}

}  // namespace bulkhead
