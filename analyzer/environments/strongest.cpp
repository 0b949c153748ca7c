#include <algorithm>
#include <map>

#include "analyzer/environments/inference.h"

namespace bulkhead {
namespace {

using Signal = EnvironmentReason::Signal;

bool says_something(const Classification& signal) { return signal.environment.known() && signal.reason.signal != Signal::none; }

}  // namespace

Classification strongest(std::span<const Classification> signals) {
  Signal best = Signal::none;
  for (const Classification& signal : signals)
    if (says_something(signal)) best = std::min(best, signal.reason.signal);
  if (best == Signal::none) return {};
  std::map<std::string_view, int> votes;
  for (const Classification& signal : signals) {
    if (!says_something(signal)) continue;
    // A vote of an equal counts more than the nod of a weaker signal; the name breaks ties.
    if (signal.reason.signal == best) votes[signal.environment.name] += 100;
    else if (signal.reason.signal == Signal::name) votes[signal.environment.name] += 1;
  }
  const Classification* chosen = nullptr;
  for (const Classification& signal : signals) {
    if (!says_something(signal) || signal.reason.signal != best) continue;
    if (chosen == nullptr || votes[signal.environment.name] > votes[chosen->environment.name]) chosen = &signal;
  }
  // `is-production: false` says the tier only: an equal of the same tier names the environment.
  if (chosen->environment.name == "nonproduction")
    for (const Classification& signal : signals)
      if (says_something(signal) && signal.environment.tier == chosen->environment.tier &&
          signal.environment.name != chosen->environment.name && signal.reason.signal <= Signal::name)
        return signal;
  return *chosen;
}

std::vector<EnvironmentConflict> conflicts(std::span<const Classification> signals) {
  std::vector<EnvironmentConflict> found;
  for (std::size_t i = 0; i < signals.size(); ++i)
    for (std::size_t k = i + 1; k < signals.size(); ++k) {
      const Classification *a = &signals[i], *b = &signals[k];
      if (!says_something(*a) || !says_something(*b)) continue;
      if (a->reason.signal > Signal::variable || b->reason.signal > Signal::variable) continue;
      Tier first = a->environment.tier, second = b->environment.tier;
      if (first == second || first == Tier::shared || second == Tier::shared) continue;
      if (first == Tier::unknown || second == Tier::unknown) continue;
      if (b->reason.signal < a->reason.signal) std::swap(a, b);
      found.push_back({*a, *b});
    }
  return found;
}

}  // namespace bulkhead
