#include "data/compression.h"

#include <zlib.h>

#include <array>

#include "base/error.h"

namespace faultline::data {

namespace {

/// Answers are JSON, which is small at any level; a higher one only costs time.
constexpr int kLevel = 3;
constexpr std::size_t kChunk = 1 << 16;

const Bytef* as_bytes(const char* text) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): zlib reads unsigned bytes
  return reinterpret_cast<const Bytef*>(text);
}

Bytef* as_bytes(char* text) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): zlib writes unsigned bytes
  return reinterpret_cast<Bytef*>(text);
}

}  // namespace

std::string compress(std::string_view bytes) {
  uLongf size = compressBound(bytes.size());
  std::string compressed(size, '\0');
  if (::compress2(as_bytes(compressed.data()), &size, as_bytes(bytes.data()), bytes.size(),
                  kLevel) != Z_OK) {
    throw Error("an answer could not be compressed", ErrorKind::kFailure);
  }
  compressed.resize(size);
  return compressed;
}

std::string decompress(std::string_view compressed) {
  z_stream stream{};
  if (::inflateInit(&stream) != Z_OK) {
    throw Error("an answer could not be uncompressed", ErrorKind::kFailure);
  }
  std::string bytes;
  std::array<char, kChunk> chunk{};
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): zlib does not write to its input
  stream.next_in = const_cast<Bytef*>(as_bytes(compressed.data()));
  stream.avail_in = static_cast<uInt>(compressed.size());
  int state = Z_OK;
  while (state == Z_OK && bytes.size() <= kLargestAnswer) {
    stream.next_out = as_bytes(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    state = ::inflate(&stream, Z_NO_FLUSH);
    bytes.append(chunk.data(), chunk.size() - stream.avail_out);
  }
  ::inflateEnd(&stream);
  if (bytes.size() > kLargestAnswer) {
    throw Error("a stored answer is too large to be genuine", ErrorKind::kFailure)
        .because("uncompressed, it has more than 256 MB");
  }
  if (state != Z_STREAM_END) {
    throw Error("a stored answer is damaged", ErrorKind::kFailure)
        .because("its compressed bytes do not fit together");
  }
  return bytes;
}

}  // namespace faultline::data
