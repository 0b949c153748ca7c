// YAML of Compose files as values: variables substituted, short forms written out.
#pragma once
#include <unordered_map>

#include "analyzer/container/dotenv.h"
#include "parsers/data/tree.h"

namespace bulkhead::container {

/// Nodes of one file to values, with interpolation of every string that is not a key.
class ComposeValues {
 public:
  ComposeValues(ValueBuilder& build, const Variables& variables, std::vector<Diagnostic>& diagnostics)
      : build_(build), variables_(variables), diagnostics_(diagnostics) {}

  Value convert(const data::Node* node, int depth = 0);

 private:
  Value string(const data::Node& node);
  Value number(const data::Node& node, const Origin* origin);

  ValueBuilder& build_;
  const Variables& variables_;
  std::vector<Diagnostic>& diagnostics_;
  std::unordered_map<const data::Node*, Value> shared_;
};

/// The long form of a service: environment, labels, build.args, extra_hosts, sysctls as maps with an origin at each entry; ports {host_ip, published,
/// target, protocol}, volumes {type, source, target, read_only}, secrets and configs {source, target}, networks as a map; single strings that may be
/// lists as lists. `variables` give names listed without a value.
Value normalise_service(const Value& service, const Variables& variables, ValueBuilder& build);

/// `KEY=value` items or a map, as a map. Names without a value come from `variables`, else they are unknown.
Value normalise_environment(const Value& value, const Variables& variables, ValueBuilder& build);
Value normalise_port(const Value& port, ValueBuilder& build);
Value normalise_volume(const Value& volume, ValueBuilder& build);

}  // namespace bulkhead::container
