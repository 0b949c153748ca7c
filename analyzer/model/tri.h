// Three-valued logic that cannot be negated or tested by accident.
#pragma once

namespace bulkhead {

/// yes, no, or unknown (Kleene). There is no conversion to bool: ask `yes()`, `no()` or `unknown()`.
/// `!unknown` stays unknown, so "not proven bad" never becomes "good".
class Tri {
 public:
  static constexpr Tri of(bool known) { return Tri(known ? State::yes : State::no); }
  static constexpr Tri unknown_value() { return Tri(State::unknown); }
  static constexpr Tri yes_value() { return of(true); }
  static constexpr Tri no_value() { return of(false); }

  constexpr bool yes() const { return state_ == State::yes; }
  constexpr bool no() const { return state_ == State::no; }
  constexpr bool unknown() const { return state_ == State::unknown; }

  constexpr Tri operator!() const { return unknown() ? *this : of(no()); }
  friend constexpr Tri operator&&(Tri a, Tri b) {
    if (a.no() || b.no()) return no_value();
    return a.yes() && b.yes() ? yes_value() : unknown_value();
  }
  friend constexpr Tri operator||(Tri a, Tri b) {
    if (a.yes() || b.yes()) return yes_value();
    return a.no() && b.no() ? no_value() : unknown_value();
  }
  friend constexpr bool operator==(Tri, Tri) = default;
  explicit operator bool() const = delete;

 private:
  enum class State : unsigned char { no, yes, unknown };
  constexpr explicit Tri(State state) : state_(state) {}
  State state_;
};

}  // namespace bulkhead
