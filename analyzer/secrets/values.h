// What a literal looks like: placeholder, reference, prose or something generated.
#pragma once
#include <string_view>

namespace bulkhead::secrets {

/// Shannon entropy of the bytes, in bits per byte.
double entropy(std::string_view text);
/// "changeme", "<token>", "xxxxxxxx", "REPLACE_ME", "dummy-…": stands for a value that is put in elsewhere.
bool is_placeholder(std::string_view value);
/// Names where the value is: "${…}", "$(…)", "{{ … }}", "var.x", "arn:…", "/path/name", "a/b/c", "vault:…", "ENC[…]", a URL without credentials.
bool is_reference(std::string_view value);
/// Nothing, a switch, a small number.
bool is_trivial(std::string_view value);
/// Words with spaces, or a name in lower-case words ("shop-db-credentials").
bool is_prose(std::string_view value);
bool is_plain_name(std::string_view value);
/// Digits and letters mixed enough that a machine made it.
bool looks_generated(std::string_view value);
/// scheme://user:password@host with a literal password; the password's range.
bool url_password(std::string_view url, std::size_t& begin, std::size_t& end);

}  // namespace bulkhead::secrets
