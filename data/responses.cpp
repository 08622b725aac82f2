#include "data/responses.h"

#include "data/compression.h"
#include "data/statement.h"

namespace faultline::data {

namespace {

Response read_response(const Statement& row) {
  return {.id = row.integer(0),
          .repository_id = row.optional_integer(1),
          .method = row.text(2),
          .url = row.text(3),
          .request = row.text(4),
          .status = static_cast<int>(row.integer(5)),
          .etag = row.optional_text(6),
          .link = row.optional_text(7),
          .received_at = row.text(8),
          .body = decompress(row.blob(9))};
}

}  // namespace

void store_response(Database& database, const Response& response) {
  const std::string body = compress(response.body);
  Statement(database, R"sql(
    insert into response
      (repository_id, method, url, request, status, etag, link, received_at, body)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)
  )sql")
      .bind(response.repository_id, response.method, response.url, response.request,
            response.status, response.etag, response.link, response.received_at, Blob{body})
      .run();
}

std::optional<Response> find_response(Database& database, const std::string& url) {
  Statement query(database, R"sql(
    select id, repository_id, method, url, coalesce(request, ''), status, etag, link, received_at,
      body
    from response
    where url = ? and etag is not null
    order by id desc
    limit 1
  )sql");
  query.bind(url);
  if (!query.step()) return std::nullopt;
  return read_response(query);
}

void for_each_response(Database& database, const std::function<void(const Response&)>& take) {
  // One at a time, so that what is done with an answer may write to the same database.
  Statement query(database, R"sql(
    select id, repository_id, method, url, coalesce(request, ''), status, etag, link, received_at,
      body
    from response
    where id > ?
    order by id
    limit 1
  )sql");
  std::int64_t last = 0;
  for (;;) {
    query.bind(last);
    if (!query.step()) return;
    const Response response = read_response(query);
    last = response.id;
    take(response);
  }
}

}  // namespace faultline::data
