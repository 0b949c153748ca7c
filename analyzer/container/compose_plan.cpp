#include <algorithm>
#include <map>

#include "analyzer/container/compose_names.h"
#include "analyzer/container/units.h"
#include "analyzer/environments/inference.h"

namespace bulkhead::container {
namespace {

struct Candidate {
  FileId file = FileId::none;
  ComposeName name;
  const data::Node* root = nullptr;
};

bool describes_service(const data::Node* node) {
  return node != nullptr && node->kind == data::NodeKind::mapping &&
         (node->get("image") != nullptr || node->get("build") != nullptr || node->get("extends") != nullptr);
}

bool self_sufficient(const data::Node* root) {
  const data::Node* services = root != nullptr ? root->get("services") : nullptr;
  if (services == nullptr || services->members.empty()) return false;
  return std::all_of(services->members.begin(), services->members.end(), [](const data::Member& member) { return describes_service(member.value); });
}

/// A mapping with `services` that hold images or builds; under a name that says Compose, any of its sections is enough.
bool is_compose(const data::Node* root, bool named) {
  if (root == nullptr || root->kind != data::NodeKind::mapping || root->get("apiVersion") != nullptr) return false;
  const data::Node* services = root->get("services");
  bool mapping = services != nullptr && services->kind == data::NodeKind::mapping;
  if (named) return mapping || root->get("include") != nullptr || root->get("volumes") != nullptr || root->get("networks") != nullptr;
  return mapping && self_sufficient(root);
}

std::vector<Candidate> candidates(const Workspace& workspace) {
  std::vector<Candidate> out;
  for (const SourceFile& file : workspace.files()) {
    if (file.language != Language::yaml) continue;
    ComposeName name = compose_name(file_name_of(file.path));
    bool named = name.kind != ComposeName::Kind::other;
    std::string_view text = workspace.text(file.id);
    if (!named && !text.starts_with("services:") && text.find("\nservices:") == std::string_view::npos) continue;
    const auto& documents = workspace.data(file.id).tree.documents;
    const data::Node* root = documents.empty() ? nullptr : documents[0].root;
    if (is_compose(root, named)) out.push_back({file.id, std::move(name), root});
  }
  return out;
}

class Planner {
 public:
  Planner(const Workspace& workspace, const Vocabulary& vocabulary, const Config& config)
      : workspace_(workspace), vocabulary_(vocabulary), config_(config) {}

  std::vector<ComposePlan> run() {
    std::map<std::string, std::vector<Candidate>> folders;
    for (Candidate& candidate : candidates(workspace_))
      folders[std::string(directory_of(workspace_.file(candidate.file).path))].push_back(std::move(candidate));
    for (const auto& [directory, files] : folders) plan_folder(files);
    std::sort(plans_.begin(), plans_.end(), [](const ComposePlan& a, const ComposePlan& b) { return a.id < b.id; });
    return std::move(plans_);
  }

 private:
  using Kind = ComposeName::Kind;

  void add(std::vector<FileId> files, FileId decisive, Classification environment) {
    const std::string& path = workspace_.file(decisive).path;
    plans_.push_back({std::string(directory_of(path)), path, std::move(files), std::move(environment)});
  }

  /// The environment that a variant's name gives: `compose.prod.yaml`, `docker-compose-uat.yml`.
  Classification environment_of(const Candidate& candidate) {
    const std::string& path = workspace_.file(candidate.file).path;
    Classification found = classify_path(path, vocabulary_, config_);
    if (found.reason.signal == EnvironmentReason::Signal::configuration || candidate.name.tag.empty()) return found;
    if (auto word = vocabulary_.word(candidate.name.tag))
      return {*word, {EnvironmentReason::Signal::path, "file " + std::string(file_name_of(path)), {}}};
    return found;
  }

  void plan_folder(const std::vector<Candidate>& files) {
    auto find = [&](Kind kind, std::string_view stem) {
      auto found = std::find_if(files.begin(), files.end(), [&](const Candidate& c) { return c.name.kind == kind && c.name.stem == stem; });
      return found == files.end() ? nullptr : &*found;
    };
    for (const Candidate& candidate : files) {
      bool sufficient = self_sufficient(candidate.root);
      const Candidate* base = find(Kind::base, candidate.name.stem);
      if (base == nullptr) base = find(Kind::base, candidate.name.stem == "compose" ? "docker-compose" : "compose");
      if (candidate.name.kind == Kind::base) {
        std::vector<FileId> merged{candidate.file};
        if (const Candidate* over = find(Kind::override_file, candidate.name.stem)) merged.push_back(over->file);
        add(merged, candidate.file, environment_of(candidate));
      } else if (candidate.name.kind == Kind::override_file && base != nullptr) {
        continue;
      } else if (candidate.name.kind != Kind::other && base != nullptr && !sufficient) {
        add({base->file, candidate.file}, candidate.file, environment_of(candidate));
      } else {
        add({candidate.file}, candidate.file, environment_of(candidate));
      }
    }
  }

  const Workspace& workspace_;
  const Vocabulary& vocabulary_;
  const Config& config_;
  std::vector<ComposePlan> plans_;
};

}  // namespace

std::vector<ComposePlan> plan_compose_projects(const Workspace& workspace, const Vocabulary& vocabulary, const Config& config) {
  return Planner(workspace, vocabulary, config).run();
}

}  // namespace bulkhead::container
