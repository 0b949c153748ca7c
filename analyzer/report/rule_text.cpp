#include "analyzer/report/rule_text.h"

namespace bulkhead::report {

std::string rule_title(const Input& input, const std::string& id) {
  const Rule* rule = input.rules.find(id);
  return rule && !rule->title.empty() ? rule->title : id;
}

std::string first_paragraph(const std::string& prose) {
  std::size_t begin = 0;
  while (begin < prose.size()) {
    auto end = prose.find("\n\n", begin);
    std::string paragraph = prose.substr(begin, end == std::string::npos ? end : end - begin);
    paragraph.erase(0, std::min(paragraph.size(), paragraph.find_first_not_of(" \n")));
    if (!paragraph.empty() && paragraph[0] != '#' && !paragraph.starts_with("```")) {
      std::replace(paragraph.begin(), paragraph.end(), '\n', ' ');
      return paragraph;
    }
    if (end == std::string::npos) break;
    begin = end + 2;
  }
  return {};
}

}  // namespace bulkhead::report
