#include "analyzer/terraform/planning/terragrunt_cycles.h"

#include <algorithm>
#include <set>

#include "analyzer/terraform/terragrunt/unit_plan.h"

namespace bulkhead::terraform {
namespace {

/// Components of the graph's cycles (Tarjan), without recursion: equal numbers lead to one another.
std::map<std::string, std::size_t, std::less<>> strong_components(const UnitGraph& graph) {
  struct Node { std::size_t index = 0, low = 0, component = 0; bool on_stack = false; };
  struct Frame { const std::string* name; std::size_t next = 0; };
  std::map<std::string, Node, std::less<>> nodes;
  std::map<std::string, std::size_t, std::less<>> out;
  std::vector<const std::string*> stack;
  std::size_t index = 0, components = 0;
  for (const auto& [start, unused] : graph) {
    if (nodes[start].index != 0) continue;
    std::vector<Frame> frames;
    auto enter = [&](const std::string& name) {
      Node& node = nodes[name];
      node.index = node.low = ++index;
      node.on_stack = true;
      stack.push_back(&name);
      frames.push_back({&name});
    };
    enter(start);
    while (!frames.empty()) {
      const std::string& name = *frames.back().name;
      const std::vector<std::string>& edges = graph.find(name)->second;
      if (frames.back().next < edges.size()) {
        auto target = graph.find(edges[frames.back().next++]);
        if (target == graph.end()) continue;
        Node& other = nodes[target->first];
        if (other.index == 0) enter(target->first);
        else if (other.on_stack) nodes[name].low = std::min(nodes[name].low, other.index);
        continue;
      }
      frames.pop_back();
      if (!frames.empty()) nodes[*frames.back().name].low = std::min(nodes[*frames.back().name].low, nodes[name].low);
      if (nodes[name].low != nodes[name].index) continue;
      ++components;
      while (true) {
        const std::string& member = *stack.back();
        stack.pop_back();
        nodes[member].on_stack = false;
        out[member] = components;
        if (member == name) break;
      }
    }
  }
  return out;
}

}  // namespace

void mark_cycles(const UnitGraph& graph, std::vector<StackPlan>& plans) {
  auto components = strong_components(graph);
  std::map<std::size_t, std::size_t> sizes;
  for (const auto& [name, component] : components) ++sizes[component];
  for (StackPlan& plan : plans) {
    auto edges = graph.find(plan.unit->directory);
    if (edges == graph.end()) continue;
    std::set<std::string> cyclic;
    std::size_t own = components[plan.unit->directory];
    for (const std::string& target : edges->second)
      if (target == plan.unit->directory || (sizes[own] > 1 && components.contains(target) && components[target] == own)) cyclic.insert(target);
    if (cyclic.empty()) continue;
    auto marked = std::make_shared<terragrunt::UnitPlan>(*plan.unit);
    marked->cyclic.assign(cyclic.begin(), cyclic.end());
    plan.unit = std::move(marked);
  }
}

}  // namespace bulkhead::terraform
