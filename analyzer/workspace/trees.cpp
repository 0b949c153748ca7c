// Parsing on demand.
#include <atomic>
#include <thread>

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
  std::atomic<std::size_t> next = 0;
  auto work = [&] {
    for (std::size_t i; (i = next.fetch_add(1)) < state_->files.size();) {
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
    }
  };
  std::vector<std::jthread> threads;
  unsigned count = jobs > 0 ? static_cast<unsigned>(jobs) : std::thread::hardware_concurrency();
  for (unsigned i = 1; i < std::min(count, 64u); ++i) threads.emplace_back(work);
  work();
}

}  // namespace bulkhead
