// Sets.
#include "analyzer/terraform/functions/function.h"

namespace bulkhead::terraform {
namespace {

bool in(const std::vector<Value>& sorted, const Value& value) {
  auto less = [](const Value& a, const Value& b) { return compare_values(a, b) < 0; };
  return std::binary_search(sorted.begin(), sorted.end(), value, less);
}

/// Strings meet numbers as strings, in every set alike.
bool load(FunctionCall& call, std::vector<std::vector<Value>>& sets) {
  std::vector<Value> all;
  for (std::size_t i = 0; i < call.count(); ++i) {
    std::span<const Value> items;
    if (!call.list(i, items)) return false;
    all.insert(all.end(), items.begin(), items.end());
  }
  if (!unify(all, call.run.arena)) {
    call.fail("the sets have different types of elements");
    return false;
  }
  std::size_t next = 0;
  for (std::size_t i = 0; i < call.count(); ++i) {
    std::size_t size = call[i].items().size();
    sets.emplace_back(all.begin() + static_cast<std::ptrdiff_t>(next), all.begin() + static_cast<std::ptrdiff_t>(next + size));
    std::sort(sets.back().begin(), sets.back().end(), [](const Value& a, const Value& b) { return compare_values(a, b) < 0; });
    next += size;
  }
  return true;
}

bool known(FunctionCall& call) {
  for (const Value& argument : call.arguments())
    if (!wholly_known(argument)) return false;
  return true;
}

Value set_union(FunctionCall& call) {
  std::vector<std::vector<Value>> sets;
  if (!load(call, sets)) return call.unknown();
  std::vector<Value> out;
  for (const auto& set : sets) out.insert(out.end(), set.begin(), set.end());
  return call.make_set(out);
}

Value set_intersection(FunctionCall& call) {
  if (!known(call)) return call.unknown();
  std::vector<std::vector<Value>> sets;
  if (!load(call, sets)) return call.unknown();
  std::vector<Value> out;
  for (const Value& item : sets[0]) {
    bool everywhere = true;
    for (std::size_t i = 1; i < sets.size() && everywhere; ++i) everywhere = in(sets[i], item);
    if (everywhere) out.push_back(item);
  }
  return call.make_set(out);
}

Value set_subtract(FunctionCall& call) {
  if (!known(call)) return call.unknown();
  std::vector<std::vector<Value>> sets;
  if (!load(call, sets)) return call.unknown();
  std::vector<Value> out;
  for (const Value& item : sets[0])
    if (!in(sets[1], item)) out.push_back(item);
  return call.make_set(out);
}

Value set_symmetric_difference(FunctionCall& call) {
  if (!known(call)) return call.unknown();
  std::vector<std::vector<Value>> sets;
  if (!load(call, sets)) return call.unknown();
  std::vector<Value> out;
  for (std::size_t i = 0; i < sets.size(); ++i)
    for (const Value& item : sets[i]) {
      std::size_t holders = 0;
      for (const auto& set : sets) holders += in(set, item);
      if (holders % 2 == 1) out.push_back(item);
    }
  return call.make_set(out);
}

Value set_product(FunctionCall& call) {
  if (call.count() < 2) return call.fail("takes two or more sets");
  std::vector<std::span<const Value>> sets(call.count());
  std::vector<std::vector<Value>> typed(call.count());
  std::uint64_t total = 1;
  bool all_sets = true;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (!call.list(i, sets[i])) return call.unknown();
    typed[i].assign(sets[i].begin(), sets[i].end());
    if (!unify(typed[i], call.run.arena)) return call.fail("the elements of a set have different types");
    sets[i] = typed[i];
    total *= sets[i].size();
    all_sets &= call[i].shape() == Shape::set;
    if (total * sizeof(Value) * sets.size() > call.run.bytes_left) return call.limit();
  }
  std::vector<Value> out;
  std::vector<Value> tuple(sets.size());
  for (std::uint64_t n = 0; n < total; ++n) {
    std::uint64_t rest = n;
    for (std::size_t i = sets.size(); i-- > 0;) {
      tuple[i] = sets[i][rest % sets[i].size()];
      rest /= sets[i].size();
    }
    out.push_back(call.make_list(tuple));
  }
  return all_sets ? call.make_set(out) : call.make_list(out, Shape::collection);
}

constexpr Function kFunctions[] = {
    {"setintersection", set_intersection, 1, kAny},
    {"setproduct", set_product, 0, kAny},
    {"setsubtract", set_subtract, 2, 2},
    {"setsymmetricdifference", set_symmetric_difference, 1, kAny},
    {"setunion", set_union, 1, kAny},
};

}  // namespace

std::span<const Function> set_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
