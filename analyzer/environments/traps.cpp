#include "analyzer/environments/traps.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <vector>

#include "analyzer/model/words.h"

#include "analyzer/model/memo.h"
namespace bulkhead {
namespace {

using Words = std::initializer_list<std::string_view>;

/// A word, and the neighbours that give it another meaning.
struct Neighbours {
  std::string_view word;
  Words before, after;
};

const Neighbours kNeighbours[] = {
    {"stage",
     {"gateway", "version", "build", "pipeline", "secret", "multi", "deploy", "final", "job"},
     {"name", "names", "variable", "variables", "description", "methods", "invoke"}},
    {"staging",
     {"acme", "encrypt", "letsencrypt"},
     {"area", "areas", "table", "tables", "schema", "layer", "zone", "replication", "janitor", "slot"}},
    {"test",
     {"unit", "smoke", "pact", "load", "stress", "regression", "pen", "penetration", "connectivity", "speed",
      "hook", "acceptance", "ab", "latency"},
     {"suite", "suites", "case", "cases", "runner", "runners", "result", "results", "report", "reports",
      "harness", "coverage", "automation", "framework", "containers", "testing"}},
    {"tests", {"unit", "smoke", "pact", "load", "end", "e2e", "integration", "templates"}, {}},
    {"dev", {}, {"ops", "tools", "container", "containers", "kit", "portal", "secops", "sec", "deps"}},
    {"development", {"software"}, {"team", "teams", "kit"}},
    {"live", {"infrastructure", "is", "keep", "time", "to", "youtube"}, {"ness", "data", "stream"}},
    {"integration",
     {"pagerduty", "gateway", "github", "slack", "data", "continuous", "lambda", "proxy"},
     {"key", "keys", "hub", "id", "uri", "type", "method", "response", "test", "tests", "target",
      "service"}},
    {"int", {"to", "unsigned"}, {}},
    {"prod", {"letsencrypt", "encrypt"}, {}},
    {"production", {"letsencrypt", "encrypt"}, {}},
    {"load", {}, {"balancer", "balancing", "balancers", "balanced"}},
    {"performance", {}, {"insights", "insight", "schema", "mode", "class"}},
    {"review", {"code", "peer"}, {"app", "apps", "board"}},
    {"train", {}, {"station", "line"}},
    {"kind", {}, {"of"}},
};

bool contains(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::string_view kDevices[] = {"null",   "zero",   "random",  "urandom", "shm",  "stdin",    "stdout",
                                         "stderr", "ptmx",   "kvm",     "fuse",    "full", "console",  "kmsg",
                                         "mem",    "log",    "mqueue",  "cdrom",   "rtc",  "watchdog", "tty"};
constexpr std::string_view kDeviceFolders[] = {"shm", "mapper", "disk",      "pts",        "fd",  "net",  "tcp", "udp",
                                               "dri", "vfio",   "oracleasm", "infiniband", "snd", "input"};
/// Names with a number or a letter behind: sda1, xvdf, nvme0n1, ttyS0, dm-0.
constexpr std::string_view kDeviceFamilies[] = {"sd",   "xvd",    "hd", "vd", "nvme", "tty",
                                                "loop", "nvidia", "dm", "md", "sr",   "sg"};

bool is_device_family(std::string_view name) {
  for (std::string_view family : kDeviceFamilies) {
    if (!name.starts_with(family)) continue;
    auto rest = name.substr(family.size());
    if (rest.starts_with('-')) rest.remove_prefix(1);
    if (rest.starts_with("${")) return true;
    if (rest.size() <= 2 || rest.find_first_of("0123456789") != std::string_view::npos) return rest.size() <= 8;
  }
  return false;
}

/// `/dev/sda1`: `/dev/` where a path starts, in front of a device's name. `/dev/db/password` is a parameter of development.
bool is_device(std::string_view text, const Token& token) {
  if (token.begin == 0 || text[token.begin - 1] != '/') return false;
  constexpr std::string_view kPathStarts = " \t\n\"'=:,;>&([";
  if (token.begin >= 2 && kPathStarts.find(text[token.begin - 2]) == std::string_view::npos) return false;
  auto rest = text.substr(token.end);
  if (rest.empty() || rest == "/") return true;
  if (!rest.starts_with('/')) return false;
  rest.remove_prefix(1);
  auto name = rest.substr(0, rest.find_first_of("/ \t\n\"'&;,)]"));
  bool folder = rest.substr(name.size()).starts_with('/');
  const auto is_name = [&](std::string_view known) { return name == known; };
  if (folder) return std::any_of(std::begin(kDeviceFolders), std::end(kDeviceFolders), is_name);
  return std::any_of(std::begin(kDevices), std::end(kDevices), is_name) || is_device_family(name);
}

/// The `.dev` of pkg.dev, kustomize.toolkit.dev/… and https://x.dev: a public top-level domain.
bool is_top_level_domain(std::string_view text, std::span<const Token> tokens, std::size_t at) {
  const Token& token = tokens[at];
  if (at == 0 || token.begin == 0 || text[token.begin - 1] != '.') return false;
  bool ends = token.end == text.size() || text[token.end] == '/' || text[token.end] == ':';
  if (!ends) return false;
  constexpr std::array kHosts = {"pkg", "pages", "workers", "r2", "go", "web", "github", "run"};
  if (std::find(kHosts.begin(), kHosts.end(), tokens[at - 1].text) != kHosts.end()) return true;
  bool slash = token.end < text.size() && text[token.end] == '/';
  auto scheme = text.find("://");
  if (scheme != std::string_view::npos && scheme < token.begin)
    return text.find('/', scheme + 3) == std::string_view::npos ||
           text.find('/', scheme + 3) >= token.end;
  return slash && text.find('/') == token.end;
}

/// The reserved top-level domain of tests: https://shop.test/, api.shop.test (RFC 6761).
bool is_test_domain(std::string_view text, const Token& token) {
  if (token.begin == 0 || text[token.begin - 1] != '.') return false;
  auto rest = text.substr(token.end);
  if (!rest.empty() && rest.front() != '/' && rest.front() != ':') return false;
  auto host = text.substr(0, token.begin - 1);
  return host.find("://") != std::string_view::npos || host.find('.') != std::string_view::npos;
}

/// `svc.cluster.local`, `corp.local`, Terraform's `local.x`.
bool is_local_name(std::string_view text, const Token& token) {
  bool dot_before = token.begin > 0 && text[token.begin - 1] == '.';
  bool dot_after = token.end < text.size() && text[token.end] == '.';
  bool interpolated = token.begin >= 2 && text.substr(token.begin - 2, 2) == "${";
  return (dot_before && !dot_after) || (dot_after && (token.begin == 0 || interpolated));
}

bool is_profile_value(std::string_view text, std::span<const Token> tokens, std::size_t first) {
  if (first == 0 || text[tokens[first].begin - 1] != '=') return false;
  auto key_end = tokens[first].begin - 1;
  auto key_begin = text.find_last_of(" \t\"'-;&", key_end ? key_end - 1 : 0);
  key_begin = key_begin == std::string_view::npos ? 0 : key_begin + 1;
  if (text.substr(key_begin).starts_with("D") && key_begin > 0) ++key_begin;   // -Dkey=value
  return is_runtime_profile(text.substr(key_begin, key_end - key_begin));
}

}  // namespace

bool is_runtime_profile(std::string_view key) {
  static constexpr std::string_view kKeys[] = {
      "node env",     "rails env", "rack env",    "aspnetcore environment", "dotnet environment", "flask env",
      "mix env",      "babel env", "symfony env", "spring profiles active", "profiles active",    "profile active",
      "quarkus profile", "micronaut environments", "django configuration", "npm config production"};
  thread_local Memo<bool> known(50'000);
  return known.get(key, [](std::string_view asked) {
    std::string normal = normalised_word(asked);
    return std::any_of(std::begin(kKeys), std::end(kKeys), [&](std::string_view k) { return normal == k; });
  });
}

bool is_trap(std::string_view text, std::span<const Token> tokens, std::size_t first, std::size_t last) {
  if (first > 0 && (tokens[first - 1].text == "is" || tokens[first - 1].text == "not")) return true;
  if (is_profile_value(text, tokens, first)) return true;
  if (first != last) return false;
  const Token& token = tokens[first];
  if (token.text == "dev" && (is_device(text, token) || is_top_level_domain(text, tokens, first))) return true;
  if (token.text == "test" && is_test_domain(text, token)) return true;
  if (token.text == "local" && is_local_name(text, token)) return true;
  if (token.text == "staging" && first >= 2 && tokens[first - 1].text == "s3" && tokens[first - 2].text == "aws")
    return true;
  for (const Neighbours& entry : kNeighbours) {
    if (entry.word != token.text) continue;
    if (first > 0 && contains(entry.before, tokens[first - 1].text)) return true;
    if (last + 1 < tokens.size() && contains(entry.after, tokens[last + 1].text)) return true;
  }
  return false;
}

bool names_platform(std::string_view name) {
  std::vector<std::string> words;
  for (const Token& token : tokenise(name)) words.push_back(token.text);
  const auto in = [](std::string_view own, Words list) { return std::find(list.begin(), list.end(), own) != list.end(); };
  const auto is_environment = [](std::string_view word) {
    const StandardWord* known = standard_word(word);
    return known != nullptr && known->tier != Tier::shared;
  };
  while (words.size() > 1 && is_environment(words.back())) words.pop_back();
  if (words.empty()) return false;
  for (const std::string& own : words)
    if (in(own, {"shared", "observability", "transit", "connectivity"})) return true;
  Words roles = {"monitoring", "logging", "security", "audit", "management", "network", "dns", "root", "registry"};
  return in(words.front(), roles) || in(words.front(), {"core", "hub"}) || in(words.back(), roles) || words.back() == "backup";
}

}  // namespace bulkhead
