// format() and formatlist().
#include <cmath>

#include "analyzer/terraform/functions/encoding_text.h"
#include "analyzer/terraform/functions/function.h"
#include "analyzer/terraform/functions/unicode_text.h"

namespace bulkhead::terraform {
namespace {

struct Verb {
  bool plus = false, minus = false, zero = false, space = false, sharp = false;
  int width = -1, precision = -1;
  char verb = 0;
  std::size_t argument = 0;
};

constexpr int kMaxWidth = 10000;

/// "1234567.5" as "1.2345675e+06".
std::string scientific_of(std::string_view text) {
  std::string sign = text.starts_with('-') ? "-" : "";
  if (!sign.empty()) text.remove_prefix(1);
  auto dot = text.find('.');
  auto whole = static_cast<int>(dot == std::string_view::npos ? text.size() : dot);
  std::string digits;
  for (char c : text)
    if (c != '.') digits += c;
  auto first = digits.find_first_not_of('0');
  if (first == std::string::npos) return "0";
  int exponent = whole - 1 - static_cast<int>(first);
  digits.erase(0, first);
  digits.erase(digits.find_last_not_of('0') + 1);
  std::string out = sign + digits.substr(0, 1);
  if (digits.size() > 1) out += "." + digits.substr(1);
  int size = exponent < 0 ? -exponent : exponent;
  return out + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + std::to_string(size);
}

class Formatter {
 public:
  Formatter(FunctionCall& call, std::span<const Value> arguments) : call_(call), arguments_(arguments) {}

  /// False when the format or an argument is wrong; error() then says why.
  bool run(std::string_view format) {
    while (!format.empty()) {
      auto at = format.find('%');
      out_ += format.substr(0, at);
      if (at == std::string_view::npos) break;
      format.remove_prefix(at + 1);
      if (format.starts_with('%')) {
        out_ += '%';
        format.remove_prefix(1);
        continue;
      }
      Verb verb;
      if (!read(format, verb) || !write(verb)) return false;
      if (out_.size() > call_.run.bytes_left) return wrong("the result is too long");
    }
    if (!explicit_ && highest_ < arguments_.size()) return wrong("there are more arguments than verbs");
    return true;
  }

  const std::string& text() const { return out_; }
  const std::string& error() const { return error_; }
  bool unknown() const { return unknown_ != nullptr; }
  const Value& first_unknown_argument() const { return *unknown_; }

 private:
  bool wrong(std::string_view message) {
    error_ = message;
    return false;
  }

  bool read_number(std::string_view& format, int& out) {
    out = 0;
    while (!format.empty() && format[0] >= '0' && format[0] <= '9') {
      out = out * 10 + (format[0] - '0');
      if (out > kMaxWidth) return wrong("a width or argument number is too large");
      format.remove_prefix(1);
    }
    return true;
  }

  bool read(std::string_view& format, Verb& verb) {
    for (; !format.empty(); format.remove_prefix(1)) {
      if (format[0] == '+') verb.plus = true;
      else if (format[0] == '-') verb.minus = true;
      else if (format[0] == '0') verb.zero = true;
      else if (format[0] == ' ') verb.space = true;
      else if (format[0] == '#') verb.sharp = true;
      else break;
    }
    if (!format.empty() && format[0] >= '1' && format[0] <= '9' && !read_number(format, verb.width)) return false;
    if (format.starts_with('.')) {
      format.remove_prefix(1);
      if (!read_number(format, verb.precision)) return false;
    }
    verb.argument = next_;
    if (format.starts_with('[')) {
      format.remove_prefix(1);
      int index = 0;
      if (!read_number(format, index) || !format.starts_with(']') || index < 1) return wrong("a wrong argument number in brackets");
      format.remove_prefix(1);
      verb.argument = static_cast<std::size_t>(index - 1);
      explicit_ = true;
    }
    if (format.empty()) return wrong("the format ends within a verb");
    verb.verb = format[0];
    format.remove_prefix(1);
    next_ = verb.argument + 1;
    highest_ = std::max(highest_, next_);
    if (verb.argument >= arguments_.size()) return wrong("there is no argument " + std::to_string(verb.argument + 1));
    return true;
  }

  void pad(std::string_view text, const Verb& verb, bool zeros) {
    auto length = static_cast<int>(clusters(text).size());
    int missing = verb.width - length;
    if (missing <= 0) {
      out_ += text;
    } else if (verb.minus) {
      out_ += text;
      out_.append(static_cast<std::size_t>(missing), ' ');
    } else if (zeros && !text.empty() && (text[0] == '-' || text[0] == '+')) {
      out_ += text[0];
      out_.append(static_cast<std::size_t>(missing), '0');
      out_ += text.substr(1);
    } else {
      out_.append(static_cast<std::size_t>(missing), zeros ? '0' : ' ');
      out_ += text;
    }
  }

  bool write(const Verb& verb) {
    const Value& value = arguments_[verb.argument];
    if (value.is_unknown() || (verb.verb == 'v' && !wholly_known(value))) {
      if (unknown_ == nullptr) unknown_ = first_unknown(value);
      std::string known = recognisable_text(*first_unknown(value));
      out_ += known.empty() ? "${...}" : known;
      return true;
    }
    sensitive |= holds_sensitive(value);
    switch (verb.verb) {
      case 'v': return write_value(value, verb);
      case 't': {
        Value boolean = to_boolean_value(value);
        if (!boolean.is_boolean()) return wrong("%t needs a boolean");
        out_ += boolean.as_boolean() ? "true" : "false";   // no width, as the reference has it
        return true;
      }
      case 's':
      case 'q': return write_text(value, verb);
      case 'b': case 'd': case 'o': case 'x': case 'X': return write_integer(value, verb);
      case 'e': case 'E': case 'f': case 'g': case 'G': return write_decimal(value, verb);
      default: return wrong("there is no verb %" + std::string(1, verb.verb));
    }
  }

  bool write_value(const Value& value, Verb verb) {
    if (value.is_absent()) {
      pad("null", verb, false);
      return true;
    }
    if (value.is_string() && !verb.sharp) return write_text(value, verb);
    if (value.is_number() && !verb.sharp) {
      verb.verb = 'g';
      return write_decimal(value, verb);
    }
    if (value.is_boolean() && !verb.sharp) {
      out_ += value.as_boolean() ? "true" : "false";
      return true;
    }
    std::string json;
    append_json_value(json, value);
    pad(json, verb, false);
    return true;
  }

  bool write_text(const Value& value, const Verb& verb) {
    Value converted = to_string_value(value, call_.run.arena);
    if (!converted.is_string()) return wrong("%" + std::string(1, verb.verb) + " needs a string");
    std::string_view text = converted.as_string();
    if (verb.precision >= 0) {
      auto all = clusters(text);
      if (all.size() > static_cast<std::size_t>(verb.precision)) {
        std::size_t bytes = 0;
        for (int i = 0; i < verb.precision; ++i) bytes += all[static_cast<std::size_t>(i)].size();
        text = text.substr(0, bytes);
      }
    }
    if (verb.verb != 'q') {
      pad(text, verb, verb.zero);
      return true;
    }
    std::string quoted;
    append_json_text(quoted, text);
    pad(quoted, verb, verb.zero);
    return true;
  }

  bool write_integer(const Value& value, const Verb& verb) {
    Value number = to_number_value(value);
    if (!number.is_number()) return wrong("%" + std::string(1, verb.verb) + " needs a number");
    if (!is_whole(number)) return wrong("%" + std::string(1, verb.verb) + " needs a whole number");
    int base = verb.verb == 'b' ? 2 : verb.verb == 'o' ? 8 : verb.verb == 'd' ? 10 : 16;
    std::string text = whole_text(number, base);
    if (verb.verb == 'X') text = to_upper(text);
    std::string prefix = verb.sharp ? base == 2 ? "0b" : base == 8 ? "0" : base == 16 ? (verb.verb == 'X' ? "0X" : "0x") : "" : "";
    std::size_t sign = text[0] == '-' ? 1 : 0;
    text.insert(sign, prefix);
    if (verb.plus && sign == 0) text.insert(0, "+");
    else if (verb.space && sign == 0) text.insert(0, " ");
    pad(text, verb, verb.zero);
    return true;
  }

  bool write_decimal(const Value& value, const Verb& verb) {
    Value number = to_number_value(value);
    if (!number.is_number()) return wrong("%" + std::string(1, verb.verb) + " needs a number");
    std::string text;
    bool general = verb.verb == 'g' || verb.verb == 'G';
    if (general && verb.precision < 0) {
      // Shortest digits; an exponent for everything that is not below a million, as %g has it.
      double size = std::fabs(number.as_number());
      std::string shortest = number_text(number);
      text = size == 0 || (size >= 1e-4 && size < 1e6) ? shortest : scientific_of(shortest);
    } else {
      if (verb.precision > 300) return wrong("the precision is too large");
      text = printed(number, verb.verb == 'f' ? 'f' : general ? 'g' : 'e', verb.precision < 0 ? 6 : verb.precision);
    }
    if (verb.verb == 'E' || verb.verb == 'G') text = to_upper(text);
    if (verb.plus && text[0] != '-') text.insert(0, "+");
    else if (verb.space && text[0] != '-') text.insert(0, " ");
    pad(text, verb, verb.zero);
    return true;
  }

  FunctionCall& call_;
  std::span<const Value> arguments_;
  std::string out_, error_;
  std::size_t next_ = 0, highest_ = 0;
  bool explicit_ = false;
  const Value* unknown_ = nullptr;

 public:
  bool sensitive = false;
};

Value finish(FunctionCall& call, const Formatter& formatter) {
  Value result = formatter.unknown() ? call.unknown_from(formatter.first_unknown_argument(), formatter.text()) : call.string(formatter.text());
  return formatter.sensitive ? result.as_sensitive() : result;
}

Value format(FunctionCall& call) {
  std::string_view text;
  if (call[0].is_unknown()) return call.unknown_from(call[0]);
  if (call[0].is_absent()) return call.fail("the format is null");
  if (!call.text(0, text)) return call.unknown();
  Formatter formatter(call, call.arguments().subspan(1));
  if (!formatter.run(text)) return call.fail(formatter.error());
  return finish(call, formatter);
}

Value format_list(FunctionCall& call) {
  std::string_view text;
  if (call[0].is_unknown()) return call.unknown_from(call[0]);
  if (call[0].is_absent()) return call.fail("the format is null");
  if (!call.text(0, text)) return call.unknown();
  auto arguments = call.arguments().subspan(1);
  std::size_t length = 1;
  bool lists = false;
  for (const Value& argument : arguments) {
    if (argument.is_unknown()) return call.unknown_from(argument);
    if (!argument.is_list()) continue;
    if (lists && argument.items().size() != length) return call.fail("the lists have different lengths");
    length = argument.items().size();
    lists = true;
  }
  std::vector<Value> out;
  std::vector<Value> row(arguments.size());
  for (std::size_t i = 0; i < length; ++i) {
    for (std::size_t k = 0; k < row.size(); ++k) row[k] = arguments[k].is_list() ? arguments[k].items()[i] : arguments[k];
    Formatter formatter(call, row);
    if (!formatter.run(text)) return call.fail(formatter.error());
    out.push_back(finish(call, formatter));
    if (call.run.steps_left == 0) break;
  }
  return call.make_list(out, Shape::collection);
}

constexpr Function kFunctions[] = {
    {"format", format, 1, kAny, kTakesUnknown | kTakesNull},
    {"formatlist", format_list, 1, kAny, kTakesUnknown | kTakesNull},
};

}  // namespace

std::span<const Function> format_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
