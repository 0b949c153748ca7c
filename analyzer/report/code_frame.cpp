#include "analyzer/report/code_frame.h"

#include "analyzer/report/escape.h"
#include "analyzer/report/place.h"

namespace bulkhead::report {
namespace {

constexpr std::size_t kWidth = 140;      // characters of source shown
constexpr std::size_t kBefore = 60;      // of them before the place, where the line is longer

/// A line cut into characters: each is one column.
std::vector<std::string> characters(const std::string& line) {
  std::vector<std::string> out;
  std::size_t begin = line.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (std::size_t i = begin; i < line.size(); ++i) {
    bool continuation = (static_cast<unsigned char>(line[i]) & 0xC0) == 0x80;
    if (continuation && !out.empty()) out.back() += line[i];
    else out.push_back(std::string(1, line[i]));
  }
  for (auto& c : out) {
    if (c == "\t") c = "    ";
    else if (c.size() == 1 && (static_cast<unsigned char>(c[0]) < 32 || c[0] == 127)) c = "?";
  }
  return out;
}

std::size_t width(const std::string& character) { return character == "    " ? 4 : 1; }

}  // namespace

Palette Palette::make(bool color) {
  if (!color) return {};
  return {"\033[1m", "\033[2m", "\033[31m", "\033[33m", "\033[34m", "\033[36m", "\033[0m"};
}

std::string printable(std::string_view text) {
  std::string out;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '\n' || c == '\r' || c == '\t') out += ' ';
    else out += byte < 32 || byte == 127 ? '?' : c;
  }
  return inert(std::move(out));
}

std::string printable_first(std::string_view text) { return (begins_command(text) ? "- " : "") + printable(text); }

void hide_secrets(const std::vector<Verdict>& verdicts, MaskedLines& lines) {
  for (const Verdict& verdict : verdicts) {
    const Finding& finding = verdict.finding;
    if (!points_at_secrets(finding.rule)) continue;
    lines.hide(finding.at);
    for (const Note& note : finding.related) lines.hide(note.at);
    for (const Note& note : finding.trail) lines.hide(note.at);
  }
}

std::string code_frame(const Workspace& workspace, MaskedLines& lines, const SourceSpan& at, const Palette& palette) {
  if (!at.valid()) return {};
  Place place = place_of(workspace, at);
  std::vector<std::string> source = characters(inert(lines.line(at.file, place.line)));
  std::size_t first = place.column > 0 ? place.column - 1 : 0;
  std::size_t last = place.end_line == place.line ? std::max<std::size_t>(place.end_column - 1, first + 1) : std::max(source.size(), first + 1);
  std::size_t from = source.size() > kWidth && first > kBefore ? first - kBefore : 0;
  std::size_t to = std::min(source.size(), from + kWidth);
  std::string shown = from > 0 ? "…" : "", carets = from > 0 ? " " : "";
  for (std::size_t i = from; i < std::max(to, std::min(last, from + kWidth)); ++i) {
    std::string character = i < source.size() ? source[i] : " ";
    if (i < source.size()) shown += character;
    bool marked = i >= first && i < last;
    carets += std::string(width(character), marked ? '^' : ' ');
  }
  if (to < source.size()) shown += "…";
  carets.resize(carets.find_last_not_of(' ') + 1);
  shown.resize(shown.find_last_not_of(' ') + 1);
  std::string number = std::to_string(place.line), blank(number.size(), ' ');
  std::string bar = palette.blue + " |" + palette.reset;
  return " " + blank + bar + "\n " + palette.blue + number + palette.reset + bar + " " + shown + "\n " + blank + bar + " " + palette.red + carets + palette.reset + "\n";
}

}  // namespace bulkhead::report
