#include "analyzer/container/compose_values.h"

#include <algorithm>
#include <array>

#include "analyzer/container/compose_merge.h"
#include "analyzer/container/interpolation.h"
#include "parsers/data/scalars.h"

namespace bulkhead::container {
namespace {

constexpr int kMaxDepth = 200;

bool all_digits(std::string_view text) {
  return !text.empty() && text.size() < 10 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// `text` is part of `item`: a value at the same place, as exact as the item's own spelling allows.
Value part(const Value& item, std::string_view text, ValueBuilder& build) {
  const Origin* origin = item.origin();
  std::string_view whole = item.as_string();
  bool exact = origin != nullptr && origin->via == nullptr && text.data() >= whole.data() && text.data() + text.size() <= whole.data() + whole.size();
  std::uint32_t length = origin != nullptr ? origin->at.end - origin->at.begin : 0;
  if (exact && (length == whole.size() || length == whole.size() + 2)) {
    std::uint32_t begin = origin->at.begin + (length == whole.size() ? 0 : 1) + static_cast<std::uint32_t>(text.data() - whole.data());
    origin = build.written(begin, begin + static_cast<std::uint32_t>(text.size()));
  }
  return Value::string(text, origin);
}

Value number_or_text(const Value& item, std::string_view text, ValueBuilder& build) {
  Value value = part(item, text, build);
  return all_digits(text) ? Value::integer(std::stoll(std::string(text)), value.origin()) : value;
}

Value listed(const Value& value, ValueBuilder& build) {
  return value.is_absent() || value.is_list() || value.is_map() ? value : build.list({value}, value.origin());
}

/// Items `a` -> {source: a, target: a}.
Value normalise_references(const Value& value, ValueBuilder& build) {
  if (!value.is_list()) return value;
  std::vector<Value> out;
  for (const Value& item : value.items()) {
    if (item.is_string()) out.push_back(build.map({{"source", item, {}}, {"target", item, {}}}, item.origin()));
    else out.push_back(item);
  }
  return build.list(out, value.origin());
}

Value normalise_names(const Value& value, ValueBuilder& build) {
  if (!value.is_list()) return value;
  std::vector<Entry> out;
  for (const Value& item : value.items()) {
    if (!item.is_string()) continue;
    SourceSpan span = item.origin() != nullptr ? item.origin()->at : SourceSpan{};
    out.push_back({item.as_string(), build.map({}, item.origin()), span});
  }
  return build.map(out, value.origin());
}

template <class Function>
Value each(const Value& value, ValueBuilder& build, Function function) {
  if (!value.is_list()) return value;
  std::vector<Value> out;
  for (const Value& item : value.items()) out.push_back(function(item, build));
  return build.list(out, value.origin());
}

}  // namespace

Value ComposeValues::string(const data::Node& node) {
  const Origin* origin = build_.written(node.begin, node.end);
  Interpolated result = interpolate(node.text, origin, variables_, build_);
  if (!result.error.empty())
    diagnostics_.push_back({{build_.file(), node.begin, node.end}, "cannot substitute: " + result.error, Diagnostic::Severity::error});
  return result.value;
}

Value ComposeValues::number(const data::Node& node, const Origin* origin) {
  auto number = data::read_number(node.text);
  if (!number) return Value::string(node.text, origin);
  return number->integer ? Value::integer(number->whole, origin) : Value::number(number->decimal, origin);
}

Value ComposeValues::convert(const data::Node* node, int depth) {
  if (node == nullptr || depth > kMaxDepth) return {};
  if (node->shared)
    if (auto found = shared_.find(node); found != shared_.end()) return found->second;
  const Origin* origin = build_.written(node->begin, node->end);
  Value out;
  switch (node->kind) {
    case data::NodeKind::null_value: out = Value::null_value(origin); break;
    case data::NodeKind::boolean: out = Value::boolean(node->boolean, origin); break;
    case data::NodeKind::number: out = number(*node, origin); break;
    case data::NodeKind::string: out = string(*node); break;
    case data::NodeKind::sequence: {
      std::vector<Value> items;
      for (const data::Node* item : node->items) items.push_back(convert(item, depth + 1));
      out = build_.list(items, origin);
      break;
    }
    case data::NodeKind::mapping: {
      std::vector<Entry> entries;
      for (const data::Member& member : node->members) {
        entries.push_back({member.key, convert(member.value, depth + 1), member.key_span});
      }
      out = build_.map(entries, origin);
      break;
    }
  }
  if (node->tag == kResetMark || node->tag == kOverrideMark) out = build_.map({{node->tag, out, {}}}, origin);
  if (node->shared) shared_.emplace(node, out);
  return out;
}

Value normalise_environment(const Value& value, const Variables& variables, ValueBuilder& build) {
  std::vector<Entry> out;
  auto passed_on = [&](std::string_view name, const Origin* origin) {
    auto found = variables.find(name);
    return found != variables.end() ? found->second : build.unknown(name, {}, origin);
  };
  for (const Value& item : value.items()) {
    if (item.is_unknown()) {
      std::string text = recognisable_text(item);
      auto equals = text.find('=');
      if (equals == std::string::npos) continue;
      std::string_view name = build.keep(text.substr(0, equals));
      if (name.find("${") != std::string_view::npos) continue;
      std::string_view reference = item.unknown() != nullptr ? item.unknown()->reference : std::string_view();
      out.push_back({name, build.unknown(reference, text.substr(equals + 1), item.origin()), item.origin()->at});
      continue;
    }
    if (!item.is_string()) continue;
    std::string_view text = item.as_string();
    auto equals = text.find('=');
    Value name = part(item, text.substr(0, equals), build);
    SourceSpan span = name.origin() != nullptr ? name.origin()->at : SourceSpan{};
    bool alone = equals == std::string_view::npos;
    out.push_back({name.as_string(), alone ? passed_on(text, item.origin()) : part(item, text.substr(equals + 1), build), span});
  }
  for (const Entry& entry : value.entries())
    out.push_back({entry.key, entry.value.is_null() ? passed_on(entry.key, entry.value.origin()) : entry.value, entry.key_span});
  return build.map(out, value.origin());
}

/// `[host_ip:][published:]target[/protocol]`.
Value normalise_port(const Value& port, ValueBuilder& build) {
  if (port.is_number()) return build.map({{"target", port, {}}, {"protocol", Value::string("tcp", port.origin()), {}}}, port.origin());
  if (!port.is_string()) return port;
  std::string_view text = port.as_string();
  std::vector<Entry> out;
  std::string_view protocol = "tcp";
  if (auto slash = text.rfind('/'); slash != std::string_view::npos) {
    protocol = text.substr(slash + 1);
    text = text.substr(0, slash);
  }
  auto last = text.rfind(':');
  std::string_view target = last == std::string_view::npos ? text : text.substr(last + 1);
  if (last != std::string_view::npos) {
    std::string_view front = text.substr(0, last);
    auto bracket = front.rfind(']');
    auto colon = front.rfind(':');
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
      std::string_view address = front.substr(0, colon);
      if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
      out.push_back({"host_ip", part(port, address, build), {}});
      front = front.substr(colon + 1);
    }
    if (!front.empty()) out.push_back({"published", number_or_text(port, front, build), {}});
  }
  out.push_back({"target", number_or_text(port, target, build), {}});
  out.push_back({"protocol", Value::string(protocol, port.origin()), {}});
  return build.map(out, port.origin());
}

/// A volume whose source is not known still says where it is mounted.
static Value unknown_volume(const Value& volume, ValueBuilder& build) {
  std::string text = recognisable_text(volume);
  auto close = text.find('}');
  auto colon = text.find(':', text.starts_with("${") && close != std::string::npos ? close : 0);
  if (colon == std::string::npos || volume.unknown() == nullptr) return volume;
  std::string_view target = build.keep(std::string_view(text).substr(colon + 1));
  target = target.substr(0, target.find(':'));
  return build.map({{"source", build.unknown(volume.unknown()->reference, text.substr(0, colon), volume.origin()), {}},
                    {"target", Value::string(target, volume.origin()), {}}},
                   volume.origin());
}

/// `[source:]target[:mode]`. A source that looks like a path is bound, another one names a volume.
Value normalise_volume(const Value& volume, ValueBuilder& build) {
  if (volume.is_unknown()) return unknown_volume(volume, build);
  if (!volume.is_string()) return volume;
  std::string_view text = volume.as_string();
  std::vector<std::string_view> parts;
  bool drive = text.size() > 2 && text[1] == ':' && (text[2] == '\\' || text[2] == '/');
  std::size_t from = 0;
  for (auto colon = text.find(':', drive ? 2 : 0); colon != std::string_view::npos; colon = text.find(':', colon + 1)) {
    parts.push_back(text.substr(from, colon - from));
    from = colon + 1;
  }
  parts.push_back(text.substr(from));
  bool named = parts.size() > 1;
  std::string_view source = named ? parts[0] : std::string_view();
  bool bound = drive || (named && !source.empty() && std::string_view("./~").find(source.front()) != std::string_view::npos);
  std::vector<Entry> out{{"type", Value::string(bound ? "bind" : "volume", volume.origin()), {}}};
  if (named) out.push_back({"source", part(volume, source, build), {}});
  out.push_back({"target", part(volume, named ? parts[1] : parts[0], build), {}});
  std::string_view mode = parts.size() > 2 ? parts[2] : std::string_view();
  bool read_only = ("," + std::string(mode) + ",").find(",ro,") != std::string::npos;
  out.push_back({"read_only", Value::boolean(read_only, volume.origin()), {}});
  if (!mode.empty()) out.push_back({"mode", part(volume, mode, build), {}});
  return build.map(out, volume.origin());
}

Value normalise_service(const Value& service, const Variables& variables, ValueBuilder& build) {
  static constexpr std::array<std::string_view, 9> kLists{"env_file", "tmpfs", "dns", "dns_search", "cap_add", "cap_drop", "security_opt", "devices", "expose"};
  static constexpr std::array<std::string_view, 3> kMaps{"labels", "sysctls", "annotations"};
  if (!service.is_map()) return service;
  std::vector<Entry> out;
  for (Entry entry : service.entries()) {
    std::string_view key = entry.key;
    Value& value = entry.value;
    auto marks = value.entries();
    bool marked = marks.size() == 1 && (marks[0].key == kResetMark || marks[0].key == kOverrideMark);
    Value inner = marked ? marks[0].value : value;
    if (key == "environment") inner = normalise_environment(inner, variables, build);
    else if (key == "ports") inner = each(inner, build, normalise_port);
    else if (key == "volumes") inner = each(inner, build, normalise_volume);
    else if (key == "secrets" || key == "configs") inner = normalise_references(inner, build);
    else if (key == "networks") inner = normalise_names(inner, build);
    else if (key == "build" && inner.is_string()) inner = build.map({{"context", inner, {}}}, inner.origin());
    else if (std::find(kLists.begin(), kLists.end(), key) != kLists.end()) inner = listed(inner, build);
    else if (std::find(kMaps.begin(), kMaps.end(), key) != kMaps.end() && inner.is_list()) inner = normalise_environment(inner, {}, build);
    if (key == "build" && inner["args"].is_list()) {
      std::vector<Entry> fields(inner.entries().begin(), inner.entries().end());
      for (Entry& field : fields)
        if (field.key == "args") field.value = normalise_environment(field.value, variables, build);
      inner = build.map(fields, inner.origin());
    }
    value = marked ? build.map({{marks[0].key, inner, {}}}, value.origin()) : inner;
    out.push_back(entry);
  }
  return build.map(out, service.origin());
}

}  // namespace bulkhead::container
