// Values where they stand, in every environment.
#include "analyzer/pipeline/value_lookup.h"

using namespace bulkhead;   // NOLINT: test vocabulary

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

const Files kFiles = {
    {"app/main.tf", "variable \"size\" {}\n"
                    "variable \"db_password\" {}\n"
                    "variable \"quiet\" {\n  sensitive = true\n}\n"
                    "locals {\n  name = \"shop-${var.size}\"\n  copy = var.db_password\n  zones = { for z in [\"a\", \"b\"] : z => upper(z) }\n}\n"
                    "resource \"aws_instance\" \"one\" {\n  for_each = toset([\"x\", \"y\"])\n  instance_type = var.size\n"
                    "  user_data = local.copy\n  tags = { Name = each.key, Token = var.quiet, Zone = local.zones[\"a\"], Id = aws_vpc.none.id }\n}\n"
                    "resource \"aws_db_instance\" \"db\" {\n  password = \"Tr0ub4dor-and-3\"\n}\n"
                    "resource \"aws_vpc\" \"none\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n"
                    "module \"net\" {\n  source = \"../net\"\n  range = local.name\n}\n"},
    {"app/prod.tfvars", "size = \"large\"\ndb_password = \"Tr0ub4dor-and-3\"\nquiet = \"hush\"\n"},
    {"app/dev.tfvars", "size = \"small\"\ndb_password = \"c0rrect-Horse9\"\nquiet = \"hush\"\n"},
    {"net/main.tf", "variable \"range\" {}\noutput \"range\" {\n  value = var.range\n}\n"},
};

/// "environment=value" of what `marker` names in the file, joined by "; ".
std::string values(const std::string& path, const std::string& marker, std::uint32_t into = 0) {
  static auto workspace = std::make_shared<const Workspace>(Workspace::from_memory(kFiles));
  static ValueLookup lookup(workspace, Config{});
  const SourceFile* file = workspace->find(path);
  auto at = workspace->text(file->id).find(marker);
  REQUIRE(at != std::string_view::npos);
  ValueAnswer answer = lookup.at(file->id, static_cast<std::uint32_t>(at) + into);
  CHECK(answer.expression.find("Tr0ub4dor") == std::string::npos);
  std::string out;
  for (const ValueInEnvironment& one : answer.values) out += (out.empty() ? "" : "; ") + one.environment + "=" + one.shown;
  return out;
}

}  // namespace

TEST_CASE("a value is shown in every environment of every stack that uses its file", "[lsp]") {
  CHECK(values("app/main.tf", "var.size\n", 5) == "development=\"small\"; production=\"large\"");
  CHECK(values("app/main.tf", "instance_type", 3) == "development=\"small\"; production=\"large\"");
  CHECK(values("app/main.tf", "variable \"size\"", 12) == "development=\"small\"; production=\"large\"");
  CHECK(values("app/main.tf", "range = local.name", 10) == "development=\"shop-small\"; production=\"shop-large\"");
  CHECK(values("app/main.tf", "upper(z)", 1).find("a = \"A\"") != std::string::npos);
  CHECK(values("app/main.tf", "local.zones[\"a\"]", 8) == values("app/main.tf", "local.zones[\"a\"]", 2));
  CHECK(values("net/main.tf", "var.range") == "development=\"shop-small\"; production=\"shop-large\"");
}

TEST_CASE("each instance of a block has its own value", "[lsp]") {
  CHECK(values("app/main.tf", "each.key") == "development=\"x\"; development=\"y\"; production=\"x\"; production=\"y\"");
}

TEST_CASE("secrets and sensitive values are never shown", "[lsp]") {
  for (const std::string& at : {values("app/main.tf", "var.db_password"), values("app/main.tf", "local.copy"), values("app/main.tf", "variable \"db_password\""),
                                values("app/main.tf", "var.quiet"), values("app/main.tf", "tags ="), values("app/main.tf", "user_data"), values("app/main.tf", "password =")}) {
    INFO(at);
    CHECK_FALSE(at.empty());
    CHECK(at.find("Tr0ub4dor") == std::string::npos);
    CHECK(at.find("c0rrect") == std::string::npos);
    CHECK(at.find("hush") == std::string::npos);
  }
}

TEST_CASE("what is not known before it is applied says so, and a literal says nothing", "[lsp]") {
  CHECK(values("app/main.tf", "aws_vpc.none.id").find("not known before it is applied") != std::string::npos);
  CHECK(values("app/main.tf", "\"10.0.0.0/16\"", 4).empty());
  CHECK(values("app/main.tf", "resource \"aws_vpc\"").empty());
}

TEST_CASE("of a module that very many stacks use, a few are shown, again and again", "[lsp]") {
  Files files = {{"shared/main.tf", "variable \"x\" {}\noutput \"x\" {\n  value = var.x\n}\n"}};
  for (int i = 0; i < 90; ++i) {
    std::string name = std::to_string(i);
    files.emplace_back("live/" + name + "/main.tf", "terraform {\n  backend \"s3\" {}\n}\nlocals {\n  y = \"v" + name + "\"\n  z = local.y\n}\n"
                                                    "module \"m\" {\n  source = \"../../shared\"\n  x = local.y\n  count = " + std::to_string(i % 2) + "\n}\n");
  }
  auto workspace = std::make_shared<const Workspace>(Workspace::from_memory(files));
  ValueLookup lookup(workspace, Config{});
  FileId shared = workspace->find("shared/main.tf")->id;
  auto offset = static_cast<std::uint32_t>(workspace->text(shared).find("var.x"));
  for (int round = 0; round < 3; ++round) {
    ValueAnswer answer = lookup.at(shared, offset);
    CHECK(answer.values.size() == 12);   // of 24 that are looked at, every other one has no instance
    CHECK(answer.more);
    for (int i = 0; i < 90; i += 7) {
      const SourceFile* own = workspace->find("live/" + std::to_string(i) + "/main.tf");
      ValueAnswer local = lookup.at(own->id, static_cast<std::uint32_t>(workspace->text(own->id).find("local.y")));
      REQUIRE(local.values.size() == 1);
      CHECK(local.values[0].shown == "\"v" + std::to_string(i) + "\"");
    }
  }
}
