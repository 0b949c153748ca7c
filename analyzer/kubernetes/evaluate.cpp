// Manifest set -> resources.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "analyzer/kubernetes/declarations.h"
#include "analyzer/kubernetes/manifests.h"
#include "analyzer/kubernetes/sources.h"
#include "analyzer/model/from_data.h"

namespace bulkhead::kubernetes {
namespace {

constexpr int kMaxListDepth = 4;   // a List in a List in …

/// Kinds that stand in no namespace, as far as names tell.
bool cluster_scoped(std::string_view kind) {
  for (std::string_view name : {"Namespace", "CustomResourceDefinition", "PersistentVolume", "StorageClass", "IngressClass", "GatewayClass", "PriorityClass",
                                "RuntimeClass", "APIService", "VolumeSnapshotContent", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"})
    if (kind == name) return true;
  return kind.starts_with("Cluster") && kind != "Cluster";
}

/// Namespace labels and annotations set in this very set of files.
using LocalNamespaces = std::map<std::string, Classification, std::less<>>;

class Evaluator {
 public:
  Evaluator(const Workspace& workspace, const ManifestSetPlan& plan, const Vocabulary& vocabulary, const Config& config, Unit& unit)
      : workspace_(workspace), plan_(plan), vocabulary_(vocabulary), config_(config), unit_(unit) {}

  void run() {
    for (FileId file : plan_.files)
      if (auto kustomization = read_kustomization(workspace_, workspace_.file(file)); kustomization && !kustomization->target_namespace.empty())
        kustomize_namespace_ = kustomization->target_namespace;
    for (FileId file : plan_.files) read_file(file);
    for (const Resource& resource : unit_.resources) learn_namespace(resource);
    for (Resource& resource : unit_.resources) classify(resource);
  }

 private:
  void read_file(FileId file) {
    patch_ = std::find(plan_.patches.begin(), plan_.patches.end(), file) != plan_.patches.end();
    if (is_kustomization(workspace_.file(file).path)) {
      for (const data::Document& document : workspace_.data(file).tree.documents)
        if (document.root && document.root->kind == data::NodeKind::mapping) add_kustomization(*document.root, file);
      return;
    }
    for (const ObjectSource& object : objects_in(workspace_, file)) {
      Value value = value_from(object.root, file, unit_.arena, false, nullptr, YamlBooleans::kubernetes);
      add(value, callers_of(object, file), 0);
    }
  }

  void add_kustomization(const data::Node& root, FileId file) {
    Resource resource;
    resource.technology = Technology::kubernetes;
    resource.attributes = value_from(&root, file, unit_.arena, false, nullptr, YamlBooleans::kubernetes);
    resource.type = "Kustomization";
    resource.name = file_name_of(workspace_.file(file).path);
    resource.header = {file, root.begin, root.begin};
    resource.address = unique_address("Kustomization", file);
    unit_.resources.push_back(resource);
    add_inline_patches(root, file);
  }

  /// `patches: [{patch: |- …}]`: incomplete objects as well. Lists of operations (JSON 6902) are left to the diagnostic.
  void add_inline_patches(const data::Node& root, FileId file) {
    patch_ = true;
    for (std::string_view field : {"patches", "patchesStrategicMerge"}) {
      const data::Node* list = root.get(field);
      for (const data::Node* item : list ? list->items : std::span<const data::Node* const>()) {
        const data::Node* text = item->kind == data::NodeKind::mapping ? item->get("patch") : item;
        if (!text || text->style != data::ScalarStyle::literal) continue;
        auto parsed = parse_in_place(workspace_.text(file), *text, file);
        for (const data::Document& document : parsed->tree.documents)
          if (is_object(document.root)) add(value_from(document.root, file, unit_.arena, false, nullptr, YamlBooleans::kubernetes), {}, 0);
        unit_.owners.push_back(std::move(parsed));
      }
    }
  }

  /// The YAML inside a block scalar, every byte at its own place of the file.
  static std::shared_ptr<Parsed<data::Stream>> parse_in_place(std::string_view file_text, const data::Node& block, FileId file) {
    auto first_line = file_text.find('\n', block.begin);
    std::string text(file_text.substr(0, block.end));
    for (std::size_t i = 0; i < text.size() && i < first_line; ++i)
      if (text[i] != '\n') text[i] = ' ';
    struct Owned {
      std::string text;
      Parsed<data::Stream> parsed;
    };
    auto owned = std::make_shared<Owned>();
    owned->text = std::move(text);
    owned->parsed = data::parse_yaml(file, owned->text);
    return {owned, &owned->parsed};
  }

  std::span<const SourceSpan> callers_of(const ObjectSource& object, FileId file) {
    if (!object.helm_source) return {};
    std::string_view text = workspace_.text(file).substr(object.helm_source->begin, object.helm_source->end - object.helm_source->begin);
    if (!charts_) charts_ = chart_directories(workspace_);
    const SourceFile* source = template_of_source(workspace_, *charts_, source_path(text));
    SourceSpan caller = source ? SourceSpan{source->id, 0, 0} : *object.helm_source;
    return unit_.arena.copy(std::span<const SourceSpan>(&caller, 1));
  }

  void add(const Value& object, std::span<const SourceSpan> callers, int depth) {
    Value items = object["items"];
    std::string_view kind = object["kind"].as_string();
    if (items.is_list() && kind.ends_with("List") && depth < kMaxListDepth) {
      for (const Value& item : items.items()) {
        if (item["kind"].is_string()) add(item, callers, depth + 1);
        else if (item.is_map() && kind != "List") add(item_of(object, item), callers, depth + 1);
      }
      return;
    }
    if (kind.empty()) return;
    Resource resource;
    resource.technology = Technology::kubernetes;
    resource.type = patch_ ? "KustomizePatch" : kind;
    resource.name = object["metadata"]["name"].as_string();
    resource.header = header_of(object);
    resource.callers = callers;
    resource.attributes = object;
    std::string address = patch_ ? "KustomizePatch/" + std::string(kind) : std::string(kind);
    if (std::string_view space = namespace_of(object); !space.empty()) address += "/" + std::string(space);
    std::string_view name = resource.name.empty() ? object["metadata"]["generateName"].as_string() : resource.name;
    if (!name.empty()) address += "/" + std::string(name);
    resource.address = unique_address(std::move(address), resource.header.file);
    unit_.resources.push_back(resource);
  }

  /// An item of a PodList, ServiceList … with the kind and version that the list says once for all.
  Value item_of(const Value& list, const Value& item) {
    std::vector<Entry> entries(item.entries().begin(), item.entries().end());
    std::string_view kind = list["kind"].as_string();
    entries.push_back({"kind", Value::string(kind.substr(0, kind.size() - 4), item.origin()), {}});
    if (item["apiVersion"].is_missing()) entries.push_back({"apiVersion", list["apiVersion"], {}});
    return Value::map(unit_.arena.copy(entries), item.origin());
  }

  static SourceSpan header_of(const Value& object) {
    for (const Entry& entry : object.entries()) {
      if (entry.key != "kind") continue;
      SourceSpan span = arrival_span(entry.value.origin());
      if (entry.key_span.valid() && entry.key_span.file == span.file) span.begin = std::min(span.begin, entry.key_span.begin);
      return span;
    }
    return arrival_span(object.origin());
  }

  /// A second object of the same name (another file of the folder) is told apart by its file, then by a number.
  std::string_view unique_address(std::string address, FileId file) {
    if (!addresses_.insert(address).second) {
      address += "@" + std::string(file_name_of(workspace_.file(file).path));
      std::string base = address;
      for (int number = 2; !addresses_.insert(address).second; ++number) address = base + "#" + std::to_string(number);
    }
    return unit_.arena.copy(std::string_view(address));
  }

  std::string_view namespace_of(const Value& object) const {
    std::string_view written = object["metadata"]["namespace"].as_string();
    return !written.empty() || cluster_scoped(object["kind"].as_string()) ? written : kustomize_namespace_;
  }

  void learn_namespace(const Resource& resource) {
    if (resource.type != "Namespace") return;
    Classification found = declared_environment(resource.attributes["metadata"], vocabulary_, config_);
    if (found.environment.known()) local_.emplace(std::string(resource.name), found);
  }

  Classification of_namespace(std::string_view name, const Value& at) const {
    if (name.empty()) return {};
    Classification by_name = classify_namespace(name, vocabulary_, config_, decisive_span(at.origin()));
    if (by_name.reason.signal == EnvironmentReason::Signal::configuration) return by_name;
    if (auto own = local_.find(name); own != local_.end()) return own->second;
    if (plan_.namespaces)
      if (auto known = plan_.namespaces->find(std::string(name)); known != plan_.namespaces->end()) return known->second;
    return by_name;
  }

  /// bulkhead.yaml, then the object's own declaration, its namespace, its file, its folder, its release and its name.
  void classify(Resource& resource) const {
    const Value metadata = resource.attributes["metadata"];
    FileId file = resource.header.file;
    Classification by_path = classify_path(workspace_.file(file).path, vocabulary_, config_);
    std::string_view space = resource.type == "Namespace" ? resource.name : namespace_of(resource.attributes);
    Classification by_namespace = of_namespace(space, resource.type == "Namespace" ? metadata["name"] : metadata["namespace"]);
    Classification candidates[] = {
        by_namespace.reason.signal == EnvironmentReason::Signal::configuration ? by_namespace : Classification{},
        by_path.reason.signal == EnvironmentReason::Signal::configuration ? by_path : Classification{},
        declared_environment(metadata, vocabulary_, config_),
        by_namespace,
        by_path,
        by_file_name(file),
        plan_.environment,
        by_name(metadata["labels"]["app.kubernetes.io/instance"]),
        by_name(metadata["name"]),
    };
    for (Classification& candidate : candidates) {
      if (!candidate.environment.known()) continue;
      resource.environment = std::move(candidate);
      return;
    }
  }

  Classification by_name(const Value& name) const { return classify_name(name.as_string(), vocabulary_, decisive_span(name.origin())); }

  /// `deploy-prod.yaml`: a name like any other.
  Classification by_file_name(FileId file) const {
    std::string_view name = file_name_of(workspace_.file(file).path);
    Classification found = classify_name(name.substr(0, name.rfind('.')), vocabulary_, {file, 0, 0});
    found.reason.text = "file `" + std::string(name) + "`";
    return found;
  }

  const Workspace& workspace_;
  const ManifestSetPlan& plan_;
  const Vocabulary& vocabulary_;
  const Config& config_;
  Unit& unit_;
  std::optional<std::multimap<std::string, std::string>> charts_;   // read when the first rendered object asks
  LocalNamespaces local_;
  std::set<std::string> addresses_;
  std::string_view kustomize_namespace_;
  bool patch_ = false;
};

}  // namespace

Unit evaluate_manifest_set(const Workspace& workspace, const ManifestSetPlan& plan, const Vocabulary& vocabulary, const Config& config) {
  Unit unit;
  unit.kind = UnitKind::manifest_set;
  unit.id = plan.id;
  unit.directory = plan.directory;
  unit.environment = plan.environment;
  Evaluator(workspace, plan, vocabulary, config, unit).run();
  return unit;
}

}  // namespace bulkhead::kubernetes
