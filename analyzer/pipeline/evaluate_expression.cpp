#include "analyzer/pipeline/evaluate_expression.h"

#include "analyzer/terraform/expression/convert.h"
#include "analyzer/terraform/root_evaluation.h"
#include "analyzer/terraform/states/state_index.h"

namespace bulkhead {
namespace {

/// Everything the value may point into, in the order of its making.
struct Evaluated {
  Evaluated(const Workspace& workspace, const Config& given, std::string text) : config(given), vocabulary(config), modules(workspace), expression(std::move(text)) {}

  Config config;
  Vocabulary vocabulary;
  terraform::ModuleCache modules;
  std::unique_ptr<terraform::StateIndex> states;
  std::unique_ptr<terraform::RootEvaluation> root;
  std::string expression;
  Parsed<hcl::StandaloneExpression> parsed;
};

/// The plan of the environment asked for; an error when that leaves a choice.
std::string choose(const std::vector<terraform::StackPlan>& plans, const std::string& asked, const Vocabulary& vocabulary, const terraform::StackPlan*& chosen) {
  if (asked.empty() && plans.size() == 1) return chosen = &plans[0], "";
  auto word = vocabulary.word(asked);
  std::string known;
  for (const terraform::StackPlan& plan : plans) {
    const std::string& name = plan.environment.environment.name;
    known += (known.empty() ? "" : ", ") + (name.empty() ? "(none)" : name);
    if (asked.empty() || (name != asked && !(word && word->name == name) && plan.workspace != asked)) continue;
    chosen = &plan;
    return "";
  }
  return asked.empty() ? "this root module has several environments, name one with --env: " + known : "no environment " + asked + " in this root module; there are: " + known;
}

}  // namespace

ExpressionAnswer evaluate_expression(const Workspace& workspace, const Config& config, const ExpressionQuery& query) {
  ExpressionAnswer answer;
  auto made = std::make_shared<Evaluated>(workspace, config, query.expression);
  made->states = std::make_unique<terraform::StateIndex>(
      made->modules, made->vocabulary, [it = made.get()] {
        return std::make_shared<const std::vector<terraform::StackPlan>>(terraform::plan_stacks(it->modules, it->vocabulary, it->config));
      });
  std::vector<terraform::StackPlan> plans = terraform::plan_root(made->modules, query.directory, made->vocabulary, made->config);
  const terraform::StackPlan* plan = nullptr;
  answer.error = choose(plans, query.environment, made->vocabulary, plan);
  if (plan == nullptr) return answer;
  made->root = std::make_unique<terraform::RootEvaluation>(made->modules, *plan, made->vocabulary, made->states.get());
  terraform::StackState& state = made->root->state();
  terraform::Evaluation& run = state.run();
  run.file = FileId::none;
  answer.value = terraform::evaluate_text(made->expression, false, made->root->root(), run, made->parsed);
  answer.type = terraform::type_text(answer.value);
  answer.environment = plan->environment.environment.name;
  answer.diagnostics = made->root->unit().diagnostics;
  answer.owner = made;
  return answer;
}

}  // namespace bulkhead
