// Where Terraform's state lies, and whose state is read.
#include "analyzer/facts/families.h"

namespace bulkhead::facts {
void terraform_state(const Resource&, FactSink&) {}
void terraform_values(const Resource&, FactSink&) {}
void terraform_environment_maps(const Resource&, FactSink&) {}
void compose_services(const Resource&, FactSink&) {}
}  // namespace bulkhead::facts
