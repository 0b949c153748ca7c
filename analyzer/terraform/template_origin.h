// Where each part of a long text is written: heredocs, templatefile(…).
#pragma once
#include <cstdint>
#include <span>

#include "analyzer/model/value.h"

namespace bulkhead::terraform {

/// One piece of a rendered template: its first byte in the text, and where it is written. `origin` is the interpolated value's; null for
/// a literal.
struct TemplatePiece {
  std::uint32_t offset = 0;
  SourceSpan at;
  const Origin* origin = nullptr;
};

/// The origin of a rendered text that remembers its pieces (in order of their offsets). It survives every reference, and operations
/// that leave the text as long as it was.
const Origin* template_origin(std::span<const TemplatePiece> pieces, std::size_t size, SourceSpan whole, const Origin* via, Arena& arena);

/// The origin of bytes [begin, end) of `value`'s text (a string, or an unknown's pattern): what is written there, or what the one
/// interpolation that made them stands for. A literal that is not written byte by byte as it reads (indentation taken off, escapes) is
/// given whole. `value`'s own origin where its pieces are not known.
const Origin* origin_within(const Value& value, std::size_t begin, std::size_t end, Arena& arena);

}  // namespace bulkhead::terraform
