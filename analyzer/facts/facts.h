// Resources -> facts. One file per family of resources (facts/aws_network.cpp, facts/kubernetes_identity.cpp, …); each states what its resources say in
// provider-free words. Adding a family adds a file and one line in families.h.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "analyzer/environments/vocabulary.h"
#include "analyzer/model/fact.h"
#include "analyzer/model/resource.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead {

/// Collects facts of one unit; fills in unit, resource, environment, place and trail from the value that states the fact.
class FactSink {
 public:
  /// With a workspace, a fact from the middle of a long text (a policy in a heredoc) gets the place of its own words.
  FactSink(const Unit& unit, const Vocabulary& vocabulary, std::vector<Fact>& out, const Workspace* workspace = nullptr)
      : unit_(unit), vocabulary_(vocabulary), out_(out), workspace_(workspace) {}

  /// States a fact; `at` is the value whose origin says where it is written. Returns the fact, so that details can be added.
  Fact& state(FactKind kind, IdentifierKind identifier_kind, std::string identifier, const Resource& resource, const Value& at);

  /// Where a list or map that is being read was referred to, the outer one first: part of the way of what is in it.
  void enter(const Origin* container) { way_.push_back(container); }
  void leave() { way_.pop_back(); }

  const Unit& unit() const { return unit_; }
  const Vocabulary& vocabulary() const { return vocabulary_; }

  /// True the first time that a part of a value (its payload's address) is read for that environment.
  bool first_visit(const void* part, const Environment& environment) {
    return visited_.insert(reinterpret_cast<std::uintptr_t>(part) ^ (std::hash<std::string>()(environment.name) << 1)).second;
  }
  /// A copy of `environment` that lives as long as the sink.
  const Environment* keep(const Environment& environment) { return &*environments_.insert(environment).first; }
  /// The map of switches (`{ a = true, b = false }`, a local of the unit) with exactly the keys of `entries`, if there is one: an entry that
  /// is switched off reaches nothing.
  const std::span<const Entry>* flags_of(std::span<const Entry> entries);
  /// Memory for values made on the way; lives as long as the sink.
  Arena& scratch() { return scratch_; }

 private:
  void follow_way(Fact& fact) const;

  struct ByName {
    bool operator()(const Environment& a, const Environment& b) const { return a.name < b.name; }
  };
  const Unit& unit_;
  const Vocabulary& vocabulary_;
  std::vector<Fact>& out_;
  const Workspace* workspace_;
  std::unordered_set<std::uintptr_t> visited_;
  std::optional<std::vector<std::span<const Entry>>> flags_;   // maps of switches with one that is off
  std::set<Environment, ByName> environments_;
  Arena scratch_;
  std::vector<const Origin*> way_;
};

/// All facts of a unit, sorted.
std::vector<Fact> extract_facts(const Unit& unit, const Workspace& workspace, const Vocabulary& vocabulary);

}  // namespace bulkhead
