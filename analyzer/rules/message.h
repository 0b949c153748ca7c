// Messages with CEL parts: "{{ node.name }} listens on {{ node.port }}".
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/cel/program.h"
#include "analyzer/rules/rule_set.h"

namespace bulkhead {

/// Splits and compiles; `problem` says what is wrong with a part.
std::vector<MessagePart> parse_message(std::string_view text, std::string& problem);
/// The sentence. Sensitive values never appear; long ones are cut.
std::string render_message(const std::vector<MessagePart>& parts, cel::Evaluation& evaluation);

}  // namespace bulkhead
