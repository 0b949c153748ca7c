#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>

#include "analyzer/kubernetes/manifests.h"

using namespace bulkhead;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

/// "unit | address = environment (reason)" of every resource.
std::vector<std::string> evaluate(const Workspace& workspace, const Config& config = {}) {
  Vocabulary vocabulary(config);
  std::vector<std::string> out;
  for (const auto& plan : kubernetes::plan_manifest_sets(workspace, vocabulary, config)) {
    Unit unit = kubernetes::evaluate_manifest_set(workspace, plan, vocabulary, config);
    for (const Resource& resource : unit.resources)
      out.push_back(unit.id + " | " + std::string(resource.address) + " = " + resource.environment.environment.name);
  }
  return out;
}
std::vector<std::string> evaluate(Files files, const Config& config = {}) {
  auto workspace = Workspace::from_memory(std::move(files));
  return evaluate(workspace, config);
}

const std::string kPod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers: [{name: c, image: x}]\n";

}  // namespace

TEST_CASE("objects are found by content and grouped by folder", "[kubernetes]") {
  CHECK(evaluate({{"values.yaml", "a: 1\n"}, {"k8s/a.yaml", kPod + "---\n" + kPod}, {"k8s/b.json", R"({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "b"}})"}}) ==
        std::vector<std::string>{"k8s | Pod/a = ", "k8s | Pod/a@a.yaml = ", "k8s | Pod/b = "});
  CHECK(evaluate({{"list.yaml", "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: s, namespace: ns}\n"}}) ==
        std::vector<std::string>{". | Service/ns/s = "});
  CHECK(evaluate({{"pods.yaml", "apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a, namespace: ns}\n  spec: {containers: []}\n- metadata: {name: b}\n"}}) ==
        std::vector<std::string>{". | Pod/ns/a = ", ". | Pod/b = "});
}

TEST_CASE("environment of an object", "[kubernetes]") {
  auto object = [](std::string metadata) { return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c" + metadata + "}\n"; };
  struct Case { std::string path, metadata, expected; };
  const Case cases[] = {
      {"k8s/a.yaml", "", ""},
      {"k8s/a.yaml", ", namespace: shop-prod", "production"},
      {"k8s/a.yaml", ", namespace: product-catalog", ""},
      {"k8s/staging/a.yaml", "", "staging"},
      {"k8s/staging/a.yaml", ", namespace: shop-prod", "production"},
      {"live/a.yaml", "", ""},
      {"k8s/deploy-prod.yaml", "", "production"},
      {"prod/base/staging.yaml", "", "staging"},
      {"k8s/a.yaml", ", labels: {environment: uat}", "uat"},
      {"k8s/a.yaml", ", namespace: x-prod, labels: {app.kubernetes.io/environment: uat}", "uat"},
      {"k8s/a.yaml", ", labels: {tier: production}", ""},
      {"k8s/a.yaml", ", annotations: {acme.org/is-production: 'true'}", "production"},
      {"k8s/a.yaml", ", labels: {app.kubernetes.io/instance: shop-dev}", "development"},
      {"k8s/a.yaml", ", labels: {stage: build}", ""},
  };
  for (const Case& c : cases) {
    INFO(c.path << " " << c.metadata);
    auto got = evaluate({{c.path, object(c.metadata)}});
    REQUIRE(got.size() == 1);
    CHECK(got[0].substr(got[0].find(" = ") + 3) == c.expected);
  }
}

TEST_CASE("a namespace's labels count for its objects in other folders", "[kubernetes]") {
  std::string space = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels: {environment-name: preprod}\n";
  std::string object = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: shop}\n";
  CHECK(evaluate({{"a/c.yaml", object}, {"b/n.yaml", space}}) ==
        std::vector<std::string>{"a | ConfigMap/shop/c = preproduction", "b | Namespace/shop = preproduction"});
  // Two clusters with a namespace of the same name: each set knows its own only.
  std::string other = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {env: prod}}\n---\n" + object;
  CHECK(evaluate({{"a/c.yaml", object}, {"b/n.yaml", space}, {"d/n.yaml", other}}) ==
        std::vector<std::string>{"a | ConfigMap/shop/c = ", "b | Namespace/shop = preproduction", "d | Namespace/shop = production", "d | ConfigMap/shop/c = production"});
}

TEST_CASE("bulkhead.yaml decides first", "[kubernetes]") {
  Config config;
  config.environments.push_back({.name = "blue", .tier = Tier::production, .paths = {"k8s/x/**"}, .namespaces = {"*-b"}});
  config.environments.push_back({.name = "green", .tier = Tier::non_production, .labels = {{"colour", "green"}}});
  std::string text = "apiVersion: v1\nkind: A\nmetadata: {name: p, namespace: n-b}\n---\napiVersion: v1\nkind: A\nmetadata: {name: q, labels: {colour: green}}\n";
  CHECK(evaluate({{"k8s/prod/f.yaml", text}, {"k8s/x/f.yaml", "apiVersion: v1\nkind: A\nmetadata: {name: r}\n"}}, config) ==
        std::vector<std::string>{"k8s/prod | A/n-b/p = blue", "k8s/prod | A/q = green", "k8s/x | A/r = blue"});
}

TEST_CASE("Helm output names its templates", "[kubernetes]") {
  Files files = {{"charts/shop/Chart.yaml", "apiVersion: v2\nname: shop\n"},
                 {"charts/shop/templates/api.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n"},
                 {"charts/shop/templates/plain.yaml", kPod},
                 {"out/prod.yaml", "---\n# Source: shop/templates/api.yaml\n" + kPod + "---\n# Source: other/templates/x.yaml\n" + kPod}};
  auto workspace = Workspace::from_memory(files);
  CHECK(evaluate(workspace) == std::vector<std::string>{"charts/shop/templates | Pod/a = ", "out/prod.yaml | Pod/a = production", "out/prod.yaml | Pod/a@prod.yaml = production"});
  Vocabulary vocabulary;
  Config config;
  auto plans = kubernetes::plan_manifest_sets(workspace, vocabulary, config);
  Unit unit = kubernetes::evaluate_manifest_set(workspace, plans[1], vocabulary, config);
  REQUIRE(unit.resources[0].callers.size() == 1);
  CHECK(workspace.file(unit.resources[0].callers[0].file).path == "charts/shop/templates/api.yaml");
  CHECK(workspace.file(unit.resources[1].callers[0].file).path == "out/prod.yaml");
  auto unrendered = kubernetes::unrendered_sources(workspace);
  REQUIRE(unrendered.size() == 1);
  CHECK(workspace.file(unrendered[0].at.file).path == "charts/shop/Chart.yaml");
  CHECK(unrendered[0].message.find("1 template that") != std::string::npos);
}

TEST_CASE("Kustomize patches are not judged as workloads", "[kubernetes]") {
  Files files = {{"base/kustomization.yaml", "resources: [pod.yaml]\n"},
                 {"base/pod.yaml", kPod},
                 {"overlays/prod/kustomization.yaml", "namespace: shop-prod\nresources: [../../base]\npatches:\n- path: patch.yaml\n"},
                 {"overlays/prod/patch.yaml", kPod}};
  auto workspace = Workspace::from_memory(files);
  CHECK(evaluate(workspace) == std::vector<std::string>{"base | Kustomization = ", "base | Pod/a = ", "overlays/prod | Kustomization = production",
                                                        "overlays/prod | KustomizePatch/Pod/shop-prod/a = production"});
  auto unrendered = kubernetes::unrendered_sources(workspace);
  REQUIRE(unrendered.size() == 1);
  CHECK(unrendered[0].message.find("`patches`") != std::string::npos);
  Vocabulary vocabulary;
  Config config;
  auto plans = kubernetes::plan_manifest_sets(workspace, vocabulary, config);
  Unit overlay = kubernetes::evaluate_manifest_set(workspace, plans[1], vocabulary, config);
  CHECK(kubernetes::containers_of(overlay.resources[1]).empty());
  CHECK(kubernetes::containers_of(kubernetes::pod_of_object(overlay.resources[1].attributes)).size() == 1);
}

TEST_CASE("pods stand where each kind keeps them", "[kubernetes]") {
  struct Case { std::string text, path; };
  const std::string pod = "{containers: [{name: c}], initContainers: [{name: i}]}";
  const Case cases[] = {
      {"apiVersion: v1\nkind: Pod\nspec: " + pod, "spec"},
      {"apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: " + pod + "}}", "spec.template.spec"},
      {"apiVersion: batch/v1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: " + pod + "}}}}", "spec.jobTemplate.spec.template.spec"},
      {"apiVersion: v1\nkind: PodTemplate\ntemplate: {spec: " + pod + "}", "template.spec"},
      {"apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {template: {spec: " + pod + "}}", "spec.template.spec"},
      {"apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {template: {spec: " + pod + "}}", "spec.template.spec"},
      {"apiVersion: v1\nkind: Service\nspec: {ports: []}", ""},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    auto workspace = Workspace::from_memory({{"a.yaml", c.text}});
    Vocabulary vocabulary;
    Config config;
    Unit unit = kubernetes::evaluate_manifest_set(workspace, kubernetes::plan_manifest_sets(workspace, vocabulary, config)[0], vocabulary, config);
    CHECK(kubernetes::pod_of(unit.resources[0]).path == c.path);
    auto containers = kubernetes::containers_of(unit.resources[0]);
    REQUIRE(containers.size() == (c.path.empty() ? 0 : 2));
    if (!c.path.empty()) CHECK(containers[1].path == c.path + ".initContainers[0]");
  }
}

TEST_CASE("kubernetes keeps yes and no as booleans", "[kubernetes]") {
  auto workspace = Workspace::from_memory({{"a.yaml", "apiVersion: v1\nkind: A\nspec: {on: yes, text: 'yes'}\n"}});
  Vocabulary vocabulary;
  Config config;
  Unit unit = kubernetes::evaluate_manifest_set(workspace, kubernetes::plan_manifest_sets(workspace, vocabulary, config)[0], vocabulary, config);
  CHECK(unit.resources[0].attributes.path("spec.on").is_true().yes());
  CHECK(unit.resources[0].attributes.path("spec.text").is_string());
}
