#include <algorithm>
#include <array>

#include "analyzer/terraform/runs/expansion.h"

namespace bulkhead::terraform {
namespace {

enum class Format { none, github, gitlab, azure, bitbucket, buildspec, taskfile, atlantis, makefile, script };

/// Folders whose files are read by nobody's pipeline.
bool is_tried_out(std::string_view path) {
  constexpr std::array kFolders = {"test", "tests", "testdata", "fixture", "fixtures", "example", "examples", "sample", "samples", "docs", "vendor", "node_modules", ".terraform", "templates"};
  while (path.find('/') != std::string_view::npos) {
    std::string_view folder = path.substr(0, path.find('/'));
    if (std::find(kFolders.begin(), kFolders.end(), folder) != kFolders.end()) return true;
    path.remove_prefix(folder.size() + 1);
  }
  return false;
}

bool is_jenkinsfile(std::string_view path) {
  std::string_view name = file_name_of(path);
  return name == "Jenkinsfile" || name.starts_with("Jenkinsfile.") || name.ends_with(".jenkinsfile") || name.ends_with(".Jenkinsfile");
}

Format format_of(const SourceFile& file) {
  std::string_view path = file.path, name = file_name_of(path);
  if (file.language == Language::shell) return Format::script;
  if (name == "Makefile" || name == "makefile" || name == "GNUmakefile" || name.ends_with(".mk")) return Format::makefile;
  if (file.language != Language::yaml) return Format::none;
  std::string_view directory = directory_of(path);
  if (directory == ".github/workflows" || directory.ends_with("/.github/workflows")) return Format::github;
  if (name.ends_with(".gitlab-ci.yml") || name.ends_with(".gitlab-ci.yaml")) return Format::gitlab;
  if (name.starts_with("azure-pipeline") || path.find(".azuredevops/") != std::string_view::npos || path.find("azure-pipelines/") != std::string_view::npos) return Format::azure;
  if (name.starts_with("bitbucket-pipelines.")) return Format::bitbucket;
  if (name.starts_with("buildspec")) return Format::buildspec;
  if (name.starts_with("Taskfile.") || name.starts_with("taskfile.")) return Format::taskfile;
  if (name.starts_with("atlantis.")) return Format::atlantis;
  return Format::none;
}

/// The folder that the repository is checked out to, where a pipeline's paths start.
std::string checkout_of(std::string_view path, Format format) {
  auto hidden = path.find(".github/workflows");
  if (format == Format::github) return std::string(path.substr(0, hidden == 0 ? 0 : hidden - 1));
  if (format == Format::azure) return {};
  return std::string(directory_of(path));
}

class RunFinder {
 public:
  RunFinder(ModuleCache& modules, const Vocabulary& vocabulary) : workspace_(modules.workspace()), vocabulary_(vocabulary) {}

  FoundRuns find() {
    for (const SourceFile& file : workspace_.files()) {
      if (is_jenkinsfile(file.path)) unread(file);
      Format format = format_of(file);
      if (format == Format::none || is_tried_out(file.path)) continue;
      std::string_view text = workspace_.text(file.id);
      bool mentions = format == Format::atlantis || text.find("terraform") != std::string_view::npos || text.find("Terraform") != std::string_view::npos ||
                      text.find("tofu") != std::string_view::npos;
      if (!mentions) continue;
      if (format == Format::script) script(file, text);
      else read(file, format, text);
    }
    return std::move(out_);
  }

 private:
  /// Groovy is not parsed, and what it selects cannot be told from its words.
  void unread(const SourceFile& file) {
    if (is_tried_out(file.path)) return;
    auto at = workspace_.text(file.id).find("terraform");
    if (at == std::string_view::npos) return;
    auto begin = static_cast<std::uint32_t>(at);
    out_.diagnostics.push_back({{file.id, begin, begin + 9}, "a Jenkinsfile is not read: environments that it runs terraform for are unknown", Diagnostic::Severity::warning});
  }

  void read(const SourceFile& file, Format format, std::string_view text) {
    std::string directory(directory_of(file.path));
    if (format == Format::makefile) {
      for (const Job& job : read_makefile(text, file.id, directory)) add(read_job(job, directory), "");
      return;
    }
    for (const data::Document& document : workspace_.data(file.id).tree.documents) {
      if (!document.root || document.root->kind != data::NodeKind::mapping) continue;
      std::string checkout = format == Format::taskfile ? "" : checkout_of(file.path, format);
      for (const Job& job : jobs(*document.root, file.id, format, directory)) add(read_job(job, ""), checkout);
    }
  }

  static std::vector<Job> jobs(const data::Node& root, FileId file, Format format, std::string_view directory) {
    switch (format) {
      case Format::github: return read_github_workflow(root, file);
      case Format::gitlab: return read_gitlab_pipeline(root, file);
      case Format::azure: return read_azure_pipeline(root, file);
      case Format::bitbucket: return read_bitbucket_pipeline(root, file);
      case Format::buildspec: return read_buildspec(root, file);
      case Format::taskfile: return read_taskfile(root, file, directory);
      case Format::atlantis: return read_atlantis(root, file);
      default: return {};
    }
  }

  /// A script is started in its own folder or in the repository's: the first in which its runs find configuration.
  void script(const SourceFile& file, std::string_view text) {
    std::string directory(directory_of(file.path));
    for (const std::string& start : {directory, std::string()}) {
      Job job;
      job.steps.push_back({std::string(text), start, {}, {file.id, 0, 0}});
      if (add(read_job(job, directory), "") || start.empty()) return;
    }
  }

  static std::string below(const std::string& checkout, const std::string& path) {
    if (checkout.empty() || path.find(kUnknownText) != std::string::npos) return path;
    return path.empty() ? checkout : checkout + "/" + path;
  }

  bool add(std::vector<RunPattern> patterns, const std::string& checkout) {
    bool any = false;
    for (RunPattern& pattern : patterns) {
      pattern.directory = below(checkout, pattern.directory);
      for (auto* files : {&pattern.var_files, &pattern.backend_files})
        for (std::string& path : *files) path = below(checkout, path);
      for (Run& run : expand_run(pattern, workspace_, vocabulary_, out_.diagnostics)) {
        any = true;
        std::vector<Run>& known = out_.by_folder[run.directory];
        if (std::find(known.begin(), known.end(), run) == known.end() && known.size() < 4 * kMaxCombinations) known.push_back(std::move(run));
      }
    }
    return any;
  }

  const Workspace& workspace_;
  const Vocabulary& vocabulary_;
  FoundRuns out_;
};

}  // namespace

FoundRuns find_runs(ModuleCache& modules, const Vocabulary& vocabulary) { return RunFinder(modules, vocabulary).find(); }

}  // namespace bulkhead::terraform
