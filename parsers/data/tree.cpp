#include "parsers/data/tree.h"

namespace bulkhead::data {

const Node* Node::get(std::string_view key) const {
  for (std::size_t i = members.size(); i-- > 0;)
    if (members[i].key == key) return members[i].value;
  return nullptr;
}

}  // namespace bulkhead::data
