// Functions of CEL expressions. Every function can be called as f(x, y) and as x.f(y).
//
// Standard and the strings, lists and math extensions:
//   size(x) type(x) int(x) uint(x) double(x) string(x) bytes(x) bool(x)
//   contains startsWith endsWith matches(re2) lowerAscii upperAscii trim split join replace substring indexOf lastIndexOf charAt reverse
//   flatten(list) distinct(list) min(…) max(…) abs(x)
// Of bulkhead's own:
//   absent(x) present(x)       nothing was said (missing or null) / something was, known or not
//   unknown(x)                 cannot be known before deployment
//   known(x, default)          x, or `default` when x is absent (unknown stays unknown)
//   list(x)                    x as a list: itself, [x] for a single value, [] when absent
//   keys(map) values(map)
//   reference(x)               what an unknown value stands for ("aws_vpc.main.id"), or the text of a known one
//   glob(text, pattern)        `*` any characters, `?` one; ignores case
//   cidr_contains(cidr, other) `other` (address or CIDR) lies within `cidr`
//   is_public_cidr(x)          an IPv4 or IPv6 range that reaches beyond private, shared, loopback and link-local space
//   is_any_cidr(x)             the whole internet: 0.0.0.0/0, ::/0, "*", "Internet", "any"; both halves (0.0.0.0/1 …) count
//   cidr_size(x)               prefix length
//   port_in(ports, low[, high])   `ports` (number, "22", "20-30", "*", list of these) includes one of low..high
//   firewall_sources(rule)     addresses that a firewall rule of any provider names as source, as a list
//   firewall_destinations(rule)   the same for destinations
//   firewall_ports(rule)       its ports as text: "22", "20-30", "*"; empty for protocols without ports
//   version_less(a, b)         dotted versions, numerically
//   image(text)                {registry, repository, tag, digest} of an image reference
//   policy_statements(x)       IAM policy (JSON text, decoded, or a Terraform policy document or a reference to one in the unit) as
//                              [{effect, actions, not_actions, resources, not_resources, principals, conditions}]
//   decode_json(x)             JSON text as a value
//   resources(type…)           other resources of the unit: [{type, name, address, attributes}]; types are globs
//   refers_to(x, resource)     x is a reference to that resource ({type, name, address, …}), or equals its name or id
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "analyzer/cel/program.h"

namespace bulkhead::cel {

/// What a function gives when an argument is absent.
enum class OnAbsent : unsigned char { no, nothing, runs };

struct Function {
  std::string_view name;
  std::size_t minimum = 1, maximum = 1;   // arguments, the receiver counted
  Value (*run)(std::span<const Value> arguments, Evaluation& evaluation) = nullptr;
  OnAbsent on_absent = OnAbsent::nothing;
  bool takes_unknown = false;             // otherwise an unknown argument makes the result unknown
};

/// Null when there is none.
const Function* find_function(std::string_view name);
/// The function whose name is closest to `name`, or empty.
std::string nearest_function(std::string_view name);
Value call_function(const Function& function, std::span<const Value> arguments, Evaluation& evaluation);

// The tables that find_function looks through, one per family.
std::span<const Function> text_functions();
std::span<const Function> collection_functions();
std::span<const Function> network_functions();
std::span<const Function> firewall_functions();
std::span<const Function> image_functions();
std::span<const Function> policy_functions();
std::span<const Function> unit_functions();

/// `*` any characters, `?` one; ignores ASCII case.
bool wildcard_match(std::string_view pattern, std::string_view text);
/// JSON text as a value; strings that hold `${…}` become unknown. Missing when it is not JSON.
Value decode_json(std::string_view text, const Origin* origin, Arena& arena);

}  // namespace bulkhead::cel
