#include "analyzer/container/interpolation.h"

namespace bulkhead::container {
namespace {

constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxBytes = 1u << 18;

bool is_name_character(char c, bool first) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
}

class Interpolator {
 public:
  explicit Interpolator(const Variables& variables) : variables_(variables) {}

  std::string run(std::string_view text, int depth) {
    std::string out;
    if (depth > kMaxDepth) return fail("references are nested too deep");
    for (std::size_t at = 0; at < text.size() && error.empty();) {
      if (text[at] != '$') {
        out.push_back(text[at++]);
        continue;
      }
      if (at + 1 < text.size() && text[at + 1] == '$') {
        out.push_back('$');
        at += 2;
        continue;
      }
      out += reference(text, at, depth);
      if (out.size() > kMaxBytes) return fail("the text is longer than " + std::to_string(kMaxBytes) + " bytes");
    }
    return out;
  }

  std::string error;
  std::string unknown;               // first name that is not known
  const Origin* source = nullptr;    // where the only variable is set

 private:
  std::string fail(std::string message) {
    if (error.empty()) error = std::move(message);
    return {};
  }

  static std::string_view name_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_name_character(text[end], end == at)) ++end;
    return text.substr(at, end - at);
  }

  std::string unknown_reference(std::string_view name) {
    if (unknown.empty()) unknown = name;
    return "${" + std::string(name) + "}";
  }

  const Value* find(std::string_view name) const {
    auto found = variables_.find(name);
    return found == variables_.end() ? nullptr : &found->second;
  }

  std::string plain(std::string_view name) {
    const Value* value = find(name);
    if (value == nullptr || !value->is_string()) return unknown_reference(name);
    source = value->origin();
    return std::string(value->as_string());
  }

  std::string reference(std::string_view text, std::size_t& at, int depth) {
    std::size_t start = at++;
    if (at < text.size() && text[at] == '{') return braced(text, at, depth);
    std::string_view name = name_at(text, at);
    at += name.size();
    if (name.empty()) return std::string(text.substr(start, 1));
    return plain(name);
  }

  std::string braced(std::string_view text, std::size_t& at, int depth) {
    std::size_t open = at + 1, end = open;
    for (int level = 1; end < text.size(); ++end) {
      if (text[end] == '{') ++level;
      if (text[end] == '}' && --level == 0) break;
    }
    if (end >= text.size()) return fail("a reference lacks its }");
    std::string_view inner = text.substr(open, end - open), name = name_at(inner, 0);
    at = end + 1;
    std::string_view rest = inner.substr(name.size());
    if (name.empty()) return fail("a reference lacks its name");
    if (rest.empty()) return plain(name);
    bool empty_is_unset = rest.front() == ':';
    if (empty_is_unset) rest.remove_prefix(1);
    if (rest.empty() || std::string_view("-+?").find(rest.front()) == std::string_view::npos) return fail("unsupported modifier in a reference");
    char modifier = rest.front();
    rest.remove_prefix(1);
    const Value* value = find(name);
    bool set = value != nullptr && !(empty_is_unset && value->is_string() && value->as_string().empty());
    if (modifier == '+') return set ? run(rest, depth + 1) : value == nullptr ? unknown_reference(name) : std::string();
    if (set) return plain(name);
    return modifier == '-' ? run(rest, depth + 1) : unknown_reference(name);
  }

  const Variables& variables_;
};

}  // namespace

Interpolated interpolate(std::string_view text, const Origin* origin, const Variables& variables, ValueBuilder& build) {
  if (text.find('$') == std::string_view::npos) return {Value::string(text, origin), {}};
  Interpolator interpolator(variables);
  std::string result = interpolator.run(text, 0);
  if (!interpolator.error.empty()) return {build.unknown({}, text, origin, UnknownInfo::Cause::error), interpolator.error};
  bool sole = text.starts_with('$') && text.find('$', 1) == std::string_view::npos && (text[1] != '{' || text.find('}') + 1 == text.size());
  if (!interpolator.unknown.empty()) return {build.unknown(interpolator.unknown, result, origin), {}};
  if (sole && interpolator.source != nullptr && origin != nullptr)
    origin = build.written(origin->at.begin, origin->at.end, interpolator.source);
  return {build.text(result, origin), {}};
}

}  // namespace bulkhead::container
