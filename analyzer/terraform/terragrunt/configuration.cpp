// What a configuration file's names stand for.
#include "analyzer/terraform/terragrunt/configuration.h"

#include <algorithm>

#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/root_evaluation.h"
#include "analyzer/terraform/states/remote_state.h"
#include "analyzer/terraform/terragrunt/instance_scope.h"
#include "analyzer/terraform/terragrunt/paths.h"

namespace bulkhead::terraform::terragrunt {

Configuration::Configuration(Session& session, FileId file, const hcl::Body& body, std::string path, std::string config_path, Scope* generation)
    : session_(session), state_(session.state()), file_(file), body_(body), path_(std::move(path)), config_path_(std::move(config_path)), generation_(generation) {
  for (const hcl::Block* block : body_.blocks)
    if (block->type == "locals" && block->body)
      for (const hcl::Attribute& attribute : block->body->attributes) local_index_.emplace(attribute.name, &attribute);
}

std::string Configuration::directory() const { return parent_directory(path_); }
std::string Configuration::config_directory() const { return parent_directory(config_path_); }

Value Configuration::evaluate(const hcl::Expression& expression) { return state_.evaluate(expression, file_, *this); }

std::optional<std::string_view> Configuration::read_file(std::string_view path, FileId& file) {
  if (generation_ != nullptr) return generation_->read_file(path, file);
  // Terraform's functions start from the folder of the file that they stand in.
  auto there = path_in_root(path, directory());
  const SourceFile* found = there ? session_.find(*there) : nullptr;
  if (found == nullptr) return std::nullopt;
  file = found->id;
  return state_.workspace().text(found->id);
}

std::vector<std::string> Configuration::list_files(std::string_view directory, std::string_view pattern) {
  if (generation_ != nullptr) return generation_->list_files(directory, pattern);
  auto there = path_in_root(directory, this->directory());
  return there ? state_.list_files_in(session_.actual(*there), pattern) : std::vector<std::string>();
}

std::optional<Value> Configuration::call(std::string_view name, std::span<const Value> arguments, const Origin* origin, Evaluation& run) {
  if (generation_ != nullptr) return generation_->call(name, arguments, origin, run);
  return call_terragrunt_function(*this, name, arguments, origin, run);
}

Value Configuration::undeclared(const std::string& what, SourceSpan at) {
  state_.problem(at, what + " is not declared in this configuration");
  return state_.unknown(UnknownInfo::Cause::error, what);
}

Value Configuration::resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  consumed = 1;
  if (path.empty()) return state_.unknown(UnknownInfo::Cause::error, {});
  std::string_view root = path[0];
  if (generation_ != nullptr && root != "dependency") return generation_->resolve(path, consumed, at);
  if (root == "local") return resolve_local(path, consumed, at);
  if (root == "include") return resolve_include(path, consumed, at);
  if (root == "dependency") return resolve_dependency(path, consumed, at);
  if (root == "feature") return resolve_feature(path, consumed, at);
  if (root == "values") return resolve_values(at);
  if (root == "unit" || root == "stack") return resolve_component(path, consumed, at);
  return undeclared(std::string(root), at);
}

Value Configuration::resolve_local(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  if (path.size() < 2) return locals();
  consumed = 2;
  return local(path[1], at);
}

Value Configuration::local(std::string_view name, SourceSpan at) {
  auto declared = local_index_.find(name);
  if (declared == local_index_.end()) return undeclared("local." + std::string(name), at);
  const hcl::Attribute& attribute = *declared->second;
  Memo& memo = locals_[declared->first];
  if (memo.progress == Progress::done) return memo.value;
  std::string reference = "local." + std::string(name);
  if (memo.progress == Progress::running || attribute.value == nullptr) {
    if (memo.progress == Progress::running) state_.problem({file_, attribute.begin, attribute.name_end}, reference + " depends on itself");
    return state_.unknown(UnknownInfo::Cause::error, reference);
  }
  memo.progress = Progress::running;
  Value value = evaluate(*attribute.value);
  value = value.with_origin(state_.link(Origin::Kind::referenced, {file_, attribute.begin, attribute.name_end}, value.origin(),
                                        state_.arena().copy(std::string_view(reference))));
  memo = {Progress::done, value};
  return value;
}

Value Configuration::locals() {
  std::vector<Entry> entries;
  for (const auto& [name, attribute] : local_index_) {
    SourceSpan at{file_, attribute->begin, attribute->name_end};
    entries.push_back({name, local(name, at), at});
  }
  return Value::map(state_.arena().copy(entries));
}

const Include* Configuration::selected_include(std::string_view name) {
  const std::vector<Include>& all = includes();
  if (all.size() == 1) return &all[0];
  for (const Include& include : all)
    if (include.name == name) return &include;
  return nullptr;
}

Value Configuration::resolve_include(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  if (includes_progress_ == Progress::running) return undeclared("include", at);
  const std::vector<Include>& all = includes();
  bool bare = all.size() == 1 && all[0].name.empty();
  if (!bare && path.size() < 2) return state_.unknown(UnknownInfo::Cause::other, "include");
  consumed = bare ? 1 : 2;
  const Include* include = bare ? &all[0] : nullptr;
  for (const Include& one : all)
    if (!bare && one.name == path[1]) include = &one;
  std::string reference = bare ? "include" : "include." + std::string(path[1]);
  if (include == nullptr) return undeclared(reference, at);
  if (!include->exposed) {
    state_.problem(at, reference + " is read here, but not exposed (expose = true)");
    return state_.unknown(UnknownInfo::Cause::error, reference);
  }
  if (include->configuration == nullptr) return state_.unknown(UnknownInfo::Cause::other, reference);
  // One part is asked for: the others need not be known.
  std::size_t next = consumed;
  if (path.size() > next + 1 && path[next] == "locals") {
    consumed = next + 2;
    return include->configuration->local(path[next + 1], at);
  }
  if (path.size() > next && path[next] == "locals") {
    consumed = next + 1;
    return include->configuration->locals();
  }
  return include->configuration->as_value();
}

Value Configuration::resolve_feature(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  if (path.size() < 2) return state_.unknown(UnknownInfo::Cause::other, "feature");
  consumed = path.size() > 2 && path[2] == "value" ? 3 : 2;
  auto in = [&](Configuration& configuration) -> Value {
    for (const hcl::Block* block : configuration.body_.blocks)
      if (block->type == "feature" && !block->labels.empty() && block->labels[0].text == path[1] && block->body) return configuration.argument(*block->body, "default");
    return {};
  };
  Value value = in(*this);
  if (value.is_missing())
    for (const Include& include : includes())
      if (include.configuration && include.merge != Merge::none && value.is_missing()) value = in(*include.configuration);
  if (value.is_missing()) return undeclared("feature." + std::string(path[1]), at);
  if (consumed == 3) return value;
  return Value::map(state_.arena().copy(std::vector<Entry>{{"value", value, {}}}), value.origin());
}

Value Configuration::resolve_values(SourceSpan at) {
  std::string own = config_directory();
  for (const Component* one = session_.component(); one != nullptr; one = one->outer.get())
    if (one->directory == own)
      if (Value given = session_.values(one); !given.is_missing()) return given;
  if (values_.progress == Progress::done) return values_.value;
  if (values_.progress == Progress::running) return undeclared("values", at);
  values_.progress = Progress::running;
  Value value = state_.unknown(UnknownInfo::Cause::input_variable, "values");
  std::string path = join_path(own, "terragrunt.values.hcl");
  if (session_.find(path) != nullptr)
    if (Configuration* given = session_.read(path, path, at)) {
      std::vector<Entry> entries;
      for (const hcl::Attribute& attribute : given->body().attributes)
        if (attribute.value) entries.push_back({attribute.name, given->evaluate(*attribute.value), {given->file(), attribute.begin, attribute.name_end}});
      std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
      value = Value::map(state_.arena().copy(entries));
    }
  values_ = {Progress::done, value};
  return value;
}

/// `unit.vpc.path` in a stack file: where the unit is generated. One with an `expansion` has no single place.
Value Configuration::resolve_component(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) {
  if (path.size() < 3 || path[2] != "path") return undeclared(std::string(path[0]), at);
  consumed = 3;
  for (const StackBlock& one : components()) {
    const hcl::Block& block = *one.block;
    if (block.type != path[0] || block.labels.empty() || block.labels[0].text != path[1] || expansion_of(*block.body)) continue;
    auto argument = [&](std::string_view name) {
      const hcl::Attribute* written = block.body->attribute(name);
      return written && written->value ? state_.evaluate(*written->value, one.file, scope_of(one)) : Value();
    };
    Value value = argument("path");
    if (!value.is_string()) return value;
    bool beside = argument("no_dot_terragrunt_stack").is_true().yes();
    std::string there = join_path(join_path(directory(), beside ? "" : ".terragrunt-stack"), value.as_string());
    return state_.text(absolute_path(there), value.origin());
  }
  return undeclared(std::string(path[0]) + "." + std::string(path[1]), at);
}

}  // namespace bulkhead::terraform::terragrunt
