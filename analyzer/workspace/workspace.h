// The files of one scan. The only place below the command line that reads the disk or git.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/workspace/reads.h"
#include "parsers/data/tree.h"
#include "parsers/hcl/ast.h"
#include "parsers/text/line_index.h"
#include "parsers/text/parsed.h"

namespace bulkhead {

class GitSnapshot;

struct Digest {
  std::uint64_t low = 0, high = 0;
  friend bool operator==(const Digest&, const Digest&) = default;
};

/// What a file is read as. `other` files are listed (file(), templatefile(), env files, secrets) but not parsed by themselves.
enum class Language : unsigned char { terraform, terraform_json, tfvars, tfvars_json, hcl, yaml, json, dockerfile, shell, env_file, other };

struct SourceFile {
  FileId id = FileId::none;
  std::string path;                      // relative to the scan root, '/' separated, no "./"
  Language language = Language::other;
  std::uint64_t size = 0;
};

/// How files are found.
struct DiscoverOptions {
  std::vector<std::string> exclude;      // globs of bulkhead.yaml
  std::vector<std::string> only;         // scan only these files or folders below the root; empty: all
  int jobs = 0;                          // 0: number of processors
  std::uint64_t max_file_bytes = 20'000'000;   // larger files give a diagnostic and are not read
  bool use_gitignore = true;
  /// Unsaved texts of an editor (relative path, text): they stand for the file on disk. A path that is on disk but left out stays left out.
  std::vector<std::pair<std::string, std::string>> buffers;
};

/// A fixed set of files, sorted by path, so that a FileId means the same for every --jobs and directory order. Texts and
/// parse results are loaded once, on first use, from any thread; they live as long as the workspace. Editor buffers
/// overlay the disk. Symbolic links that leave the root are never followed.
class Workspace {
 public:
  /// Lists the files below `root` (a directory, or one file: then its directory is the root and it alone is listed).
  static Workspace discover(const std::string& root, const DiscoverOptions& options);
  /// Lists the files of a commit or of the index (analyzer/workspace/git_repository.h) below the absolute directory `root`, by the same rules. Nothing of
  /// the working tree is read.
  static Workspace from_git(std::shared_ptr<const GitSnapshot> snapshot, const std::string& root, const DiscoverOptions& options);
  /// From memory (tests, examples, fuzzing, editor): path -> text.
  static Workspace from_memory(std::vector<std::pair<std::string, std::string>> files);

  /// The same files with the texts of `buffers` in place of what was there, and the disk's own text for what was a buffer and is none now. What did
  /// not change is shared with this workspace, parsed trees included. Nothing when a buffer is no file of this workspace: discover() anew.
  std::optional<Workspace> edited(const std::vector<std::pair<std::string, std::string>>& buffers) const;

  /// Shares what `other` has read and made of files that are the same here: the same object of git, or the same text. Does nothing where the files
  /// have other paths. Before this workspace is used by several threads.
  void adopt(const Workspace& other);

  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;
  ~Workspace();

  std::span<const SourceFile> files() const;
  const SourceFile& file(FileId id) const;
  /// The file at a normalised relative path, or null.
  const SourceFile* find(std::string_view path) const;
  /// Files directly in `directory` ("" is the root), sorted.
  std::vector<FileId> files_in(std::string_view directory) const;
  /// Every directory that holds a file, sorted.
  std::vector<std::string> directories() const;
  bool directory_exists(std::string_view directory) const;
  /// Files whose path starts with `prefix`.
  std::span<const SourceFile> files_below(std::string_view prefix) const;

  /// The text; empty when it could not be read (problems() says so). Stable for the workspace's life.
  std::string_view text(FileId id) const;
  const LineIndex& lines(FileId id) const;
  /// HCL of terraform, tfvars and hcl files.
  const Parsed<hcl::File>& hcl(FileId id) const;
  /// YAML or JSON by the file's name: .json, .tf.json, .tfvars.json as JSON; every other file as YAML.
  const Parsed<data::Stream>& data(FileId id) const;

  /// Digest of a file's text: equal for equal texts, in every run.
  Digest digest(FileId id) const;

  /// What `make` makes of the files, once, for whoever asks for `key`. An edited() workspace takes over what was made without reading any of
  /// the files that changed. `make` reads this workspace alone, and everything else that it depends on is in the key; it runs on the thread that asks
  /// first, two at worst.
  template <class T, class Make>
  std::shared_ptr<const T> derived(const std::string& key, const Make& make) const {
    if (auto known = recall(key)) return std::static_pointer_cast<const T>(known);
    ReadScope scope;
    std::shared_ptr<const T> made = make();
    return std::static_pointer_cast<const T>(remember(key, std::move(made), scope.reads()));
  }

  /// The same of one file, for what is made by reading that file alone and the listing. It stays with the file's text.
  template <class T, class Make>
  std::shared_ptr<const T> derived_of(FileId file, const char* key, const Make& make) const {
    if (auto known = recall_of(file, key)) return std::static_pointer_cast<const T>(known);
    return std::static_pointer_cast<const T>(remember_of(file, key, std::make_shared<const T>(make())));
  }

  /// Reads all files of `languages` with `jobs` threads (a hint for speed only).
  void preload(int jobs) const;

  /// What could not be listed or read so far: unreadable files, over-size files, undecodable text, links out of the root.
  std::vector<Diagnostic> problems() const;
  /// Whether two workspaces of git hold the same files with the same content. False for others.
  bool same_content(const Workspace& other) const;
  /// Absolute path of the root on disk; empty for memory. Never printed in reports.
  const std::string& root() const;

 private:
  struct State;
  /// Files that are too large say so at once, not when something happens to ask for the text.
  void read_oversized() const;
  std::shared_ptr<const void> recall(const std::string& key) const;
  std::shared_ptr<const void> remember(const std::string& key, std::shared_ptr<const void> made, const Reads& reads) const;
  std::shared_ptr<const void> recall_of(FileId file, const char* key) const;
  std::shared_ptr<const void> remember_of(FileId file, const char* key, std::shared_ptr<const void> made) const;
  explicit Workspace(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// "a/b/../c/./d" -> "a/c/d"; nullopt when it leaves the root.
std::optional<std::string> normalise_path(std::string_view path);
/// Directory part ("" for a file in the root) and last component.
std::string_view directory_of(std::string_view path);
std::string_view file_name_of(std::string_view path);
/// By file name alone (Dockerfile, *.Dockerfile, Dockerfile.*, Containerfile; *.tf; *.tf.json; compose by content later).
Language language_of(std::string_view path);
/// gitignore-like glob: `*`, `**`, `?`, `[...]`; a pattern without a slash matches at any depth.
bool glob_match(std::string_view pattern, std::string_view path);

}  // namespace bulkhead
