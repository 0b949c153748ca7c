// Values of a plan, with the place in the configuration that decides them.
#pragma once
#include "analyzer/model/value.h"
#include "parsers/data/tree.h"

namespace bulkhead::terraform {

/// What is known of one attribute of a plan. Nodes may be null.
struct Planned {
  const data::Node* value = nullptr;
  const data::Node* unknown = nullptr;     // `after_unknown`: true, or the same shape with true inside
  const data::Node* sensitive = nullptr;   // `after_sensitive`, likewise
};

class PlannedValues {
 public:
  PlannedValues(FileId file, Arena& arena) : file_(file), arena_(arena) {}

  /// The planned value. `source`: the same attribute as the configuration evaluates it, or missing. A value that both agree on is the source's
  /// own, with all its trail; another one keeps the source's place. Without a source it points into the plan, or, for what the plan does not hold, at
  /// `fallback`. `reference` names it while it is unknown. Null is missing: it is how a plan shows an attribute that is not set.
  Value make(const Planned& planned, const Value& source, const Origin* fallback, const std::string& reference) const;

  const Origin* written(const data::Node& node) const;

 private:
  Value map(const Planned& planned, const Value& source, const Origin* fallback, const std::string& reference) const;
  Value list(const Planned& planned, const Value& source, const Origin* fallback, const std::string& reference) const;
  Value scalar(const data::Node& node, const Value& source, const Origin* at) const;
  const Origin* place(const data::Node* node, const Value& source, const Origin* fallback) const;

  FileId file_;
  Arena& arena_;
};

}  // namespace bulkhead::terraform
