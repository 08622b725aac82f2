#include "data/statement.h"

namespace faultline::data {

namespace {

SQLite::Statement prepare(Database& database, const std::string& sql) {
  try {
    return SQLite::Statement(database.handle(), sql);
  } catch (const SQLite::Exception& exception) {
    throw database.error(exception);
  }
}

}  // namespace

Statement::Statement(Database& database, const std::string& sql)
    : database_(&database), statement_(prepare(database, sql)) {}

void Statement::reset() {
  // What made the last run fail was thrown there; reset only repeats it.
  static_cast<void>(statement_.tryReset());
}

bool Statement::step() {
  try {
    return statement_.executeStep();
  } catch (const SQLite::Exception& exception) {
    throw database_->error(exception);
  }
}

std::int64_t Statement::run() {
  try {
    return statement_.exec();
  } catch (const SQLite::Exception& exception) {
    throw database_->error(exception);
  }
}

bool Statement::is_null(int column) const { return statement_.getColumn(column).isNull(); }

std::int64_t Statement::integer(int column) const {
  return statement_.getColumn(column).getInt64();
}

double Statement::number(int column) const { return statement_.getColumn(column).getDouble(); }

std::string_view Statement::view(int column) const {
  const SQLite::Column value = statement_.getColumn(column);
  const char* text = value.getText();
  return {text, static_cast<std::size_t>(value.getBytes())};
}

std::optional<std::string> Statement::optional_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::string_view Statement::blob(int column) const {
  const SQLite::Column value = statement_.getColumn(column);
  const void* bytes = value.getBlob();
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(value.getBytes())};
}

void Statement::bind_one(int position, std::int64_t value) {
  try {
    statement_.bind(position, value);
  } catch (const SQLite::Exception& exception) {
    throw database_->error(exception);
  }
}

void Statement::bind_one(int position, double value) {
  try {
    statement_.bind(position, value);
  } catch (const SQLite::Exception& exception) {
    throw database_->error(exception);
  }
}

void Statement::bind_one(int position, std::string_view value) {
  try {
    statement_.bind(position, std::string(value));
  } catch (const SQLite::Exception& exception) {
    throw database_->error(exception);
  }
}

void Statement::bind_one(int position, StableText value) {
  try {
    statement_.bindNoCopy(position, value.text());
  } catch (const SQLite::Exception& exception) {
    throw database_->error(exception);
  }
}

void Statement::bind_one(int position, const Blob& value) {
  try {
    statement_.bind(position, value.bytes.data(), static_cast<int>(value.bytes.size()));
  } catch (const SQLite::Exception& exception) {
    throw database_->error(exception);
  }
}

void Statement::bind_null(int position) {
  try {
    statement_.bind(position);
  } catch (const SQLite::Exception& exception) {
    throw database_->error(exception);
  }
}

}  // namespace faultline::data
