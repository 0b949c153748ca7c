// Words that mean an environment, and the traps that only look like one (RULES 3.3, 3.4).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/model/environment.h"

namespace bulkhead {

/// One token of an identifier that names an environment.
struct TokenMatch {
  Environment environment;
  bool strong = true;          // weak tokens need a sibling or support (RULES 3.3)
  std::size_t begin = 0, end = 0;   // byte range in the text searched
  bool last = false, first = false; // position among the identifier's tokens
};

/// Built once per scan from bulkhead.yaml; immutable and thread safe.
class Vocabulary {
 public:
  explicit Vocabulary(const Config& config);
  Vocabulary();

  /// Exactly one word ("prod", "PreProd", "pre-prod", a configured name or alias). Weak words count here: the caller has a typed
  /// place (label value, var file name, workspace, map key).
  std::optional<Environment> word(std::string_view word) const;
  /// All environment tokens of an identifier, left to right, after tokenisation (case, camelCase, digits, pre|non joined),
  /// traps removed (`product`, `letsencrypt-prod`, `/dev/sda`, `svc.cluster.local`, …).
  std::vector<TokenMatch> tokens(std::string_view identifier) const;
  /// The environment an identifier's name gives: last token, then first, then the last strong token in between (`first` and `last` are
  /// false then: only a possible one, RULES 3.3 level 6). Only strong tokens; two tiers in one name (`test-production`, `live-dev`) give nothing.
  std::optional<TokenMatch> name(std::string_view identifier) const;
  /// Environment-keyed map: at least two of the keys are words of the vocabulary.
  bool environment_keyed(const std::vector<std::string_view>& keys) const;
  /// The identifier in lower case with its strong environment tokens replaced by `*`: equal stems are siblings. Empty without such a token.
  std::string stem(std::string_view identifier) const;
  /// A configured or canonical environment by name; of unknown tier when the vocabulary does not have the name.
  Environment environment(std::string_view name) const;
  /// As word(), for strong words only: places where a weak word (`live`, `demo`, `core`) would be a guess, such as folder names.
  std::optional<Environment> strong_word(std::string_view word) const;
  /// Of the configuration that it was built from.
  std::uint64_t config_hash() const { return config_hash_; }

 private:
  struct Word { std::string text; Environment environment; bool strong; };
  const Word* find(std::string_view normalised) const;
  const Word* find_word(std::string_view word) const;
  std::optional<TokenMatch> read_name(std::string_view identifier) const;
  void add_configured(const EnvironmentConfig& configured);
  std::vector<Word> words_;    // sorted by text; words of several parts with one space between them
  std::vector<std::string> leads_;   // first parts of the words of several parts, sorted
  std::size_t longest_ = 1;    // parts of the longest word
  std::uint64_t config_hash_ = 0;
  std::uint64_t id_ = 0;       // tells vocabularies apart in what threads remember of them
};

/// True for places that are documentation or tests by path (RULES 8): examples/, test(s)/, testdata/, docs/, ci/, *.example …
bool is_example_path(std::string_view path);
/// True for keys whose value is a build or runtime profile and not an environment (`NODE_ENV`, `spring.profiles.active`, RULES 3.4).
bool is_runtime_profile(std::string_view key);

}  // namespace bulkhead
