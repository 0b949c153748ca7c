// Peers of network policies: Kubernetes, Cilium, Calico and the cluster administrators' policies (RULES mechanism 26).
#include <algorithm>

#include "analyzer/environments/inference.h"
#include "analyzer/facts/families.h"
#include "analyzer/facts/kubernetes_object.h"
#include "analyzer/facts/recognise.h"

namespace bulkhead::facts {
namespace {

/// Where a peer stands.
struct Direction {
  std::string_view name;   // "ingress" or "egress"
  std::string ports;       // "443,8080"; empty: all
};

class PolicyReader {
 public:
  PolicyReader(const Resource& resource, FactSink& sink) : resource_(resource), sink_(sink) {}

  void peer_namespace(const Value& name, const Direction& direction) {
    std::string_view text = name.as_string();
    if (text.empty() || is_platform_namespace(text) || text == namespace_of(resource_)) return;
    add(IdentifierKind::kubernetes_namespace, std::string(text), name, direction);
  }

  /// A label selector over namespaces: names by label, then the namespaces of this unit that it matches, then what its labels declare.
  void peer_selector(const Value& selector, const Direction& direction) {
    if (!selector.is_map()) return;
    if (by_name(selector, direction) || by_match(selector, direction)) return;
    for (const Entry& label : selector["matchLabels"].entries()) declared(label.key, label.value, direction);
    for (const Value& expression : selector["matchExpressions"].items())
      if (expression["operator"].equals("In").yes())
        for (const Value& value : expression["values"].items()) declared(expression["key"].as_string(), value, direction);
  }

  void peer_block(const Value& cidr, const Direction& direction) {
    auto block = normalise_cidr(cidr.as_string());
    if (block && *block != "0.0.0.0/0") add(IdentifierKind::cidr, *block, cidr, direction);
  }

 private:
  static bool names_namespace(std::string_view key) {
    return key == "kubernetes.io/metadata.name" || key == "name" || key == "namespace" || key == "projectcalico.org/name";
  }

  bool by_name(const Value& selector, const Direction& direction) {
    bool found = false;
    for (const Entry& label : selector["matchLabels"].entries()) {
      if (!names_namespace(label.key)) continue;
      peer_namespace(label.value, direction);
      found = true;
    }
    for (const Value& expression : selector["matchExpressions"].items()) {
      if (!names_namespace(expression["key"].as_string()) || !expression["operator"].equals("In").yes()) continue;
      for (const Value& name : expression["values"].items()) peer_namespace(name, direction);
      found = true;
    }
    return found;
  }

  /// Namespaces of the unit in another environment, once each policy for a selector that matches them all.
  bool by_match(const Value& selector, const Direction& direction) {
    bool everything = selector["matchLabels"].entries().empty() && selector["matchExpressions"].items().empty();
    bool found = false;
    for_each_namespace(sink_.unit(), [&](const Resource& space) {
      if (!selects(selector, space.attributes["metadata"]["labels"]) || is_platform_namespace(space.name)) return;
      bool foreign = !(space.environment.environment == resource_.environment.environment);
      if (everything && (!foreign || found)) return;
      add(IdentifierKind::kubernetes_namespace, std::string(space.name), selector, direction);
      if (everything) last_->details["selector"] = "all namespaces";
      found = true;
    });
    return found || everything;
  }

  void declared(std::string_view key, const Value& value, const Direction& direction) {
    if (!declares_environment(key) && key != "is-production") return;
    if (value.as_string() == namespace_of(resource_)) return;
    if (auto environment = sink_.vocabulary().word(value.as_string())) {
      add(IdentifierKind::environment_name, environment->name, value, direction);
      last_->details["peer_environment"] = environment->name;
    }
  }

  void add(IdentifierKind kind, std::string identifier, const Value& at, const Direction& direction) {
    last_ = &sink_.state(FactKind::selects_peer, kind, std::move(identifier), resource_, at);
    last_->details["direction"] = std::string(direction.name);
    last_->details["mechanism"] = std::string(kind_of(resource_));
    if (!direction.ports.empty()) last_->details["ports"] = direction.ports;
  }

  const Resource& resource_;
  FactSink& sink_;
  Fact* last_ = nullptr;
};

std::string ports_of(const Value& ports) {
  std::vector<std::string> all;
  for (const Value& entry : ports.items()) {
    const Value port = entry["port"].is_missing() ? entry["portNumber"]["port"] : entry["port"];
    if (port.is_number()) all.push_back(std::to_string(port.as_integer()));
    else if (port.is_string()) all.push_back(std::string(port.as_string()));
    for (const Value& inner : entry["ports"].items()) all.push_back(std::string(inner["port"].as_string()));   // Cilium toPorts
  }
  std::string out;
  for (const std::string& port : all) out += (out.empty() ? "" : ",") + port;
  return out;
}

void read_kubernetes(const Value& spec, PolicyReader& reader) {
  for (auto [field, peers] : {std::pair{"ingress", "from"}, std::pair{"egress", "to"}})
    for (const Value& rule : spec[field].items()) {
      Direction direction{field, ports_of(rule["ports"])};
      for (const Value& peer : rule[peers].items()) {
        reader.peer_selector(peer["namespaceSelector"], direction);
        reader.peer_block(peer["ipBlock"]["cidr"], direction);
        const Value namespaces = peer["namespaces"];   // AdminNetworkPolicy; its first version had one level more
        reader.peer_selector(namespaces["namespaceSelector"].is_map() ? namespaces["namespaceSelector"] : namespaces, direction);
        reader.peer_selector(peer["pods"]["namespaceSelector"], direction);
      }
    }
}

/// "k8s:io.kubernetes.pod.namespace: shop-prod" in endpoint selectors.
void read_cilium(const Value& spec, PolicyReader& reader) {
  constexpr std::string_view kKeys[] = {"k8s:io.kubernetes.pod.namespace", "io.kubernetes.pod.namespace", "any:io.kubernetes.pod.namespace"};
  constexpr std::string_view kPrefix = "io.cilium.k8s.namespace.labels.";
  for (auto [field, endpoints] : {std::pair{"ingress", "fromEndpoints"}, std::pair{"egress", "toEndpoints"}})
    for (const Value& rule : spec[field].items()) {
      Direction direction{field, ports_of(rule["toPorts"])};
      for (std::string_view blocks : {"fromCIDR", "toCIDR"})
        for (const Value& block : rule[blocks].items()) reader.peer_block(block, direction);
      for (const Value& endpoint : rule[endpoints].items()) {
        for (std::string_view key : kKeys) reader.peer_namespace(endpoint["matchLabels"][key], direction);
        for (const Value& expression : endpoint["matchExpressions"].items())
          if (std::find(std::begin(kKeys), std::end(kKeys), expression["key"].as_string()) != std::end(kKeys))
            for (const Value& name : expression["values"].items()) reader.peer_namespace(name, direction);
        for (const Entry& label : endpoint["matchLabels"].entries()) {
          auto at = label.key.find(kPrefix);
          if (at == std::string_view::npos) continue;
          Entry entry{label.key.substr(at + kPrefix.size()), label.value, label.key_span};
          Entry labels{"matchLabels", Value::map(std::span<const Entry>(&entry, 1), label.value.origin()), {}};
          reader.peer_selector(Value::map(std::span<const Entry>(&labels, 1), label.value.origin()), direction);
        }
      }
    }
}

/// Calico's expressions: `projectcalico.org/name == "shop-prod" && has(x)`, `name in {"a", "b"}`.
void read_expression(const Value& expression, const Direction& direction, PolicyReader& reader) {
  std::string_view text = expression.as_string();
  auto skip = [&](std::size_t at) { return std::min(text.find_first_not_of(" (", at), text.size()); };
  for (std::size_t at = 0; at < text.size();) {
    at = skip(at);
    auto key_end = std::min(text.find_first_of(" =!", at), text.size());
    std::string_view key = text.substr(at, key_end - at);
    auto stop = std::min(text.find("&&", key_end), text.find("||", key_end));
    std::string_view test = text.substr(key_end, stop == std::string_view::npos ? stop : stop - key_end);
    bool positive = test.find("==") != std::string_view::npos || (test.find(" in ") != std::string_view::npos && test.find("not in") == std::string_view::npos);
    for (auto open = test.find_first_of("'\""); positive && open != std::string_view::npos;) {
      auto close = test.find(test[open], open + 1);
      if (close == std::string_view::npos) break;
      Entry entry{key, Value::string(test.substr(open + 1, close - open - 1), expression.origin()), {}};
      Entry labels{"matchLabels", Value::map(std::span<const Entry>(&entry, 1), expression.origin()), {}};
      reader.peer_selector(Value::map(std::span<const Entry>(&labels, 1), expression.origin()), direction);
      open = test.find_first_of("'\"", close + 1);
    }
    if (stop == std::string_view::npos) return;
    at = stop + 2;
  }
}

void read_calico(const Value& spec, PolicyReader& reader) {
  for (auto [field, side] : {std::pair{"ingress", "source"}, std::pair{"egress", "destination"}})
    for (const Value& rule : spec[field].items()) {
      if (rule["action"].equals("Deny").yes()) continue;
      Direction direction{field, {}};
      read_expression(rule[side]["namespaceSelector"], direction, reader);
      for (const Value& block : rule[side]["nets"].items()) reader.peer_block(block, direction);
    }
}

}  // namespace

void kubernetes_network_policy(const Resource& resource, FactSink& sink) {
  std::string_view kind = kind_of(resource), group = group_of(resource);
  if (kind.find("NetworkPolicy") == std::string_view::npos) return;
  PolicyReader reader(resource, sink);
  const Value spec = resource.attributes["spec"];
  if (group == "cilium.io") {
    read_cilium(spec, reader);
    for (const Value& part : resource.attributes["specs"].items()) read_cilium(part, reader);
  } else if (group == "crd.projectcalico.org" || group == "projectcalico.org") {
    read_calico(spec, reader);
  } else {
    read_kubernetes(spec, reader);
  }
}

}  // namespace bulkhead::facts
