#include "analyzer/pipeline/unit_memory.h"

#include <algorithm>
#include <set>

#include "analyzer/estate/identifier_table.h"
#include "analyzer/pipeline/renumber.h"

namespace bulkhead {
namespace {

/// Texts typed and gone: so many may stay in the table beside what the facts name.
constexpr std::size_t kFewIdentifiers = 50'000;

}  // namespace

void UnitMemory::begin(const Workspace& workspace, std::uint64_t conditions) {
  if (conditions != conditions_) {
    units_.clear();
    identifiers_.reset();
  }
  conditions_ = conditions;
  auto files = workspace.files();
  bool same = std::equal(files.begin(), files.end(), paths_.begin(), paths_.end(), [](const SourceFile& file, const std::string& path) { return file.path == path; });
  same_listing_ = same;
  if (!same) renumber(workspace);
}

std::shared_ptr<IdentifierTable> UnitMemory::identifiers(const Vocabulary& vocabulary) {
  std::size_t facts = kFewIdentifiers;
  for (const auto& [name, kept] : units_) facts += kept->result->facts->size();
  if (identifiers_ && identifiers_->size() > 2 * facts) {
    units_.clear();   // they point into the table
    identifiers_.reset();
  }
  if (!identifiers_) identifiers_ = std::make_shared<IdentifierTable>(vocabulary);
  return identifiers_;
}

void UnitMemory::renumber(const Workspace& workspace) {
  std::vector<FileId> numbers;
  for (const std::string& path : paths_) {
    const SourceFile* file = workspace.find(path);
    numbers.push_back(file ? file->id : FileId::none);
  }
  auto number = [&](FileId file) { return file == FileId::none ? file : numbers[static_cast<std::size_t>(file)]; };
  for (auto at = units_.begin(); at != units_.end();) {
    bool lost = std::any_of(at->second->files.begin(), at->second->files.end(), [&](const auto& file) { return number(file.first) == FileId::none; });
    if (lost) {
      at = units_.erase(at);
      continue;
    }
    auto moved = std::make_shared<Kept>(*at->second);
    for (auto& [file, digest] : moved->files) file = number(file);
    moved->result = std::make_shared<const UnitResult>(renumbered(*moved->result, number));
    at->second = std::move(moved);
    ++at;
  }
  paths_.clear();
  for (const SourceFile& file : workspace.files()) paths_.push_back(file.path);
}

void UnitMemory::end(const std::vector<PlannedUnit>& planned) {
  std::set<std::string_view> names;
  for (const PlannedUnit& unit : planned) names.insert(unit.name);
  std::erase_if(units_, [&](const auto& unit) { return !names.contains(unit.first); });
}

bool UnitMemory::holds(const Kept& kept, const PlannedUnit& unit, const Workspace& workspace) const {
  if (kept.hash != unit.hash) return false;
  for (const auto& [file, digest] : kept.files)
    if (workspace.digest(file) != digest) return false;
  if (!same_listing_)
    for (const auto& [question, answer] : kept.questions)
      if (listing_answer(workspace, question) != answer) return false;
  for (const auto& [question, answer] : kept.heard)
    if (!unit.answer || unit.answer(question) != answer) return false;
  return true;
}

std::shared_ptr<const UnitResult> UnitMemory::recall(const PlannedUnit& unit, const Workspace& workspace) {
  std::shared_ptr<const Kept> kept;
  {
    std::lock_guard lock(mutex_);
    auto found = units_.find(unit.name);
    if (found == units_.end()) return nullptr;
    kept = found->second;
  }
  return holds(*kept, unit, workspace) ? kept->result : nullptr;
}

void UnitMemory::keep(const PlannedUnit& unit, const Workspace& workspace, std::shared_ptr<const UnitResult> result, const Reads& reads) {
  auto kept = std::make_shared<Kept>();
  kept->hash = unit.hash;
  kept->result = std::move(result);
  for (FileId file : reads.files()) kept->files.emplace_back(file, workspace.digest(file));
  kept->questions.assign(reads.questions().begin(), reads.questions().end());
  kept->heard.assign(reads.heard().begin(), reads.heard().end());
  std::lock_guard lock(mutex_);
  units_.insert_or_assign(unit.name, std::move(kept));
}

}  // namespace bulkhead
