// Commands about rules.
#include <nlohmann/json.hpp>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/console.h"
#include "analyzer/cli/run.h"
#include "analyzer/cli/session.h"
#include "analyzer/model/suggest.h"
#include "analyzer/report/leaves.h"

namespace bulkhead::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

std::string rules_json(const RuleSet& rules) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const Rule& rule : rules.rules())
    list.push_back({{"id", rule.id}, {"title", rule.title}, {"requirements", rule.requirements}, {"severity", to_string(rule.severity)},
                    {"confidence", to_string(rule.confidence)}, {"scope", rule.scope}, {"group", rule.group}});
  return Json{{"version", 1}, {"rules", std::move(list)}}.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string rules_text(const RuleSet& rules) {
  std::size_t width = 0;
  for (const Rule& rule : rules.rules()) width = std::max(width, rule.id.size());
  std::string out;
  for (const Rule& rule : rules.rules())
    out += padded(rule.id, width) + "  " + padded(std::string(to_string(rule.severity)), 8) + "  " + padded(joined(rule.requirements), 12) + "  " + rule.title + "\n";
  return out + std::to_string(rules.rules().size()) + " rules. `bulkhead explain RULE` shows one.\n";
}

std::string rule_page(const Rule& rule) {
  std::string technologies;
  for (Technology technology : rule.technologies) technologies += (technologies.empty() ? "" : ", ") + std::string(to_string(technology));
  std::string out = rule.id + ": " + rule.title + "\n\n";
  out += "  severity      " + std::string(to_string(rule.severity)) + (rule.production_only ? " in production, two steps lower elsewhere" : "") + "\n";
  out += "  confidence    " + std::string(to_string(rule.confidence)) + "\n";
  for (const auto& id : rule.requirements) {
    const report::Leaf* leaf = report::find_leaf(id);
    out += "  requirement   " + id + (leaf ? " " + std::string(leaf->title) : "") + "\n";
  }
  if (!technologies.empty()) out += "  technologies  " + technologies + "\n";
  if (!rule.peers.empty()) out += "  elsewhere     " + joined(rule.peers) + "\n";
  out += "  to silence    # bulkhead:ignore " + rule.id + " -- reason\n\n";
  auto begin = rule.prose.find_first_not_of("\n");
  return out + (begin == std::string::npos ? "" : rule.prose.substr(begin)) + (rule.prose.ends_with('\n') ? "" : "\n");
}

std::string requirement_page(const report::Leaf& leaf, const RuleSet& rules) {
  std::string out = std::string(leaf.id) + " " + std::string(leaf.title) + "\n\nRules that look at it:\n";
  for (const Rule& rule : rules.rules())
    if (std::find(rule.requirements.begin(), rule.requirements.end(), leaf.id) != rule.requirements.end()) out += "  " + rule.id + ": " + rule.title + "\n";
  return out;
}

}  // namespace

int list_rules(const ScanOptions& options, const std::string& format) {
  Session session;
  if (std::string error = load_rules(options, session); !error.empty()) return fail(error);
  RuleSet rules = session.rules.filtered(options.select, options.ignore);
  return print(format == "json" ? rules_json(rules) : rules_text(rules)) ? kNothingFound : kError;
}

int explain(const ScanOptions& options, const std::string& name) {
  Session session;
  if (std::string error = load_rules(options, session); !error.empty()) return fail(error);
  if (const Rule* rule = session.rules.find(name)) return print(rule_page(*rule)) ? kNothingFound : kError;
  if (const report::Leaf* leaf = report::find_leaf(name)) return print(requirement_page(*leaf, session.rules)) ? kNothingFound : kError;
  std::vector<std::string_view> known;
  for (const Rule& rule : session.rules.rules()) known.push_back(rule.id);
  std::string_view near = nearest(name, known);
  return fail("there is no rule `" + name + "`" + (near.empty() ? "; `bulkhead rules` lists them" : "; did you mean `" + std::string(near) + "`?"));
}

}  // namespace bulkhead::cli
