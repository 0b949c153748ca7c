// Shell scripts: every command and word lies in the script.
#include <cstdlib>

#include "parsers/shell/shell.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto script = bulkhead::shell::parse_shell(text);
  for (const auto& command : script.commands) {
    if (command.begin > command.end || command.end > size) std::abort();
    for (const auto& word : command.arguments)
      if (word.begin > word.end || word.end > size) std::abort();
  }
  return 0;
}
