#include "data/labels.h"

#include <algorithm>
#include <chrono>

#include "base/text.h"
#include "data/batch_insert.h"
#include "data/newest_labels.h"
#include "data/statement.h"

namespace faultline::data {

namespace {

/// The rater's newest label of an issue in a dimension.
struct Newest {
  std::string labelled_at;
  std::int64_t code_id = 0;
  std::string confidence;
  std::string memo;
  std::string evidence;
  bool withdrawn = false;
};

class NewestLabels {
 public:
  explicit NewestLabels(Database& database)
      : query_(database, R"sql(
    select label.labelled_at, label.code_id, label.confidence, label.memo, label.evidence,
      label.withdrawn
    from label
    join code on code.id = label.code_id
    where label.dimension_id = ? and label.issue_id = ? and label.rater_id = ?
    order by label.labelled_at desc, label.withdrawn desc, code.name desc, label.confidence desc,
      label.memo desc, label.evidence desc
    limit 1
  )sql") {}

  std::optional<Newest> find(const NewLabel& label) {
    query_.bind(label.dimension_id, label.issue_id, label.rater_id);
    if (!query_.step()) return std::nullopt;
    return Newest{query_.text(0), query_.integer(1), query_.text(2),
                  query_.text(3), query_.text(4),    query_.integer(5) != 0};
  }

 private:
  Statement query_;
};

/// Whether a label adds nothing to the newest one, or to there being none.
bool adds_nothing(std::int64_t code_id, const LabelDetails& details,
                  const std::optional<Newest>& newest) {
  if (!newest || newest->withdrawn) return details.withdrawn;
  return !details.withdrawn && code_id == newest->code_id &&
         details.confidence == newest->confidence && details.memo == newest->memo &&
         details.evidence == newest->evidence;
}

/// A time for a label made now: the clock's, unless the rater's newest label is not older.
std::string time_after(const std::string& newest, Moment now) {
  const std::optional<Moment> previous = parse_iso8601(newest);
  if (!previous || now > *previous) return to_sortable_iso8601(now);
  return to_sortable_iso8601(*previous + std::chrono::milliseconds{1});
}

/// A label to be inserted that says nothing beside its code. The label outlives it.
struct PlainRow {
  static constexpr std::string_view kInto =
      "label (dimension_id, issue_id, rater_id, labelled_at, code_id, codebook_id)";
  static constexpr std::string_view kOnConflict = "on conflict do nothing";

  const NewLabel* label;
  std::string labelled_at;

  void bind(Statement& insert) const {
    insert.bind_more(label->dimension_id, label->issue_id, label->rater_id, StableText(labelled_at),
                     label->code_id, label->codebook_id);
  }
};

/// A label to be inserted with its details.
struct DetailedRow {
  static constexpr std::string_view kInto =
      "label (dimension_id, issue_id, rater_id, labelled_at, code_id, codebook_id, confidence, "
      "memo, evidence, assisted, withdrawn)";
  static constexpr std::string_view kOnConflict = PlainRow::kOnConflict;

  PlainRow row;

  void bind(Statement& insert) const {
    row.bind(insert);
    const LabelDetails& details = *row.label->details;
    insert.bind_more(StableText(details.confidence), StableText(details.memo),
                     StableText(details.evidence), details.assisted, details.withdrawn);
  }
};

/// Inserts labels of both kinds.
class LabelInserts {
 public:
  explicit LabelInserts(Database& database) : plain_(database), detailed_(database) {}

  /// @param label  stays where it is until `finish`
  void add(const NewLabel& label, std::string labelled_at) {
    PlainRow row{&label, std::move(labelled_at)};
    if (label.details) {
      detailed_.add({std::move(row)});
    } else {
      plain_.add(std::move(row));
    }
  }

  void finish() {
    plain_.finish();
    detailed_.finish();
  }

  /// How many were not there yet.
  [[nodiscard]] std::int64_t inserted() const { return plain_.inserted() + detailed_.inserted(); }

 private:
  BatchInsert<PlainRow> plain_;
  BatchInsert<DetailedRow> detailed_;
};

}  // namespace

const LabelDetails& details_of(const NewLabel& label) {
  static const LabelDetails kPlain;
  return label.details ? *label.details : kPlain;
}

void sort_by_key(std::span<NewLabel> labels) {
  const auto by_key = [](const NewLabel& a, const NewLabel& b) { return a.key() < b.key(); };
  if (std::is_sorted(labels.begin(), labels.end(), by_key)) return;
  std::stable_sort(labels.begin(), labels.end(), by_key);
}

AddedLabels add_labels(Database& database, std::span<NewLabel> labels, Moment now) {
  // In the order of the table's key, so that SQLite appends instead of searching for each place.
  sort_by_key(labels);
  Statement any(database, "select exists (select 1 from label where dimension_id = ?)");
  bool dimension_has_labels = false;
  const std::string time_now = to_sortable_iso8601(now);
  NewestLabels newest_labels(database);
  LabelInserts inserts(database);

  const NewLabel* previous = nullptr;
  for (const NewLabel& label : labels) {
    const LabelDetails& details = details_of(label);
    if (previous == nullptr || previous->dimension_id != label.dimension_id) {
      any.bind(label.dimension_id).step();
      dimension_has_labels = any.integer(0) != 0;
    }
    const bool repeated = previous != nullptr && previous->key() == label.key();
    previous = &label;
    std::optional<std::string> time_after_newest;
    if (!details.labelled_at && (dimension_has_labels || repeated || details.withdrawn)) {
      if (repeated) inserts.finish();
      const std::optional<Newest> newest = newest_labels.find(label);
      if (adds_nothing(label.code_id, details, newest)) continue;
      if (newest) time_after_newest = time_after(newest->labelled_at, now);
    }
    inserts.add(label, time_after_newest     ? *time_after_newest
                       : details.labelled_at ? to_sortable_iso8601(*details.labelled_at)
                                             : time_now);
  }
  inserts.finish();
  return {.added = inserts.inserted(),
          .known = static_cast<std::int64_t>(labels.size()) - inserts.inserted()};
}

std::int64_t find_or_add_rater(Database& database, const std::string& name) {
  const std::string_view trimmed = trim(name);
  if (trimmed.empty()) throw Error("a rater needs a name");
  Statement(database, "insert into rater (name) values (?) on conflict do nothing")
      .bind(trimmed)
      .run();
  Statement query(database, "select id from rater where name = ?");
  query.bind(trimmed).step();
  return query.integer(0);
}

std::vector<std::string> raters(Database& database) {
  std::vector<std::string> names;
  Statement query(database, "select name from rater order by id");
  while (query.step()) names.push_back(query.text(0));
  return names;
}

std::vector<std::string> raters_with_labels(Database& database) {
  std::vector<std::string> names;
  Statement query(database, R"sql(
    select name
    from rater
    where id in (select rater_id from label where withdrawn = 0)
    order by id
  )sql");
  while (query.step()) names.push_back(query.text(0));
  return names;
}

std::map<std::string, std::int64_t> dimension_ids(Database& database) {
  std::map<std::string, std::int64_t> ids;
  Statement query(database, "select name, id from dimension");
  while (query.step()) ids.emplace(query.text(0), query.integer(1));
  return ids;
}

void for_each_label(Database& database, const LabelQuery& query,
                    const std::function<void(const Label&)>& take) {
  std::string sql = R"sql(
    select repository.name, issue.number, rater.name, dimension.name, code.name, label.confidence,
      label.memo, label.evidence, label.labelled_at, codebook.name, codebook.version,
      label.assisted, label.withdrawn
    from label
    join issue on issue.id = label.issue_id
    join repository on repository.id = issue.repository_id
    join rater on rater.id = label.rater_id
    join dimension on dimension.id = label.dimension_id
    join code on code.id = label.code_id
    join codebook on codebook.id = label.codebook_id
    where (?1 is null or repository.name = ?1)
      and (?2 is null or issue.number = ?2)
      and (?3 is null or rater.name = ?3)
    order by repository.name, issue.number, label.labelled_at, rater.name, dimension.id,
      label.withdrawn, code.name, label.confidence, label.memo, label.evidence, label.assisted,
      codebook.version
  )sql";
  if (query.current_only) {
    sql = R"sql(
      select repository, issue, rater, dimension, code, confidence, memo, evidence, labelled_at,
        codebook, codebook_version, assisted, 0
      from current_label
      where (?1 is null or repository = ?1)
        and (?2 is null or issue = ?2)
        and (?3 is null or rater = ?3)
      order by repository, issue, rater, (select id from dimension where name = dimension)
    )sql";
  }
  Statement statement(database, sql);
  statement.bind(query.repository, query.issue, query.rater);
  while (statement.step()) {
    take(Label{.repository = statement.text(0),
               .issue = statement.integer(1),
               .rater = statement.text(2),
               .dimension = statement.text(3),
               .code = statement.text(4),
               .confidence = statement.text(5),
               .memo = statement.text(6),
               .evidence = statement.text(7),
               .labelled_at = statement.text(8),
               .codebook = statement.text(9),
               .codebook_version = statement.integer(10),
               .assisted = statement.integer(11) != 0,
               .withdrawn = statement.integer(12) != 0});
  }
}

namespace {

/// The raters' ids; none for a name that is no rater's.
std::vector<std::optional<std::int64_t>> rater_ids(Database& database,
                                                   std::span<const std::string> names) {
  std::vector<std::optional<std::int64_t>> ids;
  Statement query(database, "select id from rater where name = ?");
  for (const std::string& name : names) {
    ids.push_back(query.bind(name).step() ? std::optional(query.integer(0)) : std::nullopt);
  }
  return ids;
}

std::map<std::int64_t, std::string> code_names(Database& database) {
  std::map<std::int64_t, std::string> names;
  Statement query(database, "select id, name from code");
  while (query.step()) names.emplace(query.integer(0), query.text(1));
  return names;
}

}  // namespace

std::vector<RatedItem> rated_items(Database& database, const std::string& dimension,
                                   std::span<const std::string> rater_names,
                                   std::optional<std::int64_t> sample_id) {
  const std::vector<std::optional<std::int64_t>> raters = rater_ids(database, rater_names);
  const std::map<std::int64_t, std::string> codes = code_names(database);
  // In the order in which the labels come.
  Statement issue(database, R"sql(
    select issue.id, repository.name, issue.number
    from issue
    join repository on repository.id = issue.repository_id
    where ?1 is null or issue.id in (select issue_id from sample_item where sample_id = ?1)
    order by issue.id
  )sql");
  bool has_issue = issue.bind(sample_id).step();

  std::vector<RatedItem> items;
  std::optional<std::int64_t> last_issue;
  for_each_newest_label(database, dimension, [&](const NewestLabel& label) {
    const auto rater = std::ranges::find(raters, label.rater_id);
    if (rater == raters.end()) return;
    while (has_issue && issue.integer(0) < label.issue_id) has_issue = issue.step();
    if (!has_issue || issue.integer(0) != label.issue_id) return;
    if (last_issue != label.issue_id) {
      items.push_back({issue.text(1), issue.integer(2),
                       std::vector<std::optional<std::string>>(raters.size()),
                       std::vector<bool>(raters.size())});
      last_issue = label.issue_id;
    }
    const auto position = static_cast<std::size_t>(rater - raters.begin());
    items.back().codes[position] = codes.at(label.code_id);
    items.back().assisted[position] = label.assisted;
  });
  std::ranges::sort(items, {},
                    [](const RatedItem& item) { return std::tie(item.repository, item.issue); });
  return items;
}

}  // namespace faultline::data
