#include "analyzer/container/image_reference.h"

using namespace bulkhead::container;

TEST_CASE("image names are read as Docker reads them", "[container]") {
  struct Case {
    const char *text, *registry, *repository, *tag, *digest;
  };
  for (const Case& each : {Case{"node", "docker.io", "library/node", "", ""},
                           Case{"node:20-alpine", "docker.io", "library/node", "20-alpine", ""},
                           Case{"grafana/grafana:11.1", "docker.io", "grafana/grafana", "11.1", ""},
                           Case{"localhost/x:1", "localhost", "x", "1", ""},
                           Case{"10.0.0.1:5000/a/b@sha256:0f", "10.0.0.1:5000", "a/b", "", "sha256:0f"},
                           Case{"registry.example.com:5000/a", "registry.example.com:5000", "a", "", ""},
                           Case{"${REGISTRY}/a/b:2", "${REGISTRY}", "a/b", "2", ""}}) {
    ImageReference reference = parse_image_reference(each.text);
    INFO(each.text);
    CHECK(reference.registry == each.registry);
    CHECK(reference.repository == each.repository);
    CHECK(reference.tag == each.tag);
    CHECK(reference.digest == each.digest);
  }
}
