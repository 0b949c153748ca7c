// What the person at the editor may set: `initializationOptions`, `workspace/configuration` (section "bulkhead"),
// `workspace/didChangeConfiguration`.
#pragma once
#include <string>
#include <vector>

#include "analyzer/lsp/json.h"
#include "analyzer/model/finding.h"

namespace bulkhead::lsp {

struct Settings {
  std::string config, baseline;                    // files, relative to the workspace folder; empty: as on the command line
  std::vector<std::string> select, ignore;         // rules or requirements; empty: as on the command line
  Severity min_severity = Severity::info;
  // where rule pages are published: a URL with {rule}, and {group} if need be; empty: nowhere
  std::string rule_pages;
  bool inlay_hints = true, code_lenses = true;
  // the other ends in the message too: for clients that show no related information
  bool related_in_message = false;
  std::string trace;                               // "off", "messages", "verbose"; empty: not set

  friend bool operator==(const Settings&, const Settings&) = default;
};

/// `given` over `base`. What is not understood is left as in `base` and said in `problems`.
Settings read_settings(const Json& given, const Settings& base, std::vector<std::string>& problems);

}  // namespace bulkhead::lsp
