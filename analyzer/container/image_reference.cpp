#include "analyzer/container/image_reference.h"

namespace bulkhead::container {

ImageReference parse_image_reference(std::string_view text) {
  ImageReference out;
  if (auto scheme = text.find("://"); scheme != std::string_view::npos && text.find('/') > scheme) text.remove_prefix(scheme + 3);
  if (auto at = text.find('@'); at != std::string_view::npos) {
    out.digest = text.substr(at + 1);
    text = text.substr(0, at);
  }
  auto slash = text.rfind('/');
  auto colon = text.rfind(':');
  if (colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
    out.tag = text.substr(colon + 1);
    text = text.substr(0, colon);
  }
  auto first_slash = text.find('/');
  std::string_view head = first_slash == std::string_view::npos ? std::string_view() : text.substr(0, first_slash);
  // A host has a dot, a port, or is localhost; a variable in its place (`${REGISTRY}/x`) is one too.
  bool host = head == "localhost" || head.find_first_of(".:$") != std::string_view::npos;
  if (host) {
    out.registry = head;
    text.remove_prefix(first_slash + 1);
  } else {
    out.registry = "docker.io";
  }
  if (out.registry == "index.docker.io" || out.registry == "registry-1.docker.io") out.registry = "docker.io";
  bool official = out.registry == "docker.io" && text.find('/') == std::string_view::npos;
  out.repository = (official ? "library/" : "") + std::string(text);
  return out;
}

}  // namespace bulkhead::container
