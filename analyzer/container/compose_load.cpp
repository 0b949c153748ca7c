#include "analyzer/container/compose_load.h"

#include <array>

#include "analyzer/container/compose_merge.h"

namespace bulkhead::container {
namespace {

constexpr int kMaxDepth = 12;             // include and extends
constexpr std::size_t kMaxLoads = 2'000;  // files and services taken in by one project
constexpr std::array<std::string_view, 5> kSections{"services", "networks", "volumes", "secrets", "configs"};

SourceSpan span_of(const Value& value) { return arrival_span(value.origin()); }

}  // namespace

void ComposeLoader::problem(SourceSpan at, std::string message, Diagnostic::Severity severity) {
  diagnostics_.push_back({at, std::move(message), severity});
}

const SourceFile* ComposeLoader::resolve(const Value& path, FileId from) {
  if (!path.is_string()) return nullptr;
  std::string directory(directory_of(workspace_.file(from).path));
  std::string joined = directory.empty() ? std::string(path.as_string()) : directory + "/" + std::string(path.as_string());
  auto normal = normalise_path(joined);
  return normal && !path.as_string().starts_with('/') ? workspace_.find(*normal) : nullptr;
}

Variables ComposeLoader::read_variables(std::string_view directory) {
  Variables out;
  const SourceFile* file = workspace_.find(directory.empty() ? std::string(".env") : std::string(directory) + "/.env");
  if (file == nullptr) return out;
  ValueBuilder build(arena_, file->id);
  for (const Entry& entry : read_dotenv(workspace_.text(file->id), {}, build)) out[std::string(entry.key)] = entry.value;
  return out;
}

void ComposeLoader::merge_model(ComposeModel& into, const ComposeModel& over, ValueBuilder& build) {
  for (const auto& [section, entries] : over) {
    std::vector<Entry>& mine = into[section];
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < mine.size(); ++i) places.emplace(mine[i].key, i);
    for (const Entry& entry : entries) {
      auto same = places.find(entry.key);
      if (same == places.end()) mine.push_back(entry);
      else mine[same->second].value = merge_service(mine[same->second].value, entry.value, build);
    }
  }
}

Value ComposeLoader::extended(const Value& services, std::string_view name, FileId file, const Variables& variables, int depth) {
  ValueBuilder build(arena_, file);
  Value own = services[name];
  Value reference = own["extends"];
  if (!own.is_map() || reference.is_absent()) return own;
  if (depth > kMaxDepth || ++loads_ > kMaxLoads) {
    problem(span_of(reference), "extends goes deeper than " + std::to_string(kMaxDepth) + " services, or in a circle");
    return own;
  }
  Value target = reference.is_map() ? reference["service"] : reference;
  if (!target.is_string()) return own;
  Value base;
  if (reference.is_map() && !reference["file"].is_absent()) {
    const SourceFile* other = resolve(reference["file"], file);
    if (other == nullptr) {
      problem(span_of(reference["file"]), "the extended file is not here", Diagnostic::Severity::warning);
      return own;
    }
    ValueBuilder builder(arena_, other->id);
    ComposeValues values(builder, variables, diagnostics_);
    const auto& documents = workspace_.data(other->id).tree.documents;
    Value root = documents.empty() ? Value() : values.convert(documents[0].root);
    base = normalise_service(extended(root["services"], target.as_string(), other->id, variables, depth + 1), variables, builder);
    base = with_env_files(base, other->id, variables);
  } else {
    base = normalise_service(extended(services, target.as_string(), file, variables, depth + 1), variables, build);
  }
  if (!base.is_map()) {
    problem(span_of(target), "there is no such service to extend");
    return own;
  }
  std::vector<Entry> inherited;   // what depends on other services is not inherited
  for (const Entry& entry : base.entries())
    if (entry.key != "depends_on" && entry.key != "links" && entry.key != "volumes_from" && entry.key != "extends") inherited.push_back(entry);
  return merge_service(build.map(inherited, base.origin()), normalise_service(own, variables, build), build);
}

void ComposeLoader::include(const Value& item, FileId file, const Variables& variables, int depth, ComposeModel& model) {
  Value paths = item.is_map() ? item["path"] : item;
  ValueBuilder build(arena_, file);
  std::vector<Value> list(paths.items().begin(), paths.items().end());
  if (!paths.is_list()) list.push_back(paths);
  for (const Value& path : list) {
    const SourceFile* other = resolve(path, file);
    if (other == nullptr) {
      problem(span_of(path), "the included file is not here", Diagnostic::Severity::warning);
      continue;
    }
    Variables inner = read_variables(directory_of(other->path));
    inner.insert(variables.begin(), variables.end());
    merge_model(model, load_file(other->id, inner, depth + 1), build);
  }
}

void ComposeLoader::load_document(const Value& root, FileId file, const Variables& variables, int depth, ComposeModel& model) {
  ValueBuilder build(arena_, file);
  Value includes = root["include"];
  for (const Value& item : includes.items()) include(item, file, variables, depth, model);
  ComposeModel own;
  for (std::string_view section : kSections) {
    Value all = root[section];
    for (const Entry& entry : all.entries()) {
      Value value = entry.value;
      if (section == "services") {
        value = normalise_service(extended(all, entry.key, file, variables, 0), variables, build);
        value = with_env_files(value, file, variables);
      } else if (value.is_null()) {
        value = build.map({}, value.origin());
      }
      own[std::string(section)].push_back({entry.key, value, entry.key_span});
    }
  }
  merge_model(model, own, build);
}

ComposeModel ComposeLoader::load_file(FileId file, const Variables& variables, int depth) {
  ComposeModel model;
  const auto& parsed = workspace_.data(file);
  if (depth > kMaxDepth || ++loads_ > kMaxLoads) {
    problem({file, 0, 0}, "include goes deeper than " + std::to_string(kMaxDepth) + " files, or in a circle");
    return model;
  }
  diagnostics_.insert(diagnostics_.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
  ValueBuilder build(arena_, file);
  for (const data::Document& document : parsed.tree.documents) {
    ComposeValues values(build, variables, diagnostics_);
    load_document(values.convert(document.root), file, variables, depth, model);
  }
  return model;
}

/// Variables of `env_file` stand below those of `environment`.
Value ComposeLoader::with_env_files(const Value& service, FileId file, const Variables& variables) {
  ValueBuilder build(arena_, file);
  Value list = service["env_file"];
  std::vector<Entry> found;
  for (const Value& item : list.items()) {
    Value path = item.is_map() ? item["path"] : item;
    const SourceFile* other = resolve(path, file);
    if (other == nullptr) {
      if (!item["required"].is_false().yes()) problem(span_of(path), "the env file is not here: its variables are unknown", Diagnostic::Severity::warning);
      continue;
    }
    ValueBuilder builder(arena_, other->id);
    for (const Entry& entry : read_dotenv(workspace_.text(other->id), variables, builder)) found.push_back(entry);
  }
  if (found.empty()) return service;
  Value below = build.map({{"environment", build.map(found, service.origin()), {}}}, service.origin());
  return merge_service(below, service, build);
}

ComposeModel ComposeLoader::load_project(const std::vector<FileId>& files) {
  ComposeModel model;
  if (files.empty()) return model;
  Variables variables = read_variables(directory_of(workspace_.file(files.front()).path));
  for (FileId file : files) {
    ValueBuilder build(arena_, file);
    merge_model(model, load_file(file, variables, 0), build);
  }
  return model;
}

}  // namespace bulkhead::container
