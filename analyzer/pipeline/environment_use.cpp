#include "analyzer/pipeline/environment_use.h"

#include <tuple>

namespace bulkhead {
namespace {

constexpr std::size_t kMaxReasons = 50;   // enough to judge by; the first ones are the strongest

auto order(const Environment& environment) { return std::tuple(environment.name.empty(), environment.tier, std::string_view(environment.name)); }

EnvironmentUse& entry(std::vector<EnvironmentUse>& uses, const Environment& environment) {
  auto at = std::lower_bound(uses.begin(), uses.end(), environment,
                             [](const EnvironmentUse& use, const Environment& e) { return order(use.environment) < order(e); });
  if (at == uses.end() || order(at->environment) != order(environment)) at = uses.insert(at, {environment, 0, {}, {}});
  return *at;
}

void add_reason(EnvironmentUse& use, const EnvironmentReason& reason) {
  if (reason.text.empty()) return;
  auto before = [](const EnvironmentReason& a, const EnvironmentReason& b) { return std::tie(a.signal, a.text) < std::tie(b.signal, b.text); };
  auto at = std::lower_bound(use.reasons.begin(), use.reasons.end(), reason, before);
  if (at != use.reasons.end() && at->text == reason.text && at->signal == reason.signal) return;
  use.reasons.insert(at, reason);
  if (use.reasons.size() > kMaxReasons) use.reasons.pop_back();
}

}  // namespace

std::vector<EnvironmentUse> environments_of(const Unit& unit) {
  std::vector<EnvironmentUse> out;
  for (const Resource& resource : unit.resources) {
    const Classification& own = resource.environment.environment.known() ? resource.environment : unit.environment;
    EnvironmentUse& use = entry(out, own.environment);
    ++use.resources;
    add_reason(use, own.reason);
    if (resource.header.valid() && (use.files.empty() || use.files.back() != resource.header.file)) use.files.push_back(resource.header.file);
  }
  for (EnvironmentUse& use : out) {
    std::sort(use.files.begin(), use.files.end());
    use.files.erase(std::unique(use.files.begin(), use.files.end()), use.files.end());
  }
  return out;
}

void unite_environments(std::vector<EnvironmentUse>& into, const std::vector<EnvironmentUse>& more) {
  for (const EnvironmentUse& other : more) {
    EnvironmentUse& use = entry(into, other.environment);
    use.resources += other.resources;
    for (const auto& reason : other.reasons) add_reason(use, reason);
  }
}

}  // namespace bulkhead
