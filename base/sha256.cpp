#include "base/sha256.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "base/error.h"

namespace faultline {

namespace {

constexpr std::size_t kDigestSize = 32;

void require(int succeeded) {
  if (succeeded != 1) throw Error("a checksum could not be computed", ErrorKind::kFailure);
}

}  // namespace

struct Sha256::Context {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> evp{EVP_MD_CTX_new(), EVP_MD_CTX_free};

  std::array<unsigned char, kDigestSize> finish() {
    std::array<unsigned char, kDigestSize> digest{};
    require(EVP_DigestFinal_ex(evp.get(), digest.data(), nullptr));
    return digest;
  }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  require(EVP_DigestInit_ex(context_->evp.get(), EVP_sha256(), nullptr));
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view text) {
  require(EVP_DigestUpdate(context_->evp.get(), text.data(), text.size()));
}

std::string Sha256::finish() {
  std::string hexadecimal;
  for (const unsigned char byte : context_->finish()) hexadecimal += fmt::format("{:02x}", byte);
  return hexadecimal;
}

std::string Sha256::finish_base64() {
  const auto digest = context_->finish();
  // Four characters for every three bytes begun, and the zero that the library writes behind them.
  std::array<unsigned char, 4 * ((kDigestSize + 2) / 3) + 1> encoded{};
  const int length = EVP_EncodeBlock(encoded.data(), digest.data(), kDigestSize);
  return {encoded.begin(), encoded.begin() + length};
}

}  // namespace faultline
