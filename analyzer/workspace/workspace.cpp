#include "analyzer/workspace/workspace.h"

#include <fcntl.h>
#include <unistd.h>

#include <xxhash.h>

#include <cerrno>
#include <cstdlib>

#include "analyzer/workspace/encoding.h"
#include "analyzer/workspace/git_listing.h"
#include "analyzer/workspace/listing.h"
#include "analyzer/workspace/read_file.h"
#include "analyzer/workspace/state.h"

namespace bulkhead {
namespace {

std::string real_path(const std::string& path) {
  char* real = realpath(path.c_str(), nullptr);
  if (!real) return {};
  std::string out = real;
  std::free(real);
  return out;
}

bool parsed_by_itself(Language language) { return language != Language::other && language != Language::shell && language != Language::env_file; }

}  // namespace

/// The buffers by normal path. Those that are not on disk yet join the files, unless an exclude matches.
static std::map<std::string, std::string> take_buffers(int root_fd, std::vector<SourceFile>& files, const DiscoverOptions& options) {
  std::map<std::string, std::string> out;
  for (const auto& [path, text] : options.buffers) {
    auto normal = normalise_path(path);
    if (!normal || normal->empty()) continue;
    bool excluded = std::any_of(options.exclude.begin(), options.exclude.end(), [&](const auto& glob) { return glob_match(glob, *normal); });
    bool selected = options.only.empty() || std::find(options.only.begin(), options.only.end(), *normal) != options.only.end();
    if (faccessat(root_fd, normal->c_str(), F_OK, AT_SYMLINK_NOFOLLOW) != 0 && !excluded && selected)
      files.push_back({FileId::none, *normal, language_of(*normal), text.size()});
    out[*normal] = text;
  }
  return out;
}

Workspace::State::~State() {
  if (root_fd >= 0) close(root_fd);
}

void Workspace::State::index() {
  std::stable_sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  files.erase(std::unique(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path == b.path; }), files.end());
  for (std::size_t i = 0; i < files.size(); ++i) {
    files[i].id = static_cast<FileId>(i);
    directories[std::string(directory_of(files[i].path))].push_back(files[i].id);
  }
  loaded.clear();
  for (std::size_t i = 0; i < files.size(); ++i) loaded.push_back(std::make_shared<LoadedFile>());
}

void Workspace::State::overlay(std::size_t file, std::string text) {
  loaded[file] = std::make_shared<LoadedFile>();
  loaded[file]->buffered = true;
  loaded[file]->text = std::move(text);
}

void Workspace::State::take(Listing listing) {
  files = std::move(listing.files);
  index();
  std::sort(listing.problems.begin(), listing.problems.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  for (auto& problem : listing.problems) add_problem(FileId::none, 0, (problem.path.empty() ? "." : problem.path) + ": " + problem.message);
}

void Workspace::State::add_problem(FileId file, std::uint32_t begin, std::string message, Diagnostic::Severity severity) {
  std::lock_guard lock(problems_mutex);
  problems.push_back({{file, begin, begin}, std::move(message), severity});
}

Workspace::Workspace(std::unique_ptr<State> state) : state_(std::move(state)) {}
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;
Workspace::~Workspace() = default;

Workspace Workspace::discover(const std::string& path, const DiscoverOptions& given) {
  auto state = std::make_unique<State>();
  DiscoverOptions options = given;
  state->root = real_path(path);
  state->max_file_bytes = options.max_file_bytes;
  state->root_fd = open(state->root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (state->root_fd < 0 && errno == ENOTDIR) {
    auto slash = state->root.rfind('/');
    options.only = {state->root.substr(slash + 1)};
    options.use_gitignore = false;
    state->root.resize(slash == 0 ? 1 : slash);
    state->root_fd = open(state->root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  }
  if (state->root_fd < 0) {
    state->add_problem(FileId::none, 0, "cannot be read: " + system_message(errno));
    state->index();
    return Workspace(std::move(state));
  }
  Listing listing = list_files(state->root_fd, state->root, options);
  std::map<std::string, std::string> buffers = take_buffers(state->root_fd, listing.files, options);
  state->take(std::move(listing));
  for (std::size_t i = 0; i < state->files.size(); ++i) {
    auto buffer = buffers.find(state->files[i].path);
    if (buffer != buffers.end()) state->overlay(i, std::move(buffer->second));
  }
  Workspace out(std::move(state));
  out.read_oversized();
  return out;
}

Workspace Workspace::from_git(GitSnapshot::Pointer snapshot, const std::string& root, const DiscoverOptions& options) {
  auto state = std::make_unique<State>();
  state->root = root;
  state->max_file_bytes = options.max_file_bytes;
  GitListing found = list_snapshot(*snapshot, root, options);
  state->snapshot = std::move(snapshot);
  state->objects = std::move(found.objects);
  state->take(std::move(found.listing));
  Workspace out(std::move(state));
  out.read_oversized();
  return out;
}

void Workspace::read_oversized() const {
  for (const auto& file : files())
    if (file.size > state_->max_file_bytes && parsed_by_itself(file.language)) text(file.id);
}

bool Workspace::same_content(const Workspace& other) const {
  return state_->snapshot && other.state_->snapshot && state_->objects == other.state_->objects;
}

Workspace Workspace::from_memory(std::vector<std::pair<std::string, std::string>> given) {
  auto state = std::make_unique<State>();
  state->max_file_bytes = DiscoverOptions{}.max_file_bytes;
  std::map<std::string, std::string> texts;
  for (auto& [path, text] : given)
    if (auto normal = normalise_path(path); normal && !normal->empty()) texts[*normal] = std::move(text);
  for (const auto& [path, text] : texts) state->files.push_back({FileId::none, path, language_of(path), text.size()});
  state->index();
  for (std::size_t i = 0; i < state->files.size(); ++i) state->loaded[i]->text = std::move(texts[state->files[i].path]);
  return Workspace(std::move(state));
}

std::span<const SourceFile> Workspace::files() const {
  if (Reads* reads = ReadScope::current()) reads->ask(*this, ListingQuestion::all, {});
  return state_->files;
}

std::span<const SourceFile> Workspace::files_below(std::string_view prefix) const {
  if (Reads* reads = ReadScope::current()) reads->ask(*this, ListingQuestion::files_below, prefix);
  auto before = [](const SourceFile& file, std::string_view path) { return file.path < path; };
  auto begin = std::lower_bound(state_->files.begin(), state_->files.end(), prefix, before);
  auto end = std::partition_point(begin, state_->files.end(), [&](const SourceFile& file) { return file.path.starts_with(prefix); });
  return {begin, end};
}

const SourceFile& Workspace::file(FileId id) const {
  static const SourceFile kNone;
  auto index = static_cast<std::size_t>(id);
  return index < state_->files.size() ? state_->files[index] : kNone;
}

const SourceFile* Workspace::find(std::string_view path) const {
  if (Reads* reads = ReadScope::current()) reads->ask(*this, ListingQuestion::file, path);
  auto at = std::lower_bound(state_->files.begin(), state_->files.end(), path, [](const SourceFile& f, std::string_view p) { return f.path < p; });
  return at != state_->files.end() && at->path == path ? &*at : nullptr;
}

std::vector<FileId> Workspace::files_in(std::string_view directory) const {
  if (Reads* reads = ReadScope::current()) reads->ask(*this, ListingQuestion::files_in, directory);
  auto at = state_->directories.find(directory);
  return at == state_->directories.end() ? std::vector<FileId>() : at->second;
}

std::vector<std::string> Workspace::directories() const {
  if (Reads* reads = ReadScope::current()) reads->ask(*this, ListingQuestion::all, {});
  std::vector<std::string> out;
  for (const auto& [directory, files] : state_->directories) out.push_back(directory);
  return out;
}

bool Workspace::directory_exists(std::string_view directory) const {
  if (Reads* reads = ReadScope::current()) reads->ask(*this, ListingQuestion::directory, directory);
  if (directory.empty() || state_->directories.count(directory)) return true;
  std::string inside = std::string(directory) + "/";
  auto at = state_->directories.lower_bound(inside);
  return at != state_->directories.end() && at->first.starts_with(inside);
}

std::string_view Workspace::text(FileId id) const {
  if (static_cast<std::size_t>(id) >= state_->files.size()) return {};
  if (Reads* reads = ReadScope::current()) reads->note(id);
  LoadedFile& loaded = state_->loaded_file(id);
  std::call_once(loaded.text_once, [&] {
    if (state_->root_fd >= 0 && !loaded.buffered) {
      std::string problem = read_file_at(state_->root_fd, file(id).path, state_->max_file_bytes, true, loaded.text);
      if (!problem.empty()) return state_->add_problem(id, 0, "not read: " + problem);
    } else if (state_->snapshot) {
      std::string problem = state_->snapshot->read(state_->objects.find(file(id).path)->second, state_->max_file_bytes, loaded.text);
      if (!problem.empty()) return state_->add_problem(id, 0, "not read: " + problem);
    } else if (loaded.text.size() > state_->max_file_bytes) {
      loaded.text.clear();
      return state_->add_problem(id, 0, "not read: too large");
    }
    if (!parsed_by_itself(file(id).language)) return;
    EncodingCheck check = check_encoding(loaded.text);
    auto at = static_cast<std::uint32_t>(check.at);
    switch (check.encoding) {
      case Encoding::utf8: return;
      case Encoding::invalid_utf8:
        return state_->add_problem(id, at, "not valid UTF-8 here: another encoding?", Diagnostic::Severity::warning);
      case Encoding::utf16: state_->add_problem(id, 0, "not read: encoded as UTF-16; only UTF-8 is supported"); break;
      case Encoding::utf32: state_->add_problem(id, 0, "not read: encoded as UTF-32; only UTF-8 is supported"); break;
      case Encoding::binary: state_->add_problem(id, 0, "not read: binary file (NUL byte at offset " + std::to_string(check.at) + ")"); break;
    }
    loaded.text.clear();
    loaded.text.shrink_to_fit();
  });
  return loaded.text;
}

const LineIndex& Workspace::lines(FileId id) const {
  static const LineIndex kEmpty{std::string_view()};
  if (static_cast<std::size_t>(id) >= state_->files.size()) return kEmpty;
  LoadedFile& loaded = state_->loaded_file(id);
  std::string_view content = text(id);
  std::call_once(loaded.lines_once, [&] { loaded.lines = std::make_unique<LineIndex>(content); });
  return *loaded.lines;
}

Digest Workspace::digest(FileId id) const {
  if (static_cast<std::size_t>(id) >= state_->files.size()) return {};
  LoadedFile& loaded = state_->loaded_file(id);
  std::string_view content = text(id);
  std::call_once(loaded.digest_once, [&] {
    XXH128_hash_t hash = XXH3_128bits(content.data(), content.size());
    loaded.digest = {hash.low64, hash.high64};
  });
  return loaded.digest;
}

std::vector<Diagnostic> Workspace::problems() const {
  std::lock_guard lock(state_->problems_mutex);
  std::vector<Diagnostic> out = state_->problems;
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return std::tie(a.at, a.message) < std::tie(b.at, b.message); });
  return out;
}

const std::string& Workspace::root() const { return state_->root; }

}  // namespace bulkhead
