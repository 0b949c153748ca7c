#include "analyzer/cli/console.h"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "analyzer/cli/run.h"
#include "analyzer/report/code_frame.h"

namespace bulkhead::cli {
namespace {

bool set(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value && std::string_view(value) != "0";
}

bool progress_shown = false;

}  // namespace

int fail(const std::string& message) {
  // Names of files are in it, and may be anything.
  std::fprintf(stderr, "bulkhead: %s\n", report::printable(message).c_str());
  return kError;
}

bool print(std::string_view text) {
  bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return std::fflush(stdout) == 0 && written;
}

std::optional<std::string> read_text(const std::string& path, std::string& error) {
  std::error_code code;
  auto status = std::filesystem::status(path, code);
  if (code || !std::filesystem::exists(status)) return error = "no such file", std::nullopt;
  if (std::filesystem::is_directory(status)) return error = "is a directory", std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.good() && !in.eof()) return error = "cannot be read", std::nullopt;
  if (!in.is_open()) return error = "cannot be read: permission denied?", std::nullopt;
  return text;
}

std::string read_standard_input() {
  std::string out;
  char buffer[65536];
  for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, stdin)) > 0;) out.append(buffer, got);
  return out;
}

std::string write_text(const std::string& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  if (!out) return std::generic_category().message(errno);
  out << text;
  out.flush();
  return out ? "" : "the disk is full?";
}

bool use_color(const std::string& when) {
  if (when == "always") return true;
  if (when == "never") return false;
  if (const char* none = std::getenv("NO_COLOR"); none && *none) return false;
  if (set("FORCE_COLOR") || set("CLICOLOR_FORCE")) return true;
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) && !(terminal && std::string_view(terminal) == "dumb");
}

void show_progress(std::size_t done, std::size_t total) {
  using Clock = std::chrono::steady_clock;
  static const bool kTerminal = isatty(STDERR_FILENO) != 0;
  static const Clock::time_point kStart = Clock::now();
  static Clock::time_point last = kStart;
  auto now = Clock::now();
  if (!kTerminal || now - kStart < std::chrono::milliseconds(300) || now - last < std::chrono::milliseconds(80)) return;
  last = now;
  progress_shown = true;
  std::fprintf(stderr, "\r%zu of %zu units judged", done, total);
}

void clear_progress() {
  if (progress_shown) std::fprintf(stderr, "\r\033[K");
  progress_shown = false;
}

}  // namespace bulkhead::cli
