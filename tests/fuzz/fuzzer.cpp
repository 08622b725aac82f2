#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/readers.h"

/// What libFuzzer calls with the bytes that it tries: one reader of readers.h, named by the build.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are read as text
  faultline::test::FAULTLINE_READER(std::string_view(reinterpret_cast<const char*>(bytes), size));
  return 0;
}
