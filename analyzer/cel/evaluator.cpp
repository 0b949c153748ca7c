#include <cmath>
#include <optional>

#include "analyzer/cel/functions.h"
#include "analyzer/cel/program.h"

namespace bulkhead::cel {
namespace {

constexpr UnknownInfo kError{UnknownInfo::Cause::error, {}, {}};
constexpr UnknownInfo kUndecided{};

Value from_tri(Tri tri) { return tri.unknown() ? Value::unknown(&kUndecided) : Value::boolean(tri.yes()); }

class Evaluator {
 public:
  explicit Evaluator(Evaluation& run) : run_(run) {}

  Value value(const Expression& e) {
    if (!run_.spend(1)) return run_.error("the expression takes too many steps");
    switch (e.op) {
      case Op::null_literal: return Value::null_value();
      case Op::boolean: return Value::boolean(e.integer != 0);
      case Op::integer: return Value::integer(e.integer);
      case Op::decimal: return Value::number(e.decimal);
      case Op::string: return Value::string(e.text);
      case Op::list: return list(e);
      case Op::map: return map(e);
      case Op::name: return name(e);
      case Op::member: return value(e.children[0])[e.text];
      case Op::has: return has(e);
      case Op::index: return index(e);
      case Op::call: return call(e);
      case Op::conditional: return conditional(e);
      case Op::either: case Op::both: return logic(e);
      case Op::negate: return from_tri(!condition(e.children[0]));
      case Op::minus: return minus(e);
      case Op::add: case Op::subtract: case Op::multiply: case Op::divide: case Op::modulo: return arithmetic(e);
      case Op::equal: return from_tri(equal(value(e.children[0]), value(e.children[1])));
      case Op::not_equal: return from_tri(!equal(value(e.children[0]), value(e.children[1])));
      case Op::less: case Op::less_equal: case Op::greater: case Op::greater_equal: return ordering(e);
      case Op::in: return membership(e);
      case Op::all: case Op::exists: case Op::exists_one: return quantifier(e);
      case Op::transform: case Op::filter: return comprehension(e);
    }
    return {};
  }

  Tri condition(const Expression& e) {
    Value result = value(e);
    Tri holds = truth(result);
    if (holds.unknown() && !result.is_unknown()) run_.error("a condition is neither true nor false");
    return holds;
  }

 private:
  Value name(const Expression& e) {
    for (std::size_t i = run_.variables.size(); i-- > 0;)
      if (run_.variables[i].first == e.text) return run_.variables[i].second;
    for (std::string_view type : {"int", "uint", "double", "bool", "string", "bytes", "list", "map", "null_type"})
      if (type == e.text) return Value::string(type);
    for (std::size_t i = run_.variables.size(); i-- > 0;)
      if (run_.variables[i].first == "node") return run_.variables[i].second[e.text];
    return {};
  }

  Value list(const Expression& e) {
    std::vector<Value> items;
    for (const Expression& child : e.children) items.push_back(value(child));
    return run_.list(items);
  }

  Value map(const Expression& e) {
    std::vector<Entry> entries;
    for (std::size_t i = 0; i + 1 < e.children.size(); i += 2) {
      Value key = value(e.children[i]);
      entries.push_back({key.is_string() ? key.as_string() : run_.text(to_json(key)).as_string(), value(e.children[i + 1]), {}});
    }
    return run_.map(entries);
  }

  Value has(const Expression& e) {
    Value parent = value(e.children[0]);
    if (parent.is_unknown()) return Value::unknown(&kUndecided);
    return Value::boolean(!parent[e.text].is_missing());
  }

  Value index(const Expression& e) {
    Value parent = value(e.children[0]), key = value(e.children[1]);
    if (parent.is_unknown() || key.is_unknown()) return Value::unknown(&kUndecided, parent.origin());
    if (parent.is_absent() || key.is_absent()) return Value::missing(parent.origin());
    if (key.is_string()) return parent[key.as_string()];
    if (key.is_integer() && parent.is_list()) {
      std::int64_t at = key.as_integer();
      return at < 0 ? Value::missing(parent.origin()) : parent.at(static_cast<std::size_t>(at));
    }
    if (parent.is_map()) return parent[to_json(key)];
    return run_.error("an index does not fit what it is applied to");
  }

  Value call(const Expression& e) {
    std::vector<Value> arguments;
    arguments.reserve(e.children.size());
    for (const Expression& child : e.children) arguments.push_back(value(child));
    return call_function(*e.function, arguments, run_);
  }

  Value conditional(const Expression& e) {
    Tri test = condition(e.children[0]);
    if (!test.unknown()) return value(e.children[test.yes() ? 1 : 2]);
    Value yes = value(e.children[1]), no = value(e.children[2]);
    return equal(yes, no).yes() ? yes : Value::unknown(&kUndecided);
  }

  /// && and ||: the deciding operand ends it; unknown operands leave it unknown.
  Value logic(const Expression& e) {
    bool deciding = e.op == Op::either;
    bool unknown = false;
    for (const Expression& child : e.children) {
      Tri result = condition(child);
      if (deciding ? result.yes() : result.no()) return Value::boolean(deciding);
      unknown = unknown || result.unknown();
    }
    return unknown ? Value::unknown(&kUndecided) : Value::boolean(!deciding);
  }

  Value minus(const Expression& e) {
    Value operand = value(e.children[0]);
    if (operand.is_absent() || operand.is_unknown()) return operand;
    auto number = number_of(operand);
    if (!number) return run_.error("'-' needs a number");
    if (operand.is_integer() && operand.as_integer() != INT64_MIN) return Value::integer(-operand.as_integer());
    return Value::number(-*number);
  }

  Value arithmetic(const Expression& e) {
    Value left = value(e.children[0]), right = value(e.children[1]);
    if (left.is_unknown() || right.is_unknown()) return Value::unknown(&kUndecided);
    if (left.is_absent() || right.is_absent()) return left.is_absent() ? left : right;
    if (e.op == Op::add && left.is_string() && right.is_string()) return concatenate(left, right);
    if (e.op == Op::add && left.is_list() && right.is_list()) {
      std::vector<Value> items(left.items().begin(), left.items().end());
      items.insert(items.end(), right.items().begin(), right.items().end());
      if (!run_.spend(items.size())) return run_.error("the expression takes too many steps");
      return run_.list(items);
    }
    if (left.is_number() && right.is_number() && left.is_integer() && right.is_integer())
      return integers(e.op, left.as_integer(), right.as_integer());
    if (!left.is_number() || !right.is_number() || e.op == Op::modulo) return run_.error("an operator's operands do not fit it");
    double a = left.as_number(), b = right.as_number();
    return Value::number(e.op == Op::add ? a + b : e.op == Op::subtract ? a - b : e.op == Op::multiply ? a * b : a / b);
  }

  Value concatenate(const Value& left, const Value& right) {
    if (!run_.spend(1 + (left.as_string().size() + right.as_string().size()) / 16))
      return run_.error("the expression takes too many steps");
    Value joined = run_.text(std::string(left.as_string()) + std::string(right.as_string()));
    return left.sensitive() || right.sensitive() ? joined.as_sensitive() : joined;
  }

  Value integers(Op op, std::int64_t a, std::int64_t b) {
    std::int64_t out = 0;
    bool overflow = false;
    switch (op) {
      case Op::add: overflow = __builtin_add_overflow(a, b, &out); break;
      case Op::subtract: overflow = __builtin_sub_overflow(a, b, &out); break;
      case Op::multiply: overflow = __builtin_mul_overflow(a, b, &out); break;
      default:
        if (b == 0) return run_.error("division by zero");
        if (b == -1 && a == INT64_MIN) return run_.error("integer overflow");
        out = op == Op::divide ? a / b : a % b;
    }
    return overflow ? run_.error("integer overflow") : Value::integer(out);
  }

  Value ordering(const Expression& e) {
    Value left = value(e.children[0]), right = value(e.children[1]);
    if (left.is_absent() || right.is_absent()) return Value::boolean(false);
    if (left.is_unknown() || right.is_unknown()) return Value::unknown(&kUndecided);
    auto order = compare(left, right);
    if (!order) return run_.error("two values cannot be compared");
    switch (e.op) {
      case Op::less: return Value::boolean(*order < 0);
      case Op::less_equal: return Value::boolean(*order <= 0);
      case Op::greater: return Value::boolean(*order > 0);
      default: return Value::boolean(*order >= 0);
    }
  }

  /// A list known in part as its known elements and an unknown one; other values as they are.
  Value known_part(const Value& range) {
    std::span<const Value> members = range.is_unknown() ? certain_members(range) : std::span<const Value>();
    if (members.empty()) return range;
    std::vector<Value> all(members.begin(), members.end());
    all.push_back(Value::unknown(&kUndecided));
    return run_.list(all);
  }

  Value membership(const Expression& e) {
    Value item = value(e.children[0]), range = value(e.children[1]);
    if (item.is_missing() || range.is_absent()) return Value::boolean(false);
    if (range.is_unknown()) range = known_part(range);
    if (range.is_unknown()) return Value::unknown(&kUndecided);
    if (range.is_map()) {
      if (item.is_unknown()) return Value::unknown(&kUndecided);
      return Value::boolean(item.is_string() && !range[item.as_string()].is_missing());
    }
    if (!range.is_list()) return run_.error("'in' needs a list or a map on its right");
    Tri found = Tri::no_value();
    for (const Value& candidate : range.items()) {
      if (!run_.spend(1)) return run_.error("the expression takes too many steps");
      found = found || equal(item, candidate);
    }
    return from_tri(found);
  }

  /// Calls `visit(element)` with the macro's variables bound; it answers whether to go on. False when the range cannot be walked.
  template <class Visit>
  bool each(const Expression& e, const Value& range, Visit visit) {
    std::size_t bound = run_.variables.size();
    auto step = [&](const Value& key, const Value& element, bool by_key) {
      run_.variables.resize(bound);
      run_.variables.emplace_back(e.variables[0], e.variables.size() == 2 || by_key ? key : element);
      if (e.variables.size() == 2) run_.variables.emplace_back(e.variables[1], element);
      // A copy: a macro inside binds more variables, and those move.
      const Value current = run_.variables.back().second;
      return run_.spend(1) && visit(current);
    };
    std::int64_t position = 0;
    for (const Value& item : range.items())
      if (!step(Value::integer(position++), item, false)) break;
    for (const Entry& entry : range.entries())
      if (!step(Value::string(entry.key, entry.value.origin()), entry.value, true)) break;
    run_.variables.resize(bound);
    if (run_.steps_left == 0) run_.error("the expression takes too many steps");
    return run_.steps_left > 0;
  }

  /// Why a range cannot be walked: the macro's result then.
  std::optional<Value> unusable(const Value& range) {
    if (range.is_unknown()) return Value::unknown(&kUndecided);
    if (range.is_absent() || range.is_list() || range.is_map()) return std::nullopt;
    return run_.error("a macro needs a list or a map");
  }

  Value quantifier(const Expression& e) {
    Value range = known_part(value(e.children[0]));
    if (auto early = unusable(range)) return *early;
    std::size_t yes = 0, unknown = 0;
    bool all = true;
    bool done = each(e, range, [&](const Value&) {
      Tri result = condition(e.children[1]);
      yes += result.yes();
      unknown += result.unknown();
      all = all && !result.no();
      return e.op == Op::all ? all : e.op == Op::exists ? yes == 0 : yes < 2;
    });
    if (!done) return Value::unknown(&kError);
    if (e.op == Op::all && !all) return Value::boolean(false);
    if (e.op == Op::exists && yes > 0) return Value::boolean(true);
    if (e.op == Op::exists_one && yes > 1) return Value::boolean(false);
    if (unknown > 0) return Value::unknown(&kUndecided);
    return Value::boolean(e.op == Op::all || (e.op == Op::exists_one && yes == 1));
  }

  Value comprehension(const Expression& e) {
    Value range = known_part(value(e.children[0]));
    if (auto early = unusable(range)) return *early;
    bool filters = e.op == Op::filter || e.children.size() == 3, undecided = false;
    std::vector<Value> out;
    bool done = each(e, range, [&](const Value& element) {
      Tri keep = filters ? condition(e.children[1]) : Tri::yes_value();
      undecided = undecided || keep.unknown();
      if (keep.yes()) out.push_back(e.op == Op::filter ? element : value(e.children.back()));
      return true;
    });
    if (!done) return Value::unknown(&kError);
    if (out.empty() && undecided) return Value::unknown(&kUndecided);
    return run_.list(out);
  }

  Evaluation& run_;
};

}  // namespace

Value Evaluation::error(std::string message) {
  if (note.empty()) note = std::move(message);
  return Value::unknown(&kError);
}
Value Evaluation::text(std::string_view owned) { return Value::string(arena.copy(owned)); }
Value Evaluation::list(const std::vector<Value>& items) { return Value::list(arena.copy(items)); }
Value Evaluation::map(const std::vector<Entry>& entries) { return Value::map(arena.copy(entries)); }
bool Evaluation::spend(std::uint64_t cost) {
  steps_left = steps_left > cost ? steps_left - cost : 0;
  return steps_left > 0;
}

std::shared_ptr<const Program> Program::compile(std::string_view text, SyntaxError& error) {
  auto program = std::make_shared<Program>();
  program->root_ = parse_expression(text, error);
  if (!error.message.empty()) return nullptr;
  return program;
}

Value Program::run(Evaluation& evaluation) const { return Evaluator(evaluation).value(root_); }
Tri Program::test(Evaluation& evaluation) const { return Evaluator(evaluation).condition(root_); }

}  // namespace bulkhead::cel
