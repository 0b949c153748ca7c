// Evaluation of HCL expressions to values with provenance (HCL specification "Expressions"; Terraform's functions).
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/model/value.h"
#include "parsers/hcl/ast.h"

namespace bulkhead::terraform {

struct Evaluation;

/// What an expression may ask of its surroundings. Implemented by a module instance; tests implement it with a map.
class Scope {
 public:
  virtual ~Scope() = default;

  /// Resolves a static traversal such as {"var","cidr"}, {"local","x"}, {"data","aws_vpc","main","id"}, {"aws_vpc","main"},
  /// {"each","key"}, {"count","index"}, {"module","net","vpc_id"}, {"path","module"}, {"terraform","workspace"}. Sets `consumed` to the number of
  /// leading steps it answered (at least 1); the evaluator goes on with the rest. Never throws: what is not there or cannot be known
  /// is an unknown value (reference kept) plus a diagnostic where Terraform would raise an error.
  virtual Value resolve(std::span<const std::string_view> path, std::size_t& consumed, SourceSpan at) = 0;

  /// Text of a file inside the scan root, path as Terraform would see it (relative to the root module's directory or built with
  /// path.module). nullopt: not there. `file` receives its id, so that decoded values point into it.
  virtual std::optional<std::string_view> read_file(std::string_view path, FileId& file) = 0;
  /// Paths below `directory` matching a Terraform fileset pattern, sorted.
  virtual std::vector<std::string> list_files(std::string_view directory, std::string_view pattern) = 0;
  /// A function that only this scope has (Terragrunt's); nullopt: none of that name. `origin` is of the call.
  virtual std::optional<Value> call(std::string_view name, std::span<const Value> arguments, const Origin* origin, Evaluation& run);
};

/// One evaluation run: where values live, what was lost, and how much more work is allowed.
struct Evaluation {
  Arena& arena;
  FileId file;                                // file of the expression's offsets
  std::vector<Diagnostic>& diagnostics;
  std::uint64_t steps_left = 20'000'000;      // one per node; at 0 everything is unknown and one diagnostic says so
  std::uint64_t bytes_left = 64u << 20;       // strings and collections made
};

/// Evaluates `expression`. Errors that Terraform would raise become a diagnostic and an unknown value. Literals carry an origin at
/// their span; a value that came by reference carries the referenced value's origin with a `referenced` link in front.
Value evaluate(const hcl::Expression& expression, Scope& scope, Evaluation& run);

/// Evaluates an expression (or a template) given as text; `keep` holds the tree that the value may point into. Diagnostics of the syntax join the run's.
Value evaluate_text(std::string_view text, bool is_template, Scope& scope, Evaluation& run, Parsed<hcl::StandaloneExpression>& keep);

/// Calls a built-in function by name (Terraform 1.14 and OpenTofu 1.10); nullopt when there is no such function.
std::optional<Value> call_function(std::string_view name, std::span<const Value> arguments, const Origin* call, Scope& scope, Evaluation& run);

/// Conversion of parsed YAML or JSON to values whose origins point into the file. `sorted_keys`: Terraform's order for decoded objects.
/// (Declared in analyzer/model/from_data.h; used by jsondecode and yamldecode over whole files.)

}  // namespace bulkhead::terraform
