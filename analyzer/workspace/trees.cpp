// Parsing on demand.
#include "analyzer/model/parallel.h"
#include "analyzer/workspace/state.h"

namespace bulkhead {

const Parsed<hcl::File>& Workspace::hcl(FileId id) const {
  static const Parsed<hcl::File> kEmpty = hcl::parse_hcl(FileId::none, {});
  if (static_cast<std::size_t>(id) >= state_->files.size()) return kEmpty;
  LoadedFile& loaded = state_->loaded_file(id);
  std::string_view content = text(id);
  std::call_once(loaded.hcl_once, [&] { loaded.hcl = std::make_unique<Parsed<hcl::File>>(hcl::parse_hcl(id, content)); });
  return *loaded.hcl;
}

const Parsed<data::Stream>& Workspace::data(FileId id) const {
  static const Parsed<data::Stream> kEmpty = data::parse_yaml(FileId::none, {});
  if (static_cast<std::size_t>(id) >= state_->files.size()) return kEmpty;
  LoadedFile& loaded = state_->loaded_file(id);
  std::string_view content = text(id);
  std::call_once(loaded.data_once, [&] {
    bool json = file(id).path.ends_with(".json");
    loaded.data = std::make_unique<Parsed<data::Stream>>(json ? data::parse_json(id, content) : data::parse_yaml(id, content));
  });
  return *loaded.data;
}

void Workspace::preload(int jobs) const {
  parallel_for(state_->files.size(), jobs, [this](std::size_t i) {
    const SourceFile& source = state_->files[i];
    switch (source.language) {
      case Language::terraform:
      case Language::tfvars:
      case Language::hcl: hcl(source.id); break;
      case Language::terraform_json:
      case Language::tfvars_json:
      case Language::yaml: data(source.id); break;
      case Language::json:                 // of any tool: parsed where its text says that it is one of ours
      case Language::dockerfile: text(source.id); break;
      case Language::shell:
      case Language::env_file:
      case Language::other: break;
    }
  });
}

}  // namespace bulkhead
