#include "analyzer/terraform/runs/expansion.h"

#include <algorithm>

namespace bulkhead::terraform {
namespace {

constexpr std::size_t kMaxNames = 4;
constexpr std::size_t kMaxPath = 512;

bool has_name(std::string_view text) { return text.find("${") != std::string_view::npos; }
bool opaque(std::string_view text) { return text.find(kUnknownText) != std::string_view::npos; }

std::string filled(std::string_view text, const Settings& names) {
  std::string out;
  for (;;) {
    auto begin = text.find("${"), end = begin == std::string_view::npos ? begin : text.find('}', begin);
    if (end == std::string_view::npos) return out + std::string(text);
    auto found = names.find(text.substr(begin + 2, end - begin - 2));
    out += text.substr(0, begin);
    out += found == names.end() ? std::string(text.substr(begin, end + 1 - begin)) : found->second;
    text.remove_prefix(end + 1);
  }
}

/// Matches `text` with `pattern`; a name stands for at least one character of one folder's or file's name.
bool match(std::string_view pattern, std::string_view text, Settings& names) {
  auto begin = pattern.find("${");
  std::string_view literal = pattern.substr(0, begin);
  if (!text.starts_with(literal)) return false;
  text.remove_prefix(literal.size());
  if (begin == std::string_view::npos) return text.empty();
  auto end = pattern.find('}', begin);
  if (end == std::string_view::npos) return false;
  std::string name(pattern.substr(begin + 2, end - begin - 2));
  std::string_view rest = pattern.substr(end + 1);
  if (auto known = names.find(name); known != names.end()) {
    std::string value = known->second;
    return text.starts_with(value) && match(rest, text.substr(value.size()), names);
  }
  for (std::size_t length = 1; length <= text.size() && text[length - 1] != '/'; ++length) {
    Settings tried = names;
    tried[name] = text.substr(0, length);
    if (!match(rest, text.substr(length), tried)) continue;
    names = std::move(tried);
    return true;
  }
  return false;
}

std::size_t count_names(std::string_view text) {
  std::size_t count = 0;
  for (auto at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) ++count;
  return count;
}

/// A pattern that is a name alone would stand for everything.
bool tellable(std::string_view pattern) {
  if (opaque(pattern) || count_names(pattern) > kMaxNames || pattern.size() > kMaxPath) return false;
  std::string text;
  for (std::string_view rest = pattern; !rest.empty();) {
    auto begin = rest.find("${"), end = begin == std::string_view::npos ? begin : rest.find('}', begin);
    text += rest.substr(0, begin);
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return text.find_first_not_of("/._-") != std::string::npos;
}

class RunExpander {
 public:
  RunExpander(const RunPattern& pattern, const Workspace& workspace, const Vocabulary& vocabulary, std::vector<Diagnostic>& diagnostics)
      : pattern_(pattern), workspace_(workspace), vocabulary_(vocabulary), diagnostics_(diagnostics) {}

  std::vector<Run> expand() {
    for (const std::string& file : pattern_.var_files)
      if (opaque(file)) return {};
    if (!has_name(pattern_.directory)) {
      if (has_configuration(workspace_, pattern_.directory)) in_directory(pattern_.directory, {});
    } else if (tellable(pattern_.directory)) {
      for (const std::string& directory : workspace_.directories()) {
        Settings names;
        if (directory.size() <= kMaxPath && match(pattern_.directory, directory, names) && has_configuration(workspace_, directory)) in_directory(directory, names);
      }
    }
    return std::move(out_);
  }

 private:
  void in_directory(const std::string& directory, const Settings& names) {
    const std::vector<std::string>& files = pattern_.var_files;
    auto named = std::find_if(files.begin(), files.end(), [&](const std::string& file) { return has_name(filled(file, names)); });
    if (named == files.end()) {
      auto backend = std::find_if(pattern_.backend_files.begin(), pattern_.backend_files.end(), [&](const std::string& file) { return has_name(filled(file, names)); });
      if (backend == pattern_.backend_files.end() || !by_file(directory, names, *backend, {".tfbackend", ".hcl", ".conf", ".tfvars", ".config"})) emit(directory, names);
      return;
    }
    by_file(directory, names, *named, {".tfvars", ".tfvars.json"});
  }

  /// One run for every file with one of the endings that the pattern fits; false where there is none.
  bool by_file(const std::string& directory, const Settings& names, const std::string& written, std::initializer_list<std::string_view> endings) {
    std::string pattern = filled(written, names);
    if (!tellable(pattern)) return false;
    std::string prefix = pattern.substr(0, pattern.find("${"));
    bool any = false;
    for (const SourceFile& file : workspace_.files_below(prefix)) {
      if (out_.size() >= kMaxCombinations) break;
      Settings bound = names;
      if (std::none_of(endings.begin(), endings.end(), [&](std::string_view ending) { return file.path.ends_with(ending); })) continue;
      if (file.path.size() > kMaxPath || !match(pattern, file.path, bound)) continue;
      bool environment = std::any_of(bound.begin(), bound.end(), [&](const auto& one) { return is_environment(one.second); });
      if (!environment) continue;
      emit(directory, bound);
      any = true;
    }
    return any;
  }

  bool is_environment(std::string_view text) const {
    if (vocabulary_.word(text)) return true;
    auto name = vocabulary_.name(text);
    return name && name->strong;
  }

  static void fill(const Pairs& from, const Settings& names, Pairs& to) {
    for (const auto& [key, text] : from)
      if (std::string value = filled(text, names); !has_name(value)) to.push_back({key, value});
  }

  void emit(const std::string& directory, const Settings& names) {
    if (out_.size() >= kMaxCombinations) return;
    Run run;
    run.directory = directory;
    for (const std::string& file : pattern_.var_files) {
      std::string path = filled(file, names);
      if (has_name(path)) return;
      if (const SourceFile* found = workspace_.find(path)) run.var_files.push_back(found->id);
      else if (!has_name(file)) missing(path);
    }
    for (const std::string& file : pattern_.backend_files)
      if (const SourceFile* found = workspace_.find(filled(file, names))) run.backend_files.push_back(found->id);
    if (std::string workspace = filled(pattern_.workspace, names); !has_name(workspace)) run.workspace = workspace;
    if (std::string deployment = filled(pattern_.deployment, names); !has_name(deployment)) run.deployment = deployment;
    fill(pattern_.backend, names, run.backend);
    fill(pattern_.variables, names, run.variables);
    fill(pattern_.ambient, names, run.ambient);
    run.at = pattern_.at;
    out_.push_back(std::move(run));
  }

  /// Only a path that is written as it is: one with a variable may be meant for another folder.
  void missing(const std::string& path) {
    Diagnostic problem{pattern_.at, "the variable file \"" + path + "\" that Terraform is run with is not in what is scanned: what it sets is not seen", Diagnostic::Severity::warning};
    bool said = std::any_of(diagnostics_.begin(), diagnostics_.end(), [&](const Diagnostic& one) { return one.at == problem.at && one.message == problem.message; });
    if (!said) diagnostics_.push_back(std::move(problem));
  }

  const RunPattern& pattern_;
  const Workspace& workspace_;
  const Vocabulary& vocabulary_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<Run> out_;
};

}  // namespace

std::vector<Run> expand_run(const RunPattern& pattern, const Workspace& workspace, const Vocabulary& vocabulary, std::vector<Diagnostic>& diagnostics) {
  return RunExpander(pattern, workspace, vocabulary, diagnostics).expand();
}

}  // namespace bulkhead::terraform
