// One expression, answered.
#include <filesystem>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/places.h"
#include "analyzer/cli/run.h"
#include "analyzer/cli/session.h"
#include "analyzer/report/evaluation.h"
#include "analyzer/workspace/repository.h"

namespace bulkhead::cli {
namespace fs = std::filesystem;
namespace {

/// What a stack's modules and neighbours are looked for in: the repository, else the current folder where it holds the stack, else the stack.
std::string estate_of(const std::string& stack) {
  if (std::string repository = repository_root(stack); !repository.empty()) return repository;
  std::error_code code;
  std::string here = fs::canonical(".", code).string();
  return !code && (stack == here || stack.starts_with(here + "/")) ? here : stack;
}

}  // namespace

int eval(const ScanOptions& given, const std::string& expression, const std::string& stack) {
  ScanOptions options = given;
  ExpressionQuery query{expression, {}, options.environment};
  Session session;
  if (stack.empty()) {
    session.workspace = std::make_unique<Workspace>(Workspace::from_memory({}));
  } else {
    Places places = resolve_places({stack});
    if (!places.error.empty()) return fail(places.error);
    if (!places.only.empty()) return fail("--stack " + stack + " is no folder");
    if (options.paths.empty()) options.paths = {estate_of(places.root)};
    if (int code = open_session(options, session)) return code;
    const std::string& root = session.workspace->root();
    if (places.root != root && !places.root.starts_with(root + "/")) return fail("--stack " + stack + " is outside of what is scanned");
    query.directory = places.root == root ? "" : places.root.substr(root.size() + 1);
  }
  ExpressionAnswer answer = evaluate_expression(*session.workspace, session.config, query);
  if (!answer.error.empty()) return fail(answer.error);
  return print(report::evaluation_json(answer, *session.workspace)) ? kNothingFound : fail("standard output is closed");
}

}  // namespace bulkhead::cli
