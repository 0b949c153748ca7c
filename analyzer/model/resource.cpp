#include "analyzer/model/resource.h"

namespace bulkhead {

std::string_view to_string(Technology technology) {
  switch (technology) {
    case Technology::terraform: return "terraform";
    case Technology::kubernetes: return "kubernetes";
    case Technology::dockerfile: return "dockerfile";
    case Technology::compose: return "compose";
  }
  return "terraform";
}

}  // namespace bulkhead
