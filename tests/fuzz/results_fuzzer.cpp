#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/readers.h"

/// What libFuzzer calls with the bytes that it tries.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are read as text
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  faultline::test::read_results(text);
  return 0;
}
