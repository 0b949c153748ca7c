// What a workspace holds. Private to analyzer/workspace.
#pragma once
#include <atomic>
#include <map>
#include <mutex>
#include <unordered_set>

#include "analyzer/workspace/git_repository.h"
#include "analyzer/workspace/listing.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// One file and what has been made of it so far. Each part is made once, by whoever asks first.
struct LoadedFile {
  std::once_flag text_once, lines_once, hcl_once, data_once, digest_once;
  std::string text;
  bool buffered = false;                 // the text is an editor's
  std::unique_ptr<LineIndex> lines;
  std::unique_ptr<Parsed<hcl::File>> hcl;
  std::unique_ptr<Parsed<data::Stream>> data;
  Digest digest;
  std::mutex derived_mutex;
  std::vector<std::pair<std::string, std::shared_ptr<const void>>> derived;   // by key; few
};

/// Something made of files, and which it was made of.
struct DerivedThing {
  std::shared_ptr<const void> made;
  Reads reads;
};

struct Workspace::State {
  ~State();

  std::string root;
  int root_fd = -1;                      // -1: from memory or git
  GitSnapshot::Pointer snapshot;         // of git; null: from disk or memory
  std::map<std::string, GitObjectName, std::less<>> objects;   // what holds each file of the snapshot
  std::uint64_t max_file_bytes = 0;
  std::vector<SourceFile> files;         // sorted by path
  std::vector<std::shared_ptr<LoadedFile>> loaded;   // shared by workspaces that differ in other files only
  std::map<std::string, std::vector<FileId>, std::less<>> directories;
  std::mutex problems_mutex;
  std::vector<Diagnostic> problems;
  /// What was made of several files: of this workspace, over what it took from the one that it was edited from. That is shared, but for `dropped`.
  using Derived = std::unordered_map<std::string, std::shared_ptr<const DerivedThing>>;
  std::mutex derived_mutex;
  Derived derived;
  std::shared_ptr<const Derived> taken;
  std::unordered_set<std::string> dropped;

  /// Sorts, numbers and indexes `files`.
  void index();
  /// Takes a listing over: files with their numbers, problems in order.
  void take(Listing listing);
  const DerivedThing* find_derived(const std::string& key) const;
  /// Takes over what was made without reading a changed file of the same listing.
  void take_derived(State& other, const std::vector<bool>& changed);
  /// Puts an editor's text in the place of file number `file`.
  void overlay(std::size_t file, std::string text);
  void add_problem(FileId file, std::uint32_t begin, std::string message, Diagnostic::Severity severity = Diagnostic::Severity::error);
  LoadedFile& loaded_file(FileId id) { return *loaded[static_cast<std::uint32_t>(id)]; }
};

}  // namespace bulkhead
