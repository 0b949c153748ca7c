#include "analyzer/terraform/planning/environment_names.h"

#include <algorithm>
#include <map>
#include <set>

#include "analyzer/terraform/open_object.h"

namespace bulkhead::terraform {
namespace {

constexpr std::size_t kMaxEnvironments = 64;

std::string_view without_separator(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '_')) text.remove_prefix(1);
  return text;
}

class EnvironmentNamer {
 public:
  EnvironmentNamer(Probe& probe, const Vocabulary& vocabulary, std::string_view what) : probe_(probe), vocabulary_(vocabulary), what_(what) {}

  /// The prefix that most of the expressions strip off; the first of equals.
  void find_prefix(const SelectorUse& use) {
    for (const LocatedExpression& prefix : use.prefixes) vote(probe_.evaluate(prefix), "");
    std::string separator = "-";
    for (const ComparedText& text : use.compared)
      if (!text.text.empty() && (text.text[0] == '-' || text.text[0] == '_')) separator = text.text[0];
    for (const LocatedExpression& prefix : use.dashed_prefixes) vote(probe_.evaluate(prefix), separator);
    if (votes_.empty())
      for (const ComparedText& text : use.compared)
        if (auto named = full_name(text.text)) count(named->prefix);
    int most = 0;
    for (const auto& [prefix, times] : votes_)
      if (times > most) {
        most = times;
        prefix_ = prefix;
      }
    for (const ComparedText& text : use.compared) compared_.insert(prefix_ + std::string(without_separator(text.text)));
  }

  /// `required`: reading a key that is not there is an error.
  void add_keys(const LocatedExpression& indexed, bool required) {
    Value map = probe_.evaluate(indexed);
    std::vector<std::string_view> keys;
    for (const Entry& entry : written_entries(map)) keys.push_back(entry.key);
    bool keyed = std::count_if(keys.begin(), keys.end(), [&](std::string_view key) { return recognise(key).has_value(); }) >= (keys.size() == 1 ? 1 : 2);
    if (!keyed) return;
    if (required) count_read(keys);
    for (const Entry& entry : written_entries(map)) {
      SourceSpan at = entry.key_span.valid() ? entry.key_span : decisive_span(entry.value.origin());
      add(entry.key, "key \"" + std::string(entry.key) + "\" of a map read with " + std::string(what_), at);
    }
  }

  /// Leaves out environments that most of the reads would fail in: keys of some side table do not make an environment.
  void remove_failing() {
    std::erase_if(found_, [&](const NamedEnvironment& one) { return present_[one.classification.environment.name] * 2 < reads_; });
  }

  void add_list(const LocatedExpression& list) {
    for (const Value& item : probe_.evaluate(list).items())
      if (item.is_string()) add(item.as_string(), "\"" + std::string(item.as_string()) + "\" in a list that " + std::string(what_) + " is looked for in", decisive_span(item.origin()));
  }

  void add_compared(const ComparedText& text) {
    add(without_separator(text.text), std::string(what_) + " compared with \"" + text.text + "\"", text.at);
  }

  void add_file(const SourceFile& file) {
    std::string_view stem = file_name_of(file.path);
    stem = stem.substr(0, stem.find('.'));
    auto token = vocabulary_.name(stem);
    auto cut = stem.find_last_of("_-");
    if (!token || !token->strong || !token->last || cut == std::string_view::npos) return;
    add(stem.substr(cut + 1), "file " + std::string(file_name_of(file.path)), SourceSpan{file.id, 0, 0});
  }

  bool empty() const { return found_.empty(); }

  std::vector<NamedEnvironment> take() {
    std::stable_sort(found_.begin(), found_.end(), [](const NamedEnvironment& a, const NamedEnvironment& b) { return a.selected < b.selected; });
    found_.erase(std::unique(found_.begin(), found_.end(), [](const NamedEnvironment& a, const NamedEnvironment& b) { return a.selected == b.selected; }),
                 found_.end());
    remove_synonyms();
    if (found_.size() > kMaxEnvironments) found_.resize(kMaxEnvironments);
    return std::move(found_);
  }

 private:
  void count_read(const std::vector<std::string_view>& keys) {
    ++reads_;
    std::set<std::string> names;
    for (std::string_view key : keys)
      if (auto recognised = recognise(key)) names.insert(recognised->environment.name);
    for (const std::string& name : names) ++present_[name];
  }

  /// `dev` and `development` in the keys of different maps are one environment: the word that the selector is compared with stays,
  /// otherwise the longest, which is the one that is not a local abbreviation.
  void remove_synonyms() {
    auto better = [&](const NamedEnvironment& a, const NamedEnvironment& b) {
      bool x = compared_.contains(a.selected), y = compared_.contains(b.selected);
      return x != y ? x : a.selected.size() > b.selected.size();
    };
    std::vector<NamedEnvironment> all = found_;
    std::erase_if(found_, [&](const NamedEnvironment& one) {
      return composed_.contains(one.selected) && std::any_of(all.begin(), all.end(), [&](const NamedEnvironment& other) {
               bool same = other.selected != one.selected && other.classification.environment.name == one.classification.environment.name;
               return same && composed_.contains(other.selected) && better(other, one);
             });
    });
  }

  struct FullName {
    Environment environment;
    std::string prefix;
  };
  struct Recognised {
    Environment environment;
    std::string selected;
    bool composed = false;
  };

  void vote(const Value& value, std::string_view separator) {
    if (!value.is_string() || value.as_string().empty()) return;
    std::string prefix(value.as_string());
    if (!prefix.ends_with(separator)) prefix += separator;
    count(prefix);
  }

  void count(const std::string& prefix) {
    for (auto& [known, times] : votes_)
      if (known == prefix) {
        ++times;
        return;
      }
    votes_.push_back({prefix, 1});
  }

  /// "shop-production": a name that ends with a strong word.
  std::optional<FullName> full_name(std::string_view text) const {
    auto token = vocabulary_.name(text);
    if (!token || !token->strong || !token->last || token->begin == 0) return std::nullopt;
    return FullName{token->environment, std::string(text.substr(0, token->begin))};
  }

  std::optional<Recognised> recognise(std::string_view text) const {
    if (auto word = vocabulary_.word(text)) return Recognised{*word, prefix_ + std::string(text), true};
    if (!prefix_.empty() && text.starts_with(prefix_))
      if (auto word = vocabulary_.word(text.substr(prefix_.size()))) return Recognised{*word, std::string(text), false};
    if (auto full = full_name(text)) return Recognised{full->environment, std::string(text), false};
    return std::nullopt;
  }

  void add(std::string_view text, std::string reason, SourceSpan at) {
    auto recognised = recognise(text);
    if (!recognised) return;
    if (recognised->composed) composed_.insert(recognised->selected);
    found_.push_back({recognised->selected, {recognised->environment, {EnvironmentReason::Signal::variable, std::move(reason), at}}});
  }

  Probe& probe_;
  const Vocabulary& vocabulary_;
  std::string_view what_;
  std::string prefix_;
  int reads_ = 0;
  std::map<std::string, int> present_;   // environment -> reads whose map has it
  std::vector<std::pair<std::string, int>> votes_;
  std::vector<NamedEnvironment> found_;
  std::set<std::string> compared_;
  std::set<std::string> composed_;   // selectors put together from a word, not written in full
};

}  // namespace

std::vector<NamedEnvironment> name_environments(const SelectorUse& use, Probe& probe, const Workspace& workspace, const Vocabulary& vocabulary,
                                                std::string_view what) {
  EnvironmentNamer namer(probe, vocabulary, what);
  namer.find_prefix(use);
  for (const LocatedExpression& indexed : use.indexed) namer.add_keys(indexed, true);
  for (const LocatedExpression& defaulted : use.defaulted) namer.add_keys(defaulted, false);
  namer.remove_failing();
  if (namer.empty()) {
    for (const ComparedText& text : use.compared) namer.add_compared(text);
    for (const LocatedExpression& list : use.lists) namer.add_list(list);
  }
  if (namer.empty())
    for (FileId file : probe.files().files) namer.add_file(workspace.file(file));
  return namer.take();
}

}  // namespace bulkhead::terraform
