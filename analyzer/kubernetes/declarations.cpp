#include "analyzer/kubernetes/declarations.h"

namespace bulkhead::kubernetes {
namespace {

std::vector<Declaration> declarations(const Value& map, bool flags) {
  std::vector<Declaration> out;
  for (const Entry& entry : map.entries()) {
    std::string_view text = entry.value.as_string();
    if (entry.value.is_boolean()) text = entry.value.as_boolean() ? "true" : "false";
    bool flag = text == "true" || text == "false";
    if (!text.empty() && flag == flags) out.push_back({entry.key, text, decisive_span(entry.value.origin())});
  }
  return out;
}

}  // namespace

Classification declared_environment(const Value& metadata, const Vocabulary& vocabulary, const Config& config) {
  for (bool flags : {false, true}) {
    for (std::string_view field : {"labels", "annotations"}) {
      Classification found = classify_labels(declarations(metadata[field], flags), vocabulary, config);
      if (found.environment.known()) return found;
    }
  }
  return {};
}

}  // namespace bulkhead::kubernetes
