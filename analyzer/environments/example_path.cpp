#include <algorithm>
#include <iterator>

#include "analyzer/environments/vocabulary.h"

namespace bulkhead {
namespace {

constexpr std::string_view kFolders[] = {"example",   "examples", "sample",   "samples", "testdata", "fixture",
                                         "fixtures",  "docs",     "ci",       "tests",   "unittest", "unittests",
                                         "__tests__", "mocks",    "testcases"};
/// Folders whose children are environments: `environments/test` is one, `module/test` is not.
constexpr std::string_view kEnvironmentParents[] = {
    "environments", "environment", "envs",  "env",      "live",      "overlays", "clusters",  "cluster",
    "variables",    "vars",        "tfvars", "stages",  "accounts",  "values",   "namespaces", "projects",
    "subscriptions", "workspaces", "regions", "deploy", "deployments", "apps",   "infra",     "infrastructure"};
constexpr std::string_view kSuffixes[] = {".example", ".sample", ".dist", ".tmpl.example"};

template <class Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

}  // namespace

bool is_example_path(std::string_view path) {
  for (std::string_view suffix : kSuffixes)
    if (path.ends_with(suffix)) return true;
  std::string_view parent;
  bool below_environment = false;
  while (!path.empty()) {
    auto slash = path.find('/');
    if (slash == std::string_view::npos) break;   // the file's own name
    auto folder = path.substr(0, slash);
    if (contains(kFolders, folder)) return true;
    // `test` is an environment where its parent holds environments, and a test elsewhere (`chart/test`, `test/e2e`).
    if (folder == "test" && !below_environment && !contains(kEnvironmentParents, parent)) return true;
    below_environment |= folder.find("prod") != std::string_view::npos;
    parent = folder;
    path.remove_prefix(slash + 1);
  }
  return false;
}

}  // namespace bulkhead
