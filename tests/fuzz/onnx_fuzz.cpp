#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "collectors/models/onnx_reader.h"

/// Whatever the bytes are, the reader of ONNX models returns a model or throws an Error, soon and
/// within little memory.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    static_cast<void>(faultline::collectors::read_onnx(
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
        std::string_view(reinterpret_cast<const char*>(data), size)));
  } catch (const faultline::Error&) {  // NOLINT(bugprone-empty-catch): the expected answer
  }
  return 0;
}
