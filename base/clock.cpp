#include "base/clock.h"

#include <fmt/format.h>

#include <charconv>

namespace faultline {

namespace {

/// Takes digits and separators off the front of a text; remembers whether all of it fitted.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  unsigned digits(std::size_t count) {
    unsigned value = 0;
    const char* end = rest_.data() + std::min(count, rest_.size());
    const auto [stop, error] = std::from_chars(rest_.data(), end, value);
    good_ = good_ && error == std::errc{} && stop == end && rest_.size() >= count;
    rest_.remove_prefix(std::min(count, rest_.size()));
    return value;
  }

  bool accept(char expected) {
    if (rest_.empty() || rest_.front() != expected) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(char expected) { good_ = accept(expected) && good_; }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool finished() const { return good_ && rest_.empty(); }
  [[nodiscard]] std::size_t leading_digits() const {
    const std::size_t end = rest_.find_first_not_of("0123456789");
    return end == std::string_view::npos ? rest_.size() : end;
  }

 private:
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace

Moment SystemClock::now() const {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

namespace {

/// "2024-09-16T08:30:00", in UTC.
std::string date_and_time(Moment moment) {
  using namespace std::chrono;
  const auto day = floor<days>(moment);
  const year_month_day date{day};
  const hh_mm_ss time{moment - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", int{date.year()},
                     unsigned{date.month()}, unsigned{date.day()}, time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

std::int64_t milliseconds_of(Moment moment) {
  return (moment - std::chrono::floor<std::chrono::seconds>(moment)).count();
}

}  // namespace

std::string to_iso8601(Moment moment) {
  const std::int64_t milliseconds = milliseconds_of(moment);
  const std::string fraction = milliseconds == 0 ? "" : fmt::format(".{:03}", milliseconds);
  return date_and_time(moment) + fraction + "Z";
}

std::string to_sortable_iso8601(Moment moment) {
  return fmt::format("{}.{:03}Z", date_and_time(moment), milliseconds_of(moment));
}

std::optional<Moment> parse_iso8601(std::string_view text) {
  using namespace std::chrono;
  Scanner scanner(text);
  const unsigned year_number = scanner.digits(4);
  scanner.expect('-');
  const unsigned month_number = scanner.digits(2);
  scanner.expect('-');
  const unsigned day_number = scanner.digits(2);
  const year_month_day date{year{static_cast<int>(year_number)}, month{month_number},
                            day{day_number}};
  if (!scanner.good() || !date.ok()) return std::nullopt;
  Moment moment = sys_days{date};
  if (scanner.finished()) return moment;

  scanner.expect('T');
  const unsigned hour = scanner.digits(2);
  scanner.expect(':');
  const unsigned minute = scanner.digits(2);
  scanner.expect(':');
  const unsigned second = scanner.digits(2);
  if (!scanner.good() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  moment += hours{hour} + minutes{minute} + seconds{second};

  if (scanner.accept('.')) {
    const std::size_t places = scanner.leading_digits();
    if (places == 0 || places > 9) return std::nullopt;
    unsigned fraction = scanner.digits(places);
    for (std::size_t i = places; i < 3; ++i) fraction *= 10;
    for (std::size_t i = 3; i < places; ++i) fraction /= 10;
    moment += milliseconds{fraction};
  }
  if (scanner.accept('Z')) return scanner.finished() ? std::optional(moment) : std::nullopt;

  const bool east = scanner.accept('+');
  if (!east && !scanner.accept('-')) return std::nullopt;
  const unsigned offset_hours = scanner.digits(2);
  scanner.expect(':');
  const unsigned offset_minutes = scanner.digits(2);
  if (!scanner.finished() || offset_hours > 23 || offset_minutes > 59) return std::nullopt;
  const minutes offset = hours{offset_hours} + minutes{offset_minutes};
  moment += east ? -offset : offset;
  const year utc_year = year_month_day{floor<days>(moment)}.year();
  // Beyond these years a moment has no text of this form.
  return utc_year >= year{0} && utc_year <= year{9999} ? std::optional(moment) : std::nullopt;
}

}  // namespace faultline
