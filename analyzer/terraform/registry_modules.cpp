#include "analyzer/terraform/registry_modules.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/registry_module_table.h"

namespace bulkhead::terraform {
namespace {

/// Without the registry's host, which has a dot and stands before three names.
std::string_view plain_source(std::string_view source) {
  std::string_view module = source.substr(0, source.find("//"));
  auto slash = module.find('/');
  if (slash != std::string_view::npos && module.substr(0, slash).find('.') != std::string_view::npos && std::count(module.begin(), module.end(), '/') == 3)
    return source.substr(slash + 1);
  return source;
}

constexpr std::size_t kMaxAdmitted = 25'000;   // ranges times rules of one call

bool is_named(std::string_view rule) {
  return std::any_of(std::begin(kNamedPorts), std::end(kNamedPorts), [&](const NamedPorts& one) { return one.name == rule; });
}

class Builder {
 public:
  Builder(std::vector<Entry>& arguments, const Origin* header, Arena& arena) : arguments_(arguments), header_(header), arena_(arena) {}

  std::vector<ModuleResource> build(std::string_view source) {
    std::vector<ModuleResource> out;
    if (source == kSecurityGroupModule) {
      if (Value group = security_group(); group.is_map()) out.push_back({"aws_security_group", group});
      return out;
    }
    for (auto row = std::begin(kModuleArguments); row != std::end(kModuleArguments);) {
      auto end = std::find_if(row, std::end(kModuleArguments), [&](const ModuleArgument& one) { return one.source != row->source || one.type != row->type; });
      if (row->source == source)
        if (Value made = resource({row, end}); made.is_map()) out.push_back({row->type, made});
      row = end;
    }
    return out;
  }

 private:
  Value open(std::vector<Entry>& entries, const Origin* origin) {
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    return open_object(entries, {}, UnknownInfo::Cause::remote_module, origin, arena_);
  }

  std::optional<Entry> take(std::string_view name) {
    auto found = std::find_if(arguments_.begin(), arguments_.end(), [&](const Entry& one) { return one.key == name; });
    if (found == arguments_.end() || found->value.is_absent()) return std::nullopt;
    Entry taken = *found;
    arguments_.erase(found);
    return taken;
  }

  Value resource(std::span<const ModuleArgument> rows) {
    std::vector<Entry> attributes;
    for (const ModuleArgument& row : rows)
      if (auto argument = take(row.argument)) put(attributes, row.path, *argument);
    return attributes.empty() ? Value() : open(attributes, header_);
  }

  /// Sets `path` below `entries`; nested blocks are lists of one map, and those that are there already are completed.
  void put(std::vector<Entry>& entries, std::string_view path, const Entry& argument) {
    auto dot = path.find('.');
    std::string_view name = path.substr(0, dot);
    if (dot == std::string_view::npos) {
      bool blocks = name.ends_with("[]");
      if (blocks) name.remove_suffix(2);
      return entries.push_back({name, blocks ? blocks_of(argument.value) : argument.value, argument.key_span});
    }
    std::string_view rest = path.substr(dot + 1);
    auto known = std::find_if(entries.begin(), entries.end(), [&](const Entry& one) { return one.key == name; });
    std::vector<Entry> inner;
    if (known != entries.end())
      for (const Entry& entry : written_entries(known->value.items()[0])) inner.push_back(entry);
    // A map that a block is made of: `ip_configuration = { … }`.
    bool block = rest.find('.') == std::string_view::npos && name == "settings";
    put(inner, rest, block ? Entry{argument.key, one_block(argument.value), argument.key_span} : argument);
    Value made = Value::list(arena_.copy(std::vector<Value>{open(inner, header_)}), header_);
    if (known != entries.end()) known->value = made;
    else entries.push_back({name, made, argument.key_span});
  }

  Value opened(const Value& map) {
    if (!map.is_map()) return map;
    std::vector<Entry> entries;
    for (const Entry& entry : written_entries(map))
      entries.push_back(entry.key == "authorized_networks" ? Entry{entry.key, blocks_of(entry.value), entry.key_span} : entry);
    return open(entries, map.origin());
  }
  Value one_block(const Value& map) { return map.is_map() ? Value::list(arena_.copy(std::vector<Value>{opened(map)}), map.origin()) : map; }
  Value blocks_of(const Value& list) {
    if (!list.is_list()) return list;
    std::vector<Value> out;
    for (const Value& item : list.items()) out.push_back(opened(item));
    return Value::list(arena_.copy(out), list.origin());
  }

  void add_ports(std::string_view rule, const Origin* origin, std::vector<Entry>& block) {
    auto known = std::find_if(std::begin(kNamedPorts), std::end(kNamedPorts), [&](const NamedPorts& one) { return one.name == rule; });
    if (known == std::end(kNamedPorts)) return;   // the mark says that there are ports
    block.push_back({"from_port", Value::integer(known->from, origin), {}});
    block.push_back({"to_port", Value::integer(known->to, origin), {}});
    block.push_back({"protocol", Value::string(known->protocol, origin), {}});
  }

  /// "10.0.0.0/8,192.168.0.0/16" is a list of both.
  Value ranges(const Value& text) {
    if (!text.is_string()) return text;
    std::vector<Value> out;
    for (std::string_view rest = text.as_string(); !rest.empty();) {
      auto comma = rest.find(',');
      std::string_view one = rest.substr(0, comma);
      while (one.starts_with(" ")) one.remove_prefix(1);
      while (one.ends_with(" ")) one.remove_suffix(1);
      if (!one.empty()) out.push_back(Value::string(one, text.origin()));
      rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    }
    return Value::list(arena_.copy(out), text.origin());
  }

  void written_rule(const Value& rule, const Value& everyone, std::vector<Value>& out) {
    if (!rule.is_map()) return;
    std::vector<Entry> block;
    bool named = rule["rule"].is_string();
    if (named) add_ports(rule["rule"].as_string(), rule["rule"].origin(), block);
    for (const Entry& entry : written_entries(rule)) {
      bool ports = entry.key == "from_port" || entry.key == "to_port" || entry.key == "protocol";
      if (entry.key == "cidr_blocks") block.push_back({entry.key, ranges(entry.value), entry.key_span});
      else if (entry.key == "description" || (ports && !named)) block.push_back(entry);
    }
    if (rule["cidr_blocks"].is_absent() && !everyone.is_missing()) block.push_back({"cidr_blocks", everyone, {}});
    out.push_back(open(block, rule.origin()));
  }

  Value security_group() {
    std::vector<Value> blocks;
    auto ranges_given = take("ingress_cidr_blocks");
    auto written = take("ingress_with_cidr_blocks");
    auto names = take("ingress_rules");
    Value everyone = ranges_given ? ranges_given->value : Value();
    if (written)
      for (const Value& rule : written->value.items()) written_rule(rule, everyone, blocks);
    bool used = written.has_value();
    std::set<std::string_view> seen;
    if (names && ranges_given)
      for (const Value& name : names->value.items()) {
        used = true;
        // Rules by names that are not known here admit the same ranges to ports that nobody knows: one stands for all.
        if (!seen.insert(is_named(name.as_string()) ? name.as_string() : std::string_view()).second) continue;
        std::vector<Entry> block{{"cidr_blocks", everyone, ranges_given->key_span}};
        add_ports(name.as_string(), name.origin(), block);
        blocks.push_back(open(block, name.origin()));
      }
    if (ranges_given && !used) {
      std::vector<Entry> block{{"cidr_blocks", everyone, ranges_given->key_span}};
      blocks.push_back(open(block, ranges_given->value.origin()));
    }
    // A call beyond the bound stays what it is: a call.
    if (blocks.empty() || blocks.size() * std::max<std::size_t>(everyone.items().size(), 1) > kMaxAdmitted) {
      for (auto& argument : {ranges_given, written, names})
        if (argument) arguments_.push_back(*argument);
      return {};
    }
    std::vector<Entry> attributes{{"ingress", Value::list(arena_.copy(blocks), header_), {}}};
    return open(attributes, header_);
  }

  std::vector<Entry>& arguments_;
  const Origin* header_;
  Arena& arena_;
};

}  // namespace

std::vector<ModuleResource> take_registry_resources(std::string_view source, std::vector<Entry>& arguments, const Origin* header, Arena& arena) {
  return Builder(arguments, header, arena).build(plain_source(source));
}

}  // namespace bulkhead::terraform
