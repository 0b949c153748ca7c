// What bulkhead reports.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analyzer/model/environment.h"
#include "analyzer/model/fact.h"
#include "parsers/text/span.h"

namespace bulkhead {

enum class Severity : unsigned char { info, low, medium, high, critical };
std::string_view to_string(Severity severity);
std::optional<Severity> severity_from(std::string_view text);

/// `possible` findings are shown apart and never fail a gate by default.
enum class Confidence : unsigned char { possible, likely, certain };
std::string_view to_string(Confidence confidence);

struct Edit {
  SourceSpan replace;
  std::string with;
};
struct Fix {
  std::string description;
  bool safe = false;
  std::vector<Edit> edits;
};

/// Owns its strings; outlives every tree. Equal (rule, at, message) = the same finding; the pipeline merges those and
/// unites `environments`.
struct Finding {
  std::string rule;
  std::vector<std::string> requirements;
  Severity severity = Severity::medium;
  Confidence confidence = Confidence::certain;
  std::string message;                     // one sentence: what is wrong with which value
  SourceSpan at;                           // what a person must edit
  std::string resource;                    // address
  std::vector<std::string> environments;   // sorted; the first is the one reported as `environment`
  std::vector<Note> related;               // the other ends
  std::vector<Note> trail;                 // how the value got there
  std::optional<Fix> fix;
  std::string identity;                    // what makes the fingerprint stable: resource + attribute path, never a line
  bool of_fact = false;                    // made from a fact of the estate, not from one resource's values
};

}  // namespace bulkhead
