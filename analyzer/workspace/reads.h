// What was read of a workspace while something was made, so that it can be told later whether another workspace would give the same.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parsers/text/span.h"

namespace bulkhead {

class Workspace;

/// What can be asked about the files of a workspace without reading them.
enum class ListingQuestion : char { file = 'f', files_in = 'i', files_below = 'b', directory = 'd', all = 'a' };

/// Files whose content was read, and questions about the listing with a digest of the answers.
class Reads {
 public:
  void note(FileId file);
  /// The answer is worked out from `workspace` the first time the question comes.
  void ask(const Workspace& workspace, ListingQuestion question, std::string_view path);
  /// What somebody answered who knows more than files; who keeps the result asks him again.
  void hear(std::string question, std::uint64_t answer) { heard_.insert_or_assign(std::move(question), answer); }
  void add(const Reads& others);

  /// In the order that they were first read.
  std::span<const FileId> files() const { return files_; }
  /// Question (its letter, then the path) -> digest of the answer.
  const std::unordered_map<std::string, std::uint64_t>& questions() const { return questions_; }
  const std::unordered_map<std::string, std::uint64_t>& heard() const { return heard_; }

 private:
  std::vector<FileId> files_;
  std::vector<bool> seen_;   // by FileId
  std::unordered_map<std::string, std::uint64_t> questions_, heard_;
};

/// Digest of what `workspace` answers to a question in the form of Reads::questions().
std::uint64_t listing_answer(const Workspace& workspace, std::string_view question);

/// While it lives, what this thread asks of a workspace is noted; of one workspace only.
class ReadScope {
 public:
  /// `nested`: what is read here is read by the scope around as well. `apart`: that scope says by itself what it depends on. `silent`: nothing is noted.
  enum class Kind : unsigned char { nested, apart, silent };
  explicit ReadScope(Kind kind = Kind::nested);
  ReadScope(const ReadScope&) = delete;
  ~ReadScope();

  Reads& reads() { return reads_; }
  /// The innermost scope's of this thread; null outside of any.
  static Reads* current();

 private:
  Reads reads_;
  ReadScope* outer_;
  Kind kind_;
};

}  // namespace bulkhead
