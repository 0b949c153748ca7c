// One analysed root, as the editor's questions are answered from it.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "analyzer/lsp/settings.h"
#include "analyzer/pipeline/analyze.h"
#include "analyzer/pipeline/judgement.h"
#include "analyzer/pipeline/value_lookup.h"
#include "analyzer/rules/rule_set.h"
#include "analyzer/workspace/workspace.h"

namespace bulkhead::lsp {

/// What is to be analysed: a folder, and the texts that stand for files on disk (relative path, text).
struct RootRequest {
  std::string folder;
  std::vector<std::pair<std::string, std::string>> buffers;
  bool reload = true;                    // the disk may have changed: list it anew
  Settings settings;
};

/// Never changed once made, so that threads share it.
struct EstateView {
  std::string folder;                    // as the client named it
  std::shared_ptr<const Workspace> workspace;
  std::shared_ptr<const RuleSet> rules;
  Analysis analysis;
  std::vector<Verdict> verdicts;
  std::shared_ptr<ValueLookup> values;   // of Terraform expressions; thread safe
  std::string today;                     // ISO date that expiry was checked against
  std::string problem;                   // why nothing, or not everything, could be analysed; for the person at the editor
};

using Views = std::vector<std::shared_ptr<const EstateView>>;

}  // namespace bulkhead::lsp
