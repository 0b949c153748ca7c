#include "analyzer/terraform/template_origin.h"

#include <algorithm>
#include <vector>

namespace bulkhead::terraform {
namespace {

constexpr int kLongestChain = 64;
// The step's address marks the links that are really TemplateOrigins.
constexpr char kStep[] = "";

struct TemplateOrigin : Origin {
  std::span<const TemplatePiece> pieces;
  std::size_t size = 0;
};

std::size_t piece_at(std::span<const TemplatePiece> pieces, std::size_t offset) {
  auto after = std::upper_bound(pieces.begin(), pieces.end(), offset, [](std::size_t at, const TemplatePiece& piece) { return at < piece.offset; });
  return after == pieces.begin() ? 0 : static_cast<std::size_t>(after - pieces.begin()) - 1;
}

/// Bytes [begin, end) of a text as they are written. The text's bytes of a literal are the file's unless their numbers differ.
SourceSpan written_span(const TemplateOrigin& text, std::size_t begin, std::size_t end) {
  std::size_t first = piece_at(text.pieces, begin), last = piece_at(text.pieces, end - 1);
  const auto part = [&](std::size_t i, std::size_t from, std::size_t to) {
    const TemplatePiece& piece = text.pieces[i];
    std::size_t stop = i + 1 < text.pieces.size() ? text.pieces[i + 1].offset : text.size;
    bool verbatim = piece.origin == nullptr && piece.at.end - piece.at.begin == stop - piece.offset;
    if (!verbatim) return piece.at;
    auto start = piece.at.begin + static_cast<std::uint32_t>(std::max<std::size_t>(from, piece.offset) - piece.offset);
    auto close = piece.at.begin + static_cast<std::uint32_t>(std::min(to, stop) - piece.offset);
    return SourceSpan{piece.at.file, start, close};
  };
  SourceSpan from = part(first, begin, end), to = part(last, begin, end);
  // A for directive writes the same place again and again: a later round may stand before an earlier one.
  return from.file == to.file && to.end > from.begin ? SourceSpan{from.file, from.begin, to.end} : from;
}

}  // namespace

const Origin* template_origin(std::span<const TemplatePiece> pieces, std::size_t size, SourceSpan whole, const Origin* via, Arena& arena) {
  auto* origin = arena.make<TemplateOrigin>();
  origin->kind = via == nullptr && pieces.size() == 1 && pieces[0].origin == nullptr ? Origin::Kind::written : Origin::Kind::computed;
  origin->at = whole;
  origin->via = via;
  origin->step = std::string_view(kStep, 0);
  origin->pieces = arena.copy(pieces);
  origin->size = size;
  return origin;
}

const Origin* origin_within(const Value& value, std::size_t begin, std::size_t end, Arena& arena) {
  std::string_view whole = value.is_string() ? value.as_string() : value.unknown() ? value.unknown()->pattern : std::string_view();
  if (begin >= end || end > whole.size()) return value.origin();
  std::vector<const Origin*> way;
  const Origin* link = value.origin();
  const auto written = [&](SourceSpan at) { return arena.make<Origin>(Origin{Origin::Kind::written, at, nullptr, {}}); };
  const Origin* leaf = nullptr;
  for (; link != nullptr && way.size() < kLongestChain; link = link->via) {
    way.push_back(link);
    if (link->step.data() == kStep) {
      const auto& text = static_cast<const TemplateOrigin&>(*link);
      if (text.size != whole.size() || text.pieces.empty()) return value.origin();
      std::size_t first = piece_at(text.pieces, begin);
      bool one_reference = text.pieces[first].origin != nullptr && piece_at(text.pieces, end - 1) == first;
      leaf = one_reference ? text.pieces[first].origin : written(written_span(text, begin, end));
      break;
    }
    // An operation in between (base64encode(…) of a text that is not all known) may have left the text as it was: the size says so.
    // A whole file (`file(…)`): its bytes are the text's.
    if (link->via == nullptr && link->at.end - link->at.begin == whole.size() && whole.find('\n') != std::string_view::npos)
      leaf = written({link->at.file, link->at.begin + static_cast<std::uint32_t>(begin), link->at.begin + static_cast<std::uint32_t>(end)});
  }
  if (leaf == nullptr) return value.origin();
  for (std::size_t i = way.size(); i-- > 0;) leaf = arena.make<Origin>(Origin{way[i]->kind, way[i]->at, leaf, way[i]->step});
  return leaf;
}

}  // namespace bulkhead::terraform
