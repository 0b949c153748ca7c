// The environment map as a picture: every environment and every link is in it, and it asks for nothing.
#include "analyzer/report/environment_picture.h"

#include "tests/support/report_input.h"

using bulkhead::Environment;
using bulkhead::Tier;
using bulkhead::test::ReportInput;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t out = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++out;
  return out;
}

/// dev reaches into prod twice, prod names an environment that nothing belongs to.
ReportInput estate() {
  ReportInput out{{"dev.tf", "x\n"}};
  const Environment dev{"dev <1>", Tier::non_production}, prod{"prod", Tier::production}, other{"elsewhere", Tier::non_production};
  out.analysis.environments = {{prod, 3, {}}, {dev, 1, {{bulkhead::EnvironmentReason::Signal::path, "folder dev", {}}}}};
  std::vector<bulkhead::Fact> facts(3);
  auto link = [&](std::size_t fact, const Environment& from, bulkhead::FactKind kind, const Environment& to) {
    facts[fact].environment = from;
    facts[fact].kind = kind;
    facts[fact].at = out.at("dev.tf", "x");
    bulkhead::Link made;
    made.target = to;
    out.analysis.links.push_back(made);
  };
  link(0, dev, bulkhead::FactKind::admits, prod);
  link(1, dev, bulkhead::FactKind::connects, prod);
  link(2, prod, bulkhead::FactKind::refers, other);
  out.analysis.facts = bulkhead::FactSet(std::move(facts));
  for (std::size_t i = 0; i < out.analysis.links.size(); ++i) out.analysis.links[i].from = &out.analysis.facts[i];
  return out;
}

}  // namespace

TEST_CASE("the picture has a box for each environment and an arrow for each linked pair", "[report]") {
  ReportInput report = estate();
  std::string svg = bulkhead::report::environments_svg(report.input());
  CHECK(svg.starts_with("<svg xmlns="));
  CHECK(count(svg, "<rect x=") == 3);
  CHECK(count(svg, "marker-end=\"url(#crossing)\"") == 2);       // production and not production
  CHECK(svg.find("dev &lt;1&gt; \xE2\x86\x92 prod: admits 1, connects 1<") != std::string::npos);
  CHECK(svg.find("prod \xE2\x86\x92 elsewhere: refers 1<") != std::string::npos);
  CHECK(count(svg, "<g>") == count(svg, "</g>"));
  CHECK(count(svg, "<text ") == count(svg, "</text>"));
}

TEST_CASE("the page around it names reasons and links", "[report]") {
  ReportInput report = estate();
  std::string page = bulkhead::report::environments_html(report.input());
  CHECK(page.find("folder dev") != std::string::npos);
  CHECK(page.find("dev.tf:1:1") != std::string::npos);
  CHECK(count(page, "<tr>") == 1 + 2 + 1 + 3);
  for (const char* outside : {"https:", "src=\"", "href=", "@import"}) CHECK(page.find(outside) == std::string::npos);
  CHECK(bulkhead::report::environments_html(ReportInput{}.input()).find("<svg ") != std::string::npos);
}
