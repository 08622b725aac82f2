#pragma once

#include <string>
#include <string_view>

namespace faultline::collectors {

/// JSON as Python writes it, made JSON: outside strings, the words NaN, Infinity and -Infinity,
/// which Python's json module writes for numbers that JSON lacks, become strings of the same
/// letters. Everything else stays byte by byte, also what is no JSON at all.
/// Source: RFC 8259, section 6; Python library reference, json, "Infinite and NaN Number Values".
[[nodiscard]] std::string quote_python_numbers(std::string_view text);

}  // namespace faultline::collectors
