// Strings with interpolations and directives.
#include "analyzer/terraform/expression/evaluator.h"
#include "analyzer/terraform/functions/unicode_text.h"

namespace bulkhead::terraform {

/// A template being written. The text grows at the end of the shared buffer; unknown parts stand in it as `${reference}`.
struct Evaluator::Rendering {
  const hcl::Template& whole;
  std::size_t mark = 0;
  std::size_t first_piece = 0;
  bool unknown = false;
  bool failed = false;
  bool sensitive = false;
  UnknownInfo::Cause cause = UnknownInfo::Cause::other;
  // The part that says most is the one to edit: the longest text, a literal's letters against a reference's.
  std::size_t weight = 0;
  const Origin* via = nullptr;
  SourceSpan literal;
};

namespace {

std::size_t letters(std::string_view text) {
  std::size_t count = 0;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    count += (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0x80;
  }
  return count;
}

std::string_view in_normal_form(std::string_view text, Arena& arena) {
  return may_change_under_nfc(text) ? arena.copy(std::string_view(normalised(text))) : text;
}

}  // namespace

Value Evaluator::template_value(const hcl::Template& e) {
  using Kind = hcl::TemplatePart::Kind;
  if (e.parts.empty()) return Value::string({}, written(e));
  if (e.parts.size() == 1) {
    const hcl::TemplatePart& only = e.parts[0];
    if (only.kind == Kind::literal) {
      TemplatePiece piece{0, {run_.file, only.begin, only.end}, nullptr};
      std::string_view text = in_normal_form(only.text, run_.arena);
      return Value::string(text, text_origin(e, text, std::span(&piece, 1), nullptr));
    }
    if (only.kind == Kind::interpolation) return evaluate(*only.expression);
  }
  Rendering out{e, scratch_.text.size(), scratch_.pieces.size()};
  render(e.parts, out);
  std::string_view made = std::string_view(scratch_.text).substr(out.mark);
  if (!spend_bytes(made.size(), e)) out.failed = true;
  std::string_view text = out.failed && !out.unknown ? std::string_view() : in_normal_form(run_.arena.copy(made), run_.arena);
  scratch_.text.resize(out.mark);
  const Origin* via = out.literal.valid() ? origin(Origin::Kind::written, out.literal) : out.via;
  const Origin* from = text_origin(e, text, std::span(scratch_.pieces).subspan(out.first_piece), via);
  scratch_.pieces.resize(out.first_piece);
  Value value;
  if (out.failed || out.unknown) {
    auto cause = out.failed ? UnknownInfo::Cause::error : out.cause;
    value = Value::unknown(run_.arena.make<UnknownInfo>(UnknownInfo{cause, {}, text}), from);
  } else {
    value = Value::string(text, from);
  }
  return out.sensitive ? value.as_sensitive() : value;
}

/// Long texts remember what each of their lines was made of.
const Origin* Evaluator::text_origin(const hcl::Template& e, std::string_view text, std::span<const TemplatePiece> pieces, const Origin* via) {
  if (text.find('\n') != std::string_view::npos) return template_origin(pieces, text.size(), span(e), via, run_.arena);
  return via == nullptr && pieces.size() == 1 ? written(e) : origin(Origin::Kind::computed, span(e), via);
}

void Evaluator::note_piece(const Rendering& out, SourceSpan at, const Origin* origin) {
  scratch_.pieces.push_back({static_cast<std::uint32_t>(scratch_.text.size() - out.mark), at, origin});
}

void Evaluator::render(std::span<const hcl::TemplatePart> parts, Rendering& out) {
  for (const hcl::TemplatePart& part : parts) {
    if (run_.steps_left == 0) {
      out.failed = true;
      return;
    }
    render_part(part, out);
    if (scratch_.text.size() - out.mark > run_.bytes_left) {
      limit(out.whole);
      out.failed = true;
    }
  }
}

void Evaluator::render_part(const hcl::TemplatePart& part, Rendering& out) {
  using Kind = hcl::TemplatePart::Kind;
  switch (part.kind) {
    case Kind::literal: {
      note_piece(out, {run_.file, part.begin, part.end}, nullptr);
      scratch_.text += part.text;
      std::size_t weight = letters(part.text);
      if (weight > out.weight) {
        out.weight = weight;
        out.literal = {run_.file, part.begin, part.end};
      }
      return;
    }
    case Kind::interpolation: render_value(evaluate(*part.expression), *part.expression, out); return;
    case Kind::if_directive: {
      int chosen = condition(*part.if_directive->condition, "directive");
      if (chosen == 1) return render(part.if_directive->then_parts, out);
      if (chosen == 0) return render(part.if_directive->else_parts, out);
      if (!out.unknown) out.cause = undecided_by_;
      out.unknown = true;
      out.failed |= chosen == -2;
      note_piece(out, {run_.file, part.begin, part.end}, nullptr);
      scratch_.text += "${...}";
      return;
    }
    case Kind::for_directive: return render_for(part, out);
  }
}

void Evaluator::render_value(const Value& value, const hcl::Expression& e, Rendering& out) {
  out.sensitive |= value.sensitive();
  note_piece(out, span(e), value.origin());
  if (value.is_unknown()) {
    if (!out.unknown) out.cause = value.unknown()->cause;
    out.unknown = true;
    std::string known = recognisable_text(value);
    if (known.empty()) {
      std::string_view text = written_text(e);
      known = "${";
      known += text.empty() ? "..." : text;
      known += '}';
    }
    scratch_.text += known;
    if (out.via == nullptr) out.via = value.origin();
    return;
  }
  if (value.is_absent() || value.is_list() || value.is_map()) {
    fail(e, value.is_absent() ? "a null value in a string" : "a " + std::string(kind_name(value)) + " in a string");
    out.failed = true;
    return;
  }
  std::size_t before = scratch_.text.size();
  if (value.is_string()) scratch_.text += value.as_string();
  else if (value.is_boolean()) scratch_.text += value.as_boolean() ? "true" : "false";
  else scratch_.text += number_text(value);
  std::size_t weight = letters(std::string_view(scratch_.text).substr(before));
  if (weight <= out.weight && out.via != nullptr) return;
  if (weight > out.weight || !out.literal.valid()) {
    out.weight = weight;
    out.literal = {};
    out.via = value.origin();
  }
}

}  // namespace bulkhead::terraform
