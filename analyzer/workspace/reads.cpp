#include "analyzer/workspace/reads.h"

#include <xxhash.h>

#include "analyzer/workspace/workspace.h"

namespace bulkhead {
namespace {

thread_local ReadScope* innermost = nullptr;

std::uint64_t digest(std::uint64_t seed, std::string_view text) { return XXH3_64bits_withSeed(text.data(), text.size(), seed + text.size()); }

}  // namespace

void Reads::note(FileId file) {
  auto index = static_cast<std::size_t>(file);
  if (file == FileId::none) return;
  if (index >= seen_.size()) seen_.resize(index + 1);
  if (seen_[index]) return;
  seen_[index] = true;
  files_.push_back(file);
}

void Reads::ask(const Workspace& workspace, ListingQuestion question, std::string_view path) {
  std::string text(1, static_cast<char>(question));
  text += path;
  auto [at, fresh] = questions_.try_emplace(std::move(text));
  if (fresh) at->second = listing_answer(workspace, at->first);
}

void Reads::add(const Reads& others) {
  for (FileId file : others.files_) note(file);
  questions_.insert(others.questions_.begin(), others.questions_.end());
  heard_.insert(others.heard_.begin(), others.heard_.end());
}

std::uint64_t listing_answer(const Workspace& workspace, std::string_view question) {
  ReadScope silent(ReadScope::Kind::silent);
  std::string_view path = question.substr(1);
  std::uint64_t out = 1;
  switch (static_cast<ListingQuestion>(question[0])) {
    case ListingQuestion::file: return workspace.find(path) ? 1 : 0;
    case ListingQuestion::directory: return workspace.directory_exists(path) ? 1 : 0;
    case ListingQuestion::files_in:
      for (FileId file : workspace.files_in(path)) out = digest(out, workspace.file(file).path);
      return out;
    case ListingQuestion::files_below:
      for (const SourceFile& file : workspace.files_below(path)) out = digest(out, file.path);
      return out;
    case ListingQuestion::all:
      for (const SourceFile& file : workspace.files()) out = digest(out, file.path);
      return out;
  }
  return 0;
}

ReadScope::ReadScope(Kind kind) : outer_(innermost), kind_(kind) { innermost = this; }

ReadScope::~ReadScope() {
  innermost = outer_;
  if (outer_ != nullptr && kind_ == Kind::nested) outer_->reads_.add(reads_);
}

Reads* ReadScope::current() { return innermost && innermost->kind_ != Kind::silent ? &innermost->reads_ : nullptr; }

}  // namespace bulkhead
