// Data sources that look a resource up by its name, tag or path: joined with the resource of the estate that has it.
#include <algorithm>

#include "analyzer/facts/families.h"
#include "analyzer/terraform/states/lookups.h"

namespace bulkhead::facts {
namespace {

using terraform::kLookups;
using terraform::Lookup;

/// The argument's value; of "@Name" the tag's.
Value named_by(const Value& attributes, std::string_view path) {
  if (path != "@Name") return attributes[path];
  if (Value tag = attributes["tags"]["Name"]; !tag.is_absent()) return tag;
  for (const Value& filter : attributes["filter"].items())
    if (filter["name"].equals("tag:Name").yes() && filter["values"].items().size() == 1) return filter["values"].at(0);
  return {};
}

/// Names that the provider makes in every account, and patterns.
bool names_one(std::string_view name) {
  return !name.empty() && name.find_first_of("*?") == std::string_view::npos && !name.starts_with("alias/aws/") && name != "default" && name.find(":") == std::string_view::npos;
}

void state_lookup(const Lookup& row, bool reads, const Resource& resource, FactSink& sink) {
  Value value = named_by(resource.attributes, reads ? row.asked : row.given);
  std::string name(value.as_string());
  while (name.ends_with('.')) name.pop_back();   // `example.com.`
  if (!names_one(name)) return;
  std::string identifier = std::string(row.type) + ":";
  if (!row.scope.empty()) {
    std::string_view scope = resource.attributes[row.scope].as_string();
    if (scope.empty()) return;
    identifier.append(scope).append("/");
  }
  Fact& fact = sink.state(reads ? FactKind::reads_state : FactKind::owns, IdentifierKind::arn, identifier + name, resource, value);
  fact.details["mechanism"] = std::string(row.type);
  fact.details["display"] = name;
  if (reads) fact.details["key"] = row.asked == "@Name" ? "Name" : std::string(row.asked);
}

}  // namespace

void terraform_lookup(const Resource& resource, FactSink& sink) {
  bool reads = resource.type.starts_with("data.");
  std::string_view type = reads ? resource.type.substr(5) : resource.type;
  std::string_view told;   // two ways to look up one type are one ownership
  for (const Lookup& row : kLookups) {
    bool meant = row.use != Lookup::Use::value && (reads ? row.data : row.type) == type;
    if (!meant || (!reads && told == row.given)) continue;
    told = row.given;
    state_lookup(row, reads, resource, sink);
  }
}

}  // namespace bulkhead::facts
