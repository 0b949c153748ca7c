// Dates (RFC 3339) and durations as Go writes them.
#include <charconv>

#include "analyzer/terraform/functions/function.h"

namespace bulkhead::terraform {
namespace {

struct Time {
  std::int64_t seconds = 0;   // since 1970-01-01T00:00:00Z
  std::int64_t nanoseconds = 0;
  int offset = 0;             // seconds east of UTC
  bool utc = false;           // written as Z
};

struct Civil {
  std::int64_t year = 0;
  int month = 1, day = 1, hour = 0, minute = 0, second = 0, weekday = 0;
};

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar.
std::int64_t days_of(std::int64_t year, int month, int day) {
  year -= month <= 2;
  std::int64_t era = floor_divide(year, 400);
  std::int64_t of_era = year - era * 400;
  std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

Civil civil_of(std::int64_t seconds) {
  std::int64_t days = floor_divide(seconds, 86400);
  std::int64_t rest = seconds - days * 86400;
  std::int64_t shifted = days + 719468;
  std::int64_t era = floor_divide(shifted, 146097);
  std::int64_t of_era = shifted - era * 146097;
  std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  std::int64_t month = (5 * of_year + 2) / 153;
  Civil out;
  out.day = static_cast<int>(of_year - (153 * month + 2) / 5 + 1);
  out.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  out.year = year_of_era + era * 400 + (out.month <= 2);
  out.hour = static_cast<int>(rest / 3600);
  out.minute = static_cast<int>(rest / 60 % 60);
  out.second = static_cast<int>(rest % 60);
  out.weekday = static_cast<int>(((days + 4) % 7 + 7) % 7);
  return out;
}

bool digits(std::string_view& text, std::size_t count, int& out) {
  if (text.size() < count) return false;
  out = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    out = out * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return true;
}

bool sign(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

bool parse_time(std::string_view text, Time& out) {
  int year, month, day, hour, minute, second;
  if (!digits(text, 4, year) || !sign(text, '-') || !digits(text, 2, month) || !sign(text, '-') || !digits(text, 2, day)) return false;
  if (!sign(text, 'T') || !digits(text, 2, hour) || !sign(text, ':') || !digits(text, 2, minute) || !sign(text, ':') || !digits(text, 2, second))
    return false;
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (month < 1 || month > 12 || day < 1 || day > kDays[month - 1] + (month == 2 && leap) || hour > 23 || minute > 59 || second > 59) return false;
  if (sign(text, '.')) {
    std::int64_t scale = 100'000'000;
    if (text.empty() || text[0] < '0' || text[0] > '9') return false;
    for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1), scale /= 10) out.nanoseconds += (text[0] - '0') * scale;
  }
  out.utc = text == "Z";
  if (!out.utc) {
    bool west = text.starts_with('-');
    int hours, minutes;
    if (!west && !text.starts_with('+')) return false;
    text.remove_prefix(1);
    if (!digits(text, 2, hours) || !sign(text, ':') || !digits(text, 2, minutes) || !text.empty() || hours > 23 || minutes > 59) return false;
    out.offset = (hours * 3600 + minutes * 60) * (west ? -1 : 1);
  }
  out.seconds = days_of(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - out.offset;
  return true;
}

/// "1h30m", "-10s", "1.5h", "300ms".
bool parse_duration(std::string_view text, double& seconds) {
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") {
    seconds = 0;
    return true;
  }
  if (text.empty()) return false;
  seconds = 0;
  while (!text.empty()) {
    double amount = 0;
    if ((text[0] < '0' || text[0] > '9') && text[0] != '.') return false;
    auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), amount, std::chars_format::fixed);
    if (error != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
    struct Unit { std::string_view name; double seconds; };
    static constexpr Unit kUnits[] = {{"ns", 1e-9}, {"us", 1e-6}, {"\xC2\xB5s", 1e-6}, {"ms", 1e-3}, {"h", 3600}, {"m", 60}, {"s", 1}};
    const Unit* found = nullptr;
    for (const Unit& unit : kUnits)
      if (found == nullptr && text.starts_with(unit.name)) found = &unit;
    if (found == nullptr) return false;
    text.remove_prefix(found->name.size());
    seconds += amount * found->seconds;
  }
  if (negative) seconds = -seconds;
  return seconds < 1e10 && seconds > -1e10;
}

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string offset_text(const Time& time, bool colon) {
  int minutes = (time.offset < 0 ? -time.offset : time.offset) / 60;
  return (time.offset < 0 ? "-" : "+") + two(minutes / 60) + (colon ? ":" : "") + two(minutes % 60);
}

std::string year_text(std::int64_t year) {
  std::string text = std::to_string(year);
  return std::string(text.size() < 4 ? 4 - text.size() : 0, '0') + text;
}

std::string time_text(const Time& time) {
  Civil c = civil_of(time.seconds + time.offset);
  return year_text(c.year) + "-" + two(c.month) + "-" + two(c.day) + "T" + two(c.hour) + ":" + two(c.minute) + ":" + two(c.second) +
         (time.offset == 0 ? "Z" : offset_text(time, true));
}

bool time_of(FunctionCall& call, std::size_t i, Time& out) {
  std::string_view text;
  if (!call.text(i, text)) return false;
  if (parse_time(text, out)) return true;
  call.fail("\"" + std::string(text) + "\" is not an RFC 3339 timestamp");
  return false;
}

Value add(FunctionCall& call) {
  Time time;
  std::string_view text;
  double seconds;
  if (!time_of(call, 0, time) || !call.text(1, text)) return call.unknown();
  constexpr double kLongest = 9.3e9;   // seconds: what 64 bits of nanoseconds hold
  if (!parse_duration(text, seconds) || !(seconds > -kLongest && seconds < kLongest)) return call.fail("\"" + std::string(text) + "\" is not a duration");
  double total = seconds + static_cast<double>(time.nanoseconds) / 1e9;
  auto whole = static_cast<std::int64_t>(total);
  if (static_cast<double>(whole) > total) --whole;
  time.seconds += whole;
  return call.string(time_text(time));
}

Value compare(FunctionCall& call) {
  Time a, b;
  if (!time_of(call, 0, a) || !time_of(call, 1, b)) return call.unknown();
  auto order = a.seconds != b.seconds ? a.seconds - b.seconds : a.nanoseconds - b.nanoseconds;
  return call.integer_value(order < 0 ? -1 : order > 0 ? 1 : 0);
}

bool append_part(std::string& out, char letter, std::size_t count, const Civil& c, const Time& time) {
  static constexpr std::string_view kMonths[] = {"January", "February", "March", "April", "May", "June", "July",
                                                 "August", "September", "October", "November", "December"};
  static constexpr std::string_view kDays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
  auto number = [&](int value) { out += count == 2 ? two(value) : std::to_string(value); };
  int hour12 = c.hour % 12 == 0 ? 12 : c.hour % 12;
  std::string_view month = kMonths[c.month - 1], day = kDays[c.weekday];
  switch (letter) {
    case 'Y':
      if (count != 2 && count != 4) return false;
      out += count == 2 ? two(static_cast<int>(c.year % 100)) : year_text(c.year);
      return true;
    case 'M':
      if (count > 4) return false;
      if (count <= 2) number(c.month);
      else out += count == 3 ? month.substr(0, 3) : month;
      return true;
    case 'D':
      if (count > 2) return false;
      number(c.day);
      return true;
    case 'E':
      if (count != 3 && count != 4) return false;
      out += count == 3 ? day.substr(0, 3) : day;
      return true;
    case 'h':
      if (count > 2) return false;
      number(c.hour);
      return true;
    case 'H':
      if (count > 2) return false;
      number(hour12);
      return true;
    case 'A':
    case 'a':
      if (count != 2) return false;
      out += letter == 'A' ? (c.hour < 12 ? "AM" : "PM") : (c.hour < 12 ? "am" : "pm");
      return true;
    case 'm':
      if (count > 2) return false;
      number(c.minute);
      return true;
    case 's':
      if (count > 2) return false;
      number(c.second);
      return true;
    case 'Z':
      if (count < 1 || count == 2 || count > 5) return false;
      if (time.offset == 0 && count == 1) out += 'Z';
      else if (time.offset == 0 && count == 3) out += "UTC";
      else out += offset_text(time, count == 1 || count == 5);
      return true;
    default: return false;
  }
}

Value format(FunctionCall& call) {
  std::string_view pattern;
  Time time;
  if (!call.text(0, pattern) || !time_of(call, 1, time)) return call.unknown();
  Civil civil = civil_of(time.seconds + time.offset);
  std::string out;
  for (std::size_t i = 0; i < pattern.size();) {
    char c = pattern[i];
    if (c == '\'') {
      std::size_t at = i + 1;
      for (;; ++at) {
        if (at >= pattern.size()) return call.fail("a quote is not closed");
        if (pattern[at] != '\'') {
          out += pattern[at];
        } else if (at + 1 < pattern.size() && pattern[at + 1] == '\'') {
          out += '\'';
          ++at;
        } else {
          break;
        }
      }
      i = at + 1;
      continue;
    }
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    std::size_t count = 1;
    while (letter && i + count < pattern.size() && pattern[i + count] == c) ++count;
    if (!letter) out += c;
    else if (!append_part(out, c, count, civil, time)) return call.fail("wrong letters in the format: " + std::string(pattern.substr(i, count)));
    i += count;
  }
  return call.string(out);
}

Value never_known(FunctionCall& call) { return call.unknown(); }

constexpr Function kFunctions[] = {
    {"formatdate", format, 2, 2},
    {"plantimestamp", never_known, 0, 0},
    {"timeadd", add, 2, 2},
    {"timecmp", compare, 2, 2},
    {"timestamp", never_known, 0, 0},
};

}  // namespace

std::span<const Function> date_functions() { return kFunctions; }

}  // namespace bulkhead::terraform
