// Plan and state files: `terraform show -json` as input.
#include "analyzer/terraform/module_cache.h"
#include "analyzer/terraform/plan_json/plan_file.h"

using namespace bulkhead;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

/// The units of all plan files of a workspace, and the stacks that are left beside them.
struct Plans {
  explicit Plans(Files files) : workspace(Workspace::from_memory(std::move(files))), modules(workspace) {
    stacks = terraform::plan_stacks(modules, vocabulary, config);
    for (const terraform::PlanFile& plan : terraform::match_plan_files(modules, stacks, vocabulary, config))
      units.push_back(terraform::evaluate_plan_file(modules, plan, vocabulary, config, nullptr));
  }

  const Resource* find(std::string_view address) const {
    for (const Unit& unit : units)
      for (const Resource& resource : unit.resources)
        if (resource.address == address) return &resource;
    return nullptr;
  }
  Value value(std::string_view address, std::string_view path) const {
    const Resource* resource = find(address);
    return resource != nullptr ? resource->attributes.path(path) : Value();
  }
  /// "path:line: text" of where a value is decided.
  std::string place(std::string_view address, std::string_view path) const {
    SourceSpan at = decisive_span(value(address, path).origin());
    if (!at.valid()) return "(nowhere)";
    std::string_view text = workspace.text(at.file);
    return workspace.file(at.file).path + ":" + std::to_string(1 + std::count(text.begin(), text.begin() + at.begin, '\n')) + ": " +
           std::string(text.substr(at.begin, at.end - at.begin));
  }

  Workspace workspace;
  Vocabulary vocabulary;
  Config config;
  terraform::ModuleCache modules;
  std::vector<terraform::StackPlan> stacks;
  std::vector<Unit> units;
};

const std::string kMain =
    "variable \"cidr\" {}\nvariable \"on\" {\n  default = true\n}\n"
    "resource \"aws_security_group\" \"web\" {\n  vpc_id = aws_vpc.main.id\n"
    "  ingress {\n    description = \"b\"\n    cidr_blocks = [\"10.2.0.0/16\"]\n  }\n"
    "  ingress {\n    description = \"a\"\n    cidr_blocks = [var.cidr]\n  }\n}\n"
    "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.1.0.0/16\"\n}\n"
    "resource \"aws_eip\" \"maybe\" {\n  count = var.on ? 1 : 0\n}\n";

std::string plan(std::string_view resources, std::string_view rest = "") {
  return "{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": {\"resources\": [" + std::string(resources) + "]}}" + std::string(rest) + "}";
}

const std::string kGroup =
    "{\"address\": \"aws_security_group.web\", \"mode\": \"managed\", \"type\": \"aws_security_group\", \"name\": \"web\", \"values\": {\"ingress\": ["
    "{\"cidr_blocks\": [\"10.9.0.0/16\"], \"description\": \"a\", \"ipv6_cidr_blocks\": []},"
    "{\"cidr_blocks\": [\"10.2.0.0/16\"], \"description\": \"b\", \"ipv6_cidr_blocks\": []}], \"tags\": null, \"timeouts\": []}}";
const std::string kVpc =
    "{\"address\": \"aws_vpc.main\", \"mode\": \"managed\", \"type\": \"aws_vpc\", \"name\": \"main\", \"values\": {\"cidr_block\": \"10.1.0.0/16\"}}";
const std::string kChanges =
    ", \"variables\": {\"cidr\": {\"value\": \"10.9.0.0/16\"}, \"on\": {\"value\": false}}, \"resource_changes\": [{\"address\": \"aws_security_group.web\", "
    "\"change\": {\"after_unknown\": {\"id\": true, \"vpc_id\": true, \"ingress\": [{}, {}]}}}]";

}  // namespace

TEST_CASE("a plan beside its configuration decides values, and they keep their lines", "[terraform][plan]") {
  Plans plans({{"live/main.tf", kMain}, {"live/plan.json", plan(kGroup + "," + kVpc, kChanges)}});
  REQUIRE(plans.units.size() == 1);
  CHECK(plans.stacks.empty());
  CHECK(plans.units[0].id == "live");
  // Blocks of a set are found again although the provider has another order.
  CHECK(plans.value("aws_security_group.web", "ingress[0].cidr_blocks[0]").as_string() == "10.9.0.0/16");
  CHECK(plans.place("aws_security_group.web", "ingress[0].cidr_blocks[0]") == "live/plan.json:1: \"10.9.0.0/16\"");
  CHECK(plans.place("aws_security_group.web", "ingress[0].description") == "live/main.tf:12: \"a\"");
  CHECK(plans.place("aws_security_group.web", "ingress[1].cidr_blocks[0]") == "live/main.tf:9: \"10.2.0.0/16\"");
  CHECK(plans.value("aws_security_group.web", "tags").is_missing());
  CHECK(plans.value("aws_security_group.web", "timeouts").is_missing());
  CHECK(plans.value("aws_security_group.web", "ingress[0].ipv6_cidr_blocks").is_missing());
  // What is known after apply keeps its name.
  REQUIRE(plans.value("aws_security_group.web", "vpc_id").is_unknown());
  CHECK(plans.value("aws_security_group.web", "vpc_id").unknown()->reference == "aws_vpc.main.id");
  CHECK(plans.value("aws_security_group.web", "id").is_unknown());
  // The plan has no such resource: its flag is off.
  CHECK(plans.find("aws_eip.maybe[0]") == nullptr);
  CHECK(plans.find("aws_eip.maybe") == nullptr);
}

TEST_CASE("a plan without its configuration points into itself", "[terraform][plan]") {
  std::string configuration =
      ", \"configuration\": {\"root_module\": {\"resources\": [], \"module_calls\": {\"net\": {\"expressions\": {\"vpc\": {\"references\": [\"module.base.vpc_id\", "
      "\"module.base\"]}}, \"module\": {\"resources\": [{\"mode\": \"managed\", \"type\": \"aws_subnet\", \"name\": \"a\", \"expressions\": {\"vpc_id\": "
      "{\"references\": [\"var.vpc\"]}, \"tags\": {}}}]}}, \"base\": {\"module\": {\"outputs\": {\"vpc_id\": {\"expression\": {\"references\": [\"aws_vpc.main.id\", "
      "\"aws_vpc.main\"]}}}}}}}}";
  std::string subnet =
      "{\"address\": \"module.net[\\\"x.y\\\"].aws_subnet.a\", \"mode\": \"managed\", \"type\": \"aws_subnet\", \"name\": \"a\", \"values\": {\"cidr_block\": \"10.3.0.0/24\", "
      "\"password\": \"abc\", \"tags\": {}, \"other\": {}}, \"sensitive_values\": {\"password\": true}}";
  std::string changes =
      ", \"resource_changes\": [{\"address\": \"module.net[\\\"x.y\\\"].aws_subnet.a\", \"change\": {\"after_unknown\": {\"vpc_id\": true, \"arn\": true, \"off\": false}}}]";
  Plans plans({{"plans/prod/plan.json", plan(subnet, configuration + changes)}});
  REQUIRE(plans.units.size() == 1);
  const std::string address = "module.net[\"x.y\"].aws_subnet.a";
  CHECK(plans.units[0].environment.environment.name == "production");
  CHECK(plans.place(address, "cidr_block") == "plans/prod/plan.json:1: \"10.3.0.0/24\"");
  REQUIRE(plans.value(address, "vpc_id").is_unknown());
  CHECK(plans.value(address, "vpc_id").unknown()->reference == "module.base.aws_vpc.main.id");
  CHECK(plans.value(address, "arn").unknown()->reference == address + ".arn");
  CHECK(plans.value(address, "off").is_missing());
  CHECK(plans.value(address, "password").sensitive());
  CHECK(plans.value(address, "tags").is_map());
  CHECK(plans.value(address, "other").is_missing());
}

TEST_CASE("a state in JSON is read like a plan; other documents are left alone", "[terraform][plan]") {
  Plans plans({{"state.json", "{\"format_version\": \"1.0\", \"terraform_version\": \"1.9.0\", \"values\": {\"root_module\": {\"child_modules\": [{\"address\": \"module.a\", "
                              "\"resources\": [{\"address\": \"module.a.aws_vpc.b\", \"mode\": \"managed\", \"type\": \"aws_vpc\", \"name\": \"b\", \"values\": {\"id\": \"vpc-1\"}}]}]}}}"},
               {"package.json", "{\"format_version\": \"1.0\", \"name\": \"x\"}"},
               {"empty.json", "{}"},
               {"list.json", "[{\"format_version\": \"1.0\", \"values\": {}}]"}});
  REQUIRE(plans.units.size() == 1);
  CHECK(plans.value("module.a.aws_vpc.b", "id").as_string() == "vpc-1");
}

TEST_CASE("a plan that cannot be trusted says so", "[terraform][plan]") {
  Plans plans({{"a.json", "{\"format_version\": \"3.0\", \"errored\": true, \"planned_values\": {\"root_module\": 5}, \"resource_changes\": {\"x\": [1]}, \"variables\": [7]}"},
               {"b.json", "{\"format_version\": 1, \"values\": null, \"configuration\": {\"provider_config\": {\"aws\": 3}}}"},
               {"c.json", "{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": {\"resources\": [{\"address\": \"a.b\", \"type\": \"a\", \"name\": \"b\", \"values\": {\"x\": [1, 2"}});
  REQUIRE(plans.units.size() == 3);
  REQUIRE(plans.units[0].diagnostics.size() == 2);
  CHECK(plans.units[0].diagnostics[0].message == "this version of Terraform's JSON output is not known; versions 0.x and 1.x are");
  CHECK(plans.units[0].diagnostics[1].message == "planning failed: resources after the error are not in this plan");
  CHECK(plans.units[1].diagnostics.size() == 1);
}
