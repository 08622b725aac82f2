#pragma once

#include <cstddef>
#include <filesystem>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "data/zip_archive.h"

namespace faultline::data {

/// Markup (elements and attributes) that one part may have: what bounds the memory of its tree.
inline constexpr std::size_t kMostMarkup = 10'000'000;

/// A link from one part of an Office file to another.
struct Relationship {
  std::string id;
  std::string type;    ///< the last segment of the type's URI: the same in strict and other files
  std::string target;  ///< as it is written
  bool is_external = false;
};

/// An Office file as parts that link to each other, read from an archive of unknown origin.
/// Source: ECMA-376 part 2 (Open Packaging Conventions).
class OfficePackage {
 public:
  /// @throws Error (input) as ZipArchive does
  explicit OfficePackage(const std::filesystem::path& path) : archive_(path) {}

  /// One part as XML. Entities other than XML's own five stay as they are written.
  /// @param part  a part's name without the leading slash
  /// @throws Error (input) where the part cannot be read, is not well-formed, has more than
  ///         kMostMarkup, or declares a document type, which Office files never do
  [[nodiscard]] pugi::xml_document parse(const std::string& part);

  /// What a part links to, in its order; nothing where the part has no links.
  /// @param part  a part's name, or "" for the package as a whole
  /// @throws Error (input) as parse does
  [[nodiscard]] std::vector<Relationship> relationships(const std::string& part);

  /// The name of the part that a relationship of the part `source` leads to.
  /// @throws Error (input) where it leads outside of the file
  [[nodiscard]] std::string resolve(const std::string& source,
                                    const Relationship& relationship) const;

  /// What errors call the file.
  [[nodiscard]] const std::string& name() const { return archive_.name(); }

 private:
  ZipArchive archive_;
};

/// An element's or attribute's name without the prefix that files may choose for its namespace.
[[nodiscard]] std::string_view local_name(std::string_view qualified);

/// The first child with that local name; an empty node where there is none.
[[nodiscard]] pugi::xml_node child(const pugi::xml_node& node, std::string_view local);

/// All character data directly inside an element.
[[nodiscard]] std::string text_of(const pugi::xml_node& node);

}  // namespace faultline::data
