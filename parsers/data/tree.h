// Syntax tree of YAML and JSON documents: one shape for both, with the span of every key and value.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "parsers/text/arena.h"
#include "parsers/text/parsed.h"

namespace bulkhead::data {

enum class NodeKind : std::uint8_t { null_value, boolean, number, string, sequence, mapping };
enum class ScalarStyle : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

struct Node;
/// One entry of a mapping, in source order. YAML merge keys (`<<`) are already applied: merged entries stand after the
/// mapping's own ones and keep the spans of where they are written. Duplicate keys are all kept; look-ups give the last
/// (as Kubernetes' and Go's JSON decoders do), and a diagnostic names them.
struct Member {
  std::string_view key;         // decoded; a non-string key is its canonical text
  SourceSpan key_span;
  const Node* value = nullptr;
};

/// A value. Immutable; lives in the tree's arena. An alias is the anchor's own node, shared.
struct Node {
  NodeKind kind = NodeKind::null_value;
  ScalarStyle style = ScalarStyle::plain;
  bool boolean = false;
  bool shared = false;                // reached more than once (alias or merge)
  std::uint32_t begin = 0, end = 0;   // bytes; scalars: the content with its quotes, without tag and anchor;
                                      // block scalars: from the indicator to the end of the last content line
  std::string_view text;              // scalars: decoded text (numbers: as written; null: as written, `~` or empty)
  std::string_view tag;               // explicit tag, or empty
  std::span<const Member> members;    // mapping
  std::span<const Node* const> items; // sequence

  /// Value of the last member named `key`, or null.
  const Node* get(std::string_view key) const;
};

/// One document of a stream.
struct Document {
  const Node* root = nullptr;         // null for an empty document
  std::uint32_t begin = 0, end = 0;   // from `---` (or the first content) to the end
};

struct Stream {
  FileId id = FileId::none;
  std::span<const Document> documents;
  Arena arena;
};

/// Limits on hostile input; reaching one gives a diagnostic that names it.
inline constexpr int kMaxDepth = 500;
inline constexpr std::uint64_t kMaxExpandedNodes = 4'000'000;   // after aliases and merges, per document

/// YAML 1.1 core as go-yaml v3 / sigs.k8s.io/yaml resolve it (what Kubernetes, Helm and Compose users see): libyaml events,
/// then resolution of plain scalars, anchors, aliases and merge keys. Never throws. A document that does not parse costs
/// itself: parsing resumes at the next `---`.
Parsed<Stream> parse_yaml(FileId id, std::string_view text);

/// JSON (RFC 8259) with a byte order mark tolerated; one document. Comments and trailing commas are errors with a place.
/// What was read before an error is kept.
Parsed<Stream> parse_json(FileId id, std::string_view text);

}  // namespace bulkhead::data
