// Parser directives at the top of a Dockerfile: `# escape=`, `# syntax=`, `# check=`.
#pragma once
#include <string>
#include <string_view>

namespace bulkhead::dockerfile {

/// Reads directives line by line; the first line that is none ends them.
class Directives {
 public:
  enum class Kind : unsigned char { none, directive, error };
  /// `line` has no line end and no leading blanks. On error, `message()` says what is wrong.
  Kind read(std::string_view line);

  char escape() const { return escape_; }
  std::string_view syntax() const { return syntax_; }
  std::string_view check() const { return check_; }
  const std::string& message() const { return message_; }

 private:
  char escape_ = '\\';
  std::string_view syntax_, check_;
  bool seen_escape_ = false, seen_syntax_ = false, seen_check_ = false, done_ = false;
  std::string message_;
};

}  // namespace bulkhead::dockerfile
