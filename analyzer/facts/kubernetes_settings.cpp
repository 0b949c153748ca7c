// Every place of an object where a program's settings stand.
#include <algorithm>

#include "analyzer/facts/kubernetes_object.h"
#include "analyzer/kubernetes/manifests.h"

namespace bulkhead::facts {
namespace {

using Visit = std::function<void(const Setting&)>;

constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxText = 256 * 1024;   // longer documents inside a value are data, not settings

std::string_view trim(std::string_view text) {
  auto first = text.find_first_not_of(" \t\r\"'-");
  if (first == std::string_view::npos) return {};
  auto last = text.find_last_not_of(" \t\r\"',;");
  return text.substr(first, last - first + 1);
}

/// `key=value`, `key: value` and `"key": "value"` lines of properties, YAML, JSON, INI and env files inside one value.
void visit_lines(const Setting& whole, const Visit& visit) {
  std::string_view text = whole.value.as_string();
  if (text.size() > kMaxText) return;
  while (!text.empty()) {
    auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    auto first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos || line[first] == '#' || line[first] == ';' || line.substr(first).starts_with("//")) continue;
    auto split = line.find_first_of(":=", first);
    std::string_view key = split == std::string_view::npos ? std::string_view() : trim(line.substr(first, split - first));
    bool named = !key.empty() && key.find_first_of(" /<>(){}$") == std::string_view::npos;
    std::string_view value = trim(named ? line.substr(split + 1) : line);
    if (!value.empty()) visit({named ? key : whole.key, Value::string(value, whole.value.origin()), whole.place, whole.group});
  }
}

void visit_text(const Setting& setting, const Visit& visit) {
  if (setting.value.as_string().find('\n') == std::string_view::npos) visit(setting);
  else visit_lines(setting, visit);
}

/// "--oidc-issuer-url=https://…", "--flag value" and plain words.
void visit_arguments(const Value& arguments, std::size_t group, const Visit& visit) {
  std::string_view flag;
  for (const Value& argument : arguments.items()) {
    std::string_view text = argument.as_string();
    bool is_flag = text.starts_with('-') && text.find_first_of(" \n") == std::string_view::npos;
    std::string_view name = text.substr(std::min(text.find_first_not_of('-'), text.size()));
    auto equals = name.find('=');
    if (is_flag && equals == std::string_view::npos) {
      flag = name;
      continue;
    }
    Setting setting{flag, argument, "args", group};
    if (is_flag) setting = {name.substr(0, equals), Value::string(name.substr(equals + 1), argument.origin()), "args", group};
    flag = {};
    visit_text(setting, visit);
  }
}

void visit_containers(const Resource& resource, const Visit& visit) {
  std::size_t group = 0;
  for (const auto& view : kubernetes::containers_of(kubernetes::pod_of_object(resource.attributes))) {
    for (const Value& variable : view.container["env"].items())
      if (variable["value"].is_string()) visit_text({variable["name"].as_string(), variable["value"], "env", group}, visit);
    visit_arguments(view.container["command"], group, visit);
    visit_arguments(view.container["args"], group, visit);
    ++group;
  }
}

void visit_data(const Value& data, std::string_view place, const Visit& visit) {
  for (const Entry& entry : data.entries())
    if (entry.value.is_string() && !entry.key.starts_with("kubectl.kubernetes.io/")) visit_text({entry.key, entry.value, place}, visit);
}

void visit_encoded(const Value& data, const Visit& visit) {
  for (const Entry& entry : data.entries()) {
    std::string text = decode_base64(entry.value.as_string());
    bool readable = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\r' || c == '\t'; });
    if (readable) visit_text({entry.key, Value::string(text, entry.value.origin()), "secret"}, visit);
  }
}

/// All strings of a tree, each under its nearest key; of {name: X, value: Y} the key is X.
void visit_tree(const Value& value, std::string_view key, std::string_view place, const Visit& visit, int depth = 0) {
  if (depth > kMaxDepth) return;
  if (value.is_string()) return visit_text({key, value, place}, visit);
  for (const Value& item : value.items()) visit_tree(item, key, place, visit, depth + 1);
  std::string_view name = value["name"].as_string();
  for (const Entry& entry : value.entries()) {
    bool pair = entry.key == "value" && !name.empty();
    if (entry.key == "image" || entry.key == "repository" || entry.key == "description") continue;
    visit_tree(entry.value, pair ? name : std::string_view(entry.key), place, visit, depth + 1);
  }
}

void visit_generators(const Value& object, const Visit& visit) {
  for (std::string_view field : {"configMapGenerator", "secretGenerator"})
    for (const Value& generator : object[field].items())
      for (const Value& literal : generator["literals"].items()) {
        std::string_view text = literal.as_string();
        auto equals = text.find('=');
        if (equals == std::string_view::npos) continue;
        visit_text({text.substr(0, equals), Value::string(text.substr(equals + 1), literal.origin()), field == "secretGenerator" ? "secret" : "configmap"}, visit);
      }
}

/// Objects of operators whose fields are settings of a program. Others are read by families of their own, hold text for people, or say where
/// software comes from.
bool custom(std::string_view kind, std::string_view group) {
  if (group.find('.') == std::string_view::npos || group.ends_with(".k8s.io")) return false;
  for (std::string_view other : {"source.toolkit.fluxcd.io", "image.toolkit.fluxcd.io", "external-secrets.io", "acme.cert-manager.io", "cert-manager.io", "cilium.io",
                                 "crd.projectcalico.org", "projectcalico.org", "kyverno.io", "bitnami.com", "tekton.dev",
                                 "postgresql.cnpg.io", "acid.zalan.do", "postgres-operator.crunchydata.com", "velero.io"})
    if (group == other) return false;
  if (kind == "SecurityPolicy" || kind == "AuthorizationPolicy") return true;
  for (std::string_view part : {"Rule", "Route", "Dashboard", "Notification", "Alert", "Receiver", "Policy", "Workflow"})
    if (kind.find(part) != std::string_view::npos) return false;
  return true;
}

bool is_dashboard(const Resource& resource) {
  for (const Entry& label : resource.attributes["metadata"]["labels"].entries())
    if (label.key.find("dashboard") != std::string_view::npos) return true;
  return false;
}

}  // namespace

void for_each_setting(const Resource& resource, const Visit& visit) {
  const Value& object = resource.attributes;
  std::string_view kind = kind_of(resource);
  if (kind == "ConfigMap") {
    if (!is_dashboard(resource)) visit_data(object["data"], "configmap", visit);
  } else if (kind == "Secret") {
    visit_data(object["stringData"], "secret", visit);
    visit_encoded(object["data"], visit);
  } else if (kind == "HelmRelease" || kind == "HelmChart" || kind == "HelmChartConfig") {
    visit_tree(object["spec"]["values"], {}, "values", visit);
    visit_text({"values", object["spec"]["valuesContent"], "values"}, visit);
  } else if (kind == "Application" || kind == "ApplicationSet") {
    Value source = kind == "Application" ? object["spec"]["source"] : object.path("spec.template.spec.source");
    visit_tree(source["helm"], {}, "values", visit);
  } else if (resource.type == "Kustomization") {
    visit_generators(object, visit);
    visit_tree(object.path("spec.postBuild.substitute"), {}, "values", visit);
  } else if (kind == "Ingress" || kind == "Service") {
    visit_data(object["metadata"]["annotations"], "annotation", visit);
    if (kind == "Service" && object["spec"]["externalName"].is_string()) visit({"externalName", object["spec"]["externalName"], "service"});
  } else if (custom(kind, group_of(resource)) && !object["spec"]["template"]["spec"].is_map()) {
    visit_tree(object["spec"], {}, "spec", visit);
  } else {
    visit_containers(resource, visit);
  }
}

}  // namespace bulkhead::facts
