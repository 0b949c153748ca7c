// The bytes that results of units are kept as between two runs.
#include <xxhash.h>

#include <algorithm>

#include "analyzer/estate/identifier_table.h"
#include "analyzer/pipeline/unit_coding.h"
#include "analyzer/pipeline/unit_memory.h"

namespace bulkhead {
namespace {

constexpr std::string_view kMagic = "bulkhead units 1\n";
constexpr std::size_t kHashBytes = 16;

/// Hexadecimal, in front of what it is the hash of: a file that was cut off or changed is none.
std::string hash_text(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::uint64_t hash = XXH3_64bits(bytes.data(), bytes.size());
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[hash >> shift & 15];
  return out;
}

using Answers = std::vector<std::pair<std::string, std::uint64_t>>;

void write_answers(ByteWriter& out, const Answers& answers) {
  // Sorted: what was noted in a hash map comes in no order.
  Answers sorted = answers;
  std::sort(sorted.begin(), sorted.end());
  out.put_all(sorted, [&](const auto& answer) { out.put(std::string_view(answer.first)).put(answer.second); });
}

void read_answers(ByteReader& in, Answers& answers) {
  in.get_all(answers, [&](Answers& into) {
    std::string question(in.text());
    into.emplace_back(std::move(question), in.number());
  });
}

}  // namespace

std::string UnitMemory::store(const std::string& name, const Kept& kept, const Workspace& workspace) const {
  CodedFiles files(workspace);
  ByteWriter result, out;
  write_result(*kept.result, files, result);
  out.put(std::string_view(name)).put(kept.hash);
  out.put_all(kept.files, [&](const auto& file) {
    out.put(std::string_view(workspace.file(file.first).path)).put(file.second.low).put(file.second.high);
  });
  write_answers(out, kept.questions);
  write_answers(out, kept.heard);
  out.put_all(files.files(), [&](FileId file) { out.put(std::string_view(workspace.file(file).path)); });
  out.put(std::string_view(result.take()));
  return out.take();
}

std::shared_ptr<const UnitMemory::Kept> UnitMemory::restore(std::string_view stored, const PlannedUnit& unit, const Workspace& workspace) {
  ByteReader in(stored);
  auto kept = std::make_shared<Kept>();
  if (in.text() != unit.name) return nullptr;
  in.get(kept->hash);
  if (kept->hash != unit.hash) return nullptr;
  bool there = true;
  in.get_all(kept->files, [&](auto& files) {
    FileId file = find(in.text());
    std::uint64_t low = in.number(), high = in.number();
    there &= file != FileId::none;
    files.push_back({file, {low, high}});
  });
  kept->sort_files();
  read_answers(in, kept->questions);
  read_answers(in, kept->heard);
  if (in.failed() || !there || !holds(*kept, unit, workspace, false)) return nullptr;
  std::vector<FileId> files;
  in.get_all(files, [&](std::vector<FileId>& into) { into.push_back(find(in.text())); });
  ByteReader coded(in.text());
  auto result = read_result(coded, files);
  if (!result || !coded.at_end() || in.failed()) return nullptr;
  result->stated = identifiers_->state(*result->facts);
  kept->result = std::make_shared<const UnitResult>(std::move(*result));
  kept->stored = stored;
  return kept;
}

void UnitMemory::load(std::shared_ptr<const std::string> bytes, std::uint64_t program) {
  std::string_view all = *bytes;
  if (!all.starts_with(kMagic) || all.size() < kMagic.size() + kHashBytes) return;
  all.remove_prefix(kMagic.size());
  std::string_view hash = all.substr(0, kHashBytes);
  all.remove_prefix(kHashBytes);
  if (hash != hash_text(all)) return;
  ByteReader in(all);
  if (in.number() != program) return;
  std::uint64_t salt = in.number(), conditions = in.number();
  std::unordered_map<std::string_view, std::string_view> stored;
  in.get_all(stored, [&](auto& into) {
    std::string_view unit = in.text();
    into.emplace(ByteReader(unit).text(), unit);
  });
  if (in.failed()) return;
  salt_ = salt;
  conditions_ = conditions;
  stored_ = std::move(stored);
  loaded_ = std::move(bytes);
}

std::string UnitMemory::save(const Workspace& workspace, std::uint64_t program) const {
  std::vector<const std::pair<const std::string, std::shared_ptr<const Kept>>*> units;
  for (const auto& unit : units_) units.push_back(&unit);
  std::sort(units.begin(), units.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
  ByteWriter out;
  out.put(program).put(salt_).put(conditions_);
  out.put_all(units, [&](const auto* unit) {
    const Kept& kept = *unit->second;
    if (kept.stored.empty()) out.put(std::string_view(store(unit->first, kept, workspace)));
    else out.put(kept.stored);
  });
  std::string body = out.take();
  return std::string(kMagic) + hash_text(body) + body;
}

}  // namespace bulkhead
