#include "reports/format_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace faultline::reports {

namespace {

constexpr std::string_view kMissing = "n/a";

/// A number that is not negative: 0.d1d2d3... times 10^point.
struct Decimal {
  std::string digits;
  int point = 0;
};

Decimal shortest_decimal(double magnitude) {
  std::array<char, 32> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude,
                                     std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
  const std::size_t e = text.find('e');

  Decimal decimal;
  for (const char c : text.substr(0, e)) {
    if (c != '.') decimal.digits += c;
  }
  std::string_view exponent = text.substr(e + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), decimal.point);
  ++decimal.point;
  return decimal;
}

/// One more in the last place: "099" becomes "100". The first digit is not a nine.
void add_one(std::string& digits) {
  std::size_t place = digits.size() - 1;
  while (digits[place] == '9') digits[place--] = '0';
  ++digits[place];
}

/// The digits of the whole number nearest to a decimal, halves away from zero; may begin with
/// zeros.
std::string rounded_digits(const Decimal& decimal) {
  if (decimal.point < 0) return "0";
  const auto kept = static_cast<std::size_t>(decimal.point);
  std::string digits = "0" + decimal.digits.substr(0, kept);
  digits.resize(kept + 1, '0');
  if (kept < decimal.digits.size() && decimal.digits[kept] >= '5') add_one(digits);
  return digits;
}

std::string print_number(double number, ColumnKind kind) {
  constexpr int kDecimals = 3;
  constexpr double kSmallestProbability = 0.001;
  if (!std::isfinite(number)) return std::string(kMissing);
  if (kind == ColumnKind::kShare) return round_half_away(number, 2, 0) + "%";
  if (kind == ColumnKind::kProbability && number < kSmallestProbability) return "<0.001";
  return round_half_away(number, 0, kDecimals);
}

/// The percent sign stands once, at the value: "74% [68, 80]".
std::string print_interval(const Estimate& estimate, ColumnKind kind) {
  const bool known =
      std::isfinite(estimate.value) && std::isfinite(estimate.low) && std::isfinite(estimate.high);
  if (!known) return {};
  const auto bound = [kind](double number) {
    return kind == ColumnKind::kShare ? round_half_away(number, 2, 0) : print_number(number, kind);
  };
  return "[" + bound(estimate.low) + ", " + bound(estimate.high) + "]";
}

bool is_fraction(ColumnKind kind) {
  return kind == ColumnKind::kShare || kind == ColumnKind::kProbability;
}

}  // namespace

std::string round_half_away(double number, int shift, int decimals) {
  Decimal decimal = shortest_decimal(std::abs(number));
  decimal.point += shift + decimals;
  std::string digits = rounded_digits(decimal);

  const bool is_zero = std::ranges::all_of(digits, [](char c) { return c == '0'; });
  const auto fraction = static_cast<std::size_t>(decimals);
  if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
  const std::size_t leading = digits.find_first_not_of('0');
  digits.erase(0, std::min(leading, digits.size() - fraction - 1));
  if (fraction > 0) digits.insert(digits.size() - fraction, 1, '.');
  if (number < 0 && !is_zero) digits.insert(0, kMinus);
  return digits;
}

PrintedValue print_value(const Value& value, ColumnKind kind) {
  if (const auto* text = std::get_if<std::string>(&value)) return {*text, {}};
  if (const auto* number = std::get_if<double>(&value)) return {print_number(*number, kind), {}};
  if (const auto* estimate = std::get_if<Estimate>(&value)) {
    return {print_number(estimate->value, kind), print_interval(*estimate, kind)};
  }
  if (const auto* count = std::get_if<std::int64_t>(&value)) {
    if (is_fraction(kind)) return {print_number(static_cast<double>(*count), kind), {}};
    const std::string digits = std::to_string(*count);
    return {*count < 0 ? std::string(kMinus) + digits.substr(1) : digits, {}};
  }
  return {std::string(kMissing), {}};
}

std::string format_value(const Value& value, ColumnKind kind) {
  PrintedValue printed = print_value(value, kind);
  if (printed.interval.empty()) return printed.value;
  return printed.value + " " + printed.interval;
}

}  // namespace faultline::reports
