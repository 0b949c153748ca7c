// What must hold for every input, whatever its bytes. The fuzz targets look for inputs that break it, and regressions_test.cpp
// replays the inputs that once did.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/text/parsed.h"

namespace bulkhead::fuzz {

/// Each gives the first broken property in words, or nothing. None throws.
std::string broken_hcl(std::string_view text);
std::string broken_yaml(std::string_view text);
std::string broken_json(std::string_view text);
std::string broken_dockerfile(std::string_view text);
std::string broken_shell(std::string_view text);
std::string broken_cel(std::string_view text);
std::string broken_config(std::string_view text);
/// `text` is a workspace: files separated by NUL bytes, the first line of each its path, the rest its text.
std::string broken_scan(std::string_view text);
/// `text` is what a client of the language server says: see lsp.cpp.
std::string broken_lsp(std::string_view text);
/// `text` is what a report is made of, parts with a NUL byte between: see report.cpp.
std::string broken_report(std::string_view text);

/// One set of properties and the name that its fuzz target, seeds and regressions go by.
struct Target {
  std::string_view name;
  std::string (*broken)(std::string_view text);
};
inline constexpr Target kTargets[] = {{"hcl", broken_hcl},     {"yaml", broken_yaml}, {"json", broken_json},     {"dockerfile", broken_dockerfile},
                                      {"shell", broken_shell}, {"cel", broken_cel},   {"config", broken_config}, {"scan", broken_scan},
                                      {"lsp", broken_lsp},     {"report", broken_report}};

/// The file that every parser is given.
inline constexpr FileId kFile{7};

/// Collects the first broken property, with the bytes it is about.
class Verdict {
 public:
  explicit Verdict(std::string_view text) : text_(text) {}

  /// Notes `what` unless `holds`; gives `holds`.
  bool expect(bool holds, std::string_view what, std::size_t begin = 0, std::size_t end = 0);
  /// begin <= end, and both in the text.
  bool inside(std::size_t begin, std::size_t end, std::string_view what);
  /// Each stands in the text and in the file, and says something.
  void diagnostics(const std::vector<Diagnostic>& diagnostics);
  /// Each stands in the text, and none begins before another one ends.
  void comments(const std::vector<Comment>& comments);

  const std::string& broken() const { return broken_; }

 private:
  std::string_view text_;
  std::string broken_;
};

}  // namespace bulkhead::fuzz
