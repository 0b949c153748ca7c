// One analyze() serves the editor and the command line: after any row of edits the kept results are those of a fresh analysis.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "analyzer/cli/lsp_estate.h"
#include "tests/support/locations.h"
#include "tests/support/scratch.h"

using namespace bulkhead;   // NOLINT: test vocabulary
namespace fs = std::filesystem;

namespace {

using Texts = std::map<std::string, std::string>;

/// A person at an editor: opens files, types words of the estate, cuts, copies lines, goes back, closes.
class Typist {
 public:
  Typist(Texts disk, unsigned seed) : disk_(std::move(disk)), chooser_(seed) {
    for (const auto& [path, text] : disk_) {
      // A broken configuration leaves the last good one in use, which a fresh analysis does not have.
      if (!path.ends_with("bulkhead.yaml")) paths_.push_back(path);
      std::istringstream words(text);
      for (std::string word; words >> word;)
        if (word.size() < 40) words_.push_back(word + " ");
    }
    for (const char* extra : {"\n", "\"", "}", "{", "${", "prod", "dev ", "10.20.0.0/16", "# ", "\xC3\xA9", "\r\n", "- ", ": ", "\t"}) words_.push_back(extra);
  }

  void edit() {
    if (open_.empty() || (open_.size() < 5 && below(6) == 0)) return open();
    auto at = std::next(open_.begin(), static_cast<std::ptrdiff_t>(below(open_.size())));
    std::string& text = at->second;
    std::size_t place = below(text.size() + 1);
    switch (below(9)) {
      case 0: text.erase(place, below(30)); break;
      case 1: text = disk_.at(at->first); break;
      case 2: open_.erase(at); break;
      case 3: {   // a line twice
        auto begin = text.rfind('\n', place == 0 ? 0 : place - 1), end = text.find('\n', place);
        begin = begin == std::string::npos ? 0 : begin + 1;
        if (end != std::string::npos && end > begin) text.insert(begin, text.substr(begin, end + 1 - begin));
        break;
      }
      case 4: {   // another file's text
        const std::string& other = disk_.at(paths_[below(paths_.size())]);
        text.insert(place, other.substr(below(other.size() + 1), 200));
        break;
      }
      default: text.insert(place, words_[below(words_.size())]); break;
    }
  }

  std::vector<std::pair<std::string, std::string>> buffers() const { return {open_.begin(), open_.end()}; }

  /// Something happens on disk: everything open is saved and closed, a file goes, a file comes.
  void change_disk(const test::Scratch& folder) {
    switch (below(3)) {
      case 0:
        for (const auto& [path, text] : open_) folder.write(path, disk_[path] = text);
        open_.clear();
        break;
      case 1: {
        std::string path = paths_[below(paths_.size())];
        if (paths_.size() < 3 || open_.contains(path)) break;
        fs::remove(folder.at(path));
        std::erase(paths_, path);
        disk_.erase(path);
        break;
      }
      default: {
        const std::string& like = paths_[below(paths_.size())];
        auto slash = like.rfind('/');
        std::string made = like.substr(0, slash == std::string::npos ? 0 : slash + 1) + "another" + std::to_string(made_++) + "-" + fs::path(like).filename().string();
        folder.write(made, disk_[made] = disk_.at(like));
        paths_.push_back(made);
      }
    }
  }

 private:
  void open() {
    const std::string& path = paths_[below(paths_.size())];
    open_.emplace(path, disk_.at(path));
  }
  std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(chooser_); }

  Texts disk_, open_;
  std::vector<std::string> paths_, words_;
  std::mt19937 chooser_;
  int made_ = 0;
};

/// Everything that an analysis says, one line each.
std::vector<std::string> said(const lsp::EstateView& view) {
  std::vector<std::string> out = {"problem " + view.problem};
  if (!view.workspace) return out;
  auto place = [&](const SourceSpan& at) {
    return view.workspace->file(at.file).path + ":" + std::to_string(at.begin) + "-" + std::to_string(at.end);
  };
  auto notes = [&](const std::vector<Note>& list) {
    std::string text;
    for (const Note& note : list) text += " [" + place(note.at) + " " + note.text + " " + note.environment + "]";
    return text;
  };
  for (const Verdict& verdict : view.verdicts) {
    const Finding& finding = verdict.finding;
    std::string line = "finding " + finding.rule + " " + place(finding.at) + " " + verdict.fingerprint + " " + std::to_string(static_cast<int>(finding.severity)) + "/" +
                       std::to_string(static_cast<int>(finding.confidence)) + "/" + std::to_string(static_cast<int>(verdict.standing)) + " " + finding.message;
    for (const std::string& environment : finding.environments) line += " " + environment;
    out.push_back(line + " related" + notes(finding.related) + " trail" + notes(finding.trail));
  }
  for (const Diagnostic& diagnostic : view.analysis.diagnostics)
    out.push_back("diagnostic " + place(diagnostic.at) + " " + std::to_string(static_cast<int>(diagnostic.severity)) + " " + diagnostic.message);
  for (const Fact& fact : view.analysis.facts)   // a digest has a salt of its own in each memory
    out.push_back("fact " + std::string(to_string(fact.kind)) + " " + (fact.identifier_kind == IdentifierKind::credential ? "digest" : fact.identifier) + " " + fact.unit + " " + fact.environment.name + " " + place(fact.at) + notes(fact.trail));
  for (const UnitSummary& unit : view.analysis.units) out.push_back("unit " + unit.id + " " + unit.environment.environment.name + " " + std::to_string(unit.unknown_values));
  for (const auto& [rule, count] : view.analysis.undecided) out.push_back("undecided " + rule + " " + std::to_string(count));
  return out;
}

std::string first_difference(const std::vector<std::string>& kept, const std::vector<std::string>& fresh) {
  for (std::size_t i = 0; i < std::max(kept.size(), fresh.size()); ++i) {
    std::string a = i < kept.size() ? kept[i] : "nothing", b = i < fresh.size() ? fresh[i] : "nothing";
    if (a != b) return "kept:  " + a + "\nfresh: " + b;
  }
  return {};
}

void type_and_compare(const fs::path& estate, unsigned seed, int edits, int every) {
  test::Scratch folder;
  Texts disk;
  for (const auto& entry : fs::recursive_directory_iterator(estate)) {
    if (!entry.is_regular_file()) continue;
    std::string path = fs::relative(entry.path(), estate).generic_string();
    disk[path] = bulkhead::test::read_file(entry.path());
    folder.write(path, disk[path]);
  }
  cli::ScanOptions options, without_cache;
  without_cache.no_cache = true;
  auto editor = std::make_unique<cli::EstateAnalyser>(options);
  Typist typist(disk, seed);
  for (int i = 0; i <= edits; ++i) {
    bool on_disk = i % 40 == 39;
    if (on_disk) typist.change_disk(folder);
    if (i % 200 == 199) editor = std::make_unique<cli::EstateAnalyser>(options);   // started anew, with what the last one kept
    auto kept = editor->analyse({folder.at(), typist.buffers(), i == 0 || on_disk, {}});
    if (i % every == 0 || i == edits || on_disk) {
      auto fresh = cli::EstateAnalyser(without_cache).analyse({folder.at(), typist.buffers(), true, {}});
      INFO(estate.parent_path().filename().string() + ", edit " + std::to_string(i));
      std::string difference = first_difference(said(*kept), said(*fresh));
      if (!difference.empty()) FAIL(difference);
    }
    typist.edit();
  }
}

}  // namespace

TEST_CASE("after ten thousand random edits the editor's findings are those of a fresh scan", "[lsp][edits][slow]") {
  const char* given = std::getenv("BULKHEAD_EDITS");   // a longer search: number of edits in each estate
  std::vector<fs::path> estates;
  for (const auto& entry : fs::directory_iterator(fs::path(test::source_directory()) / "fixtures"))
    if (fs::is_directory(entry.path() / "estate")) estates.push_back(entry.path() / "estate");
  std::sort(estates.begin(), estates.end());
  REQUIRE(estates.size() >= 10);
  test::Scratch cache;
  setenv("BULKHEAD_CACHE_DIR", cache.at("kept").c_str(), 1);
  const int edits = given ? std::atoi(given) : 10'000 / static_cast<int>(estates.size()) + 1;
  unsigned seed = 1;
  for (const fs::path& estate : estates) type_and_compare(estate, seed++, edits, 10);
  CHECK(std::distance(fs::directory_iterator(cache.at("kept")), fs::directory_iterator()) > 0);
  unsetenv("BULKHEAD_CACHE_DIR");
}
