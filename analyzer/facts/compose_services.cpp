// Environment, labels and commands of Compose services.
#include "analyzer/facts/families.h"
#include "analyzer/facts/leaves.h"
#include "analyzer/facts/references.h"
#include "analyzer/secrets/detector.h"

namespace bulkhead::facts {

void compose_services(const Resource& resource, FactSink& sink) {
  auto skip = [](std::string_view key, const Value&) { return key == "image" || key == "build" || key == "depends_on" || key == "ports" || key == "volumes" || key == "healthcheck"; };
  const Environment& own = sink.unit().environment.environment;
  auto state = [&](std::string_view key, const Value& value) {
    if (auto kind = secrets::secret_kind(key, value.as_string())) {
      Fact& fact = sink.state(FactKind::holds_credential, IdentifierKind::credential, secrets::digest(value.as_string()), resource, value);
      fact.details["key"] = std::string(key);
      fact.details["display"] = secrets::describe(*kind, value.as_string());
    }
    state_named(FactKind::refers, value, key, "environment", resource, sink);
  };
  for_each_leaf(resource.attributes, {}, sink, own, skip, [&](const Leaf& leaf) {
    std::string_view text = leaf.value.as_string();
    auto equals = text.find('=');
    // environment as a list: "NAME=value"
    if (leaf.key == "environment" && equals != std::string_view::npos)
      state(text.substr(0, equals), Value::string(text.substr(equals + 1), leaf.value.origin()));
    else
      state(leaf.key, leaf.value);
  });
}

}  // namespace bulkhead::facts
