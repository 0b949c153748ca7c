// Makefiles: simple variables, explicit targets with their prerequisites, recipe lines. Functions, pattern rules and `include` are not evaluated: what
// depends on them is unknown.
#include <algorithm>

#include "analyzer/terraform/runs/job.h"

namespace bulkhead::terraform {
namespace {

constexpr int kMaxExpansion = 16;
constexpr std::size_t kMaxText = 64 * 1024;
constexpr std::size_t kMaxTargets = 2'000;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  });
}

struct Line {
  std::string text;
  std::uint32_t begin = 0;
  bool recipe = false;
};

struct Target {
  std::vector<std::string> prerequisites;
  std::vector<Line> recipe;
  Settings variables;
  bool seen = false;
};

class MakefileReader {
 public:
  MakefileReader(std::string_view text, FileId file, std::string_view directory) : text_(text), file_(file), directory_(directory) {}

  std::vector<Job> read() {
    for (const Line& line : lines()) this->line(line);
    std::vector<Job> out;
    for (const auto& [name, target] : targets_) {
      if (target.recipe.empty() || name.find('%') != std::string::npos) continue;
      job(name, target, variables_, out);
      // `ENV ?= dev` is a default: another value may be given.
      if (defaults_.empty()) continue;
      Settings given = variables_;
      for (const std::string& variable : defaults_) given.erase(variable);
      job(name, target, given, out);
    }
    return out;
  }

 private:
  /// Logical lines: continuations joined, comments of makefile lines gone.
  std::vector<Line> lines() const {
    std::vector<Line> out;
    for (std::size_t at = 0; at < text_.size();) {
      Line line;
      line.begin = static_cast<std::uint32_t>(at);
      line.recipe = text_[at] == '\t';
      for (;;) {
        auto end = std::min(text_.find('\n', at), text_.size());
        std::string_view part = text_.substr(at, end - at);
        at = end + 1;
        if (part.ends_with("\r")) part.remove_suffix(1);
        bool more = part.ends_with("\\") && at < text_.size();
        if (more) part.remove_suffix(1);
        line.text += part;
        if (!more) break;
        line.text += ' ';
      }
      if (!line.recipe)
        if (auto hash = line.text.find('#'); hash != std::string::npos) line.text.resize(hash);
      out.push_back(std::move(line));
    }
    return out;
  }

  void line(const Line& line) {
    std::string_view text = trimmed(line.text);
    if (text.empty()) return;
    if (text.starts_with("define ")) in_define_ = true;
    if (in_define_) {
      in_define_ = !text.starts_with("endef");
      return;
    }
    if (line.recipe && !current_.empty()) {
      for (const std::string& name : current_) targets_[name].recipe.push_back(line);
      return;
    }
    if (text.starts_with("ifeq") || text.starts_with("ifneq") || text.starts_with("ifdef") || text.starts_with("ifndef")) return void(++branches_);
    if (text.starts_with("endif")) return void(branches_ = std::max(0, branches_ - 1));
    if (text.starts_with("else") || text.starts_with("include") || text.starts_with("-include")) return;
    bool exported = text.starts_with("export ");
    if (exported) text = trimmed(text.substr(7));
    if (assignment(text, variables_, exported)) return current_.clear();
    rule(text);
  }

  /// NAME = value, :=, ::=, ?=, +=, !=.
  bool assignment(std::string_view text, Settings& into, bool exported) {
    auto equals = text.find('=');
    auto colon = text.find(':');
    if (equals == std::string_view::npos || (colon != std::string_view::npos && colon + 1 != equals && text.substr(colon, 3) != "::=" && colon < equals)) return false;
    std::string_view name = text.substr(0, equals), value = trimmed(text.substr(equals + 1));
    char sign = '=';
    while (!name.empty() && std::string_view(":?+! \t").find(name.back()) != std::string_view::npos) {
      if (name.back() != ' ' && name.back() != '\t') sign = name.back();
      name.remove_suffix(1);
    }
    name = trimmed(name);
    if (!is_name(name)) return false;
    std::string key(name);
    if (branches_ > 0 || sign == '!') into[key] = "${" + key + "}";
    else if (sign == '+') into[key] += " " + std::string(value);
    else if (sign == '?') {
      if (into.emplace(key, value).second) defaults_.push_back(key);
    } else into[key] = value;
    if (exported) exported_.push_back(key);
    return true;
  }

  void rule(std::string_view text) {
    auto colon = text.find(':');
    current_.clear();
    if (colon == std::string_view::npos || targets_.size() > kMaxTargets) return;
    std::string_view rest = trimmed(text.substr(colon + 1));
    std::string names = expand(text.substr(0, colon), variables_, "", 0);
    std::string_view inline_recipe;
    if (auto semicolon = rest.find(';'); semicolon != std::string_view::npos) {
      inline_recipe = rest.substr(semicolon + 1);
      rest = trimmed(rest.substr(0, semicolon));
    }
    for (const std::string& name : words(names)) {
      if (name.starts_with(".")) continue;
      Target& target = targets_[name];
      if (assignment(rest, target.variables, false)) continue;
      for (const std::string& prerequisite : words(expand(rest, variables_, name, 0))) target.prerequisites.push_back(prerequisite);
      if (!inline_recipe.empty()) target.recipe.push_back({std::string(inline_recipe), static_cast<std::uint32_t>(0), true});
      current_.push_back(name);
    }
  }

  static std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
      auto blank = text.find_first_of(" \t");
      if (blank != 0) out.emplace_back(text.substr(0, blank));
      text.remove_prefix(blank == std::string_view::npos ? text.size() : blank + 1);
    }
    return out;
  }

  static std::string expand(std::string_view text, const Settings& variables, std::string_view target, int depth) {
    std::string out;
    while (!text.empty() && out.size() < kMaxText) {
      auto dollar = text.find('$');
      out += text.substr(0, dollar);
      if (dollar == std::string_view::npos || dollar + 1 >= text.size()) break;
      char next = text[dollar + 1];
      if (next == '$') {
        out += '$';
        text.remove_prefix(dollar + 2);
      } else if (next == '@' && !target.empty()) {
        out += target;
        text.remove_prefix(dollar + 2);
      } else if (next != '(' && next != '{') {
        out += kUnknownText;
        text.remove_prefix(dollar + 2);
      } else {
        auto close = text.find(next == '(' ? ')' : '}', dollar + 2);
        if (close == std::string_view::npos) break;
        std::string_view name = text.substr(dollar + 2, close - dollar - 2);
        auto found = variables.find(name);
        if (name == "@" && !target.empty()) out += target;
        else if (found != variables.end() && depth < kMaxExpansion && found->second != "${" + std::string(name) + "}") out += expand(found->second, variables, target, depth + 1);
        else if (name == "CURDIR" || name == "PWD") out += "$(pwd)";
        else out += is_name(name) ? named_unknown(name) : std::string(kUnknownText);
        text.remove_prefix(close + 1);
      }
    }
    return out;
  }

  void job(const std::string& name, const Target& target, const Settings& variables, std::vector<Job>& out) const {
    Job job;
    Settings known = variables;
    for (const auto& [key, text] : target.variables) known[key] = text;
    for (const std::string& key : exported_)
      if (known.contains(key)) job.variables[key] = expand(known[key], known, name, 0);
    std::vector<std::string> done{name};
    for (const std::string& prerequisite : target.prerequisites) add(prerequisite, known, job, done);
    recipe(name, target, known, job);
    out.push_back(std::move(job));
  }

  void add(const std::string& name, const Settings& variables, Job& job, std::vector<std::string>& done) const {
    auto found = targets_.find(name);
    if (found == targets_.end() || done.size() > kMaxExpansion || std::find(done.begin(), done.end(), name) != done.end()) return;
    done.push_back(name);
    Settings known = variables;
    for (const auto& [key, text] : found->second.variables) known[key] = text;
    for (const std::string& prerequisite : found->second.prerequisites) add(prerequisite, known, job, done);
    recipe(name, found->second, known, job);
  }

  void recipe(const std::string& name, const Target& target, const Settings& variables, Job& job) const {
    for (const Line& line : target.recipe) {
      std::string_view text = trimmed(line.text);
      while (!text.empty() && (text[0] == '@' || text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
      job.steps.push_back({expand(text, variables, name, 0), std::string(directory_), {}, {file_, line.begin, line.begin + static_cast<std::uint32_t>(line.text.size())}});
    }
  }

  std::string_view text_;
  FileId file_;
  std::string_view directory_;
  Settings variables_;
  std::vector<std::string> defaults_, exported_, current_;
  std::map<std::string, Target> targets_;
  int branches_ = 0;
  bool in_define_ = false;
};

}  // namespace

std::vector<Job> read_makefile(std::string_view text, FileId file, std::string_view directory) { return MakefileReader(text, file, directory).read(); }

}  // namespace bulkhead::terraform
