// Files and paths.
#include "analyzer/terraform/expression/evaluator.h"
#include "analyzer/terraform/functions/digest.h"
#include "analyzer/terraform/functions/encoding_text.h"
#include "analyzer/terraform/functions/function.h"

namespace bulkhead::terraform {
namespace {

bool read(FunctionCall& call, std::string_view& content, FileId& file) {
  std::string_view path;
  if (!call.text(0, path)) return false;
  auto found = call.scope.read_file(path, file);
  // It may be built, or lie outside of what is scanned: no error of the configuration.
  if (!found) call.warn("there is no file \"" + std::string(path) + "\" in what is scanned");
  if (found) content = *found;
  return found.has_value();
}

/// What a file that is not there would give.
Value missing(FunctionCall& call) {
  std::string name = std::string(call.name()) + "(" + (call[0].is_string() ? std::string(call[0].as_string()) : "") + ")";
  return call.unknown("${" + name + "}");
}

Value file_text(FunctionCall& call) {
  std::string_view content;
  FileId file = FileId::none;
  if (!read(call, content, file)) return missing(call);
  // The text stands in that file from its first byte to its last.
  SourceSpan all{file, 0, static_cast<std::uint32_t>(content.size())};
  const Origin* there = call.run.arena.make<Origin>(Origin{Origin::Kind::written, all, nullptr, {}});
  SourceSpan here = call.origin() ? call.origin()->at : SourceSpan{};
  return Value::string(content, call.run.arena.make<Origin>(Origin{Origin::Kind::referenced, here, there, "file"}));
}

template <std::string (*F)(std::string_view)>
Value of_file(FunctionCall& call) {
  std::string_view content;
  FileId file = FileId::none;
  return read(call, content, file) ? call.string(F(content)) : missing(call);
}

Value file_exists(FunctionCall& call) {
  std::string_view path;
  FileId file = FileId::none;
  if (!call.text(0, path)) return call.unknown();
  if (path.starts_with('/') || path.starts_with('~')) return call.unknown();   // of the machine that runs Terraform
  return call.boolean(call.scope.read_file(path, file).has_value());
}

Value file_set(FunctionCall& call) {
  std::string_view directory, pattern;
  if (!call.text(0, directory) || !call.text(1, pattern)) return call.unknown();
  std::vector<Value> out;
  for (const std::string& path : call.scope.list_files(directory, pattern)) out.push_back(call.string(path));
  return call.make_set(out);
}

Value template_file(FunctionCall& call) {
  std::string_view content;
  FileId file = FileId::none;
  if (call[0].is_unknown()) return call.unknown_from(call[0]);
  if (call[1].is_unknown()) return call.unknown_from(call[1]);
  if (!call[1].is_map()) return call.fail("needs a map of variables");
  if (!read(call, content, file)) return missing(call);
  return render_template(content, file, call[1], call.run, call.scope);
}

Value template_string(FunctionCall& call) {
  std::string_view text;
  if (call[0].is_unknown()) return call.unknown_from(call[0]);
  if (call[1].is_unknown()) return call.unknown_from(call[1]);
  if (!call[1].is_map()) return call.fail("needs a map of variables");
  if (!call.text(0, text)) return call.unknown();
  Value value = render_template(text, FileId::none, call[1], call.run, call.scope);
  return value.with_origin(call.origin());
}

/// Go's path.Clean.
std::string clean(std::string_view path) {
  bool rooted = path.starts_with('/');
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    auto slash = path.find('/');
    std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (!parts.empty() && parts.back() != "..") {
        parts.pop_back();
        continue;
      }
      if (rooted) continue;
    }
    parts.push_back(part);
  }
  std::string out = rooted ? "/" : "";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += '/';
    out += parts[i];
  }
  return out.empty() ? "." : out;
}

Value base_name(FunctionCall& call) {
  std::string_view path;
  if (!call.text(0, path)) return call.unknown();
  if (path.empty()) return call.string(".");
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  auto slash = path.rfind('/');
  if (slash != std::string_view::npos && path.size() > 1) path.remove_prefix(slash + 1);
  return call.string(path);
}

Value directory_name(FunctionCall& call) {
  std::string_view path;
  if (!call.text(0, path)) return call.unknown();
  auto slash = path.rfind('/');
  return call.string(clean(slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1)));
}

/// Depends on the machine that runs Terraform.
Value of_machine(FunctionCall& call) {
  std::string_view path;
  if (call.text(0, path) && !path.starts_with('~') && call.name() == "pathexpand") return call.string(path);
  if (path.starts_with('/')) return call.string(clean(path));
  return call.unknown();
}

constexpr Function kFunctions[] = {
    {"abspath", of_machine, 1, 1},
    {"basename", base_name, 1, 1},
    {"dirname", directory_name, 1, 1},
    {"file", file_text, 1, 1},
    {"filebase64", of_file<base64_encode>, 1, 1},
    {"filebase64sha256", of_file<base64_sha256>, 1, 1},
    {"filebase64sha512", of_file<base64_sha512>, 1, 1},
    {"fileexists", file_exists, 1, 1},
    {"filemd5", of_file<hex_md5>, 1, 1},
    {"fileset", file_set, 2, 2},
    {"filesha1", of_file<hex_sha1>, 1, 1},
    {"filesha256", of_file<hex_sha256>, 1, 1},
    {"filesha512", of_file<hex_sha512>, 1, 1},
    {"pathexpand", of_machine, 1, 1},
    {"templatefile", template_file, 2, 2, kTakesUnknown},
    {"templatestring", template_string, 2, 2, kTakesUnknown},
};

}  // namespace

std::span<const Function> file_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
