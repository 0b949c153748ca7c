#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "analyzer/facts/facts.h"
#include "analyzer/kubernetes/manifests.h"

using namespace bulkhead;

namespace {

/// "kind identifier-kind identifier [environment]" of every fact of the manifests, sorted. Digests are cut to their first letters.
std::vector<std::string> facts_of(std::vector<std::pair<std::string, std::string>> files) {
  auto workspace = Workspace::from_memory(std::move(files));
  Config config;
  Vocabulary vocabulary(config);
  std::vector<std::string> out;
  for (const auto& plan : kubernetes::plan_manifest_sets(workspace, vocabulary, config)) {
    Unit unit = kubernetes::evaluate_manifest_set(workspace, plan, vocabulary, config);
    for (const Fact& fact : extract_facts(unit, workspace, vocabulary)) {
      std::string identifier = fact.identifier_kind == IdentifierKind::credential ? "*" : fact.identifier;
      out.push_back(std::string(to_string(fact.kind)) + " " + std::string(to_string(fact.identifier_kind)) + " " + identifier +
                    (fact.environment.known() ? " [" + fact.environment.name + "]" : ""));
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}
std::vector<std::string> facts_of(const std::string& text) { return facts_of({{"k8s/a.yaml", text}}); }

/// An object of `kind` in namespace shop-dev with `rest` below it; its namespace's own fact is left out.
std::vector<std::string> object(const std::string& api, const std::string& kind, const std::string& rest, const std::string& metadata = "") {
  auto all = facts_of("apiVersion: " + api + "\nkind: " + kind + "\nmetadata: {name: x, namespace: shop-dev" + metadata + "}\n" + rest);
  std::erase(all, "owns namespace shop-dev [development]");
  for (std::string& fact : all)
    if (fact.ends_with(" [development]")) fact.resize(fact.size() - 14);
  return all;
}

using Facts = std::vector<std::string>;

}  // namespace

TEST_CASE("what Kubernetes objects own", "[kubernetes][facts]") {
  CHECK(facts_of("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop-prod}\n") == Facts{"owns namespace shop-prod [production]"});
  CHECK(facts_of("apiVersion: v1\nkind: Namespace\nmetadata: {name: monitoring, labels: {env: prod}}\n").empty());
  // A namespace that only its folder puts into an environment may be another cluster's as well.
  CHECK(facts_of({{"clusters/prod/n.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n"}}).empty());
  CHECK(object("networking.k8s.io/v1", "Ingress", "spec: {rules: [{host: Shop.Example.org}], tls: [{hosts: [shop.example.org, '*.shop.example.org']}]}") ==
        Facts{"owns hostname *.shop.example.org", "owns hostname shop.example.org"});
  CHECK(object("cert-manager.io/v1", "Certificate", "spec: {dnsNames: [a.example.org, b.shop.svc.cluster.local]}") == Facts{"owns hostname a.example.org"});
  CHECK(object("gateway.networking.k8s.io/v1", "HTTPRoute", "spec: {hostnames: [a.example.org]}") == Facts{"owns hostname a.example.org"});
  CHECK(object("traefik.io/v1alpha1", "IngressRoute", "spec: {routes: [{match: 'Host(`a.example.org`, `b.example.org`) && Path(`/x`)'}]}") ==
        Facts{"owns hostname a.example.org", "owns hostname b.example.org"});
  CHECK(object("v1", "ServiceAccount", "") == Facts{"owns service-account shop-dev/x"});
}

TEST_CASE("peers of network policies", "[kubernetes][facts]") {
  auto policy = [](const std::string& peer) { return object("networking.k8s.io/v1", "NetworkPolicy", "spec: {ingress: [{from: [" + peer + "], ports: [{port: 443}]}]}"); };
  CHECK(policy("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop-prod}}}") == Facts{"selects-peer namespace shop-prod"});
  CHECK(policy("{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [a-prod, b-prod]}]}}") ==
        Facts{"selects-peer namespace a-prod", "selects-peer namespace b-prod"});
  CHECK(policy("{namespaceSelector: {matchLabels: {environment: production}}}") == Facts{"selects-peer environment-name production"});
  CHECK(policy("{ipBlock: {cidr: 10.1.2.3/16}}") == Facts{"selects-peer cidr 10.1.0.0/16"});
  for (const char* silent : {"{podSelector: {}}", "{namespaceSelector: {}}", "{namespaceSelector: {matchLabels: {component: ingress-controllers}}}", "{ipBlock: {cidr: 0.0.0.0/0}}",
                             "{namespaceSelector: {matchLabels: {name: kube-system}}}", "{namespaceSelector: {matchLabels: {name: shop-dev}}}"}) {
    INFO(silent);
    CHECK(policy(silent).empty());
  }
  std::string spaces = "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop-prod, labels: {team: a}}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop-dev, labels: {team: a}}\n";
  auto matched = facts_of("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: x, namespace: shop-dev}\nspec: {ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}]}]}\n" + spaces);
  CHECK(std::count(matched.begin(), matched.end(), "selects-peer namespace shop-prod [development]") == 1);
  CHECK(object("cilium.io/v2", "CiliumNetworkPolicy", "spec: {egress: [{toEndpoints: [{matchLabels: {'k8s:io.kubernetes.pod.namespace': shop-prod}}]}]}") ==
        Facts{"selects-peer namespace shop-prod"});
  CHECK(object("projectcalico.org/v3", "NetworkPolicy",
               "spec: {ingress: [{action: Allow, source: {namespaceSelector: \"projectcalico.org/name == 'shop-prod' && has(x)\", nets: [10.0.0.0/8]}}, {action: Deny, source: {namespaceSelector: \"name == 'b-prod'\"}}]}") ==
        Facts{"selects-peer cidr 10.0.0.0/8", "selects-peer namespace shop-prod"});
}

TEST_CASE("bindings and workload identities", "[kubernetes][facts]") {
  CHECK(object("rbac.authorization.k8s.io/v1", "RoleBinding",
               "roleRef: {name: admin}\nsubjects: [{kind: ServiceAccount, name: ci, namespace: shop-prod}, {kind: ServiceAccount, name: own, namespace: shop-dev}, {kind: Group, name: g}, {kind: ServiceAccount, name: p, namespace: monitoring}]") ==
        Facts{"binds-role service-account shop-prod/ci"});
  CHECK(object("v1", "ServiceAccount", "", ", annotations: {eks.amazonaws.com/role-arn: 'arn:aws:iam::111122223333:role/shop'}") ==
        Facts{"owns service-account shop-dev/x", "uses-workload-identity principal arn:aws:iam::111122223333:role/shop"});
}

TEST_CASE("endpoints, realms and clients in settings", "[kubernetes][facts]") {
  auto pod = [](const std::string& container) { return object("v1", "Pod", "spec: {containers: [{name: c, " + container + "}]}"); };
  CHECK(pod("env: [{name: API, value: 'https://api.prod.example.org/x'}]") == Facts{"refers hostname api.prod.example.org"});
  CHECK(pod("env: [{name: API, value: 'http://api.shop-prod.svc.cluster.local:8080'}]") == Facts{"refers namespace shop-prod"});
  CHECK(pod("args: [--upstream, 'http://api.shop-prod.svc/']") == Facts{"refers namespace shop-prod"});
  CHECK(pod("args: ['--oidc-issuer-url=https://sso.example.org/realms/staff', '--client-id=shop']") ==
        Facts{"uses-client client keycloak:sso.example.org/staff|shop", "uses-realm realm keycloak:sso.example.org/staff"});
  CHECK(pod("env: [{name: KEYCLOAK_URL, value: 'https://sso.example.org'}, {name: KEYCLOAK_REALM, value: staff}]") ==
        Facts{"refers hostname sso.example.org", "uses-realm realm keycloak:sso.example.org/staff"});
  CHECK(pod("env: [{name: OIDC_CLIENT_ID, value: shop}]").empty());
  CHECK(pod("env: [{name: NODE_ENV, value: production}]").empty());
  CHECK(object("v1", "ConfigMap", "data:\n  app.properties: |\n    # https://old.example.org\n    db.url=jdbc:postgresql://db.shop.example.org:5432/x\n") == Facts{"refers hostname db.shop.example.org"});
  CHECK(object("v1", "ConfigMap", "data: {a.json: 'https://x.example.org'}", ", labels: {grafana_dashboard: '1'}").empty());
  CHECK(object("helm.toolkit.fluxcd.io/v2", "HelmRelease", "spec: {values: {api: {url: 'https://api.example.org'}, image: {repository: docker.io/x/y}}}") ==
        Facts{"refers hostname api.example.org"});
  CHECK(object("security.istio.io/v1", "RequestAuthentication", "spec: {jwtRules: [{issuer: 'https://login.microsoftonline.com/8f2b1c9e-4a57-4c12-9d3e-6b7a8c9d0e1f/v2.0'}]}") ==
        Facts{"uses-realm realm entra:8f2b1c9e-4a57-4c12-9d3e-6b7a8c9d0e1f"});
  CHECK(facts_of({{"overlays/prod/kustomization.yaml", "configMapGenerator: [{name: c, literals: ['URL=https://api.example.org']}]\n"}}) ==
        Facts{"refers hostname api.example.org [production]"});
}

TEST_CASE("secrets, stores and copies", "[kubernetes][facts]") {
  CHECK(object("v1", "Secret", "stringData: {password: kJ8sQ2mzW4x, username: shopuser1}") == Facts{"holds-credential credential *"});
  CHECK(object("v1", "Secret", "data: {db: a0o4c1EybXpXNHg=}") == Facts{"holds-credential credential *"});
  CHECK(object("v1", "Secret", "stringData: {password: changeme}").empty());
  CHECK(object("v1", "Pod", "spec: {containers: [{name: c, env: [{name: DB_PASSWORD, value: kJ8sQ2mzW4x}]}]}") == Facts{"holds-credential credential *"});
  CHECK(object("external-secrets.io/v1beta1", "ClusterSecretStore", "spec: {provider: {vault: {server: 'https://Vault.example.org:8200', path: kv, namespace: team}}}") ==
        Facts{"uses-secret-store secret-store vault:vault.example.org/team/kv"});
  CHECK(object("external-secrets.io/v1", "SecretStore", "spec: {provider: {azurekv: {vaultUrl: 'https://shop-kv.vault.azure.net'}}}") == Facts{"uses-secret-store secret-store keyvault:shop-kv"});
  CHECK(object("external-secrets.io/v1", "SecretStore", "spec: {provider: {aws: {region: eu-west-1, service: SecretsManager}}}").empty());
  CHECK(object("external-secrets.io/v1", "ExternalSecret", "spec: {data: [{secretKey: a, remoteRef: {key: prod/db}}]}") == Facts{"refers secret prod/db"});
  CHECK(object("v1", "Secret", "", ", annotations: {reflector.v1.k8s.emberstack.com/reflection-allowed-namespaces: 'shop-prod, shop-dev,pay-prod-.*'}") ==
        Facts{"copies-secret namespace pay-prod-*", "copies-secret namespace shop-prod"});
  CHECK(object("v1", "Secret", "", ", annotations: {replicator.v1.mittwald.de/replicate-from: shop-prod/db}") == Facts{"copies-secret namespace shop-prod"});
}

TEST_CASE("restored data", "[kubernetes][facts]") {
  CHECK(object("v1", "PersistentVolumeClaim", "spec: {dataSource: {kind: VolumeSnapshot, name: shop-prod-2026}}") == Facts{"restores-data snapshot shop-prod-2026"});
  CHECK(object("postgresql.cnpg.io/v1", "Cluster",
               "spec: {bootstrap: {recovery: {source: shop-prod}}, externalClusters: [{name: shop-prod, barmanObjectStore: {destinationPath: 's3://shop-prod-backups/x'}}, {name: other}]}") ==
        Facts{"restores-data bucket shop-prod-backups", "restores-data database shop-prod"});
  CHECK(facts_of("apiVersion: velero.io/v1\nkind: Restore\nmetadata: {name: r}\nspec: {namespaceMapping: {shop-prod: shop-uat}}\n") == Facts{"restores-data namespace shop-prod [uat]"});
}
