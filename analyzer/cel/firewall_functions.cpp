// Firewall rules of all providers in one shape. Only attribute names live here; what is bad is said by the rule pages.
#include <algorithm>

#include "analyzer/cel/functions.h"

namespace bulkhead::cel {
namespace {

using Arguments = std::span<const Value>;

constexpr std::string_view kSources[] = {"cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6", "cidr_block", "ipv6_cidr_block", "cidr_ip",
                                         "source_address_prefix", "source_address_prefixes", "source_ranges", "source_addresses",
                                         "remote_ip_prefix", "cidr"};
constexpr std::string_view kDestinations[] = {"cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6", "cidr_block", "ipv6_cidr_block", "cidr_ip",
                                              "destination_address_prefix", "destination_address_prefixes", "destination_ranges",
                                              "destination_addresses", "remote_ip_prefix"};

/// Values of the named attributes in a row, lists opened; what is unknown stays an unknown element.
Value gathered(const Value& rule, std::span<const std::string_view> names, Evaluation& run) {
  std::vector<Value> out;
  for (std::string_view name : names) {
    Value value = rule[name];
    if (value.is_list()) out.insert(out.end(), value.items().begin(), value.items().end());
    else if (!value.is_absent() && !value.is_map()) {
      std::span<const Value> members = certain_members(value);
      out.insert(out.end(), members.begin(), members.end());
      out.push_back(value);
    }
  }
  return run.list(out);
}

Value sources(Arguments a, Evaluation& run) { return gathered(a[0], kSources, run); }
Value destinations(Arguments a, Evaluation& run) { return gathered(a[0], kDestinations, run); }

/// tcp, udp … have ports; ICMP, GRE, ESP … have none; "-1" and "all" mean every protocol.
enum class Protocol : unsigned char { ports, none, every };

Protocol protocol_of(const Value& value) {
  std::string text = value.is_number() ? std::to_string(value.as_integer()) : std::string(value.as_string());
  for (std::string_view name : {"icmp", "icmpv6", "icmp6", "1", "58", "esp", "ah", "gre", "50", "51", "47", "ipip", "4"})
    if (wildcard_match(name, text)) return Protocol::none;
  return text == "-1" || wildcard_match("all", text) ? Protocol::every : Protocol::ports;
}

Value text_of(const Value& port, Evaluation& run) {
  if (!port.is_number()) return port;
  return run.text(std::to_string(port.as_integer())).with_origin(port.origin());
}

/// "22", "20-30"; unknown where an end is.
Value port_range(const Value& from, const Value& to, Evaluation& run) {
  if (from.is_unknown() || to.is_unknown()) return from.is_unknown() ? from : to;
  auto low = number_of(from), high = to.is_absent() ? low : number_of(to);
  if (!low || !high) return from;
  if (*low < 0) return Value::string("*", from.origin());
  auto whole = [](double number) { return static_cast<long long>(std::clamp(number, -1e9, 1e9)); };   // what is no port stays none
  auto begin = whole(*low), end = whole(*high);
  std::string text = std::to_string(begin) + (begin == end ? "" : "-" + std::to_string(end));
  return run.text(text).with_origin(from.origin());
}

void add_ports(const Value& ports, const Value& rule, std::vector<Value>& out, Evaluation& run) {
  if (ports.is_absent()) out.push_back(Value::string("*", rule.origin()));
  else if (ports.is_list()) for (const Value& port : ports.items()) out.push_back(text_of(port, run));
  else out.push_back(text_of(ports, run));
}

/// Ports of one firewall rule.
Value ports(Arguments a, Evaluation& run) {
  const Value& rule = a[0];
  if (rule.is_unknown()) return rule;
  std::vector<Value> out;
  Value protocol = rule["protocol"].is_absent() ? rule["ip_protocol"] : rule["protocol"];
  if (protocol.is_unknown()) return protocol;
  Protocol kind = protocol_of(protocol);
  for (std::string_view block : {"allow", "allowed"})
    for (const Value& allow : rule[block].items())
      if (protocol_of(allow["protocol"]) != Protocol::none) add_ports(allow["ports"], allow, out, run);
  if (!out.empty() || kind == Protocol::none) return run.list(out);
  if (kind == Protocol::every) return run.list({Value::string("*", protocol.origin())});
  if (!rule["from_port"].is_absent()) return run.list({port_range(rule["from_port"], rule["to_port"], run)});
  if (!rule["port_range_min"].is_absent()) return run.list({port_range(rule["port_range_min"], rule["port_range_max"], run)});
  for (std::string_view name : {"destination_port_range", "destination_port_ranges", "port_range"})
    if (!rule[name].is_absent()) add_ports(rule[name], rule, out, run);
  return run.list(out);
}

constexpr Function kFunctions[] = {
    {"firewall_sources", 1, 1, sources, OnAbsent::nothing},
    {"firewall_destinations", 1, 1, destinations, OnAbsent::nothing},
    {"firewall_ports", 1, 1, ports, OnAbsent::nothing},
};

}  // namespace

std::span<const Function> firewall_functions() { return kFunctions; }

}  // namespace bulkhead::cel
