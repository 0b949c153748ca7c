// The files of one unit's configuration.
#include "analyzer/terraform/json_syntax.h"
#include "analyzer/terraform/terragrunt/configuration.h"
#include "analyzer/terraform/terragrunt/paths.h"
#include "analyzer/workspace/repository.h"

namespace bulkhead::terraform::terragrunt {
namespace {

std::string unit_file_name(const Workspace& workspace, const UnitPlan& unit) {
  return unit.file == FileId::none ? std::string() : std::string(file_name_of(workspace.file(unit.file).path));
}

/// `path` where it lies below `from`, moved below `to`.
std::optional<std::string> moved(std::string_view path, std::string_view from, std::string_view to) {
  if (!path.starts_with(from) || (path.size() > from.size() && path[from.size()] != '/')) return std::nullopt;
  std::string_view rest = path.substr(std::min(path.size(), from.size() + 1));
  return join_path(to, rest);
}

}  // namespace

bool is_unit_file(std::string_view name) { return name == "terragrunt.hcl" || name == "terragrunt.hcl.json"; }
bool is_stack_file(std::string_view name) { return name == "terragrunt.stack.hcl"; }

const SourceFile* unit_file_in(const Workspace& workspace, std::string_view directory) {
  const SourceFile* found = workspace.find(join_path(directory, "terragrunt.hcl"));
  return found ? found : workspace.find(join_path(directory, "terragrunt.hcl.json"));
}

Session::Session(StackState& state, const UnitPlan& unit) : state_(state), unit_(unit) {
  std::string name = unit_file_name(state.workspace(), unit);
  original_ = join_path(unit.directory, name.empty() ? "terragrunt.hcl" : name);
  if (!name.empty()) own_ = read(original_, original_, {unit.file, 0, 0});
}

Session::~Session() = default;

std::string Session::actual(std::string_view path) const {
  for (const Component* at = component(); at != nullptr; at = at->outer.get())
    if (at->local)
      if (auto there = moved(path, at->directory, at->source)) return *there;
  return std::string(path);
}

const SourceFile* Session::find(std::string_view path) const {
  const SourceFile* found = state_.workspace().find(path);
  if (found != nullptr) return found;
  std::string there = actual(path);
  return there == path ? nullptr : state_.workspace().find(there);
}

bool Session::is_directory(std::string_view path) const {
  return path.empty() || state_.workspace().directory_exists(path) || state_.workspace().directory_exists(actual(path));
}

const hcl::Body* Session::body_of(const SourceFile& file) {
  if (!std::string_view(file.path).ends_with(".json")) return state_.workspace().hcl(file.id).tree.body;
  const auto& parsed = state_.workspace().data(file.id);
  auto converted = read_json_terragrunt(file.id, parsed.tree.documents.empty() ? nullptr : parsed.tree.documents[0].root);
  for (const Diagnostic& problem : converted->diagnostics) state_.unit().diagnostics.push_back(problem);
  const hcl::Body* body = converted->body;
  state_.keep(std::move(converted));
  return body;
}

Configuration* Session::read(const std::string& path, const std::string& config_path, SourceSpan at) {
  std::string key = path + '\n' + config_path;
  if (auto found = known_.find(key); found != known_.end()) return found->second.get();
  if (known_.size() >= kMaxConfigurations) {
    if (!full_) state_.problem(at, "more than " + std::to_string(kMaxConfigurations) + " configuration files are read for one unit (limit); the others are not");
    full_ = true;
    return nullptr;
  }
  const SourceFile* file = find(path);
  if (file == nullptr) {
    state_.problem(at, "there is no file " + path + " in what is scanned", Diagnostic::Severity::warning);
    return nullptr;
  }
  auto made = std::make_unique<Configuration>(*this, file->id, *body_of(*file), path, config_path);
  order_.push_back(made.get());
  return known_.emplace(std::move(key), std::move(made)).first->second.get();
}

std::vector<Configuration*> Session::configurations() const { return order_; }

const std::string& Session::repository_prefix() {
  const std::string& root = state_.workspace().root();
  if (!prefix_) prefix_ = root.empty() ? "" : bulkhead::repository_prefix(root);
  return *prefix_;
}

}  // namespace bulkhead::terraform::terragrunt
