// What a reader of each format gets back is what was put in, whatever it was.
#include <random>

#include "analyzer/report/escape.h"

using namespace bulkhead::report;

namespace {

/// Texts of a few kinds of trouble, the same in every run.
std::vector<std::string> troublesome_texts() {
  const std::vector<std::string> pieces = {"%",  "\r",  "\n",  ":",    ",",  ";", "]",  "[", "a", "%0A", "%25", "::error::", "##vso[", "##[", "%AZP25", "\xC3\xA9", "\xF0\x90\x90\x80",
                                           "\xFF", "\xC3", "\xED\xA0\x80", "\xEF\xBF\xBF", "<", ">", "&", "\"", "'", "|", "`", "\\", "\t", std::string(1, '\0'), "\x1B", "]]>", "](1)", "-->", "@"};
  std::mt19937 random(7);
  std::vector<std::string> out;
  for (int i = 0; i < 5'000; ++i) {
    std::string text;
    for (auto n = random() % 12; n > 0; --n) text += pieces[random() % pieces.size()];
    out.push_back(text);
  }
  return out;
}

/// Reads `escapes` back the way the runners do: one after another over the whole text, the percent sign last.
std::string unescaped(std::string text, const std::vector<std::pair<std::string, std::string>>& escapes) {
  for (const auto& [code, character] : escapes)
    for (std::size_t at = text.find(code); at != std::string::npos; at = text.find(code, at + character.size())) text.replace(at, code.size(), character);
  return text;
}

}  // namespace

TEST_CASE("commands of the runners give back the text and keep to their line", "[report][escape]") {
  for (const auto& text : troublesome_texts()) {
    std::string meant = valid_utf8(text);
    INFO(text);
    CHECK(unescaped(github_data(text), {{"%0D", "\r"}, {"%0A", "\n"}, {"%25", "%"}}) == meant);
    CHECK(unescaped(github_property(text), {{"%0D", "\r"}, {"%0A", "\n"}, {"%3A", ":"}, {"%2C", ","}, {"%25", "%"}}) == meant);
    CHECK(unescaped(azure_data(text), {{"%3B", ";"}, {"%0D", "\r"}, {"%0A", "\n"}, {"%5D", "]"}, {"%AZP25", "%"}}) == meant);
    CHECK(unescaped(azure_property(text), {{"%3B", ";"}, {"%0D", "\r"}, {"%0A", "\n"}, {"%5D", "]"}, {"%AZP25", "%"}}) == meant);
    for (const auto& line : {github_data(text), azure_data(text), github_property(text), azure_property(text)}) CHECK(line.find_first_of("\r\n") == std::string::npos);
    CHECK(github_property(text).find_first_of(":,") == std::string::npos);
    CHECK(azure_property(text).find_first_of(";]") == std::string::npos);
  }
}

TEST_CASE("XML holds only what XML can hold, and gives back the text", "[report][escape]") {
  for (const auto& text : troublesome_texts()) {
    std::string out = xml(text);
    INFO(text);
    CHECK(out.find_first_of("<>\"'") == std::string::npos);
    CHECK(std::none_of(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 32; }));
    CHECK(valid_utf8(out) == out);
    CHECK(out.find("\xEF\xBF\xBF") == std::string::npos);
  }
  CHECK(xml("a<b> & \"c\"\n") == "a&lt;b&gt; &amp; &quot;c&quot;&#10;");
}

TEST_CASE("Markdown stays in its cell and has no markup", "[report][escape]") {
  CHECK(markdown("a|b `c` [d](e) <f>\n@g") == "a\\|b \\`c\\` \\[d\\](e) &lt;f&gt; &#64;g");
  for (const auto& text : troublesome_texts()) CHECK(markdown(text).find_first_of("\r\n<>@") == std::string::npos);
}

TEST_CASE("bytes that are no text become the replacement character", "[report][escape]") {
  const std::string bad = "\xEF\xBF\xBD";
  CHECK(valid_utf8("a\xFF" "b") == "a" + bad + "b");
  CHECK(valid_utf8("\xC3") == bad);
  CHECK(valid_utf8("\xED\xA0\x80") == bad + bad + bad);        // a surrogate
  CHECK(valid_utf8("\xC0\x80") == bad + bad);                  // a longer form
  CHECK(valid_utf8("\xF4\x90\x80\x80") == bad + bad + bad + bad);
  CHECK(valid_utf8("\xF0\x90\x90\x80\xC3\xA9") == "\xF0\x90\x90\x80\xC3\xA9");
}

TEST_CASE("texts are cut between characters", "[report][escape]") {
  CHECK(cut_to("abc", 3) == "abc");
  CHECK(cut_to("abcdefgh", 6) == "abc...");
  CHECK(cut_to("ab\xC3\xA9" "efgh", 6) == "ab...");
}
