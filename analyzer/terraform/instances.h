// Instances of blocks with count and for_each, and what has been evaluated of them so far.
#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "analyzer/model/value.h"
#include "analyzer/terraform/declaration.h"

namespace bulkhead::terraform {

class ModuleInstance;

enum class Progress : unsigned char { untouched, running, done };

/// A value evaluated at most once.
struct Memo {
  Progress progress = Progress::untouched;
  Value value;
};

/// What `each` and `count` are in one instance.
struct InstanceKey {
  enum class Kind : unsigned char { single, counted, keyed };
  Kind kind = Kind::single;
  Value index;        // count.index or each.key; unknown when count or for_each is
  Value each_value;
};

/// The instances that count and for_each give.
struct Expansion {
  InstanceKey::Kind kind = InstanceKey::Kind::single;
  bool known = true;               // false: one instance stands for an unknown number
  std::vector<InstanceKey> keys;
};

struct ResourceInstance {
  const Declaration* declaration = nullptr;
  InstanceKey key;
  std::string_view address;        // with the module's prefix
  std::vector<Memo> members;       // parallel to declaration->members
};

/// A resource block of one module instance.
struct ResourceNode {
  const Declaration* declaration = nullptr;
  Progress progress = Progress::untouched;
  Expansion expansion;
  std::vector<ResourceInstance> instances;
  Memo whole;                      // value of the reference without an attribute
};

/// A module call of one module instance.
struct ModuleNode {
  const Declaration* declaration = nullptr;
  Progress progress = Progress::untouched;
  Expansion expansion;
  std::vector<std::unique_ptr<ModuleInstance>> instances;   // null elements: remote module
  std::vector<std::string_view> addresses;                  // parallel to expansion.keys
  Memo whole;
};

}  // namespace bulkhead::terraform
