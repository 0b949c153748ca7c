#include "analyzer/cel/functions.h"

namespace bulkhead::cel {
namespace {

/// Parts of an image reference (distribution "reference" grammar): the first component is a registry only when it holds a dot or a colon or
/// is `localhost`; a name without a registry is Docker Hub's, without a namespace its `library`.
Value image(std::span<const Value> a, Evaluation& run) {
  std::string_view text = a[0].as_string();
  if (!a[0].is_string()) return run.error("image() needs a string");
  const Origin* origin = a[0].origin();
  Value tag = Value::missing(origin), digest = Value::missing(origin);
  if (auto at = text.find('@'); at != std::string_view::npos) {
    digest = Value::string(text.substr(at + 1), origin);
    text = text.substr(0, at);
  }
  auto slash = text.rfind('/');
  if (auto colon = text.rfind(':'); colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
    tag = Value::string(text.substr(colon + 1), origin);
    text = text.substr(0, colon);
  }
  auto first = text.find('/');
  std::string_view head = text.substr(0, first);
  bool registry = first != std::string_view::npos && (head.find_first_of(".:") != std::string_view::npos || head == "localhost");
  Value host = Value::string(registry ? head : "docker.io", origin);
  std::string_view path = registry ? text.substr(first + 1) : text;
  Value repository = !registry && first == std::string_view::npos ? run.text("library/" + std::string(path)) : Value::string(path, origin);
  return run.map({{"digest", digest, {}}, {"registry", host, {}}, {"repository", repository, {}}, {"tag", tag, {}}});
}

constexpr Function kFunctions[] = {{"image", 1, 1, image}};

}  // namespace

std::span<const Function> image_functions() { return kFunctions; }

}  // namespace bulkhead::cel
