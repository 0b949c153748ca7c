#include "analyzer/secrets/detector.h"

#include <re2/re2.h>
#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <mutex>
#include <random>
#include <unordered_set>

#include "analyzer/secrets/assignments.h"
#include "analyzer/secrets/formats.h"
#include "analyzer/secrets/key_names.h"
#include "analyzer/secrets/keywords.h"
#include "analyzer/secrets/values.h"

namespace bulkhead::secrets {
namespace {

constexpr std::size_t kBefore = 160, kAfter = 700;    // window around a keyword; the longest pattern fits

struct Formats {
  std::vector<Format> formats;
  /// Where the pattern begins with its keyword, a match can begin only there.
  std::vector<bool> anchored;
  /// Where the keyword itself must stand at the beginning of a word.
  std::vector<bool> bounded;
  /// Compiled when a keyword first asks for them: most scans need a handful.
  mutable std::vector<std::unique_ptr<RE2>> patterns;
  std::unique_ptr<std::once_flag[]> compiled;
  KeywordIndex index;

  const RE2& pattern(std::size_t i) const {
    std::call_once(compiled[i], [&] {
      std::string_view text = formats[i].pattern;
      patterns[i] = std::make_unique<RE2>(re2::StringPiece(text.data(), text.size()), RE2::Quiet);
    });
    return *patterns[i];
  }
};

std::atomic<std::uint64_t>& digest_key() {
  static std::atomic<std::uint64_t> key = [] {
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32) ^ device();
  }();
  return key;
}

std::vector<Format> all_formats() {
  std::vector<Format> all;
  for (auto part : {cloud_formats(), forge_formats(), service_formats()}) all.insert(all.end(), part.begin(), part.end());
  return all;
}

/// True of `\bKEYWORD…` and `(?i)\bKEYWORD…` without alternatives at the top: the pattern's first literal is the keyword itself.
bool begins_with_keyword(const Format& format) {
  std::string_view pattern = format.pattern;
  if (pattern.starts_with("(?i)")) pattern.remove_prefix(4);
  if (pattern.starts_with("\\b")) pattern.remove_prefix(2);
  int depth = 0;
  bool set = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    if (c == '\\') { ++i; continue; }
    if (set) { set = c != ']'; continue; }
    if (c == '[') set = true;
    else if (c == '(') ++depth;
    else if (c == ')') --depth;
    else if (c == '|' && depth == 0) return false;
  }
  for (char expected : format.keyword) {
    if (pattern.starts_with('\\') && pattern.size() > 1 && std::ispunct(static_cast<unsigned char>(pattern[1]))) pattern.remove_prefix(1);
    else if (!pattern.empty() && std::string_view(".*+?()[]{}|^$\\").find(pattern[0]) != std::string_view::npos) return false;
    if (pattern.empty() || std::tolower(static_cast<unsigned char>(pattern[0])) != expected) return false;
    pattern.remove_prefix(1);
  }
  return pattern.empty() || std::string_view("?*{").find(pattern[0]) == std::string_view::npos;
}

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool keyword_begins_word(const Format& format, bool anchored) {
  std::string_view pattern = format.pattern;
  if (pattern.starts_with("(?i)")) pattern.remove_prefix(4);
  bool boundary = (anchored && pattern.starts_with("\\b")) || (pattern.starts_with("(?:^|[") && pattern.substr(0, 24).find(")" + std::string(1, format.keyword[0])) != std::string_view::npos);
  return boundary && is_word(format.keyword[0]);
}

std::vector<std::string_view> keywords_of(const std::vector<Format>& formats) {
  std::vector<std::string_view> keywords;
  for (const Format& format : formats) keywords.push_back(format.keyword);
  return keywords;
}

const Formats& table() {
  static const Formats built = [] {
    auto formats = all_formats();
    auto keywords = keywords_of(formats);
    std::vector<std::unique_ptr<RE2>> patterns(formats.size());
    auto compiled = std::make_unique<std::once_flag[]>(formats.size());
    std::vector<bool> anchored;
    std::vector<bool> bounded;
    for (const Format& format : formats) {
      anchored.push_back(begins_with_keyword(format));
      bounded.push_back(keyword_begins_word(format, anchored.back()));
    }
    return Formats{std::move(formats), std::move(anchored), std::move(bounded), std::move(patterns), std::move(compiled), KeywordIndex(keywords)};
  }();
  return built;
}

bool credible(const Format& format, std::string_view match) {
  if (format.kind == "private-key") return true;
  if (format.kind == "url-password") {
    std::size_t begin = 0, end = 0;
    return url_password(match, begin, end) && match.find("@example.") == std::string_view::npos;
  }
  if (match.find("EXAMPLE") != std::string_view::npos) return false;
  if (format.min_entropy > 0 && is_placeholder(match)) return false;
  if (format.keyword == "s." && match.find_first_of("0123456789") == std::string_view::npos) return false;
  return entropy(match) >= format.min_entropy;
}

void try_format(const Formats& all, std::size_t index, std::string_view text, std::size_t keyword_end, std::vector<Match>& out) {
  const Format& format = all.formats[index];
  std::size_t keyword_begin = keyword_end - format.keyword.size();
  std::size_t from = keyword_begin > kBefore ? keyword_begin - kBefore : 0;
  std::size_t to = std::min(text.size(), keyword_end + kAfter);
  const RE2& pattern = all.pattern(index);
  if (!pattern.ok()) return;
  re2::StringPiece whole(text.data(), to);
  re2::StringPiece match;
  const bool anchored = all.anchored[index];
  if (anchored) from = keyword_begin;
  for (std::size_t at = from; at < to;) {
    if (!pattern.Match(whole, at, to, anchored ? RE2::ANCHOR_START : RE2::UNANCHORED, &match, 1) || match.empty()) return;
    std::size_t begin = static_cast<std::size_t>(match.data() - text.data()), end = begin + match.size();
    if (begin <= keyword_begin && keyword_end <= end) {
      std::string_view found(match.data(), match.size());
      // The blank or quote in front belongs to the pattern, not to the token.
      while (!found.empty() && (found[0] == ' ' || found[0] == '"' || found[0] == '\'' || found[0] == '=' || found[0] == ':' || found[0] == '\n' || found[0] == '\t')) {
        found.remove_prefix(1);
        ++begin;
      }
      if (!credible(format, found)) return;
      if (std::size_t first = 0, last = 0; format.kind == "url-password" && url_password(found, first, last)) {
        end = begin + last;
        begin += first;
      }
      out.push_back({std::string(format.kind), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
      return;
    }
    if (begin > keyword_begin) return;
    at = std::max(end, at + 1);
  }
}

/// A keyword of one or two common characters needs a look at its neighbours first: every format has a token of at least twelve characters
/// behind such a keyword.
bool worth_trying(const Formats& all, std::uint32_t index, std::string_view text, std::size_t end) {
  constexpr std::size_t kShortestToken = 12;
  const std::size_t length = all.formats[index].keyword.size();
  if (all.bounded[index] && end > length && is_word(text[end - length - 1])) return false;
  if (length > 2) return true;
  if (text.size() - end < kShortestToken) return false;
  for (char c : text.substr(end, kShortestToken))
    if (!is_word(c) && c != '-' && c != '~' && c != '.' && c != '=') return false;
  return true;
}

}  // namespace

std::vector<Match> find_formats(std::string_view text) {
  std::vector<Match> out;
  // The same texts come back in every environment and instance; what is known to hold nothing is not searched again.
  constexpr std::size_t kMostRemembered = 200'000;
  thread_local std::unordered_set<std::uint64_t> empty_ones;
  std::uint64_t hash = XXH3_64bits(text.data(), text.size());
  if (empty_ones.contains(hash)) return out;
  const Formats& all = table();
  std::vector<std::size_t> last(all.formats.size(), 0);
  all.index.scan(text, [&](std::uint32_t keyword, std::size_t end) {
    if (end < last[keyword] || !worth_trying(all, keyword, text, end)) return;
    std::size_t before = out.size();
    try_format(all, keyword, text, end, out);
    if (out.size() > before) last[keyword] = out.back().end;
  });
  if (out.empty()) {
    if (empty_ones.size() >= kMostRemembered) empty_ones.clear();
    empty_ones.insert(hash);
  }
  return out;
}

std::vector<Match> find_tokens(std::string_view text) {
  std::vector<Match> out = find_formats(text);
  find_assignments(text, out);
  std::stable_sort(out.begin(), out.end(), [](const Match& a, const Match& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
  // One secret, one match: the first of those that overlap.
  std::vector<Match> kept;
  for (Match& match : out)
    if (kept.empty() || match.begin >= kept.back().end) kept.push_back(std::move(match));
  return kept;
}

std::optional<std::string> secret_kind(std::string_view key, std::string_view value) {
  if (value.size() < 3 || value.size() > 8192) return std::nullopt;
  KeyMeaning meaning = key_meaning(key);
  if (meaning.key_class == KeyClass::none) return std::nullopt;
  if (is_trivial(value) || is_placeholder(value) || is_reference(value) || is_prose(value) || value == key) return std::nullopt;
  if (value.find('\n') != std::string_view::npos && value.find("PRIVATE KEY") == std::string_view::npos) return std::nullopt;
  if (meaning.key_class == KeyClass::password) return std::string(meaning.kind);
  if (is_plain_name(value)) return std::nullopt;
  if (value.find(' ') != std::string_view::npos && meaning.kind != "connection-string") return std::nullopt;
  bool digit = value.find_first_of("0123456789") != std::string_view::npos;
  bool odd = value.find_first_of("!@#$%^&*+=~") != std::string_view::npos;
  bool long_enough = value.size() >= 8 && (digit || odd);
  return long_enough && (looks_generated(value) || odd || entropy(value) >= 3.2) ? std::optional(std::string(meaning.kind)) : std::nullopt;
}

void set_digest_key(std::uint64_t key) { digest_key().store(key); }

std::string digest(std::string_view value) {
  std::uint64_t key = digest_key().load();
  static constexpr char kHex[] = "0123456789abcdef";
  std::uint64_t hash = XXH3_64bits_withSeed(value.data(), value.size(), key);
  std::string out = "sha-";
  for (int shift = 60; shift >= 0; shift -= 4) out += kHex[hash >> shift & 15];
  return out;
}

std::string describe(std::string_view kind, std::string_view value) {
  return std::string(kind) + " of " + std::to_string(value.size()) + " characters";
}

}  // namespace bulkhead::secrets
