#include "analyzer/environments/vocabulary.h"

#include <algorithm>
#include <atomic>

#include "analyzer/environments/traps.h"
#include "analyzer/model/memo.h"
#include "analyzer/model/tokens.h"
#include "analyzer/model/words.h"

namespace bulkhead {
namespace {

constexpr std::size_t kMaxParts = 4;
/// More words than this with blanks between them are prose, and prose names no environment (RULES 3.4 "human text").
constexpr std::ptrdiff_t kMaxBlanks = 4;

bool is_prose(std::string_view text) {
  return std::count(text.begin(), text.end(), ' ') > kMaxBlanks || text.find('\n') != std::string_view::npos;
}

std::size_t parts_of(std::string_view normalised) {
  return static_cast<std::size_t>(std::count(normalised.begin(), normalised.end(), ' ')) + 1;
}

bool two_tiers(const std::vector<TokenMatch>& matches) {
  bool production = false, other = false;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const TokenMatch& match = matches[i];
    bool counts = match.strong;
    // `live-dev`: a weak word for production beside a strong one is the compound that people must decide.
    if (!counts && match.environment.tier == Tier::production)
      counts = (i + 1 < matches.size() && matches[i + 1].begin == match.end + 1) ||
               (i > 0 && matches[i - 1].end + 1 == match.begin);
    if (!counts) continue;
    production |= match.environment.tier == Tier::production;
    other |= match.environment.tier == Tier::non_production;
  }
  return production && other;
}

constexpr std::size_t kMostRemembered = 50'000;
/// Longer texts are no names that come back.
constexpr std::size_t kLongestRemembered = 256;

/// What this thread knows of one vocabulary's answers.
template <class Result>
Memo<Result>& remembered(std::uint64_t vocabulary) {
  thread_local Memo<Result> memo(kMostRemembered);
  thread_local std::uint64_t whose = 0;
  if (whose != vocabulary) memo.clear();
  whose = vocabulary;
  return memo;
}

std::vector<std::string> names_of(const EnvironmentConfig& configured) {
  std::vector<std::string> names = configured.aliases;
  names.insert(names.begin(), configured.name);
  return names;
}

/// A token in lower case with the digits that it ends in.
std::string as_written(std::string_view identifier, const Token& token) {
  std::string text(identifier.substr(token.begin, token.end - token.begin));
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// normalised_word() with the digits that its parts end in.
std::string as_written(std::string_view name) {
  std::string text;
  for (const Token& token : tokenise(name)) text.append(text.empty() ? "" : " ").append(as_written(name, token));
  return text;
}

/// What a name that ends in digits means without them; null for others.
const StandardWord* numbered_meaning(std::string_view text) {
  std::string word = normalised_word(text);
  return word == as_written(text) ? nullptr : standard_word(word);
}

std::uint64_t next_id() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

}  // namespace

Vocabulary::Vocabulary() : Vocabulary(Config{}) {}

Vocabulary::Vocabulary(const Config& config) : config_hash_(content_hash(config)), id_(next_id()) {
  for (const StandardWord& word : standard_words()) {
    words_.push_back({std::string(word.text), {std::string(word.canonical), word.tier}, word.strong});
    longest_ = std::max(longest_, parts_of(word.text));
  }
  // A name that ends in digits is the one with these digits; the first to be configured has it.
  for (const EnvironmentConfig& configured : config.environments)
    for (const std::string& name : names_of(configured)) {
      std::string text = as_written(name);
      if (text == normalised_word(name) || parts_of(text) > kMaxParts || find(text) != nullptr) continue;
      auto at = std::lower_bound(words_.begin(), words_.end(), text, [](const Word& word, const std::string& t) { return word.text < t; });
      const StandardWord* standard = configured.tier == Tier::unknown ? standard_word(normalised_word(name)) : nullptr;
      words_.insert(at, {text, {configured.name, standard ? standard->tier : configured.tier}, true});
    }
  for (const EnvironmentConfig& configured : config.environments) add_configured(configured);
  for (const Word& word : words_)
    if (auto blank = word.text.find(' '); blank != std::string::npos) leads_.push_back(word.text.substr(0, blank));
  std::sort(leads_.begin(), leads_.end());
}

const Vocabulary::Word* Vocabulary::find(std::string_view normalised) const {
  auto it = std::lower_bound(words_.begin(), words_.end(), normalised,
                             [](const Word& word, std::string_view text) { return word.text < text; });
  return it != words_.end() && it->text == normalised ? &*it : nullptr;
}

/// find() of what people write: any case, any separators.
const Vocabulary::Word* Vocabulary::find_word(std::string_view word) const {
  constexpr std::ptrdiff_t kNone = -1;
  auto look = [&](std::string_view text) {
    const Word* found = find(as_written(text));
    if (found == nullptr) found = find(normalised_word(text));
    return found == nullptr ? kNone : found - words_.data();
  };
  std::ptrdiff_t at = word.size() > kLongestRemembered ? look(word) : remembered<std::ptrdiff_t>(id_).get(word, look);
  return at == kNone ? nullptr : &words_[static_cast<std::size_t>(at)];
}

/// A configured name or alias takes over every standard word that means the same ("staging" with alias "preproduction" takes
/// preprod and pre-prod too), except words that an environment configured earlier already has. `prod1` takes over `prod` where there is no `prod2`.
void Vocabulary::add_configured(const EnvironmentConfig& configured) {
  std::vector<std::string> names = names_of(configured);
  Environment environment{configured.name, configured.tier};
  auto one_of_several = [&](const std::string& name) {
    std::string text = normalised_word(name);
    if (as_written(name) == text) return false;
    const StandardWord* meant = standard_word(text);
    return meant == nullptr || std::any_of(words_.begin(), words_.end(), [&](const Word& word) {
             const StandardWord* other = word.environment.name == configured.name ? nullptr : numbered_meaning(word.text);
             return other != nullptr && other->canonical == meant->canonical;
           });
  };
  for (const std::string& name : names) {
    const StandardWord* standard = standard_word(normalised_word(name));
    if (standard == nullptr) continue;
    if (environment.tier == Tier::unknown) environment.tier = standard->tier;
    if (one_of_several(name)) continue;
    for (Word& word : words_)
      if (word.environment.name == standard->canonical) word.environment = environment;
  }
  for (const std::string& name : names) {
    std::string text = normalised_word(name);
    if (text.empty() || parts_of(text) > kMaxParts) continue;
    longest_ = std::max(longest_, parts_of(text));
    if (one_of_several(name)) continue;
    auto it = std::lower_bound(words_.begin(), words_.end(), text,
                               [](const Word& word, const std::string& t) { return word.text < t; });
    if (it == words_.end() || it->text != text) it = words_.insert(it, {text, {}, true});
    it->environment = environment;
    it->strong = true;
  }
}

std::optional<Environment> Vocabulary::word(std::string_view word) const {
  const Word* found = find_word(word);
  if (found == nullptr) return std::nullopt;
  return found->environment;
}

std::optional<Environment> Vocabulary::strong_word(std::string_view word) const {
  const Word* found = find_word(word);
  if (found == nullptr || !found->strong) return std::nullopt;
  return found->environment;
}

std::vector<TokenMatch> Vocabulary::tokens(std::string_view identifier) const {
  std::vector<TokenMatch> matches;
  if (is_prose(identifier)) return matches;
  const std::vector<Token> parts = tokenise(identifier);
  for (std::size_t i = 0; i < parts.size();) {
    std::size_t taken = 0;
    // Only a few words start one of several parts ("pre prod"); every other token is looked up alone.
    std::size_t most = std::binary_search(leads_.begin(), leads_.end(), parts[i].text) ? longest_ : 1;
    for (std::size_t length = std::min(most, parts.size() - i); length > 0 && taken == 0; --length) {
      std::string text = parts[i].text;
      for (std::size_t k = 1; k < length; ++k) text.append(" ").append(parts[i + k].text);
      const Word* word = nullptr;
      bool digits = false;
      for (std::size_t k = i; k < i + length; ++k) digits |= parts[k].text.size() != parts[k].end - parts[k].begin;
      if (digits) {
        std::string written = as_written(identifier, parts[i]);
        for (std::size_t k = 1; k < length; ++k) written.append(" ").append(as_written(identifier, parts[i + k]));
        word = find(written);
      }
      if (word == nullptr) word = find(text);
      if (word == nullptr) continue;
      taken = length;
      std::size_t last = i + length - 1;
      if (is_trap(identifier, parts, i, last)) continue;
      matches.push_back({word->environment, word->strong, parts[i].begin, parts[last].end,
                         last + 1 == parts.size(), i == 0});
    }
    i += std::max<std::size_t>(taken, 1);
  }
  return matches;
}

std::optional<TokenMatch> Vocabulary::name(std::string_view identifier) const {
  if (identifier.size() > kLongestRemembered) return read_name(identifier);
  return remembered<std::optional<TokenMatch>>(id_).get(identifier, [&](std::string_view text) { return read_name(text); });
}

std::optional<TokenMatch> Vocabulary::read_name(std::string_view identifier) const {
  std::vector<TokenMatch> matches = tokens(identifier);
  if (two_tiers(matches)) return std::nullopt;
  std::erase_if(matches, [](const TokenMatch& match) { return !match.strong; });
  if (matches.empty()) return std::nullopt;
  if (!matches.back().last && matches.front().first) return matches.front();
  return matches.back();
}

bool Vocabulary::environment_keyed(const std::vector<std::string_view>& keys) const {
  const Word* first = nullptr;
  bool strong = false, two = false;
  for (std::string_view key : keys) {
    const Word* found = find_word(key);
    if (found == nullptr || found->environment.tier == Tier::shared) continue;
    strong |= found->strong;
    if (first == nullptr) first = found;
    two |= found->environment.name != first->environment.name;
  }
  return two && strong;
}

std::string Vocabulary::stem(std::string_view identifier) const {
  std::string stem;
  std::size_t at = 0;
  for (const TokenMatch& match : tokens(identifier)) {
    if (!match.strong) continue;
    stem.append(identifier.substr(at, match.begin - at)).append("*");
    at = match.end;
  }
  if (at == 0) return {};
  stem.append(identifier.substr(at));
  for (char& c : stem)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return stem;
}

Environment Vocabulary::environment(std::string_view name) const {
  for (const Word& word : words_)
    if (word.environment.name == name) return word.environment;
  if (auto found = word(name)) return *found;
  return {std::string(name), Tier::unknown};
}

}  // namespace bulkhead
