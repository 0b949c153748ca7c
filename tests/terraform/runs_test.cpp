// Environments that pipelines, makefiles and scripts name: files in, stacks out.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/stack_fixture.h"

using bulkhead::testing::plans_of;
using Files = bulkhead::testing::Files;
using Lines = std::vector<std::string>;

namespace {

constexpr const char* kRoot = "terraform {\n  backend \"s3\" {}\n}\nvariable \"size\" {}\nresource \"aws_instance\" \"web\" {\n  instance_type = var.size\n}\n";
constexpr const char* kPlain = "variable \"environment\" {}\nresource \"aws_instance\" \"web\" {\n  instance_type = var.environment\n}\n";

struct Convention {
  const char* name;
  Files files;
  Lines plans;
};

void check(const std::vector<Convention>& rows) {
  for (const Convention& row : rows) {
    CAPTURE(row.name);
    CHECK(plans_of(row.files) == row.plans);
  }
}

}  // namespace

TEST_CASE("variable files that GitHub workflows name", "[stacks][runs]") {
  check({
      {"one job per environment, each with its files in order",
       {{"infra/main.tf", kRoot}, {"infra/base.tfvars", "size = 1"}, {"infra/live.tfvars", "size = 2"}, {"infra/small.tfvars", "size = 3"},
        {".github/workflows/deploy.yml", R"(
on: push
jobs:
  dev:
    runs-on: ubuntu-latest
    environment: development
    steps:
      - uses: actions/checkout@v4
      - run: terraform init
        working-directory: infra
      - run: terraform apply -auto-approve -var-file=base.tfvars -var-file=small.tfvars
        working-directory: infra
  prod:
    environment: {name: production, url: "https://example.com"}
    defaults:
      run:
        working-directory: infra
    steps:
      - run: |
          terraform init
          terraform apply -auto-approve \
            -var-file=base.tfvars \
            -var-file=live.tfvars
)"}},
       {"infra@development default development < infra/base.tfvars < infra/small.tfvars", "infra@production default production < infra/base.tfvars < infra/live.tfvars"}},
      {"a matrix",
       {{"stacks/app/main.tf", kRoot}, {"settings/eu-dev.tfvars", "size = 1"}, {"settings/eu-prod.tfvars", "size = 2"},
        {".github/workflows/deploy.yml", R"(
on: push
jobs:
  plan:
    strategy:
      matrix:
        environment: [dev, prod]
    env:
      TF_WORKSPACE: ${{ matrix.environment }}
    steps:
      - run: terraform -chdir=stacks/app plan -var-file="../../settings/eu-${{ matrix.environment }}.tfvars"
)"}},
       {"stacks/app@development dev development < settings/eu-dev.tfvars", "stacks/app@production prod production < settings/eu-prod.tfvars"}},
      {"matrix include, and a step's folder by cd",
       {{"live/app/main.tf", kRoot}, {"live/app/a.tfvars", ""}, {"live/app/b.tfvars", ""},
        {".github/workflows/deploy.yaml", R"(
jobs:
  plan:
    strategy:
      matrix:
        include:
          - {workspace: dev, file: a.tfvars}
          - {workspace: prod, file: b.tfvars}
    steps:
      - run: |
          cd live/app
          terraform workspace select ${{ matrix.workspace }} || terraform workspace new ${{ matrix.workspace }}
          terraform plan -var-file ${{ matrix.file }}
)"}},
       {"live/app@development dev development < live/app/a.tfvars", "live/app@production prod production < live/app/b.tfvars"}},
      {"inputs with choices",
       {{"main.tf", kRoot}, {"config/uat/x.tfvars", ""}, {"config/prod/x.tfvars", ""},
        {".github/workflows/deploy.yml", R"(
on:
  workflow_dispatch:
    inputs:
      target:
        type: choice
        options: [uat, prod]
jobs:
  go:
    steps:
      - run: terraform plan -var-file=config/${{ inputs.target }}/x.tfvars
)"}},
       {".@production default production < config/prod/x.tfvars", ".@uat default uat < config/uat/x.tfvars"}},
      {"an action instead of a command",
       {{"tf/main.tf", kRoot}, {"tf/one.tfvars", ""}, {"tf/two.tfvars", ""},
        {".github/workflows/deploy.yml", R"(
jobs:
  go:
    steps:
      - uses: dflook/terraform-apply@v1
        with:
          path: tf
          workspace: staging
          var_file: |
            tf/one.tfvars
            tf/two.tfvars
)"}},
       {"tf staging staging < tf/one.tfvars < tf/two.tfvars"}},
  });
}

TEST_CASE("variable files and workspaces that other pipelines name", "[stacks][runs]") {
  check({
      {"GitLab: extends, variables and before_script",
       {{"deploy/main.tf", kRoot}, {"deploy/a.tfvars", ""}, {"deploy/b.tfvars", ""},
        {".gitlab-ci.yml", R"(
variables:
  TF_ROOT: deploy
.plan:
  before_script:
    - cd ${TF_ROOT}
    - terraform init -backend-config="key=${STATE}.tfstate"
  script:
    - terraform plan -var-file="$FILE"
plan dev:
  extends: .plan
  environment: dev
  variables: {FILE: a.tfvars, STATE: dev}
plan prod:
  extends: [.plan]
  environment: {name: production}
  variables: {FILE: b.tfvars, STATE: prod}
)"}},
       {"deploy@development default development < deploy/a.tfvars backend key=dev.tfstate", "deploy@production default production < deploy/b.tfvars backend key=prod.tfstate"}},
      {"Azure: deployment jobs and Terraform tasks",
       {{"infra/main.tf", kRoot}, {"infra/one.tfvars", ""}, {"infra/two.tfvars", ""},
        {"azure-pipelines.yml", R"(
stages:
  - stage: test
    jobs:
      - deployment: apply
        environment: test
        variables:
          file: one.tfvars
        strategy:
          runOnce:
            deploy:
              steps:
                - task: TerraformTaskV4@4
                  inputs: {command: init, workingDirectory: "$(System.DefaultWorkingDirectory)/infra", backendAzureRmKey: test.tfstate}
                - task: TerraformTaskV4@4
                  inputs:
                    command: apply
                    workingDirectory: $(System.DefaultWorkingDirectory)/infra
                    commandOptions: -var-file=$(file)
  - stage: prod
    variables:
      - name: file
        value: two.tfvars
    jobs:
      - job: apply
        steps:
          - bash: |
              terraform workspace select prod
              terraform apply -var-file=$(file)
            workingDirectory: infra
)"}},
       {"infra@production prod production < infra/two.tfvars", "infra@test default test < infra/one.tfvars backend key=test.tfstate"}},
      {"Bitbucket",
       {{"main.tf", kRoot}, {"x.tfvars", ""}, {"y.tfvars", ""},
        {"bitbucket-pipelines.yml", R"(
pipelines:
  branches:
    main:
      - step:
          deployment: staging
          script:
            - terraform init
            - terraform apply -var-file x.tfvars
      - step:
          deployment: production
          script: [terraform init, "terraform apply -var-file y.tfvars"]
)"}},
       {".@production default production < y.tfvars", ".@staging default staging < x.tfvars"}},
      {"CodeBuild",
       {{"tf/main.tf", kRoot}, {"tf/x.tfvars", ""},
        {"buildspec-prod.yml", "version: 0.2\nenv:\n  variables: {TF_WORKSPACE: production}\nphases:\n  build:\n    commands:\n      - cd tf\n      - terraform apply -var-file=x.tfvars\n"}},
       {"tf production production < tf/x.tfvars"}},
      {"Atlantis projects",
       {{"network/main.tf", kRoot}, {"network/config/blue.tfvars", ""}, {"network/config/green.tfvars", ""},
        {"atlantis.yaml", R"(
version: 3
projects:
  - {name: network-dev, dir: network, workspace: dev, workflow: dev}
  - {name: network-prod, dir: network, workspace: prod, workflow: prod}
workflows:
  dev:
    plan:
      steps:
        - init: {extra_args: [-backend-config=key=dev]}
        - plan: {extra_args: ["-var-file", config/blue.tfvars]}
  prod:
    plan:
      steps:
        - init
        - plan:
            extra_args: ["-var-file", "config/green.tfvars"]
)"}},
       {"network@development dev development < network/config/blue.tfvars backend key=dev", "network@production prod production < network/config/green.tfvars"}},
      {"Taskfile",
       {{"app/main.tf", kRoot}, {"app/vars/a.tfvars", ""},
        {"Taskfile.yml", "version: '3'\nvars: {ROOT: app}\ntasks:\n  plan:\n    dir: '{{.ROOT}}'\n    env: {TF_WORKSPACE: staging}\n    cmds:\n      - terraform plan -var-file=vars/a.tfvars\n"}},
       {"app staging staging < app/vars/a.tfvars"}},
      {"a makefile: variables of targets, prerequisites, the target's name",
       {{"main.tf", kRoot}, {"a.tfvars", ""}, {"b.tfvars", ""}, {"both.tfvars", ""},
        {"Makefile", "TF := terraform\n# terraform workspace select uat\n.PHONY: dev prod\nprod: FILE = b.tfvars\ndev: FILE = a.tfvars\ndev prod: init\n\t@$(TF) workspace select $@\n\t$(TF) plan -var-file=both.tfvars \\\n\t\t-var-file=$(FILE)\ninit:\n\t$(TF) init\n"}},
       {".@development dev development < both.tfvars < a.tfvars", ".@production prod production < both.tfvars < b.tfvars"}},
      {"a makefile's default stands for the others too",
       {{"tf/main.tf", kRoot}, {"tf/env/dev.tfvars", ""}, {"tf/env/prod.tfvars", ""}, {"tf/common.tfvars", ""},
        {"Makefile", "ENV ?= dev\nplan:\n\tcd tf && terraform plan -var-file=common.tfvars -var-file=env/$(ENV).tfvars\n"}},
       {"tf@development default development < tf/common.tfvars < tf/env/dev.tfvars", "tf@production default production < tf/common.tfvars < tf/env/prod.tfvars"}},
      {"a script with its argument",
       {{"infra/main.tf", kRoot}, {"infra/base.tfvars", ""}, {"infra/envs/staging/main.tfvars", ""}, {"infra/envs/prod/main.tfvars", ""}, {"infra/backends/prod.hcl", "key = \"p\"\n"}, {"infra/backends/staging.hcl", "key = \"s\"\n"},
        {"infra/deploy.sh", R"SH(#!/usr/bin/env bash
set -euo pipefail
ENV="${1:?which environment}"
cd "$(dirname "$0")"
terraform init -reconfigure -backend-config="backends/${ENV}.hcl"
terraform workspace select "$ENV"
terraform apply -var-file=base.tfvars -var-file="envs/${ENV}/main.tfvars"
)SH"}},
       {"infra@production prod production < infra/base.tfvars < infra/envs/prod/main.tfvars backend infra/backends/prod.hcl",
        "infra@staging staging staging < infra/base.tfvars < infra/envs/staging/main.tfvars backend infra/backends/staging.hcl"}},
      {"a case statement",
       {{"infra/main.tf", kRoot}, {"infra/a.tfvars", ""}, {"infra/b.tfvars", ""},
        {"infra/deploy.sh", "case $1 in\n  live) terraform workspace select prod; terraform apply -var-file=a.tfvars ;;\n  *) terraform workspace select dev; terraform apply -var-file=b.tfvars ;;\nesac\n"}},
       {"infra@development dev development < infra/b.tfvars", "infra@production prod production < infra/a.tfvars"}},
      {"variables of the environment",
       {{"svc/main.tf", kPlain},
        {".github/workflows/x.yml", R"(
jobs:
  dev:
    env: {TF_VAR_environment: dev}
    steps: [{run: terraform plan, working-directory: svc}]
  prod:
    steps:
      - run: terraform apply -var environment=prod
        working-directory: svc
)"}},
       {"svc@development default development environment=dev", "svc@production default production environment=prod"}},
  });
}

TEST_CASE("backend files by their names", "[stacks][runs]") {
  check({
      {"tfbackend files beside variable files",
       {{"app/main.tf", kRoot}, {"app/dev.tfvars", ""}, {"app/prod.tfvars", ""}, {"app/dev.tfbackend", ""}, {"app/prod.s3.tfbackend", ""}},
       {"app@development default development < app/dev.tfvars backend app/dev.tfbackend", "app@production default production < app/prod.tfvars backend app/prod.s3.tfbackend"}},
      {"backend-ENV.hcl alone",
       {{"app/main.tf", kRoot}, {"app/backend-dev.hcl", ""}, {"app/backend-prod.hcl", ""}},
       {"app@development default development backend app/backend-dev.hcl", "app@production default production backend app/backend-prod.hcl"}},
      {"environments/ENV/backend.tfvars are no variables",
       {{"app/main.tf", kRoot}, {"app/environments/dev/backend.tfvars", ""}, {"app/environments/dev/terraform.tfvars", ""}, {"app/environments/prod/backend.tfvars", ""}, {"app/environments/prod/terraform.tfvars", ""}},
       {"app@development default development < app/environments/dev/terraform.tfvars backend app/environments/dev/backend.tfvars",
        "app@production default production < app/environments/prod/terraform.tfvars backend app/environments/prod/backend.tfvars"}},
      {"no backend, no environments",
       {{"app/main.tf", kPlain}, {"app/backend-dev.hcl", ""}, {"app/backend-prod.hcl", ""}},
       {"app default ?"}},
  });
}

TEST_CASE("what names no environment for certain names none", "[stacks][runs]") {
  check({
      {"a workspace that is not written", {{"app/main.tf", kRoot}, {"app/run.sh", "terraform workspace select $ENV\nterraform plan\n"}}, {"app default ?"}},
      {"comments", {{"app/main.tf", kRoot}, {"app/run.sh", "# terraform workspace select prod\n: terraform workspace select prod\necho terraform workspace select prod\n"}}, {"app default ?"}},
      {"a here document", {{"app/main.tf", kRoot}, {"app/run.sh", "cat <<EOF\nterraform workspace select prod\nEOF\n"}}, {"app default ?"}},
      {"tests and examples", {{"app/main.tf", kRoot}, {"tests/run.sh", "cd ../app && terraform workspace select prod\n"}, {"examples/.github/workflows/x.yml", "jobs: {a: {steps: [{run: terraform -chdir=../app workspace select prod}]}}\n"}}, {"app default ?"}},
      {"another folder", {{"app/main.tf", kRoot}, {"other/main.tf", kRoot}, {"run.sh", "cd other\nterraform workspace select prod\n"}}, {"app default ?", "other prod production"}},
      {"a branch's workspace is not known after it",
       {{"app/main.tf", kRoot}, {"app/x.tfvars", ""}, {"app/run.sh", "if [ \"$1\" = live ]; then terraform workspace select prod; fi\nterraform plan -var-file=x.tfvars\n"}}, {"app prod production"}},
      {"a name that is no environment's", {{"app/main.tf", kRoot}, {"app/vars/web.tfvars", ""}, {"app/vars/api.tfvars", ""}, {"app/run.sh", "terraform plan -var-file=vars/$APP.tfvars\n"}}, {"app default ?"}},
      {"a variable alone fits no file", {{"app/main.tf", kRoot}, {"app/prod.txt", ""}, {"app/run.sh", "terraform plan -var-file=$FILE\n"}}, {"app default ?"}},
      {"a folder's environment is not overruled by a deployment's name",
       {{"live/prod/main.tf", kRoot}, {".github/workflows/x.yml", "jobs: {a: {environment: dev, steps: [{run: terraform plan, working-directory: live/prod}]}}\n"}}, {"live/prod default production"}},
      {"a workflow for another tool", {{"app/main.tf", kRoot}, {".github/workflows/x.yml", "jobs: {a: {environment: dev, steps: [{run: terraform fmt, working-directory: app}]}}\n"}}, {"app default ?"}},
  });
}
