#include "analyzer/model/finding.h"

namespace bulkhead {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::info: return "info";
    case Severity::low: return "low";
    case Severity::medium: return "medium";
    case Severity::high: return "high";
    case Severity::critical: return "critical";
  }
  return "medium";
}

std::optional<Severity> severity_from(std::string_view text) {
  for (auto severity : {Severity::info, Severity::low, Severity::medium, Severity::high, Severity::critical})
    if (to_string(severity) == text) return severity;
  return std::nullopt;
}

std::string_view to_string(Confidence confidence) {
  switch (confidence) {
    case Confidence::possible: return "possible";
    case Confidence::likely: return "likely";
    case Confidence::certain: return "certain";
  }
  return "certain";
}

}  // namespace bulkhead
