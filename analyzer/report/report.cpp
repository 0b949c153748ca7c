#include "analyzer/report/report.h"

namespace bulkhead::report {
namespace {

struct Entry {
  std::string_view name;
  Format format;
  std::string (*render)(const Input& input);
};

constexpr Entry kFormats[] = {
    {"text", Format::text, render_text},          {"json", Format::json, render_json},
    {"sarif", Format::sarif, render_sarif},       {"github", Format::github, render_github},
    {"markdown", Format::markdown, render_markdown}, {"gitlab", Format::gitlab, render_gitlab},
    {"gitlab-sast", Format::gitlab_sast, render_gitlab_sast}, {"bitbucket", Format::bitbucket, render_bitbucket},
    {"azure", Format::azure, render_azure},       {"rdjson", Format::rdjson, render_rdjson},
    {"rdjsonl", Format::rdjsonl, render_rdjsonl}, {"junit", Format::junit, render_junit},
    {"sonar", Format::sonar, render_sonar},       {"html", Format::html, render_html},
};

}  // namespace

std::optional<Format> format_from(std::string_view name) {
  for (const Entry& entry : kFormats)
    if (entry.name == name) return entry.format;
  return std::nullopt;
}

std::vector<std::string> format_list() {
  std::vector<std::string> out;
  for (const Entry& entry : kFormats) out.emplace_back(entry.name);
  return out;
}

std::string format_names() {
  std::string out;
  for (const Entry& entry : kFormats)
    out += std::string(&entry == kFormats ? "" : &entry == std::end(kFormats) - 1 ? " or " : ", ") + std::string(entry.name);
  return out;
}

std::string render(Format format, const Input& input) {
  for (const Entry& entry : kFormats)
    if (entry.format == format) return entry.render(input);
  return {};
}

bool counts(const Verdict& verdict) {
  return verdict.standing == Standing::reported && verdict.finding.confidence != Confidence::possible;
}

}  // namespace bulkhead::report
