// Standard streams and files of the command line.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace bulkhead::cli {

/// "bulkhead: MESSAGE" on standard error; gives kError, so that commands can return it.
int fail(const std::string& message);
/// Writes all of `text` to standard output. False when that is closed.
bool print(std::string_view text);
/// Whole file, or nothing and why in `error`.
std::optional<std::string> read_text(const std::string& path, std::string& error);
std::string read_standard_input();
/// Replaces the file. Gives an empty string, or why not.
std::string write_text(const std::string& path, std::string_view text);

/// Whether standard output takes colour: `when`, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM and whether it is a terminal.
bool use_color(const std::string& when);

/// Shows "done/total" on standard error when that is a terminal and the work takes longer than a moment.
void show_progress(std::size_t done, std::size_t total);
void clear_progress();

}  // namespace bulkhead::cli
