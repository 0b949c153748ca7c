// Versions of images, runtimes, engines and platforms against the table of ends of support.
#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

#include "analyzer/container/image_reference.h"
#include "analyzer/kubernetes/manifests.h"
#include "analyzer/rules/reporter.h"
#include "analyzer/rules/rule.h"
#include "rules/7-maintenance/end-of-life-software-table.h"

namespace bulkhead {
namespace {

/// The line that a version belongs to: the longest cycle that fits.
const end_of_life::Line* line_of(std::string_view product, std::string_view version) {
  const end_of_life::Line* best = nullptr;
  for (const auto& line : end_of_life::kLines) {
    if (line.product != product || !version.starts_with(line.cycle)) continue;
    std::string_view rest = version.substr(line.cycle.size());
    bool fits = line.cycle.empty() || rest.empty() || rest.front() == '.' || rest.front() == '-' || rest.front() == '_';
    if (fits && (best == nullptr || line.cycle.size() > best->cycle.size())) best = &line;
  }
  return best;
}

/// Days of an ISO date since 1970; 0 for what is none.
long days_of(std::string_view date) {
  auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count && i < date.size(); ++i) value = value * 10 + (date[i] - '0');
    return value;
  };
  if (date.size() < 10) return 0;
  std::chrono::year_month_day day{std::chrono::year(number(0, 4)), std::chrono::month(static_cast<unsigned>(number(5, 2))), std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  return day.ok() ? std::chrono::sys_days(day).time_since_epoch().count() : 0;
}

class Check {
 public:
  Check(const Unit& unit, const RuleContext& context, Reporter& report) : unit_(unit), context_(context), report_(report) {}

  void version(const Resource& resource, std::string_view product, std::string_view version, const Value& at) {
    const end_of_life::Line* line = line_of(product, version);
    if (line == nullptr || context_.today().size() < 10) return;
    long left = days_of(line->end) - days_of(context_.today());
    if (left > 90) return;
    FindingExtras extras;
    if (left >= 0) extras.severity = Severity::medium;
    extras.identity = std::string(product) + " " + std::string(version);
    std::string name = std::string(product) + (line->cycle.empty() ? "" : " " + std::string(line->cycle));
    report_.report(unit_, resource, at, name + (left < 0 ? " has had no support since " : " loses its support on ") + std::string(line->end), extras);
  }

  /// Official images, their mirrors, and Microsoft's .NET.
  void image(const Resource& resource, const Value& value) {
    if (!value.is_string()) return;
    container::ImageReference reference = container::parse_image_reference(value.as_string());
    auto slash = reference.repository.rfind('/');
    std::string_view name = std::string_view(reference.repository).substr(slash == std::string::npos ? 0 : slash + 1);
    bool official = reference.repository.starts_with("library/") || reference.repository.find("/library/") != std::string::npos;
    if (reference.registry == "docker.elastic.co") official = true;
    if (reference.registry == "mcr.microsoft.com" && reference.repository.starts_with("dotnet/")) return version(resource, "dotnet", reference.tag, value);
    if (!official || reference.tag.empty()) return;
    version(resource, name, reference.tag, value);
    for (std::string_view base : {"jessie", "stretch", "buster", "bullseye"})
      if (name != "debian" && reference.tag.find("-" + std::string(base)) != std::string::npos && line_of(name, reference.tag) == nullptr) version(resource, "debian", base, value);
  }

  void lambda(const Resource& resource) {
    Value runtime = resource.attributes["runtime"];
    std::string_view text = runtime.as_string();
    if (text.starts_with("nodejs")) version(resource, "node", trim_x(text.substr(6)), runtime);
    if (text.starts_with("python")) version(resource, "python", text.substr(6), runtime);
    if (text.starts_with("ruby")) version(resource, "ruby", text.substr(4), runtime);
    if (text.starts_with("dotnetcore")) version(resource, "dotnet", "3.1", runtime);
    else if (text.starts_with("dotnet")) version(resource, "dotnet", std::string(text.substr(6)) + ".0", runtime);
    if (text == "go1.x" || text == "java8" || text == "nodejs" || text == "provided") version(resource, "java", "", runtime);
  }

  void database(const Resource& resource) {
    std::string_view engine = resource.attributes["engine"].as_string();
    Value at = resource.attributes["engine_version"];
    std::string_view product = engine.find("postgres") != std::string_view::npos ? "postgres" : engine == "mysql" ? "mysql" : engine == "mariadb" ? "mariadb" : "";
    if (!product.empty()) version(resource, product, at.as_string(), at);
  }

  void member(const Resource& resource, std::string_view path, std::string_view product) {
    Value at = resource.attributes.path(path);
    if (at.is_string()) version(resource, product, at.as_string(), at);
    if (at.is_number()) version(resource, product, number(at), at);
  }

 private:
  static std::string_view trim_x(std::string_view text) { return text.ends_with(".x") ? text.substr(0, text.size() - 2) : text; }
  static std::string number(const Value& value) {
    std::string text = value.is_integer() ? std::to_string(value.as_integer()) : std::to_string(value.as_number());
    if (text.find('.') != std::string::npos) text.erase(text.find_last_not_of('0') + 1);
    return text;
  }

  const Unit& unit_;
  const RuleContext& context_;
  Reporter& report_;
};

void terraform(Check& check, const Resource& resource) {
  std::string_view type = resource.type;
  if (type == "aws_lambda_function") check.lambda(resource);
  if (type == "aws_db_instance" || type == "aws_rds_cluster") check.database(resource);
  if (type == "aws_eks_cluster" || type == "aws_eks_node_group") check.member(resource, "version", "kubernetes");
  if (type == "azurerm_kubernetes_cluster") check.member(resource, "kubernetes_version", "kubernetes");
  if (type == "google_container_cluster") check.member(resource, "min_master_version", "kubernetes");
  if (type == "google_container_node_pool") check.member(resource, "version", "kubernetes");
  if (type == "azurerm_postgresql_server" || type == "azurerm_postgresql_flexible_server") check.member(resource, "version", "postgres");
  if (type == "azurerm_mysql_server" || type == "azurerm_mysql_flexible_server") check.member(resource, "version", "mysql");
  if (!type.starts_with("azurerm_") || type.find("app") == std::string_view::npos) return;
  for (std::string_view product : {"php", "python", "node"}) {
    check.member(resource, "site_config[0]." + std::string(product) + "_version", product);
    check.member(resource, "site_config[0].application_stack[0]." + std::string(product) + "_version", product);
  }
}

void check_unit(const Unit& unit, const RuleContext& context, Reporter& report) {
  Check check(unit, context, report);
  for (const Resource& resource : unit.resources) {
    switch (resource.technology) {
      case Technology::dockerfile:
        for (const Value& stage : resource.attributes["stages"].items())
          if (stage["external"].as_boolean()) check.image(resource, stage["base_expanded"]);
        break;
      case Technology::kubernetes:
        for (const kubernetes::ContainerView& view : kubernetes::containers_of(resource)) check.image(resource, view.container["image"]);
        break;
      case Technology::compose:
        if (resource.type == "service") check.image(resource, resource.attributes["image"]);
        break;
      case Technology::terraform: terraform(check, resource); break;
    }
  }
}

}  // namespace

extern const RuleCode end_of_life_software;
const RuleCode end_of_life_software{check_unit, nullptr};

}  // namespace bulkhead
