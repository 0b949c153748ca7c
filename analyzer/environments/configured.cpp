#include "analyzer/environments/configured.h"

#include "analyzer/model/glob.h"

namespace bulkhead {

std::optional<Environment> configured_match(std::vector<std::string> EnvironmentConfig::*globs, std::string_view name,
                                            const Config& config) {
  std::optional<Environment> best;
  std::size_t length = 0;
  if (name.empty()) return best;
  for (const EnvironmentConfig& environment : config.environments)
    for (const std::string& glob : environment.*globs)
      if (glob.size() > length && matches_glob(glob, name)) {
        best = Environment{environment.name, environment.tier};
        length = glob.size();
      }
  return best;
}

std::optional<Environment> configured_label(std::string_view key, std::string_view value, const Config& config) {
  for (const EnvironmentConfig& environment : config.environments) {
    auto label = environment.labels.find(std::string(key));
    if (label != environment.labels.end() && matches_glob(label->second, value))
      return Environment{environment.name, environment.tier};
  }
  return std::nullopt;
}

}  // namespace bulkhead
