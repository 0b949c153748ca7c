#include "analyzer/report/html_assets.h"

#include "analyzer/report/escape.h"

namespace bulkhead::report {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --critical: #a40e26; --high: #c4432b; --medium: #9a6700; --low: #0a6; --info: #57606a; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem 1.5rem; }
h1 { font-size: 1.4rem; margin: 0 0 .2rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .3rem; }
h2 small, summary small { font-weight: normal; opacity: .75; }
form { background: Canvas; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .6rem 1rem; padding: .6rem 0; position: sticky; top: 0; }
input[type=search] { flex: 1 1 14rem; font: inherit; padding: .2rem .5rem; }
select { font: inherit; max-width: 18rem; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; padding: .3rem .7rem; }
summary { cursor: pointer; overflow-wrap: anywhere; }
pre { background: var(--soft); border-radius: 4px; margin: .3rem 0; overflow-x: auto; padding: .3rem; }
table { border-collapse: collapse; }
td, th { border-bottom: 1px solid var(--line); padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; }
.severity { border-radius: 4px; color: #fff; display: inline-block; font-size: .8rem; min-width: 4.2rem; padding: 0 .4rem; text-align: center; }
.critical { background: var(--critical); } .high { background: var(--high); } .medium { background: var(--medium); } .low { background: var(--low); } .info { background: var(--info); }
.place { font-family: ui-monospace, monospace; font-size: .9rem; overflow-wrap: anywhere; }
[hidden] { display: none; }
)css";

}  // namespace

const std::string_view kHtmlScript = R"js(
(function () {
  "use strict";
  var form = document.querySelector("form"), findings = Array.from(document.querySelectorAll(".finding"));
  var texts = findings.map(function (one) { return one.textContent.toLowerCase(); });
  function apply() {
    var words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean), environment = form.elements.environment.value, shown = 0;
    var severities = new Set(Array.from(form.querySelectorAll("input[name=severity]:checked")).map(function (box) { return box.value; }));
    findings.forEach(function (one, i) {
      var hit = severities.has(one.dataset.severity) && words.every(function (word) { return texts[i].includes(word); }) &&
        (environment === "" || one.dataset.environments.split("\n").includes(environment));
      one.hidden = !hit;
      shown += hit;
    });
    document.querySelectorAll(".rule").forEach(function (group) { group.hidden = !group.querySelector(".finding:not([hidden])"); });
    document.getElementById("shown").textContent = shown + " of " + findings.length + " shown";
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.hidden = false;
  apply();
})();
)js";

std::string html_page(std::string_view title, std::string_view body, std::string_view script) {
  std::string out =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" + xml(title) + "</title>\n<style>";
  out.append(kStyle).append("</style>\n</head>\n<body>\n").append(body);
  if (!script.empty()) out.append("<script>").append(script).append("</script>\n");
  return out + "</body>\n</html>\n";
}

}  // namespace bulkhead::report
