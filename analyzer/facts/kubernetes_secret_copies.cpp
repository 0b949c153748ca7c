// Mechanisms that write a secret into another namespace or store.
#include <algorithm>
#include <array>

#include "analyzer/facts/families.h"
#include "analyzer/facts/kubernetes_object.h"
#include "analyzer/model/glob.h"

namespace bulkhead::facts {
namespace {

class CopyReader {
 public:
  CopyReader(const Resource& resource, FactSink& sink, std::string_view mechanism) : resource_(resource), sink_(sink), mechanism_(mechanism) {}

  /// A comma-separated list of namespaces, "namespace/name" pairs or patterns.
  void namespaces(const Value& list) {
    std::string_view text = list.as_string();
    while (!text.empty()) {
      auto end = text.find(',');
      std::string_view item = text.substr(0, end);
      auto first = item.find_first_not_of(" \n\t"), last = item.find_last_not_of(" \n\t");
      if (first != std::string_view::npos) destination(item.substr(first, last - first + 1), list);
      text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
  }

  void destination(std::string_view name, const Value& at) {
    name = name.substr(0, name.find('/'));
    if (name.empty() || name == namespace_of(resource_)) return;
    if (name.find_first_of("*.+?[(^$") == std::string_view::npos) return state(name, at);
    std::string glob = glob_of(name);
    if (matching(glob, at)) return;
    // The namespaces are not here, but the pattern may name their environment.
    if (glob != "*") state(glob, at);
  }

  /// Every namespace of the unit that belongs to another environment; false when there is none.
  bool matching(const std::string& glob, const Value& at) {
    bool found = false;
    for_each_namespace(sink_.unit(), [&](const Resource& space) {
      bool foreign = !(space.environment.environment == resource_.environment.environment);
      if (!foreign || !matches_glob(glob, space.name) || is_platform_namespace(space.name)) return;
      state(space.name, at);
      found = true;
    });
    return found;
  }

  void selector(const Value& selector) {
    if (!selector.is_map()) return;
    for_each_namespace(sink_.unit(), [&](const Resource& space) {
      bool foreign = !(space.environment.environment == resource_.environment.environment);
      if (foreign && selects(selector, space.attributes["metadata"]["labels"])) state(space.name, selector);
    });
    for (const Entry& label : selector["matchLabels"].entries())
      if (label.key == "kubernetes.io/metadata.name") destination(label.value.as_string(), label.value);
  }

 private:
  /// "shop-.*" -> "shop-*": all that the reflectors' documentation shows. Other expressions match nothing here.
  static std::string glob_of(std::string_view expression) {
    std::string out;
    for (std::size_t i = 0; i < expression.size(); ++i) {
      char c = expression[i];
      if (c == '^' || c == '$') continue;
      if (c == '.' && i + 1 < expression.size() && (expression[i + 1] == '*' || expression[i + 1] == '+')) {
        out += '*';
        ++i;
      } else {
        out += c;
      }
    }
    return out;
  }

  void state(std::string_view name, const Value& at) {
    Fact& fact = sink_.state(FactKind::copies_secret, IdentifierKind::kubernetes_namespace, std::string(name), resource_, at);
    fact.details["mechanism"] = std::string(mechanism_);
  }

  const Resource& resource_;
  FactSink& sink_;
  std::string_view mechanism_;
};

/// Annotations whose value names namespaces.
constexpr std::array<std::string_view, 7> kListed = {
    "reflector.v1.k8s.emberstack.com/reflection-allowed-namespaces", "reflector.v1.k8s.emberstack.com/reflection-auto-namespaces",
    "reflector.v1.k8s.emberstack.com/reflects", "replicator.v1.mittwald.de/replicate-to", "replicator.v1.mittwald.de/replicate-from",
    "replicator.v1.mittwald.de/replication-allowed-namespaces", "kubed.appscode.com/sync-to"};

bool enabled(const Value& flag) { return flag.is_true().yes(); }

void read_annotations(const Resource& resource, FactSink& sink) {
  const Value annotations = resource.attributes["metadata"]["annotations"];
  for (std::string_view key : kListed) CopyReader(resource, sink, key).namespaces(annotations[key]);
  // Reflection without a list, and kubed's sync without a selector, go to every namespace.
  constexpr std::string_view kReflector = "reflector.v1.k8s.emberstack.com/";
  auto own = [&](std::string_view name) { return annotations[std::string(kReflector) + std::string(name)]; };
  if (enabled(own("reflection-auto-enabled")) && own("reflection-auto-namespaces").as_string().empty() && own("reflection-allowed-namespaces").as_string().empty())
    CopyReader(resource, sink, "reflector.v1.k8s.emberstack.com/reflection-auto-enabled").matching("*", own("reflection-auto-enabled"));
  if (Value sync = annotations["kubed.appscode.com/sync"]; sync.is_string() && sync.as_string().find('=') == std::string_view::npos && !sync.is_false().yes())
    CopyReader(resource, sink, "kubed.appscode.com/sync").matching("*", sync);
}

/// Kyverno `generate` rules that clone secrets.
void read_policy(const Resource& resource, FactSink& sink) {
  for (const Value& rule : resource.attributes["spec"]["rules"].items()) {
    const Value generate = rule["generate"];
    CopyReader reader(resource, sink, "generate");
    if (generate["kind"].equals("Secret").yes()) {
      reader.destination(generate["clone"]["namespace"].as_string(), generate["clone"]["namespace"]);
      if (generate["namespace"].as_string().find("{{") == std::string_view::npos) reader.destination(generate["namespace"].as_string(), generate["namespace"]);
    }
    reader.destination(generate["cloneList"]["namespace"].as_string(), generate["cloneList"]["namespace"]);
  }
}

}  // namespace

void kubernetes_secret_copies(const Resource& resource, FactSink& sink) {
  std::string_view kind = kind_of(resource);
  if (kind == "Secret" || kind == "ConfigMap" || kind == "SealedSecret") read_annotations(resource, sink);
  if (kind == "ClusterPolicy" || kind == "Policy") read_policy(resource, sink);
  const Value spec = resource.attributes["spec"];
  if (kind == "ClusterExternalSecret") {
    CopyReader reader(resource, sink, kind);
    reader.selector(spec["namespaceSelector"]);
    for (const Value& selector : spec["namespaceSelectors"].items()) reader.selector(selector);
    for (const Value& name : spec["namespaces"].items()) reader.destination(name.as_string(), name);
  }
  if (kind == "PushSecret")
    for (const Value& item : spec["data"].items()) {
      Value key = item["match"]["remoteRef"]["remoteKey"];
      if (key.as_string().empty()) continue;
      sink.state(FactKind::copies_secret, IdentifierKind::secret, std::string(key.as_string()), resource, key).details["mechanism"] = "PushSecret";
    }
  // Certificates and SealedSecrets whose secret carries the annotations.
  for (std::string_view path : {"secretTemplate", "template"})
    if (const Value annotations = spec[path]["metadata"].is_map() ? spec[path]["metadata"]["annotations"] : spec[path]["annotations"]; annotations.is_map())
      for (std::string_view key : kListed) CopyReader(resource, sink, key).namespaces(annotations[key]);
}

}  // namespace bulkhead::facts
