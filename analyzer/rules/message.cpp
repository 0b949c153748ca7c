#include "analyzer/rules/message.h"

namespace bulkhead {
namespace {

constexpr std::size_t kMaxValue = 120;

std::string shown(const Value& value, int depth = 0) {
  if (value.sensitive()) return "(sensitive)";
  if (value.is_absent()) return "(not set)";
  if (value.is_string()) return std::string(value.as_string());
  if (value.is_unknown()) {
    std::string text = recognisable_text(value);
    return text.empty() ? "(unknown)" : text;
  }
  if (!value.is_list() || depth > 3) return to_json(value);
  std::string out;
  for (const Value& item : value.items()) {
    if (!out.empty()) out += ", ";
    out += shown(item, depth + 1);
    if (out.size() > kMaxValue) break;
  }
  return out;
}

/// One line, at most kMaxValue bytes, cut between characters.
std::string shortened(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  if (text.size() <= kMaxValue) return text;
  std::size_t end = kMaxValue;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

}  // namespace

std::vector<MessagePart> parse_message(std::string_view text, std::string& problem) {
  std::vector<MessagePart> parts;
  while (!text.empty()) {
    std::size_t open = text.find("{{");
    MessagePart part{std::string(text.substr(0, open)), nullptr};
    if (open != std::string_view::npos) {
      std::size_t close = text.find("}}", open);
      if (close == std::string_view::npos) {
        problem = "message: '{{' without '}}'";
        return {};
      }
      cel::SyntaxError error;
      part.value = cel::Program::compile(text.substr(open + 2, close - open - 2), error);
      if (!part.value) {
        problem = "message: " + error.message;
        return {};
      }
      text = text.substr(close + 2);
    } else {
      text = {};
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

std::string render_message(const std::vector<MessagePart>& parts, cel::Evaluation& evaluation) {
  std::string out;
  for (const MessagePart& part : parts) {
    out += part.text;
    if (part.value) out += shortened(shown(part.value->run(evaluation)));
  }
  return out;
}

}  // namespace bulkhead
