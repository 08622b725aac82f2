#include "data/sqlite_trees.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <string_view>

namespace faultline::data {

namespace {

enum PageType : unsigned char {
  kIndexInterior = 2,
  kTableInterior = 5,
  kIndexLeaf = 10,
  kTableLeaf = 13,
};

constexpr std::size_t kFileHeader = 100;  // before the header of page 1
constexpr std::size_t kLeafHeader = 8;
constexpr std::size_t kInteriorHeader = 12;
constexpr std::size_t kRightChildAt = 8;
constexpr std::size_t kPointer = 4;
constexpr int kDeepest = 40;  // a tree of all pages there can be is not as deep

/// A number of one to nine bytes with seven bits each, and eight in the ninth; steps behind it.
std::optional<std::uint64_t> read_varint(std::string_view bytes, std::size_t& at) {
  constexpr std::size_t kLongest = 9;
  constexpr unsigned kMore = 0x80;
  constexpr unsigned kBits = 7;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < kLongest; ++i) {
    if (at >= bytes.size()) return std::nullopt;
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    if (i + 1 == kLongest) return value << (kBits + 1) | byte;
    value = value << kBits | (byte & (kMore - 1));
    if ((byte & kMore) == 0) return value;
  }
  return std::nullopt;
}

/// The header of a page of a tree, and where its cells are.
class TreePage {
 public:
  /// @return no value where the page is none of a tree
  static std::optional<TreePage> read(const SqlitePages& pages, std::uint32_t number) {
    auto bytes = pages.page(number);
    if (!bytes) return std::nullopt;
    TreePage page;
    page.bytes_ = std::move(*bytes);
    page.header_ = number == 1 ? kFileHeader : 0;
    const auto type = static_cast<unsigned char>(page.bytes_[page.header_]);
    if (type != kIndexInterior && type != kTableInterior && type != kIndexLeaf &&
        type != kTableLeaf) {
      return std::nullopt;
    }
    page.type_ = static_cast<PageType>(type);
    page.cells_ = big_endian(page.bytes_, page.header_ + 3, 2);
    if (page.pointers() + 2 * page.cells_ > page.bytes_.size()) return std::nullopt;
    return page;
  }

  [[nodiscard]] TreeKind kind() const {
    return type_ == kTableInterior || type_ == kTableLeaf ? TreeKind::kWithRowids
                                                          : TreeKind::kByKey;
  }
  [[nodiscard]] bool is_leaf() const { return type_ == kTableLeaf || type_ == kIndexLeaf; }
  [[nodiscard]] bool has_rows() const { return type_ != kTableInterior; }
  [[nodiscard]] std::size_t cells() const { return cells_; }
  [[nodiscard]] std::string_view bytes() const { return bytes_; }

  /// Where a cell begins; no value where it cannot be there.
  [[nodiscard]] std::optional<std::size_t> cell(std::size_t index) const {
    const std::size_t at = big_endian(bytes_, pointers() + 2 * index, 2);
    if (at < pointers() + 2 * cells_ || at + kPointer > bytes_.size()) return std::nullopt;
    return at;
  }

  /// The page below a cell of an interior page; of the cell behind the last: the rightmost one.
  [[nodiscard]] std::optional<std::uint32_t> child(std::size_t index) const {
    const std::optional<std::size_t> at = index == cells_ ? header_ + kRightChildAt : cell(index);
    if (!at) return std::nullopt;
    return static_cast<std::uint32_t>(big_endian(bytes_, *at, kPointer));
  }

 private:
  [[nodiscard]] std::size_t pointers() const {
    return header_ + (is_leaf() ? kLeafHeader : kInteriorHeader);
  }

  std::string bytes_;
  std::size_t header_ = 0;
  std::size_t cells_ = 0;
  PageType type_ = kTableLeaf;
};

/// How many bytes of a payload stand on the page itself.
std::uint64_t bytes_on_page(std::uint64_t payload, std::uint64_t page_size, TreeKind kind) {
  const std::uint64_t smallest = (page_size - 12) * 32 / 255 - 23;
  const std::uint64_t largest =
      kind == TreeKind::kWithRowids ? page_size - 35 : (page_size - 12) * 64 / 255 - 23;
  if (payload <= largest) return payload;
  const std::uint64_t fitting = smallest + (payload - smallest) % (page_size - kPointer);
  return fitting <= largest ? fitting : smallest;
}

/// A payload with what overflows into other pages.
std::optional<std::string> read_payload(const SqlitePages& pages, const TreePage& page,
                                        std::size_t at, std::uint64_t size) {
  const std::uint64_t most = std::uint64_t{pages.page_count()} * pages.page_size();
  if (size > most) return std::nullopt;
  const std::uint64_t here = bytes_on_page(size, pages.page_size(), page.kind());
  if (at + here > page.bytes().size()) return std::nullopt;
  std::string payload(page.bytes().substr(at, here));
  if (here == size) return payload;
  if (at + here + kPointer > page.bytes().size()) return std::nullopt;
  std::uint64_t next = big_endian(page.bytes(), at + here, kPointer);
  // It ends in any chain of pages, also in a circle, since each adds bytes.
  while (payload.size() < size) {
    const auto more = pages.page(static_cast<std::uint32_t>(next));
    if (!more) return std::nullopt;
    payload.append(*more, kPointer, size - payload.size());
    next = big_endian(*more, 0, kPointer);
  }
  return payload;
}

/// How many bytes a value of a type of the format takes; no value for types that there are not.
std::optional<std::uint64_t> size_of(std::uint64_t type) {
  constexpr std::uint64_t kFirstBlob = 12;
  constexpr std::uint64_t kSizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
  if (type < std::size(kSizes)) return kSizes[type];
  if (type < kFirstBlob) return std::nullopt;
  return (type - kFirstBlob) / 2;
}

SqliteValue read_value(std::uint64_t type, std::string_view bytes) {
  constexpr std::uint64_t kReal = 7;
  constexpr std::uint64_t kZero = 8;
  constexpr std::uint64_t kOne = 9;
  constexpr unsigned kIntegerBits = 64;
  constexpr unsigned kByteBits = 8;
  if (type == 0) return std::monostate{};
  if (type == kZero || type == kOne) return static_cast<std::int64_t>(type - kZero);
  const std::uint64_t number = bytes.size() <= kByteBits ? big_endian(bytes, 0, bytes.size()) : 0;
  if (type == kReal) return std::bit_cast<double>(number);
  if (type < kReal) {
    const auto unused = static_cast<unsigned>(kIntegerBits - kByteBits * bytes.size());
    return static_cast<std::int64_t>(number << unused) >> unused;  // with its sign
  }
  if (type % 2 == 0) return SqliteBlob{std::string(bytes)};
  return std::string(bytes);
}

/// The values of a record: a header with their types, then themselves. All of it must fit.
std::optional<std::vector<SqliteValue>> read_record(std::string_view payload) {
  std::size_t at = 0;
  const auto header = read_varint(payload, at);
  if (!header || *header > payload.size() || *header < at) return std::nullopt;
  const std::string_view types = payload.substr(0, *header);
  std::string_view left = payload.substr(*header);
  std::vector<SqliteValue> values;
  while (at < types.size()) {
    const auto type = read_varint(types, at);
    const auto size = type ? size_of(*type) : std::nullopt;
    if (!size || *size > left.size()) return std::nullopt;
    values.push_back(read_value(*type, left.substr(0, *size)));
    left.remove_prefix(*size);
  }
  if (!left.empty() || values.empty()) return std::nullopt;
  return values;
}

std::optional<SqliteRow> read_row(const SqlitePages& pages, const TreePage& page,
                                  std::size_t index) {
  std::optional<std::size_t> at = page.cell(index);
  if (!at) return std::nullopt;
  if (!page.is_leaf()) *at += kPointer;  // the page below
  const auto size = read_varint(page.bytes(), *at);
  if (!size) return std::nullopt;
  SqliteRow row;
  if (page.kind() == TreeKind::kWithRowids) {
    const auto rowid = read_varint(page.bytes(), *at);
    if (!rowid) return std::nullopt;
    row.rowid = static_cast<std::int64_t>(*rowid);
  }
  const auto payload = read_payload(pages, page, *at, *size);
  if (!payload) return std::nullopt;
  auto values = read_record(*payload);
  if (!values) return std::nullopt;
  row.values = std::move(*values);
  return row;
}

}  // namespace

SqliteTrees::SqliteTrees(const SqlitePages& pages)
    : pages_(&pages), followed_(std::size_t{pages.page_count()} + 1) {}

SqliteTree SqliteTrees::follow(std::uint32_t root, TreeKind kind) {
  SqliteTree tree;
  follow(root, kind, 0, tree);
  return tree;
}

void SqliteTrees::follow(std::uint32_t number, TreeKind kind, int depth, SqliteTree& tree) {
  const bool is_new = number > 0 && number < followed_.size() && !followed_[number];
  const auto page = is_new ? TreePage::read(*pages_, number) : std::nullopt;
  if (!page || page->kind() != kind || depth > kDeepest) {
    ++tree.damaged_pages;
    return;
  }
  followed_[number] = true;
  if (page->has_rows()) tree.pages.push_back(number);
  if (page->is_leaf()) return;
  for (std::size_t i = 0; i <= page->cells(); ++i) {
    follow(page->child(i).value_or(0), kind, depth + 1, tree);
  }
}

void SqliteTrees::follow_free_pages() {
  constexpr std::size_t kFirstTrunkAt = 32;
  std::uint64_t trunk = pages_->header_number(kFirstTrunkAt);
  while (trunk > 1 && trunk < followed_.size() && !followed_[trunk]) {
    followed_[trunk] = true;
    const auto bytes = pages_->page(static_cast<std::uint32_t>(trunk));
    if (!bytes) return;
    const std::uint64_t most = bytes->size() / kPointer - 2;
    const std::uint64_t leaves = std::min(big_endian(*bytes, kPointer, kPointer), most);
    for (std::uint64_t i = 0; i < leaves; ++i) {
      const std::uint64_t leaf = big_endian(*bytes, (i + 2) * kPointer, kPointer);
      if (leaf < followed_.size()) followed_[leaf] = true;
    }
    trunk = big_endian(*bytes, 0, kPointer);
  }
}

std::vector<std::uint32_t> SqliteTrees::stray_pages(TreeKind kind) const {
  std::vector<std::uint32_t> pages;
  for (std::uint32_t number = 2; number < followed_.size(); ++number) {
    if (followed_[number]) continue;
    const auto page = TreePage::read(*pages_, number);
    if (page && page->kind() == kind && page->has_rows() && page->cells() > 0) {
      pages.push_back(number);
    }
  }
  return pages;
}

std::int64_t SqliteTrees::read_rows(std::uint32_t number,
                                    const std::function<void(SqliteRow&)>& take) const {
  const auto page = TreePage::read(*pages_, number);
  if (!page) return 0;
  std::int64_t unreadable = 0;
  for (std::size_t i = 0; i < page->cells(); ++i) {
    if (auto row = read_row(*pages_, *page, i)) {
      take(*row);
    } else {
      ++unreadable;
    }
  }
  return unreadable;
}

}  // namespace faultline::data
