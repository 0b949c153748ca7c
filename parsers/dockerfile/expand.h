// Word expansion of Dockerfiles: `$x`, `${x:-d}`, `${x#pattern}`, quotes and escapes, by BuildKit's rules.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead::dockerfile {

/// What is known of a variable.
struct Variable {
  enum class State : unsigned char {
    unset,     // nothing sets it: expands to nothing
    set,
    open,      // something outside may set it (a build argument without default, the base image): `$x` is unknown, `${x:-d}` gives d
    unknown,   // set, to a value that is not known
  };
  State state = State::unset;
  std::string value;
};
using VariableLookup = std::function<Variable(std::string_view name)>;

struct ExpandOptions {
  char escape = '\\';
  bool raw_quotes = false;     // keep quotes in the result
  bool raw_escapes = false;    // keep escape characters in the result
  bool skip_quotes = false;    // quotes mean nothing (contents of here-documents)
  bool keep_unset = false;     // leave references to unset variables as they are
};

struct Expansion {
  std::string text;                     // unknown parts stand as `${name}`
  std::vector<std::string> words;       // the same split at unquoted blanks
  std::vector<std::string> unknown;     // names that made it unknown, in order
  std::string error;                    // not empty: the word has no value, and why
  bool known() const { return error.empty() && unknown.empty(); }
};

/// Limits: a longer result or deeper nesting is an error that names the limit.
inline constexpr std::size_t kMaxExpandedBytes = 1u << 18;
inline constexpr int kMaxExpansionDepth = 64;

Expansion expand(std::string_view word, const VariableLookup& lookup, const ExpandOptions& options = {});

}  // namespace bulkhead::dockerfile
