// Names of attributes, variables and keys: which of them say that their value is a secret.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead {

/// Lower-case words of a key: "AdTrust-domain_name" -> ad, trust, domain, name.
std::vector<std::string> key_words(std::string_view key);

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
