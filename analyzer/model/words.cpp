#include "analyzer/model/words.h"

#include <algorithm>
#include <vector>

namespace bulkhead {
namespace {

struct Group {
  std::string_view canonical;
  Tier tier;
  std::vector<std::string_view> strong, weak;
};

const std::vector<Group>& groups() {
  static const std::vector<Group> table = {
      {"production", Tier::production, {"production", "prod", "prods", "prd"}, {"live", "prodn"}},
      {"dr", Tier::production, {}, {"dr", "failover", "disaster recovery"}},
      {"preproduction",
       Tier::non_production,
       {"preproduction", "preprod", "preprd", "ppd", "pre prod", "pre production", "pre prd"},
       {"pp", "prelive", "pre live"}},
      {"staging", Tier::non_production, {"staging", "stage", "stg"}, {"stag"}},
      {"uat", Tier::non_production, {"uat"}, {"acc", "acceptance", "oat"}},
      {"sit", Tier::non_production, {"sit"}, {}},
      {"test", Tier::non_production, {"test", "tst"}, {"testing", "tests"}},
      {"qa", Tier::non_production, {"qa"}, {}},
      {"integration", Tier::non_production, {}, {"integration", "int", "integ"}},
      {"development", Tier::non_production, {"dev", "development", "devel"}, {"develop", "devtest"}},
      {"sandbox", Tier::non_production, {"sandbox", "sbx", "sandpit"}, {"playground", "lab"}},
      {"performance", Tier::non_production, {"perf"}, {"performance", "load", "loadtest", "stress"}},
      {"demo", Tier::non_production, {}, {"demo"}},
      {"training", Tier::non_production, {}, {"training", "train", "trn"}},
      {"prototype",
       Tier::non_production,
       {},
       {"prototype", "proto", "poc", "pilot", "beta", "alpha", "dress"}},
      {"ephemeral", Tier::non_production, {}, {"preview", "review", "ephemeral"}},
      {"local", Tier::non_production, {}, {"ci", "e2e", "local", "localhost", "minikube", "kind"}},
      {"nonproduction",
       Tier::non_production,
       {"nonprod", "nonproduction", "nonprd", "nonlive", "npd", "non prod", "non production", "non prd",
        "non live"},
       {"lower"}},
      {"shared",
       Tier::shared,
       {},
       {"shared", "common", "core", "hub", "platform", "mgmt", "management", "ops", "tools", "root",
        "network", "security", "audit", "log archive"}},
  };
  return table;
}

std::vector<StandardWord> flatten() {
  std::vector<StandardWord> words;
  for (const Group& group : groups()) {
    for (auto text : group.strong) words.push_back({text, group.canonical, group.tier, true});
    for (auto text : group.weak) words.push_back({text, group.canonical, group.tier, false});
  }
  std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.text < b.text; });
  return words;
}

}  // namespace

std::span<const StandardWord> standard_words() {
  static const std::vector<StandardWord> words = flatten();
  return words;
}

const StandardWord* standard_word(std::string_view text) {
  auto words = standard_words();
  auto it = std::lower_bound(words.begin(), words.end(), text,
                             [](const StandardWord& word, std::string_view t) { return word.text < t; });
  return it != words.end() && it->text == text ? &*it : nullptr;
}

}  // namespace bulkhead
