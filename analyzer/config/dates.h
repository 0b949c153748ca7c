// Calendar days of ISO dates.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace bulkhead {

/// Days since 1970-01-01 of "YYYY-MM-DD"; nullopt when the text is no such date or the day does not exist.
std::optional<std::int64_t> day_number(std::string_view iso_date);

}  // namespace bulkhead
