// Files of one folder -> declarations, override files merged ("Override Files" of the Terraform language).
#include <algorithm>
#include <set>

#include "analyzer/terraform/json_syntax.h"
#include "analyzer/terraform/module_cache.h"
#include "analyzer/terraform/read_module.h"

namespace bulkhead::terraform {
namespace {

/// Name without its configuration suffix; empty when it is no configuration file.
std::string_view stem_of(std::string_view name) {
  for (std::string_view suffix : {".tf.json", ".tofu.json", ".tf", ".tofu"})
    if (name.size() > suffix.size() && name.ends_with(suffix)) return name.substr(0, name.size() - suffix.size());
  return {};
}

bool is_override(std::string_view stem) { return stem == "override" || stem.ends_with("_override"); }

/// `dynamic "x"` counts as x.
std::string_view member_name(const hcl::Block& block) {
  return block.type == "dynamic" && !block.labels.empty() ? block.labels[0].text : block.type;
}

/// Sorts by name and joins members of one name: the first argument wins, blocks stay in source order.
void normalise(std::vector<Member>& members) {
  std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.name < b.name; });
  std::vector<Member> joined;
  for (Member& member : members) {
    if (joined.empty() || joined.back().name != member.name) {
      joined.push_back(std::move(member));
      continue;
    }
    Member& known = joined.back();
    if (!known.attribute) known.attribute = member.attribute;
    known.blocks.insert(known.blocks.end(), member.blocks.begin(), member.blocks.end());
  }
  members = std::move(joined);
}

std::vector<Member> members_of(const hcl::Body& body, FileId file) {
  std::vector<Member> members;
  for (const hcl::Attribute& attribute : body.attributes) members.push_back({attribute.name, Located{&attribute, file}, {}});
  for (const hcl::Block* block : body.blocks) members.push_back({member_name(*block), {}, {{block, file}}});
  normalise(members);
  return members;
}

/// An override replaces arguments one by one and all nested blocks of a type at once.
void override_body(Declaration& declaration, const hcl::Body& body, FileId file) {
  std::vector<Member> replacing = members_of(body, file);
  std::erase_if(declaration.members, [&](const Member& known) {
    return std::any_of(replacing.begin(), replacing.end(), [&](const Member& m) { return m.name == known.name; });
  });
  declaration.members.insert(declaration.members.end(), replacing.begin(), replacing.end());
  normalise(declaration.members);
}

class ModuleReader {
 public:
  ModuleReader(const Workspace& workspace, ModuleFiles& out) : workspace_(workspace), out_(out) {}

  void read(const ConfigurationText& text, bool override_file) {
    overriding_ = override_file;
    FileId id = file_ = text.file;
    if (text.body != nullptr) return read_body(*text.body);
    out_.files.push_back(id);
    const SourceFile& file = workspace_.file(id);
    if (!std::string_view(file.path).ends_with(".json")) return read_body(*workspace_.hcl(id).tree.body);
    const auto& parsed = workspace_.data(id);
    const data::Node* root = parsed.tree.documents.empty() ? nullptr : parsed.tree.documents[0].root;
    auto converted = read_json_configuration(id, root);
    for (const Diagnostic& problem : converted->diagnostics) out_.diagnostics.push_back(problem);
    read_body(*converted->body);
    out_.owners.push_back(std::move(converted));
  }

  void finish() {
    for (auto& variable : out_.variables) finish_variable(variable);
  }

 private:
  void read_body(const hcl::Body& body) {
    for (const hcl::Block* block : body.blocks)
      if (block->body) read_block(*block);
  }

  void read_block(const hcl::Block& block) {
    auto label = [&](std::size_t i) { return i < block.labels.size() ? block.labels[i].text : std::string_view(); };
    if (block.type == "locals") return read_locals(block);
    if (block.type == "variable") return read_variable(block, label(0));
    if (block.type == "resource" || block.type == "data" || block.type == "ephemeral") {
      bool is_data = block.type != "resource";
      return put(out_.resources, is_data ? out_.data_index : out_.resource_index, std::pair(label(0), label(1)), block, is_data);
    }
    if (block.type == "module") return put(out_.modules, out_.module_index, label(0), block, false);
    if (block.type == "output") return put(out_.outputs, out_.output_index, label(0), block, false);
    if (block.type == "provider") return add_provider(block, label(0));
    if (block.type == "terraform") return read_settings(block);
  }

  static std::pair<std::string_view, std::string_view> names(std::string_view name) { return {{}, name}; }
  static std::pair<std::string_view, std::string_view> names(std::pair<std::string_view, std::string_view> both) { return both; }

  Declaration declare(std::string_view type, std::string_view name, const hcl::Block& block, bool is_data) {
    return Declaration{type, name, is_data, SourceSpan{file_, block.begin, block.header_end}, members_of(*block.body, file_)};
  }

  template <class Index, class Key>
  void put(std::vector<Declaration>& list, Index& index, Key key, const hcl::Block& block, bool is_data) {
    auto found = index.find(key);
    if (found != index.end() && overriding_) return override_body(list[found->second], *block.body, file_);
    if (found != index.end()) return duplicate(block);
    index.emplace(key, list.size());
    auto [type, name] = names(key);
    list.push_back(declare(type, name, block, is_data));
  }

  void duplicate(const hcl::Block& block) {
    std::string what(block.type);
    for (const hcl::Label& label : block.labels) what += " \"" + std::string(label.text) + "\"";
    out_.diagnostics.push_back({SourceSpan{file_, block.begin, block.header_end}, what + " is declared twice in this module; the first one is used"});
  }

  void add_provider(const hcl::Block& block, std::string_view type) {
    Declaration made = declare(type, {}, block, false);
    for (const Member& member : made.members)
      if (member.name == "alias" && member.attribute) made.name = literal_text(member.attribute.attribute->value);
    for (Declaration& known : out_.providers)
      if (overriding_ && known.type == made.type && known.name == made.name) return override_body(known, *block.body, file_);
    out_.providers.push_back(std::move(made));
  }

  void read_settings(const hcl::Block& block) {
    for (const hcl::Block* inner : block.body->blocks) {
      bool cloud = inner->type == "cloud";
      if (!inner->body || (!cloud && inner->type != "backend")) continue;
      if (overriding_) out_.backends.clear();
      out_.backends.push_back(declare(cloud || inner->labels.empty() ? "cloud" : inner->labels[0].text, {}, *inner, false));
    }
  }

  void read_locals(const hcl::Block& block) {
    for (const hcl::Attribute& attribute : block.body->attributes) {
      auto [found, added] = out_.local_index.emplace(attribute.name, out_.locals.size());
      Located located{&attribute, file_};
      if (added)
        out_.locals.push_back({attribute.name, located});
      else if (overriding_)
        out_.locals[found->second].value = located;
      else
        out_.diagnostics.push_back({located.span(), "local \"" + std::string(attribute.name) + "\" is declared twice in this module; the first one is used"});
    }
  }

  void read_variable(const hcl::Block& block, std::string_view name) {
    auto found = out_.variable_index.find(name);
    if (found != out_.variable_index.end() && overriding_) return override_body(out_.variables[found->second].block, *block.body, file_);
    if (found != out_.variable_index.end()) return duplicate(block);
    out_.variable_index.emplace(name, out_.variables.size());
    VariableDeclaration made;
    made.block = declare("variable", name, block, false);
    out_.variables.push_back(std::move(made));
  }

  static bool literal_flag(const Declaration& block, std::string_view name, bool otherwise) {
    Located flag = block.attribute(name);
    if (!flag || !flag.attribute->value || flag.attribute->value->kind != hcl::ExpressionKind::bool_literal) return otherwise;
    return flag.attribute->value->as<hcl::BoolLiteral>().value;
  }

  static void finish_variable(VariableDeclaration& variable) {
    if (Located type = variable.block.attribute("type")) variable.type = parse_type(type.attribute->value);
    variable.sensitive = literal_flag(variable.block, "sensitive", false);
    variable.nullable = literal_flag(variable.block, "nullable", true);
  }

  const Workspace& workspace_;
  ModuleFiles& out_;
  FileId file_ = FileId::none;
  bool overriding_ = false;
};

}  // namespace

bool is_configuration_file(std::string_view name) { return !stem_of(name).empty(); }

std::vector<ConfigurationText> configuration_files(const Workspace& workspace, const std::string& directory) {
  std::vector<ConfigurationText> out;
  for (FileId id : workspace.files_in(directory)) {
    std::string_view name = file_name_of(workspace.file(id).path);
    if (is_configuration_file(name)) out.push_back({std::string(name), id, nullptr});
  }
  return out;
}

std::shared_ptr<ModuleFiles> read_module(const Workspace& workspace, const std::string& directory, std::vector<ConfigurationText> files) {
  auto out = std::make_shared<ModuleFiles>();
  out->directory = directory;
  std::stable_sort(files.begin(), files.end(), [](const ConfigurationText& a, const ConfigurationText& b) { return a.name < b.name; });
  std::set<std::string, std::less<>> tofu;   // x.tofu replaces x.tf
  for (const ConfigurationText& file : files)
    if (file.name.ends_with(".tofu") || file.name.ends_with(".tofu.json")) tofu.emplace(stem_of(file.name));
  ModuleReader reader(workspace, *out);
  for (bool overriding : {false, true})
    for (const ConfigurationText& file : files) {
      std::string_view stem = stem_of(file.name);
      bool replaced = (file.name.ends_with(".tf") || file.name.ends_with(".tf.json")) && tofu.contains(stem);
      if (!stem.empty() && !replaced && is_override(stem) == overriding) reader.read(file, overriding);
    }
  reader.finish();
  return out;
}

std::shared_ptr<const ModuleFiles> read_module(const Workspace& workspace, const std::string& directory) {
  return read_module(workspace, directory, configuration_files(workspace, directory));
}

}  // namespace bulkhead::terraform
