#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "data/codebook.h"
#include "data/database.h"
#include "taxonomy/exchange/exchange_items.h"
#include "taxonomy/label_import.h"

namespace faultline::taxonomy {

/// Exchange with doccano, as JSON Lines of a text classification project that allows several
/// labels a document: `text`, `label`, and fields of our own, which doccano keeps as the document's
/// metadata.
/// Source: https://doccano.github.io/doccano, and doccano 1.8's backend/data_import and
/// backend/data_export.
///
/// A label is "DIMENSION:CODE"; "unsure:DIMENSION" says that the rater was not sure. doccano has no
/// place to write memos and evidence; those of a label that comes back as it went are kept.

/// One line an issue and rater who labelled it, one for an issue that nobody labelled.
[[nodiscard]] std::string export_doccano(const std::vector<ExchangeItem>& items);

/// The project's label types, to be imported under "Labels" of the project.
[[nodiscard]] std::string doccano_label_types(const data::Codebook& codebook);

/// Whether a file of JSON Lines is doccano's, and not a log of ours: its first line has `label` and
/// no `code`.
[[nodiscard]] bool is_doccano(std::string_view content);

/// Imports what doccano exported as JSONL (or what export_doccano wrote).
/// @param rater  whose labels they are where a line does not say
/// @throws Error (input) for bad lines, all of them; nothing is imported then
LabelImport import_doccano(data::Database& database, const data::Codebook& codebook,
                           std::string_view content, const std::string& file,
                           const std::optional<std::string>& rater, Moment now);

}  // namespace faultline::taxonomy
