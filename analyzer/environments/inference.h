// Which environment something belongs to, with the reason (RULES 3.3). Each function reads one signal; strongest() decides between them.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/environments/vocabulary.h"
#include "analyzer/model/environment.h"

namespace bulkhead {

/// A label, annotation, tag, variable or local: where an environment is declared.
struct Declaration {
  std::string_view key, value;
  SourceSpan at;
};

// Every function gives an empty Classification where its signal says nothing. bulkhead.yaml is asked first (signal `configuration`).

/// Folder segments (deepest wins), then the file's name: `prod/`, `prod.tfvars`, `values-uat.yaml`, `locals_production.tf`, `compose.test.yaml`,
/// `.env.staging`; signal `path`. A folder whose name ends with an environment (`billing-dev/`) gives signal `name`. `path` is a folder or a
/// file, relative to the scan root; folders end with `/`.
Classification classify_path(std::string_view path, const Vocabulary& vocabulary, const Config& config);

/// Labels, annotations, tags and default tags whose key says environment; signal `declaration`. Every declaration that says something, in order.
std::vector<Classification> classify_declarations(std::span<const Declaration> labels, const Vocabulary& vocabulary, const Config& config);
/// The strongest of them.
Classification classify_labels(std::span<const Declaration> labels, const Vocabulary& vocabulary, const Config& config);

/// A variable or local with a typed name (`environment`, `env_name`, `is_production` = true …); signal `variable`.
Classification classify_variable(const Declaration& variable, const Vocabulary& vocabulary);

/// Terraform workspace: the whole name, or its last or first token; signal `variable`.
Classification classify_workspace(std::string_view workspace, const Vocabulary& vocabulary, const Config& config, SourceSpan at = {});

/// Kubernetes namespace; signal `name`. `siblings` are the other namespaces known: a weak word (`orders-training`) counts beside
/// `orders-dev` only.
Classification classify_namespace(std::string_view name, const Vocabulary& vocabulary, const Config& config, SourceSpan at = {},
                                  std::span<const std::string_view> siblings = {});
Classification classify_cluster(std::string_view name, const Vocabulary& vocabulary, const Config& config, SourceSpan at = {});
/// Account, subscription or project: bulkhead.yaml only, or the name of a project (`shop-prod`; signal `account`).
Classification classify_account(std::string_view account, const Vocabulary& vocabulary, const Config& config, SourceSpan at = {});
Classification classify_host(std::string_view host, const Vocabulary& vocabulary, const Config& config, SourceSpan at = {});
/// Name of a stack, project, release or application; signal `name`.
Classification classify_name(std::string_view name, const Vocabulary& vocabulary, SourceSpan at = {});

/// True for keys that declare an environment: `environment`, `env`, `app.kubernetes.io/environment`, `Environment-Name`, `is_production` …
bool declares_environment(std::string_view key);

/// Two signals of levels 1 to 4 that give different tiers (rule environment-declaration-conflict).
struct EnvironmentConflict {
  Classification stronger, weaker;
};

/// The strongest signal; between equals the majority, then the one that a name agrees with, then the first.
Classification strongest(std::span<const Classification> signals);
std::vector<EnvironmentConflict> conflicts(std::span<const Classification> signals);

}  // namespace bulkhead
