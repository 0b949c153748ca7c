// The environment map as one page: picture, reasons, links.
#include "analyzer/pipeline/masking.h"
#include "analyzer/report/entries.h"
#include "analyzer/report/environment_picture.h"
#include "analyzer/report/escape.h"
#include "analyzer/report/html_assets.h"

namespace bulkhead::report {
namespace {

std::string place_cell(const Input& input, const SourceSpan& at) { return "<span class=\"place\">" + xml(place_text(input.workspace, at)) + "</span>"; }

std::string environment_rows(const Input& input) {
  std::string out;
  for (const EnvironmentUse& use : input.analysis.environments) {
    std::string why;
    for (const auto& reason : use.reasons)
      why += (why.empty() ? "" : "<br>") + xml(masked(reason.text)) + (reason.at.valid() ? " " + place_cell(input, reason.at) : "");
    out += "<tr><td>" + xml(use.environment.known() ? use.environment.name : "(no environment)") + "</td><td>" + xml(to_string(use.environment.tier)) + "</td><td>" +
           std::to_string(use.resources) + "</td><td>" + why + "</td></tr>\n";
  }
  return out;
}

std::string link_rows(const Input& input) {
  std::string out;
  for (const Link& link : input.analysis.links) {
    if (!link.from) continue;
    out += "<tr><td>" + xml(link.from->environment.name) + "</td><td>" + xml(link.target.name) + "</td><td>" + xml(to_string(link.from->kind)) + (link.possible ? ", possible" : "") +
           "</td><td>" + xml(masked(link.from->identifier)) + "</td><td>" + place_cell(input, link.from->at) + "</td><td>" + (link.to ? place_cell(input, link.to->at) : "") + "</td></tr>\n";
  }
  return out;
}

}  // namespace

std::string environments_html(const Input& input) {
  std::string body = "<h1>Environments</h1>\n<p>Arrows are links; those between production and the rest are red.</p>\n<div style=\"overflow-x: auto\">" + environments_svg(input) +
                     "</div>\n<table>\n<tr><th>Name</th><th>Tier</th><th>Resources</th><th>Why</th></tr>\n" + environment_rows(input) + "</table>\n";
  if (std::string links = link_rows(input); !links.empty())
    body += "<h2>Links</h2>\n<table>\n<tr><th>From</th><th>To</th><th>Kind</th><th>What</th><th>Here</th><th>There</th></tr>\n" + links + "</table>\n";
  return html_page("bulkhead: environments", body, "");
}

}  // namespace bulkhead::report
