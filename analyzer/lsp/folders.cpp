#include "analyzer/lsp/folders.h"

#include <algorithm>

#include "analyzer/lsp/uri.h"

namespace bulkhead::lsp {

void Folders::initialise(const Json& params) {
  const Json& given = get(params, "workspaceFolders");
  if (given.is_array()) for (const Json& folder : given) add(path_of(text_of(get(folder, "uri"))));
  if (folders_.empty()) add(path_of(text_of(get(params, "rootUri"))));
  if (folders_.empty()) add(text_of(get(params, "rootPath")));
  given_ = !folders_.empty();
}

void Folders::change(const Json& event) {
  if (get(event, "removed").is_array())
    for (const Json& one : get(event, "removed")) std::erase(folders_, path_of(text_of(get(one, "uri"))));
  if (get(event, "added").is_array()) for (const Json& one : get(event, "added")) add(path_of(text_of(get(one, "uri"))));
  given_ = true;
}

void Folders::opened(const std::string& path) {
  auto slash = path.find_last_of('/');
  if (!given_ && folders_.empty() && slash != std::string::npos && slash > 0) add(path.substr(0, slash));
}

std::vector<std::string> Folders::roots() const {
  std::vector<std::string> out;
  for (const std::string& folder : folders_)
    if (std::none_of(out.begin(), out.end(), [&](const std::string& outer) { return !below(outer, folder).empty(); }))
      out.push_back(folder);
  return out;
}

void Folders::add(const std::string& path) {
  if (!path.starts_with('/') || std::find(folders_.begin(), folders_.end(), path) != folders_.end()) return;
  folders_.push_back(path);
  std::sort(folders_.begin(), folders_.end());
}

std::string below(const std::string& folder, const std::string& path) {
  std::string inside = folder == "/" ? folder : folder + "/";
  return path.starts_with(inside) ? path.substr(inside.size()) : std::string();
}

}  // namespace bulkhead::lsp
