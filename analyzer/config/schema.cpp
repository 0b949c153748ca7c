#include "analyzer/config/schema.h"

namespace bulkhead::config {
namespace {

using enum Shape;

constexpr std::string_view kTiers[] = {"production", "non-production", "shared"};
constexpr std::string_view kSeverities[] = {"critical", "high", "medium", "low", "info"};
constexpr std::string_view kClasses[] = {"normal", "high", "very-high"};
constexpr std::string_view kTlsVersions[] = {"1.0", "1.1", "1.2", "1.3"};
constexpr std::string_view kLinkKinds[] = {
    "network",    "firewall", "network-policy", "endpoint", "state",   "iam",   "grant", "role-binding", "image",
    "credential", "secret",   "secret-store",   "identity", "realm",   "client", "data",  "account",      "cluster"};

constexpr std::string_view kOwner = "Person or team that answers for it";
constexpr std::string_view kReason = "Why it is right";

const Field kEnvironment[] = {
    {"tier", choice, "What separates it; taken from the name where the vocabulary knows it", {}, kTiers},
    {"aliases", text_list, "Other words for the environment in names, labels and files"},
    {"paths", text_list, "Globs of folders and files, relative to the scan root"},
    {"accounts", text_list, "AWS accounts, Azure subscriptions, GCP projects"},
    {"namespaces", text_list, "Globs of Kubernetes namespaces"},
    {"clusters", text_list, "Globs of Kubernetes clusters"},
    {"workspaces", text_list, "Globs of Terraform workspaces"},
    {"labels", text_map, "Labels or tags whose value means this environment"},
    {"hosts", text_list, "Globs of host names"},
    {"cidrs", cidr_list, "Networks, a.b.c.d/n"},
};

const Field kPromotion[] = {
    {"from", text, "Environment it starts in, or *", {}, {}, true},
    {"to", text, "Environment it may reach, or *", {}, {}, true},
    {"kinds", choice_list, "What may cross; image where nothing is said", {}, kLinkKinds},
    {"ports", port_list, "Ports; empty: any"},
    {"reason", text, kReason},
    {"owner", text, kOwner},
    {"expires", date, "Last day"},
};

const Field kAllowedLink[] = {
    {"from", text, "Environment it starts in, or *", {}, {}, true},
    {"to", text, "Environment it may reach, or *", {}, {}, true},
    {"kinds", choice_list, "What may cross; everything where nothing is said", {}, kLinkKinds},
    {"ports", port_list, "Ports; empty: any"},
    {"reason", text, kReason, {}, {}, true},
    {"owner", text, kOwner, {}, {}, true},
    {"expires", date, "Last day", {}, {}, true},
};

const Field kLinks[] = {{"allow", object_list, "Links between environments that are wanted", kAllowedLink}};

const Field kPathRules[] = {
    {"ignore", text_list, "Rules or requirements that do not count here; * for all"},
    {"severity", choice_map, "Rule to severity", {}, kSeverities},
};

const Field kRules[] = {
    {"ignore", text_list, "Rules or requirements that do not count; * for all"},
    {"severity", choice_map, "Rule to severity", {}, kSeverities},
    {"paths", object_map, "Glob to what differs there", kPathRules},
};

const Field kTls[] = {{"min", choice, "Lowest version of TLS that is good enough", {}, kTlsVersions}};
const Field kImages[] = {{"max_age_days", integer, "Days after which an image counts as too old"}};
const Field kProfiles[] = {
    {"registries", text_list, "Globs of registries that may be used"},
    {"base_images", text_list, "Globs of images to build on"},
    {"tls", object, "Transport encryption", kTls},
    {"images", object, "Container images", kImages},
    {"headers", text_list, "HTTP security headers that must be set"},
};

const Field kException[] = {
    {"rule", text, "Rule that does not count", {}, {}, true},
    {"target", text, "Address, path or glob it does not count for", {}, {}, true},
    {"reason", text, kReason, {}, {}, true},
    {"owner", text, kOwner, {}, {}, true},
    {"expires", date, "Last day, at most 90 days ahead", {}, {}, true},
    {"ticket", text, "Where it is tracked"},
};

const Field kApproval[] = {
    {"access", text, "Address of the resource, or source and target", {}, {}, true},
    {"source", text, "Who may reach it", {}, {}, true},
    {"reason", text, kReason, {}, {}, true},
    {"owner", text, kOwner, {}, {}, true},
    {"expires", date, "Last day, at most 365 days ahead", {}, {}, true},
};

const Field kAttestation[] = {
    {"requirement", text, "Requirement that the statement meets, such as 6.6", {}, {}, true},
    {"scope", text, "Globs of applications, environments or paths", {}, {}, true},
    {"statement", text, "What is done, in at least 20 characters", {}, {}, true, 20},
    {"owner", text, kOwner, {}, {}, true},
    {"issued", date, "Day it was given", {}, {}, true},
    {"expires", date, "Last day, at most 365 days after it was given", {}, {}, true},
    {"evidence", text, "Link to the proof"},
};

const Field kTop[] = {
    {"environments", object_map, "Environments and what belongs to them", kEnvironment},
    {"shared", text_list, "Names of namespaces, workspaces or folders that serve all environments"},
    {"promotion", object_list, "Ways on which artefacts move between environments", kPromotion},
    {"links", object, "Links between environments", kLinks},
    {"rules", object, "Rules that do not count or count otherwise", kRules},
    {"profiles", object, "What this organisation calls good", kProfiles},
    {"exceptions", object_list, "Findings that are accepted for a time", kException},
    {"approvals", object_list, "External accesses that are approved", kApproval},
    {"attestations", object_list, "Statements for requirements that no file can prove", kAttestation},
    {"assurance_class", choice_or_map, "One class, or application to class", {}, kClasses},
    {"exclude", text_list, "Globs of files and folders that are not read"},
};

}  // namespace

std::span<const Field> top_level() { return kTop; }

}  // namespace bulkhead::config
