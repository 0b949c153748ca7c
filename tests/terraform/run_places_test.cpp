// Where a pipeline's values are written, and what of pipelines is not read.
#include <catch2/catch_test_macros.hpp>

#include "analyzer/terraform/stacks.h"

using namespace bulkhead;
using Files = std::vector<std::pair<std::string, std::string>>;

namespace {

constexpr const char* kRoot = "variable \"size\" {}\nresource \"aws_instance\" \"web\" {\n  instance_type = var.size\n}\n";

/// "file:line:column text" of every value that pipelines give, and "file:line:column ! message" of what planning could not make out.
std::vector<std::string> places(Files files) {
  Workspace workspace = Workspace::from_memory(std::move(files));
  std::vector<std::string> out;
  auto line = [&](SourceSpan at) {
    auto place = workspace.lines(at.file).at(at.begin);
    return workspace.file(at.file).path + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + " ";
  };
  for (const terraform::StackPlan& plan : terraform::plan_stacks(workspace, Vocabulary(Config()), Config())) {
    for (const terraform::GivenText& given : plan.variables) out.push_back(line(given.at) + std::string(workspace.text(given.at.file).substr(given.at.begin, given.at.end - given.at.begin)));
    for (const Diagnostic& problem : plan.diagnostics) out.push_back(line(problem.at) + "! " + problem.message);
  }
  return out;
}
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a value that a pipeline gives has its own place", "[stacks][runs]") {
  CHECK(places({{"app/main.tf", kRoot}, {"app/run.sh", "terraform init\nterraform apply -var 'size=large'\n"}}) == Lines{"app/run.sh:2:28 large"});
  CHECK(places({{"app/main.tf", kRoot}, {"app/run.sh", "export TF_VAR_size=\"large\"\nterraform apply\n"}}) == Lines{"app/run.sh:1:21 large"});
  CHECK(places({{"app/main.tf", kRoot},
                {".github/workflows/x.yml", "jobs:\n  a:\n    env:\n      TF_VAR_size: large\n    steps:\n      - run: terraform apply\n        working-directory: app\n"}}) ==
        Lines{".github/workflows/x.yml:4:20 large"});
  // What a variable of the pipeline holds stands nowhere behind the name: the step does.
  CHECK(places({{"app/main.tf", kRoot},
                {".github/workflows/x.yml", "jobs:\n  a:\n    env:\n      SIZE: large\n    steps:\n      - run: terraform apply -var size=$SIZE\n        working-directory: app\n"}}) ==
        Lines{".github/workflows/x.yml:6:9 run: terraform apply -var size=$SIZE\n        working-directory: app"});
}

TEST_CASE("variable files that are not there and Jenkinsfiles are named", "[stacks][runs]") {
  CHECK(places({{"app/main.tf", kRoot}, {"app/run.sh", "terraform apply -var-file=gone.tfvars\n"}}) ==
        Lines{"app/run.sh:1:1 ! the variable file \"app/gone.tfvars\" that Terraform is run with is not in what is scanned: what it sets is not seen"});
  CHECK(places({{"app/main.tf", kRoot}, {"Jenkinsfile", "pipeline {\n  sh 'terraform apply'\n}\n"}}) ==
        Lines{"Jenkinsfile:2:7 ! a Jenkinsfile is not read: environments that it runs terraform for are unknown"});
}

TEST_CASE("what gives no warning of a pipeline", "[stacks][runs]") {
  CHECK(places({{"app/main.tf", kRoot}, {"Jenkinsfile", "pipeline {\n  sh 'make test'\n}\n"}}).empty());
  CHECK(places({{"app/main.tf", kRoot}, {"docs/Jenkinsfile", "sh 'terraform apply'\n"}}).empty());
  CHECK(places({{"app/main.tf", kRoot}, {"app/size.tfvars", "size = 1"}, {"app/run.sh", "terraform apply -var-file=size.tfvars\n"}}).empty());
  CHECK(places({{"app/main.tf", kRoot}, {"app/run.sh", "terraform apply -var-file=$FILE\nterraform apply -var-file=env/$ENV.tfvars\n"}}).empty());
  CHECK(places({{"app/main.tf", kRoot}, {"app/run.sh", "cd ../other\nterraform apply -var-file=gone.tfvars\n"}}).empty());
}
