// Files of NAME=value lines: `.env` beside a Compose file, `env_file` of a service.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/container/value_builder.h"

namespace bulkhead::container {

/// Variables that are set, by name. The values say where they are written.
using Variables = std::map<std::string, Value, std::less<>>;

/// Entries in order; values are strings, or unknown where they refer to variables that nothing here sets. `export NAME=value`, quotes
/// (single: as is; double: with escapes), `# comments`, `${NAME:-default}`. Lines that are nothing of it are skipped. `before`: variables already set.
std::vector<Entry> read_dotenv(std::string_view text, const Variables& before, ValueBuilder& build);

}  // namespace bulkhead::container
