// Merging of values, as `include` and deep_merge() do it.
#include <algorithm>

#include "analyzer/terraform/open_object.h"
#include "analyzer/terraform/terragrunt/configuration.h"

namespace bulkhead::terraform::terragrunt {
namespace {

constexpr int kMaxMergeDepth = 64;

/// Counts what is made against the run's budget: a merge is one step of evaluation and may make much.
bool spend(StackState& state, std::size_t bytes) {
  std::uint64_t& left = state.run().bytes_left;
  if (bytes > left) return false;
  left -= bytes;
  return true;
}

Value too_much(StackState& state) { return state.unknown(UnknownInfo::Cause::limit, {}); }

/// Entries of both, sorted; `join` decides where both have a key.
template <class Join>
Value merged(const Value& parent, const Value& child, StackState& state, Join join) {
  std::span<const Entry> a = parent.entries(), b = child.entries();
  std::vector<Entry> out;
  if (!spend(state, (a.size() + b.size()) * sizeof(Entry))) return too_much(state);
  out.reserve(a.size() + b.size());
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (j == b.size() || (i < a.size() && a[i].key < b[j].key)) {
      out.push_back(a[i++]);
    } else if (i == a.size() || b[j].key < a[i].key) {
      out.push_back(b[j++]);
    } else {
      Entry both = b[j++];
      both.value = join(a[i++].value, both.value);
      out.push_back(both);
    }
  }
  const Origin* origin = child.origin() ? child.origin() : parent.origin();
  Value value = Value::map(state.arena().copy(out), origin);
  return parent.sensitive() || child.sensitive() ? value.as_sensitive() : value;
}

/// An unknown part of what is merged leaves open what else there is.
Value opened(const Value& known, const Value& unknown, StackState& state) {
  if (is_open(known)) return known;
  std::string_view reference = unknown.unknown() ? unknown.unknown()->reference : std::string_view();
  auto cause = unknown.unknown() ? unknown.unknown()->cause : UnknownInfo::Cause::other;
  return open_object(known.entries(), reference, cause, known.origin(), state.arena());
}

}  // namespace

Value shallow_merge(const Value& parent, const Value& child, StackState& state) {
  if (parent.is_absent()) return child;
  if (child.is_absent()) return parent;
  if (parent.is_unknown() && child.is_map()) return opened(child, parent, state);
  if (!parent.is_map() || !child.is_map()) return child;
  return merged(parent, child, state, [](const Value&, const Value& own) { return own; });
}

Value deep_merge(const Value& parent, const Value& child, StackState& state, int depth) {
  if (parent.is_absent()) return child;
  if (child.is_missing()) return parent;
  if (depth > kMaxMergeDepth) return too_much(state);
  if (parent.is_unknown() && child.is_map()) return opened(child, parent, state);
  if (parent.is_list() && child.is_list()) {
    if (!spend(state, (parent.items().size() + child.items().size()) * sizeof(Value))) return too_much(state);
    std::vector<Value> items(parent.items().begin(), parent.items().end());
    items.insert(items.end(), child.items().begin(), child.items().end());
    Value value = Value::list(state.arena().copy(items), child.origin());
    return parent.sensitive() || child.sensitive() ? value.as_sensitive() : value;
  }
  if (!parent.is_map() || !child.is_map()) return child;
  return merged(parent, child, state, [&](const Value& a, const Value& b) { return deep_merge(a, b, state, depth + 1); });
}

}  // namespace bulkhead::terraform::terragrunt
