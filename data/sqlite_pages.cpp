#include "data/sqlite_pages.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <system_error>

#include "base/error.h"

namespace faultline::data {

namespace {

// Of the database's header.
constexpr std::size_t kHeaderBytes = 100;
constexpr std::size_t kPageSizeAt = 16;
constexpr std::uint32_t kUsualPageSize = 4096;
constexpr std::uint32_t kSmallestPage = 512;
constexpr std::uint32_t kLargestPage = 65536;

// Of the write-ahead log.
constexpr std::size_t kLogHeader = 32;
constexpr std::size_t kFrameHeader = 24;
constexpr std::uint64_t kLogMagic = 0x377f0682;  // the lowest bit: checksums of big-endian words
constexpr std::size_t kLogPageSizeAt = 8;
constexpr std::size_t kLogSaltAt = 16;
constexpr std::size_t kLogChecksumAt = 24;
constexpr std::size_t kFrameSaltAt = 8;
constexpr std::size_t kFrameChecksumAt = 16;
constexpr std::size_t kFrameChecked = 8;  ///< of a frame's header; all of its page is

int open_to_read(const std::filesystem::path& path) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): open(2) is declared so
  return ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
}

std::uint64_t size_of(int file) {
  struct stat status {};
  return ::fstat(file, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

std::optional<std::string> read_at(int file, std::uint64_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got =
        ::pread(file, bytes.data() + have, size - have, static_cast<off_t>(offset + have));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    have += static_cast<std::size_t>(got);
  }
  return bytes;
}

bool is_page_size(std::uint64_t size) {
  return size >= kSmallestPage && size <= kLargestPage && std::has_single_bit(size);
}

std::uint32_t read_page_size(int file) {
  const auto bytes = read_at(file, kPageSizeAt, 2);
  const std::uint64_t size = bytes ? big_endian(*bytes, 0, 2) : 0;
  if (size == 1) return kLargestPage;
  return is_page_size(size) ? static_cast<std::uint32_t>(size) : kUsualPageSize;
}

/// The log's running checksum.
class Checksum {
 public:
  explicit Checksum(bool big_endian_words) : big_endian_words_(big_endian_words) {}

  void add(std::string_view bytes) {
    constexpr std::size_t kWord = 4;
    for (std::size_t i = 0; i + 2 * kWord <= bytes.size(); i += 2 * kWord) {
      first_ += word(bytes.substr(i, kWord)) + second_;
      second_ += word(bytes.substr(i + kWord, kWord)) + first_;
    }
  }

  [[nodiscard]] bool is(std::string_view stored) const {
    constexpr unsigned kWordBits = 32;
    return big_endian(stored, 0, 8) == (std::uint64_t{first_} << kWordBits | second_);
  }

 private:
  [[nodiscard]] std::uint32_t word(std::string_view bytes) const {
    const auto value = static_cast<std::uint32_t>(big_endian(bytes, 0, 4));
    return big_endian_words_ ? value : __builtin_bswap32(value);
  }

  bool big_endian_words_;
  std::uint32_t first_ = 0;
  std::uint32_t second_ = 0;
};

}  // namespace

std::uint64_t big_endian(std::string_view bytes, std::size_t offset, std::size_t size) {
  constexpr unsigned kByteBits = 8;
  if (offset > bytes.size() || size > bytes.size() - offset) return 0;
  std::uint64_t value = 0;
  for (const char byte : bytes.substr(offset, size)) {
    value = value << kByteBits | static_cast<unsigned char>(byte);
  }
  return value;
}

SqlitePages::SqlitePages(const std::filesystem::path& path) : file_(open_to_read(path)) {
  if (file_ < 0) {
    throw Error("the study's database cannot be read")
        .at(path.string())
        .because(std::generic_category().message(errno))
        .help("check the path and the permissions");
  }
  page_size_ = read_page_size(file_);
  page_count_ = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(size_of(file_) / page_size_, UINT32_MAX - 1));
  std::filesystem::path log = path;
  log += "-wal";
  read_log(log);
}

SqlitePages::~SqlitePages() {
  if (file_ >= 0) ::close(file_);
  if (log_ >= 0) ::close(log_);
}

void SqlitePages::read_log(const std::filesystem::path& path) {
  log_ = open_to_read(path);
  const auto header = log_ < 0 ? std::nullopt : read_at(log_, 0, kLogHeader);
  if (!header) return;
  const std::uint64_t magic = big_endian(*header, 0, 4);
  if ((magic & ~std::uint64_t{1}) != kLogMagic) return;
  if (big_endian(*header, kLogPageSizeAt, 4) != page_size_) return;
  Checksum checksum((magic & 1U) != 0);
  checksum.add(std::string_view(*header).substr(0, kLogChecksumAt));
  if (!checksum.is(std::string_view(*header).substr(kLogChecksumAt))) return;

  std::map<std::uint32_t, std::uint64_t> uncommitted;
  for (std::uint64_t at = kLogHeader;; at += kFrameHeader + page_size_) {
    const auto frame = read_at(log_, at, kFrameHeader + page_size_);
    if (!frame) return;
    const std::string_view bytes(*frame);
    if (bytes.substr(kFrameSaltAt, 8) != std::string_view(*header).substr(kLogSaltAt, 8)) return;
    checksum.add(bytes.substr(0, kFrameChecked));
    checksum.add(bytes.substr(kFrameHeader));
    if (!checksum.is(bytes.substr(kFrameChecksumAt))) return;
    uncommitted[static_cast<std::uint32_t>(big_endian(bytes, 0, 4))] = at + kFrameHeader;
    const auto pages = static_cast<std::uint32_t>(big_endian(bytes, 4, 4));
    if (pages == 0) continue;  // the transaction goes on
    for (const auto& [page, place] : uncommitted) logged_[page] = place;
    uncommitted.clear();
    page_count_ = pages;
  }
}

std::optional<std::string> SqlitePages::page(std::uint32_t number) const {
  if (number == 0 || number > page_count_) return std::nullopt;
  const auto logged = logged_.find(number);
  if (logged != logged_.end()) return read_at(log_, logged->second, page_size_);
  return read_at(file_, std::uint64_t{number - 1} * page_size_, page_size_);
}

std::uint32_t SqlitePages::header_number(std::size_t offset) const {
  const auto first = page(1);
  if (!first || offset + 4 > kHeaderBytes) return 0;
  return static_cast<std::uint32_t>(big_endian(*first, offset, 4));
}

}  // namespace faultline::data
