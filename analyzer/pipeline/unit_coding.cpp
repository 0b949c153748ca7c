#include "analyzer/pipeline/unit_coding.h"

namespace bulkhead {
namespace {

/// Both directions over one list of members, so that they cannot drift apart: `code` is a Saver or a Loader.
template <class Code>
void code_environment(Code& code, Environment& environment) { code(environment.name, environment.tier); }

template <class Code>
void code_reason(Code& code, EnvironmentReason& reason) { code(reason.signal, reason.text, reason.at); }

template <class Code>
void code_note(Code& code, Note& note) { code(note.at, note.text, note.environment); }

template <class Code>
void code_fact(Code& code, Fact& fact) {
  code(fact.kind, fact.identifier_kind, fact.identifier, fact.unit, fact.resource);
  code_environment(code, fact.environment);
  code(fact.at);
  code.each(fact.trail, [&](Note& note) { code_note(code, note); });
  code.each(fact.within, [&](Note& note) { code_note(code, note); });
  code.pairs(fact.details);
}

template <class Code>
void code_finding(Code& code, Finding& finding) {
  code(finding.rule);
  code.texts(finding.requirements);
  code(finding.severity, finding.confidence, finding.message, finding.at, finding.resource);
  code.texts(finding.environments);
  code.each(finding.related, [&](Note& note) { code_note(code, note); });
  code.each(finding.trail, [&](Note& note) { code_note(code, note); });
  bool fixed = finding.fix.has_value();
  code(fixed);
  if (fixed) {
    if (!finding.fix) finding.fix.emplace();
    code(finding.fix->description, finding.fix->safe);
    code.each(finding.fix->edits, [&](Edit& edit) { code(edit.replace, edit.with); });
  }
  code(finding.identity, finding.of_fact);
}

template <class Code>
void code_summary(Code& code, UnitSummary& summary) {
  code(summary.kind, summary.id, summary.directory);
  code_environment(code, summary.environment.environment);
  code_reason(code, summary.environment.reason);
  code(summary.resources, summary.unknown_values);
  code.each(summary.environments, [&](EnvironmentUse& use) {
    code_environment(code, use.environment);
    code(use.resources);
    code.each(use.reasons, [&](EnvironmentReason& reason) { code_reason(code, reason); });
  });
}

template <class Code>
void code_result(Code& code, UnitResult& result, std::vector<Fact>& facts) {
  code_summary(code, result.summary);
  code.each(facts, [&](Fact& fact) { code_fact(code, fact); });
  code.each(result.judged.findings, [&](Finding& finding) { code_finding(code, finding); });
  code.pairs(result.judged.undecided);
  code.pairs(result.judged.notes);
  code.each(result.diagnostics, [&](Diagnostic& diagnostic) { code(diagnostic.at, diagnostic.message, diagnostic.severity); });
}

class Saver {
 public:
  Saver(ByteWriter& out, CodedFiles& files) : out_(out), files_(files) {}

  template <class... Parts>
  void operator()(Parts&... parts) { (one(parts), ...); }
  template <class List, class One>
  void each(List& list, const One& code) {
    out_.put(list.size());
    for (auto& element : list) code(element);
  }
  void texts(std::vector<std::string>& list) { each(list, [&](std::string& text) { one(text); }); }
  template <class Map>
  void pairs(Map& map) {
    out_.put(map.size());
    for (auto& [key, value] : map) {
      out_.put(std::string_view(key));
      out_.put(value);
    }
  }

 private:
  void one(SourceSpan& at) { out_.put(files_.number(at.file)).put(at.begin).put(at.end); }
  void one(std::string& text) { out_.put(std::string_view(text)); }
  template <Coded T>
  void one(T& number) { out_.put(number); }

  ByteWriter& out_;
  CodedFiles& files_;
};

class Loader {
 public:
  Loader(ByteReader& in, const std::vector<FileId>& files) : in_(in), files_(files) {}

  template <class... Parts>
  void operator()(Parts&... parts) { (one(parts), ...); }
  template <class List, class One>
  void each(List& list, const One& code) {
    in_.get_all(list, [&](List& into) { code(into.emplace_back()); });
  }
  void texts(std::vector<std::string>& list) { each(list, [&](std::string& text) { one(text); }); }
  template <class Map>
  void pairs(Map& map) {
    in_.get_all(map, [&](Map& into) {
      std::string key(in_.text());
      in_.get(into[std::move(key)]);
    });
  }

 private:
  void one(SourceSpan& at) {
    std::uint64_t file = in_.number();
    at.file = file == 0 || file > files_.size() ? FileId::none : files_[file - 1];
    in_.get(at.begin);
    in_.get(at.end);
  }
  void one(std::string& text) { in_.get(text); }
  template <Coded T>
  void one(T& number) { in_.get(number); }

  ByteReader& in_;
  const std::vector<FileId>& files_;
};

/// Shows every place, and nothing else.
class PlaceVisitor {
 public:
  explicit PlaceVisitor(std::function<void(SourceSpan&)> visit) : visit_(std::move(visit)) {}

  template <class... Parts>
  void operator()(Parts&... parts) { (one(parts), ...); }
  template <class List, class One>
  void each(List& list, const One& code) {
    for (auto& element : list) code(element);
  }
  void texts(std::vector<std::string>&) {}
  template <class Map>
  void pairs(Map&) {}

 private:
  void one(SourceSpan& at) { visit_(at); }
  template <class T>
  void one(T&) {}

  std::function<void(SourceSpan&)> visit_;
};

}  // namespace

std::uint64_t CodedFiles::number(FileId file) {
  if (file == FileId::none) return 0;
  auto [at, fresh] = numbers_.try_emplace(static_cast<std::uint32_t>(file), files_.size() + 1);
  if (fresh) files_.push_back(file);
  return at->second;
}

void write_result(const UnitResult& result, CodedFiles& files, ByteWriter& out) {
  // Nothing is changed: a Saver only reads what the shared list of members gives it.
  auto& seen = const_cast<UnitResult&>(result);
  Saver save(out, files);
  code_result(save, seen, const_cast<std::vector<Fact>&>(*result.facts));
}

std::optional<UnitResult> read_result(ByteReader& in, const std::vector<FileId>& files) {
  UnitResult out;
  auto facts = std::make_shared<std::vector<Fact>>();
  Loader load(in, files);
  code_result(load, out, *facts);
  out.facts = std::move(facts);
  if (in.failed()) return std::nullopt;
  return out;
}

UnitResult renumbered(const UnitResult& result, const std::function<FileId(FileId)>& number) {
  UnitResult out = result;
  auto facts = std::make_shared<std::vector<Fact>>(*result.facts);
  PlaceVisitor visit([&](SourceSpan& at) {
    at.file = number(at.file);
    if (!at.valid()) at = {};
  });
  code_result(visit, out, *facts);
  for (std::size_t i = 0; i < out.stated.size(); ++i) out.stated[i].fact = &(*facts)[i];
  out.facts = std::move(facts);
  return out;
}

}  // namespace bulkhead
