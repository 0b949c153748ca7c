#include "analyzer/report/report.h"

namespace bulkhead::report {

std::optional<Format> format_from(std::string_view name) {
  if (name == "text") return Format::text;
  if (name == "json") return Format::json;
  if (name == "sarif") return Format::sarif;
  if (name == "github") return Format::github;
  return std::nullopt;
}

std::string render(Format format, const Input& input) {
  switch (format) {
    case Format::text: return render_text(input);
    case Format::json: return render_json(input);
    case Format::sarif: return render_sarif(input);
    case Format::github: return render_github(input);
  }
  return {};
}

bool counts(const Verdict& verdict) {
  return verdict.standing == Standing::reported && verdict.finding.confidence != Confidence::possible;
}

}  // namespace bulkhead::report
