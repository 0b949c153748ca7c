// Which strings are secrets: known token formats, secret-typed keys, and what only looks like one.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bulkhead::secrets {

/// A secret found in text. The value itself is never kept: kind, length and a digest keyed per run are all that leaves this module.
struct Match {
  std::string kind;                      // "aws-access-key-id", "private-key", "github-token", "password", …
  std::uint32_t begin = 0, end = 0;      // bytes in the text searched
};

/// Known token formats and private keys anywhere in `text` (keyword Aho-Corasick first, RE2 on the candidates only). Placeholders and examples
/// are left out. Precise enough for any file.
std::vector<Match> find_formats(std::string_view text);

/// The same, and assignments to secret-typed names (`export DB_PASSWORD=…`, `"apiToken": "…"`, `<token>…</token>`): for scripts, heredocs and
/// configuration texts. Sorted, not overlapping.
std::vector<Match> find_tokens(std::string_view text);

/// Whether `value` under a key or attribute called `key` is a literal secret: secret-typed key names (password, secret, token, api_key, connection
/// strings with a password …) whose value is not a placeholder ("changeme", "<…>", "dummy", "REPLACE"), reference ("${…}", "arn:…", "/path/name", "secretKeyRef", an SSM or Vault path, a
/// file path, a URL without credentials), hash or empty. Returns the kind.
std::optional<std::string> secret_kind(std::string_view key, std::string_view value);

/// Keyed digest for comparing values within one run ("sha-…", 16 hex digits); the key is random per process unless set for reproducible output.
std::string digest(std::string_view value);
/// Fixes the key, so that digests of several runs can be compared (exported facts). Call before the first digest().
void set_digest_key(std::uint64_t key);

/// "password of 12 characters": how a secret is shown.
std::string describe(std::string_view kind, std::string_view value);

}  // namespace bulkhead::secrets
