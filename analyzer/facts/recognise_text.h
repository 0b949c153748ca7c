// Pieces of the recognisers: splitting text into candidates and reading each of them.
#pragma once
#include <string_view>
#include <vector>

#include "analyzer/facts/recognise.h"

namespace bulkhead::recognisers {

/// One candidate: a run without separators, `${…}` parts kept whole.
struct Word {
  std::string_view text;
  std::size_t begin = 0;
  std::string_view key;      // "HOST" of "HOST=db.example.org"; otherwise the key of the whole text
};

/// Splits at white space, quotes, commas, semicolons, brackets and `NAME=`.
std::vector<Word> split_words(std::string_view text, std::string_view key);
/// Length of the `${…}` part at the start of `text` (braces and quotes nested), 0 when there is none.
std::size_t unknown_part_length(std::string_view text);

struct Url {
  std::string_view scheme, user_info, host, port, path, query;
};
/// scheme://[user[:password]@]host[:port][/path][?query]; jdbc: and r2dbc: prefixes removed.
std::optional<Url> parse_url(std::string_view text);

bool all_digits(std::string_view text);
bool is_uuid(std::string_view text);
std::string lower(std::string_view text);
bool contains_word(const KeyWords& words, std::string_view word);
inline bool has_unknown(std::string_view text) { return text.find("${") != std::string_view::npos; }

/// Collects what one word gives.
class Found {
 public:
  Found(std::vector<Recognised>& out, const Word& word, Recognised::Form form) : out_(out), word_(word), form_(form) {}
  void add(IdentifierKind kind, std::string identifier) {
    bool partial = has_unknown(identifier);
    out_.push_back({kind, std::move(identifier), word_.begin, word_.begin + word_.text.size(), form_, partial});
  }
  void add(IdentifierKind kind, std::string identifier, Recognised::Form form) {
    add(kind, std::move(identifier));
    out_.back().form = form;
  }

 private:
  std::vector<Recognised>& out_;
  const Word& word_;
  Recognised::Form form_;
};

void recognise_arn(const Word& word, std::vector<Recognised>& out);
/// Azure "/subscriptions/…" and GCP "projects/…", "serviceAccount:…".
bool recognise_cloud_path(const Word& word, std::vector<Recognised>& out);
/// A host with what follows it; `form` says where it stood.
void recognise_host(const Word& word, std::string_view host, std::string_view port, std::string_view path, Recognised::Form form,
                    std::vector<Recognised>& out);
/// Realm of a login URL or host; true when the host is a login server, whether or not it named a realm.
bool recognise_login(const Word& word, std::string_view host, std::string_view path, Recognised::Form form, std::vector<Recognised>& out);
/// Tenant ids, directory domains, Google hosted domains: values whose key says what they are.
bool recognise_typed(const Word& word, std::vector<Recognised>& out);
/// LDAP distinguished names anywhere in the text.
void recognise_directory_names(std::string_view text, std::vector<Recognised>& out);

}  // namespace bulkhead::recognisers
