// usage: bulkhead-conformance CASE. The folder that holds the cases of a source says what is asked.
#include <fstream>
#include <iostream>
#include <iterator>

#include "tests/conformance/cases.h"

namespace bulkhead::conformance {

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

namespace {

struct Topic {
  std::string_view folder;
  std::string (*answer)(const std::filesystem::path&);
};
constexpr Topic kTopics[] = {
    {"dockerfile", dockerfile_case},
    {"hcl", hcl_case},
    {"tf-functions", hcl_case},
};

const Topic* topic_of(const std::filesystem::path& path) {
  const Topic* found = nullptr;
  for (const auto& part : path)   // the innermost folder decides
    for (const Topic& topic : kTopics)
      if (part == topic.folder) found = &topic;
  return found;
}

}  // namespace
}  // namespace bulkhead::conformance

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: bulkhead-conformance CASE\n";
    return 2;
  }
  const auto* topic = bulkhead::conformance::topic_of(arguments[1]);
  std::cout << (topic != nullptr ? topic->answer(arguments[1]) : "{\"error\": \"no such topic yet\"}") << "\n";
  return 0;
}
