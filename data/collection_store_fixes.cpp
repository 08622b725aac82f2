#include "data/collection_store.h"

namespace faultline::data {

bool CollectionStore::store_fix(std::int64_t issue_id, const Fix& fix) {
  Statement& insert = statement_(R"sql(
    insert into fix (issue_id, kind, repository, ref, title, state, merged_at)
    values (?, ?, ?, ?, ?, ?, ?)
    on conflict (issue_id, kind, repository, ref) do nothing
    returning id
  )sql");
  std::optional<std::int64_t> added;
  insert.bind(issue_id, fix.kind, fix.repository, fix.ref, fix.title, fix.state, fix.merged_at);
  while (insert.step()) added = insert.integer(0);
  if (added) {
    ++changes_;
    return !copy_fix(*added, fix);
  }
  Statement& query = statement_(R"sql(
    select id, read_at is not null and (?5 is null or state is ?5) and (?6 is null or merged_at is ?6)
    from fix
    where issue_id = ?1 and kind = ?2 and repository = ?3 and ref = ?4
  )sql");
  std::int64_t id = 0;
  bool as_read = false;
  query.bind(issue_id, fix.kind, fix.repository, fix.ref, fix.state, fix.merged_at);
  while (query.step()) {
    id = query.integer(0);
    as_read = query.integer(1) != 0;
  }
  run(statement_(R"sql(
        update fix
        set title = coalesce(?2, title), state = coalesce(?3, state),
          merged_at = coalesce(?4, merged_at)
        where id = ?1
          and (title, state, merged_at)
            is not (coalesce(?2, title), coalesce(?3, state), coalesce(?4, merged_at))
      )sql")
          .bind(id, fix.title, fix.state, fix.merged_at));
  return !as_read && !copy_fix(id, fix);
}

/// Takes facts and files of the same fix from another issue that has read them in this state.
bool CollectionStore::copy_fix(std::int64_t fix_id, const Fix& fix) {
  Statement& query = statement_(R"sql(
    select id
    from fix
    where kind = ?1 and repository = ?2 and ref = ?3 and id <> ?6 and read_at > ''
      and (?4 is null or state is ?4) and (?5 is null or merged_at is ?5)
      and not exists (
        select 1
        from pending
        where pending.kind in ('fix', 'files', 'pulls') and subject = ?1 || ' ' || ?2 || ' ' || ?3)
    order by read_at, id
    limit 1
  )sql");
  std::optional<std::int64_t> other;
  query.bind(fix.kind, fix.repository, fix.ref, fix.state, fix.merged_at, fix_id);
  while (query.step()) other = query.optional_integer(0);
  if (!other) return false;
  run(statement_(R"sql(
        update fix
        set (title, state, merged_at, pull_request, files_complete, read_at, patches) = (
          select title, state, merged_at, pull_request, files_complete, read_at, patches
          from fix as other
          where other.id = ?)
        where id = ?
      )sql")
          .bind(*other, fix_id));
  drop_files(fix_id);
  run(statement_(R"sql(
        insert into changed_file (fix_id, path, additions, deletions, patch, patch_cut)
        select ?, path, additions, deletions, patch, patch_cut
        from changed_file
        where fix_id = ?
      )sql")
          .bind(fix_id, *other));
  return true;
}

void CollectionStore::store_fix_facts(const FixName& name, const Fix& facts, bool first,
                                      const std::string& read_at) {
  for (const std::int64_t id : fix_ids(name)) {
    run(statement_(R"sql(
          update fix
          set title = coalesce(?, title), state = coalesce(?, state),
            merged_at = coalesce(?, merged_at), pull_request = coalesce(?, pull_request),
            files_complete = ?, read_at = ?
          where id = ?
        )sql")
            .bind(facts.title, facts.state, facts.merged_at, facts.pull_request,
                  facts.files_complete, read_at, id));
    if (first) {
      drop_files(id);
      run(statement_("update fix set patches = null where id = ? and patches is not null")
              .bind(id));
    }
    add_files(id, facts.files);
  }
}

void CollectionStore::store_pull_request(const FixName& commit,
                                         std::optional<std::int64_t> pull_request) {
  for (const std::int64_t id : fix_ids(commit)) {
    run(statement_("update fix set pull_request = ?1 where id = ?2 and pull_request is not ?1")
            .bind(pull_request, id));
  }
}

void CollectionStore::store_patches(const FixName& name, std::span<const ChangedFile> files,
                                    std::string_view patches) {
  for (const std::int64_t id : fix_ids(name)) {
    add_files(id, files);
    if (patches.empty()) continue;
    run(statement_(R"sql(
          update fix
          set patches = ?2, files_complete = files_complete or ?2 <> 'none'
          where id = ?1
        )sql")
            .bind(id, patches));
  }
}

std::vector<std::int64_t> CollectionStore::fix_ids(const FixName& name) {
  std::vector<std::int64_t> ids;
  Statement& query =
      statement_("select id from fix where kind = ? and repository = ? and ref = ? order by id");
  query.bind(name.kind, name.repository, name.ref);
  while (query.step()) ids.push_back(query.integer(0));
  return ids;
}

void CollectionStore::drop_files(std::int64_t fix_id) {
  run(statement_("delete from changed_file where fix_id = ?").bind(fix_id));
}

void CollectionStore::add_files(std::int64_t fix_id, std::span<const ChangedFile> files) {
  for (const ChangedFile& file : files) {
    run(statement_(R"sql(
          insert into changed_file (fix_id, path, additions, deletions, patch, patch_cut)
          values (?, ?, ?, ?, ?, ?)
          on conflict (fix_id, path) do update
          set additions = excluded.additions, deletions = excluded.deletions,
            patch = excluded.patch, patch_cut = excluded.patch_cut
        )sql")
            .bind(fix_id, file.path, file.additions, file.deletions, file.patch, file.patch_cut));
  }
}

}  // namespace faultline::data
