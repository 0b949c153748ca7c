#include "analyzer/facts/attribute_table.h"

#include "analyzer/facts/identity.h"
#include "analyzer/facts/recognise.h"
#include "analyzer/facts/references.h"

namespace bulkhead {
namespace {

void state_row(const AttributeFact& row, const Value& value, const Resource& resource, FactSink& sink) {
  std::string_view key = row.path.substr(row.path.rfind('.') == std::string_view::npos ? 0 : row.path.rfind('.') + 1);
  std::string_view text = value.as_string();
  if (value.is_unknown()) {
    if (row.identifier_kind == IdentifierKind::network)
      if (std::string identity = facts::identity_of(value, sink); !identity.empty()) {
        sink.state(row.kind, row.identifier_kind, std::move(identity), resource, value).details["mechanism"] = std::string(resource.type);
        return;
      }
    auto parts = recognise(recognisable_text(value), key);
    if (!parts.empty()) state_named(row.kind, value, key, resource.type, resource, sink);
    else state_identifier(row.kind, row.identifier_kind, value, key, resource.type, resource, sink);
    return;
  }
  if (text.empty()) {
    if (value.is_number()) state_identifier(row.kind, row.identifier_kind, value, key, resource.type, resource, sink);
    return;
  }
  if (row.identifier_kind == IdentifierKind::cidr) {
    if (auto cidr = normalise_cidr(text)) sink.state(row.kind, row.identifier_kind, *cidr, resource, value).details["mechanism"] = std::string(resource.type);
    return;
  }
  if (row.identifier_kind == IdentifierKind::hostname) {
    std::string host = normalise_hostname(text);
    if (host.empty() || (host.find('.') == std::string::npos && row.suffix.empty())) return;
    Fact& fact = sink.state(row.kind, row.identifier_kind, host + std::string(row.suffix), resource, value);
    fact.details["mechanism"] = std::string(resource.type);
    // Names below a zone belong to whoever has the zone.
    if (row.kind == FactKind::owns && resource.type.find("_zone") != std::string_view::npos) fact.details["zone"] = "yes";
    return;
  }
  if (text.starts_with("arn:") || text.starts_with("/subscriptions/") || text.starts_with("projects/") || text.find("://") != std::string_view::npos) {
    state_named(row.kind, value, key, resource.type, resource, sink);
    return;
  }
  Fact& fact = sink.state(row.kind, row.identifier_kind, std::string(row.prefix) + std::string(text) + std::string(row.suffix), resource, value);
  fact.details["mechanism"] = std::string(resource.type);
  fact.details["key"] = std::string(key);
}

}  // namespace

void for_each_at(const Value& root, std::string_view path, const std::function<void(const Value&)>& visit) {
  if (root.is_list()) {
    for (const Value& item : root.items()) for_each_at(item, path, visit);
    return;
  }
  if (path.empty()) {
    if (!root.is_absent()) visit(root);
    return;
  }
  if (!root.is_map()) return;
  auto dot = path.find('.');
  for_each_at(root[path.substr(0, dot)], dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1), visit);
}

void state_attributes(std::span<const AttributeFact> rows, const Resource& resource, FactSink& sink) {
  auto less = [](const AttributeFact& row, std::string_view type) { return row.type < type; };
  auto at = std::lower_bound(rows.begin(), rows.end(), resource.type, less);
  for (; at != rows.end() && at->type == resource.type; ++at)
    for_each_at(resource.attributes, at->path, [&](const Value& value) { state_row(*at, value, resource, sink); });
}

}  // namespace bulkhead
