#include "support/github_server/rest_page.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace faultline::test {

namespace {

std::string percent_encoded(const std::string& text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~";
  std::string encoded;
  for (const char c : text) {
    encoded += kPlain.find(c) != std::string_view::npos
                   ? std::string(1, c)
                   : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

std::size_t number(const std::string& text, std::size_t otherwise) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value > 0 ? value : otherwise;
}

}  // namespace

std::string RestRequest::parameter(const std::string& name, const std::string& otherwise) const {
  const auto found = query.find(name);
  return found == query.end() ? otherwise : found->second;
}

std::size_t per_page(const RestRequest& request, PageSize size) {
  return std::min(size.most, number(request.parameter("per_page", ""), size.usual));
}

std::string link_to(const RestRequest& request, const std::string& link_path,
                    const std::map<std::string, std::string>& changed,
                    const std::string& relation) {
  std::map<std::string, std::string> query = request.query;
  for (const auto& [name, value] : changed) query[name] = value;
  std::vector<std::string> parts;
  for (const auto& [name, value] : query) parts.push_back(name + "=" + percent_encoded(value));
  return fmt::format("<{}{}?{}>; rel=\"{}\"", request.root, link_path, join(parts, "&"), relation);
}

PageRange page_range(const RestRequest& request, const std::string& link_path, std::size_t total,
                     PageSize page_size) {
  const std::size_t size = per_page(request, page_size);
  const std::size_t page = number(request.parameter("page", ""), 1);
  const std::size_t pages = (total + size - 1) / size;
  PageRange range;
  range.begin = std::min(total, (page - 1) * size);
  range.end = std::min(total, range.begin + size);
  std::vector<std::string> links;
  const auto add = [&](std::size_t target, const char* relation) {
    links.push_back(link_to(request, link_path, {{"page", std::to_string(target)}}, relation));
  };
  if (page > 1) add(page - 1, "prev");
  if (page < pages) add(page + 1, "next");
  if (page < pages) add(pages, "last");
  if (page > 1) add(1, "first");
  if (!links.empty()) range.link = join(links, ", ");
  return range;
}

}  // namespace faultline::test
