// The final stage and the stages below it: which package manager, and does anything upgrade.
#include <algorithm>
#include <array>
#include <string>

#include "analyzer/container/image_reference.h"
#include "analyzer/rules/reporter.h"
#include "analyzer/rules/rule.h"

namespace bulkhead {
namespace {

struct Manager {
  std::string_view name;
  std::array<std::string_view, 5> upgrades;
  std::string_view fix;
};
constexpr Manager kManagers[] = {
    {"apt-get", {"upgrade", "dist-upgrade", "full-upgrade"}, "apt-get update && apt-get -y upgrade"},
    {"apt", {"upgrade", "dist-upgrade", "full-upgrade"}, "apt-get update && apt-get -y upgrade"},
    {"aptitude", {"upgrade", "safe-upgrade", "full-upgrade"}, "apt-get update && apt-get -y upgrade"},
    {"apk", {"upgrade"}, "apk upgrade --no-cache"},
    {"dnf", {"upgrade", "update", "distro-sync"}, "dnf -y upgrade"},
    {"yum", {"upgrade", "update"}, "yum -y update"},
    {"microdnf", {"upgrade", "update"}, "microdnf -y upgrade"},
    {"tdnf", {"upgrade", "update"}, "tdnf -y update"},
    {"zypper", {"patch", "update", "up", "dup", "dist-upgrade"}, "zypper -n patch"},
    {"pacman", {"-Syu", "-Syyu", "-Su"}, "pacman -Syu --noconfirm"},
};

/// What runs on Debian unless the tag says alpine: official images.
constexpr std::string_view kDebianImages[] = {"debian", "ubuntu", "node", "python", "golang", "ruby", "php", "perl", "rust", "nginx", "httpd", "postgres",
                                              "mysql", "mariadb", "redis", "openjdk", "eclipse-temurin", "maven", "gradle", "tomcat", "buildpack-deps"};
constexpr std::string_view kRpmImages[] = {"fedora", "centos", "rockylinux", "almalinux", "oraclelinux", "amazonlinux"};

const Manager* manager_named(std::string_view name) {
  auto found = std::find_if(std::begin(kManagers), std::end(kManagers), [&](const Manager& m) { return m.name == name; });
  return found == std::end(kManagers) ? nullptr : &*found;
}

/// The package manager of a well-known base; null where none is known, or there is none.
const Manager* manager_of_image(std::string_view text) {
  container::ImageReference image = container::parse_image_reference(text);
  if (image.registry != "docker.io" || !image.repository.starts_with("library/")) return nullptr;
  std::string_view name = std::string_view(image.repository).substr(8);
  if (name == "alpine" || image.tag.find("alpine") != std::string::npos) return manager_named("apk");
  auto has = [&](const auto& list) { return std::find(std::begin(list), std::end(list), name) != std::end(list); };
  if (has(kDebianImages)) return manager_named("apt-get");
  return has(kRpmImages) ? manager_named("dnf") : nullptr;
}

struct Seen {
  const Manager* manager = nullptr;
  bool upgrades = false, unknown = false;
  Value lists_alone;   // a RUN that only refreshes the lists
};

void look_at_command(const Value& command, Seen& seen, bool& updates, bool& installs) {
  const Manager* manager = manager_named(command["name"].as_string());
  if (command["name"].as_string().starts_with("unattended-upgrade")) seen.upgrades = true;
  if (manager == nullptr) return;
  seen.manager = manager;
  for (const Value& argument : command["arguments"].items()) {
    std::string_view word = argument.as_string();
    seen.unknown |= argument.is_unknown();
    if (std::find(manager->upgrades.begin(), manager->upgrades.end(), word) != manager->upgrades.end() && !word.empty()) seen.upgrades = true;
    updates |= word == "update";
    installs |= word == "install" || word == "add" || word == "upgrade" || word == "build-dep" || word == "dist-upgrade" || word == "full-upgrade";
    if (word == "--upgrade" || word == "-U") installs = true;
  }
}

void look_at_stage(const Value& stage, Seen& seen) {
  for (const Value& instruction : stage["instructions"].items()) {
    if (instruction["keyword"].as_string() != "RUN") continue;
    bool updates = false, installs = false;
    for (const Value& command : instruction["commands"].items()) look_at_command(command, seen, updates, installs);
    bool lists = seen.manager != nullptr && (seen.manager->name.starts_with("apt") || seen.manager->name == "apk");
    if (updates && !installs && lists && seen.lists_alone.is_missing()) seen.lists_alone = instruction;
  }
}

void check_unit(const Unit& unit, const RuleContext&, Reporter& report) {
  for (const Resource& resource : unit.resources) {
    if (resource.technology != Technology::dockerfile) continue;
    Seen seen;
    Value last, root;
    for (const Value& stage : resource.attributes["stages"].items()) {
      if (!stage["in_image"].as_boolean()) continue;
      look_at_stage(stage, seen);
      last = stage;
      root = stage["root_image"];
    }
    if (seen.manager == nullptr && root.is_string()) seen.manager = manager_of_image(root.as_string());
    if (!seen.lists_alone.is_missing()) {
      FindingExtras extras;
      extras.severity = Severity::medium;
      extras.identity = "lists";
      report.report(unit, resource, seen.lists_alone, "The package lists are updated in a step of their own: the next build takes it from the cache, however old it is", extras);
    }
    if (seen.upgrades) continue;
    if (seen.manager == nullptr) {
      if (root.is_unknown()) report.undecided(resource);
      continue;
    }
    if (seen.unknown) {
      report.undecided(resource);
      continue;
    }
    FindingExtras extras;
    extras.identity = "upgrade";
    report.report(unit, resource, last["base"], "The image is built without updating the packages of its base (" + std::string(seen.manager->fix) + ")", extras);
  }
}

}  // namespace

extern const RuleCode os_packages_not_updated;
const RuleCode os_packages_not_updated{check_unit, nullptr};

}  // namespace bulkhead
