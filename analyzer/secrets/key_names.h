// Names of attributes, variables and keys: which of them say that their value is a secret.
#pragma once
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead {

/// Lower-case words of a key: "AdTrust-domain_name" -> ad, trust, domain, name. Cheap to copy.
class KeyWords {
 public:
  explicit KeyWords(std::vector<std::string> words) : words_(std::make_shared<const std::vector<std::string>>(std::move(words))) {}
  auto begin() const { return words_->begin(); }
  auto end() const { return words_->end(); }
  std::size_t size() const { return words_->size(); }
  bool empty() const { return words_->empty(); }
  const std::string& front() const { return words_->front(); }
  const std::string& back() const { return words_->back(); }
  const std::string& operator[](std::size_t i) const { return (*words_)[i]; }
  bool has(std::string_view word) const { return std::find(begin(), end(), word) != end(); }

 private:
  std::shared_ptr<const std::vector<std::string>> words_;
};
KeyWords key_words(std::string_view key);

namespace secrets {

/// What a key promises of its value.
enum class KeyClass : unsigned char {
  none,        // nothing, or it names, counts, locates or configures a secret ("secret_name", "password_length", "token_url")
  password,    // people choose it: any literal counts
  token,       // machines make it: only what looks generated counts
};
struct KeyMeaning {
  KeyClass key_class = KeyClass::none;
  std::string_view kind;     // "password", "token", "secret", "api-key", "access-key", "private-key", "credential", "connection-string"
};
KeyMeaning key_meaning(std::string_view key);
/// Key of one entry of a Kubernetes Secret that is no secret by itself: user names, hosts, certificates …
bool harmless_entry(std::string_view key);

}  // namespace secrets
}  // namespace bulkhead
