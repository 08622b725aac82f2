#include "collectors/models/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <system_error>

#include "base/error.h"
#include "base/parallel.h"
#include "base/text.h"
#include "collectors/models/onnx_reader.h"
#include "data/models.h"

namespace faultline::collectors {

namespace {

/// Models that wait to be stored, for each thread that reads.
constexpr std::size_t kWaitingPerThread = 4;

std::string sentence(const Error& error) {
  std::vector<std::string> parts{error.message()};
  parts.insert(parts.end(), error.reasons().begin(), error.reasons().end());
  return join(parts, ": ");
}

data::Model read_model(const ModelFile& file) {
  data::Model model;
  try {
    model = read_onnx_file(file.path);
  } catch (const Error& error) {
    model.problem = sentence(error);
    std::error_code unknown;
    const auto bytes = std::filesystem::file_size(file.path, unknown);
    model.bytes = unknown ? 0 : static_cast<std::int64_t>(bytes);
  }
  model.name = file.name;
  return model;
}

void require_different_names(const std::vector<ModelFile>& files) {
  for (std::size_t i = 1; i < files.size(); ++i) {
    if (files[i - 1].name != files[i].name) continue;
    throw Error(fmt::format("two models have the name '{}'", files[i].name))
        .because(files[i - 1].path.string())
        .because(files[i].path.string())
        .help("scan the folder above both, or make two sets of them");
  }
}

}  // namespace

std::vector<ModelFile> find_model_files(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_regular_file(path, error)) return {{path, path.filename().string()}};
  std::vector<ModelFile> files;
  std::filesystem::recursive_directory_iterator entry(path, error);
  for (; !error && entry != std::filesystem::recursive_directory_iterator();
       entry.increment(error)) {
    std::error_code unknown;
    if (entry->path().extension() != ".onnx" || !entry->is_regular_file(unknown)) continue;
    files.push_back({entry->path(),
                     replace_broken_utf8(entry->path().lexically_relative(path).generic_string())});
  }
  if (error) {
    throw Error("the folder cannot be read").at(path.string()).because(error.message());
  }
  if (files.empty()) {
    throw Error("there is no model here")
        .at(path.string())
        .because("neither the folder nor one below it holds a file that ends in .onnx");
  }
  std::sort(files.begin(), files.end(),
            [](const ModelFile& a, const ModelFile& b) { return a.name < b.name; });
  return files;
}

ModelScan scan_models(data::Database& database, const std::vector<ModelFile>& files,
                      const std::string& set,
                      const std::function<void(std::int64_t done)>& progress) {
  std::vector<ModelFile> in_order = files;
  std::sort(in_order.begin(), in_order.end(),
            [](const ModelFile& a, const ModelFile& b) { return a.name < b.name; });
  require_different_names(in_order);
  ModelScan result;
  const std::size_t chunk = available_threads() * kWaitingPerThread;
  database.transaction([&] {
    data::ModelSetWriter writer(database, set);
    for (std::size_t begin = 0; begin < in_order.size(); begin += chunk) {
      const auto part =
          std::span(in_order).subspan(begin, std::min(chunk, in_order.size() - begin));
      std::vector<data::Model> models(part.size());
      parallel_for(part.size(), [&](std::size_t i) { models[i] = read_model(part[i]); });
      for (const data::Model& model : models) {
        writer.add(model);
        if (model.problem) {
          result.broken.push_back({model.name, *model.problem});
          continue;
        }
        ++result.models;
        result.nodes += std::count_if(
            model.vertices.begin(), model.vertices.end(),
            [](const auto& vertex) { return vertex.kind == data::VertexKind::kNode; });
      }
      if (progress) progress(static_cast<std::int64_t>(begin + part.size()));
    }
    writer.finish();
  });
  return result;
}

}  // namespace faultline::collectors
