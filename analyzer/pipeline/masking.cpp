#include "analyzer/pipeline/masking.h"

#include "analyzer/pipeline/parse_diagnostics.h"
#include "analyzer/secrets/detector.h"

namespace bulkhead {
namespace {

bool shown_anyway(char c) { return c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '\r' || c == '\n'; }

/// Replaces by asterisks, one for each character.
void blot(std::string& line, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < std::min(end, line.size()); ++i) {
    bool continuation = (static_cast<unsigned char>(line[i]) & 0xC0) == 0x80;
    if (continuation) line[i] = '\0';
    else if (!shown_anyway(line[i])) line[i] = '*';
  }
}

std::string_view trimmed(std::string_view text, std::string_view what) {
  auto begin = text.find_first_not_of(what);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(what) - begin + 1);
}

/// `key = "value"`, `key: value`, `ENV KEY=value`: hides the value when it is a literal secret.
void blot_assignment(std::string& line) {
  for (std::size_t at = line.find_first_of("=:"); at != std::string::npos; at = line.find_first_of("=:", at + 1)) {
    std::string_view before = trimmed(std::string_view(line).substr(0, at), " \t\"'");
    std::string_view key = before.substr(before.find_last_of(" \t\"'{,") + 1);
    std::string_view value = trimmed(std::string_view(line).substr(at + 1), " \t\"',;");
    if (key.empty() || value.empty() || !secrets::secret_kind(key, value)) continue;
    blot(line, at + 1, line.size());
    return;
  }
}

/// A keyword, a name or a plain word: small letters, `_`, `-` and `.` only.
bool plain_word(std::string_view word) {
  return word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_-.") == std::string_view::npos;
}

/// Hides each word that would be a secret under a secret-typed key, plain words apart.
void blot_words(std::string& line) {
  constexpr std::string_view kBetween = " \t\"'=:,;()[]{}";
  for (std::size_t begin = line.find_first_not_of(kBetween); begin != std::string::npos;) {
    std::size_t end = std::min(line.find_first_of(kBetween, begin), line.size());
    std::string_view word = std::string_view(line).substr(begin, end - begin);
    if (!plain_word(word) && secrets::secret_kind("password", word)) blot(line, begin, end);
    begin = line.find_first_not_of(kBetween, end);
  }
}

}  // namespace

std::string masked(std::string_view text) {
  std::string out(text);
  for (const auto& match : secrets::find_tokens(text)) blot(out, match.begin, match.end);
  std::erase(out, '\0');
  return out;
}

bool points_at_secrets(std::string_view rule) {
  return rule == "plaintext-secret" || rule == "secret-in-image" || rule == "shared-credential" || rule == "secret-copied-across-environments";
}

const std::vector<SourceSpan>& MaskedLines::tokens(FileId file) {
  auto [entry, fresh] = tokens_.try_emplace(file);
  if (fresh)
    for (const auto& match : secrets::find_tokens(workspace_.text(file))) entry->second.push_back({file, match.begin, match.end});
  return entry->second;
}

bool MaskedLines::broken(FileId file) {
  auto [entry, fresh] = broken_.try_emplace(file);
  if (fresh) entry->second = !parse_diagnostics(workspace_, workspace_.file(file)).empty();
  return entry->second;
}

std::string MaskedLines::line(FileId file, std::uint32_t number) {
  const LineIndex& lines = workspace_.lines(file);
  std::string out(lines.line(number));
  std::uint32_t start = lines.line_start(number);
  auto hide_all = [&](const std::vector<SourceSpan>& spans) {
    for (const SourceSpan& span : spans)
      if (span.end > start && span.begin < start + out.size()) blot(out, span.begin > start ? span.begin - start : 0, span.end - start);
  };
  hide_all(tokens(file));
  if (auto hidden = hidden_.find(file); hidden != hidden_.end()) hide_all(hidden->second);
  blot_assignment(out);
  if (broken(file)) blot_words(out);
  std::erase(out, '\0');
  return out;
}

}  // namespace bulkhead
