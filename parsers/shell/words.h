// Words of shell commands: from syntax nodes to decoded text.
#pragma once
#include <tree_sitter/api.h>

#include <string>
#include <string_view>
#include <vector>

#include "parsers/shell/shell.h"

namespace bulkhead::shell {

class WordReader {
 public:
  WordReader(std::string_view text, Arena& arena) : text_(text), arena_(arena) {}

  Word read(TSNode node);
  /// The node's text as written.
  std::string_view source(TSNode node) const;

 private:
  void add(TSNode node, int depth);
  void add_string(TSNode node, int depth);
  void literal(std::string_view text) { pending_ += text; }
  void expansion(Part::Kind kind, std::string_view text);
  void flush();

  std::string_view text_;
  Arena& arena_;
  std::string pending_;
  std::vector<Part> parts_;
};

}  // namespace bulkhead::shell
