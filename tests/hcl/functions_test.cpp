// Every function of Terraform 1.14 and OpenTofu 1.12 is there (https://developer.hashicorp.com/terraform/language/functions,
// https://opentofu.org/docs/language/functions/); those that nothing but a run can answer are unknown.
#include "analyzer/terraform/expression.h"

using namespace bulkhead;

namespace {

constexpr std::string_view kBoth[] = {
    "abs", "abspath", "alltrue", "anytrue", "base64decode", "base64encode", "base64gzip", "base64sha256", "base64sha512", "basename", "bcrypt",
    "ceil", "chomp", "chunklist", "cidrhost", "cidrnetmask", "cidrsubnet", "cidrsubnets", "coalesce", "coalescelist", "compact", "concat",
    "contains", "csvdecode", "dirname", "distinct", "element", "endswith", "ephemeralasnull", "file", "filebase64", "filebase64sha256",
    "filebase64sha512", "fileexists", "filemd5", "fileset", "filesha1", "filesha256", "filesha512", "flatten", "floor", "format", "formatdate",
    "formatlist", "indent", "index", "issensitive", "join", "jsondecode", "jsonencode", "keys", "length", "log", "lookup", "lower", "matchkeys",
    "max", "md5", "merge", "min", "nonsensitive", "one", "parseint", "pathexpand", "plantimestamp", "pow", "range", "regex", "regexall",
    "replace", "reverse", "rsadecrypt", "sensitive", "setintersection", "setproduct", "setsubtract", "setunion", "sha1", "sha256", "sha512",
    "signum", "slice", "sort", "split", "startswith", "strcontains", "strrev", "substr", "sum", "templatefile", "templatestring",
    "textdecodebase64", "textencodebase64", "timeadd", "timecmp", "timestamp", "title", "tobool", "tolist", "tomap", "tonumber", "toset",
    "tostring", "transpose", "trim", "trimprefix", "trimspace", "trimsuffix", "type", "upper", "urlencode", "uuid", "uuidv5", "values",
    "yamldecode", "yamlencode", "zipmap"};
constexpr std::string_view kOpenTofu[] = {"base64gunzip", "cidrcontains", "urldecode"};

class NoScope : public terraform::Scope {
 public:
  Value resolve(std::span<const std::string_view>, std::size_t& consumed, SourceSpan) override {
    consumed = 1;
    return Value::unknown(nullptr);
  }
  std::optional<std::string_view> read_file(std::string_view, FileId&) override { return std::nullopt; }
  std::vector<std::string> list_files(std::string_view, std::string_view) override { return {}; }
};

struct Answer {
  Arena arena;
  std::vector<Diagnostic> diagnostics;
  Parsed<hcl::StandaloneExpression> parsed;
  Value value;
  explicit Answer(std::string_view text) {
    NoScope scope;
    terraform::Evaluation run{arena, FileId::none, diagnostics};
    value = terraform::evaluate_text(text, false, scope, run, parsed);
  }
};

}  // namespace

TEST_CASE("every function of the languages is there", "[hcl][functions]") {
  Arena arena;
  std::vector<Diagnostic> diagnostics;
  terraform::Evaluation run{arena, FileId::none, diagnostics};
  NoScope scope;
  for (auto names : {std::span<const std::string_view>(kBoth), std::span<const std::string_view>(kOpenTofu)})
    for (std::string_view name : names) {
      CAPTURE(name);
      CHECK(terraform::call_function(name, {}, nullptr, scope, run).has_value());
    }
  CHECK_FALSE(terraform::call_function("nosuch", {}, nullptr, scope, run).has_value());
}

TEST_CASE("what only a run can answer is unknown without an error", "[hcl][functions]") {
  for (const char* text : {"timestamp()", "plantimestamp()", "uuid()", "bcrypt(\"x\")", "provider::aws::arn_parse(\"x\")",
                           "provider::terraform::encode_expr([1])", "abspath(\"x\")", "file(\"x\")", "filesha256(\"x\")", "templatefile(\"x\", {})"}) {
    CAPTURE(text);
    Answer answer(text);
    CHECK(answer.value.is_unknown());
    for (const Diagnostic& problem : answer.diagnostics) CHECK(problem.severity == Diagnostic::Severity::warning);
  }
  Answer core("core::upper(\"a\")");
  CHECK(core.value.as_string() == "A");
}
