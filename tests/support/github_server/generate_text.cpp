#include "support/github_server/generate_text.h"

#include <fmt/format.h>

#include <array>

namespace faultline::test {

namespace {

template <std::size_t N>
std::string one_of(Random& random, const std::array<const char*, N>& choices) {
  return choices[random.below(N)];
}

std::string sentence(Random& random) {
  static constexpr std::array<const char*, 6> kStart{
      "The exporter fails on",   "Converting with opset 17 breaks", "A wrong shape is inferred for",
      "onnxruntime rejects the", "After the upgrade I cannot load", "Constant folding drops"};
  static constexpr std::array<const char*, 6> kEnd{
      "`aten::upsample_bilinear2d`.", "a `Loop` with two outputs.",  "the einsum of my model.",
      "LSTM layers with batch 1.",    "`Resize` in half precision.", "dynamic axes."};
  return one_of(random, kStart) + " " + one_of(random, kEnd);
}

}  // namespace

std::string generate_title(Random& random) {
  static constexpr std::array<const char*, 10> kTitles{
      "Export of aten::stft fails",
      "[ONNX] Wrong output of Resize",
      "Segfault in constant folding",
      "Conversion hangs with control flow",
      "\"Unsupported\" operator, again",
      "Einsum: shape inference is off by one",
      "\xE5\xAF\xBC\xE5\x87\xBA ONNX \xE5\xA4\xB1\xE8\xB4\xA5",
      "<script>alert(1)</script> in node names",
      "tab\there, comma, and 'quotes'",
      "caf\xC3\xA9 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC model breaks"};
  return fmt::format("{} ({})", one_of(random, kTitles), random.below(10000));
}

std::string generate_body(Random& random) {
  static constexpr std::array<const char*, 7> kHard{
      "\x1b[31mred\x1b[0m and \x07 bells",
      "right-to-left \xE2\x80\xAE txt.exe",
      "'; drop table issue; --",
      "| a | b |\n|---|---|\n| 1 | \\| |",
      "=HYPERLINK(\"x\")\r\nsecond line\r\n",
      "```python\nimport torch\ntorch.onnx.export(model, x, 'm.onnx')\n```",
      "zero \xE2\x80\x8B width, combining e\xCC\x81, \xF0\x9F\xA4\xB7\xF0\x9F\x8F\xBD"};
  if (random.below(12) == 0) return {};
  std::string body = sentence(random);
  const std::uint64_t more = random.below(4);
  for (std::uint64_t i = 0; i < more; ++i) body += "\n\n" + sentence(random);
  if (random.below(4) == 0) body += "\n\n" + one_of(random, kHard);
  return body;
}

std::vector<FileChange> generate_files(Random& random, std::int64_t count) {
  std::vector<FileChange> files;
  for (std::int64_t i = 0; i < count; ++i) {
    FileChange file;
    file.path = fmt::format("src/onnx/pass_{:04}.{}", i, i % 3 == 0 ? "cpp" : "py");
    file.status = i % 5 == 1 ? "added" : "modified";
    file.additions = 1;
    file.deletions = file.status == "added" ? 0 : 1;
    file.patch = file.status == "added"
                     ? fmt::format("@@ -0,0 +1 @@\n+value = {}", random.below(1000))
                     : fmt::format("@@ -1 +1 @@\n-value = 1\n+value = {}", random.below(1000));
    if (i == 2) {
      file.status = "renamed";
      file.previous_path = "src/onnx/old_name.py";
    }
    if (i == 4) {
      file.path = "docs/picture.png";
      file.additions = 0;
      file.deletions = 0;
      file.patch.reset();
    }
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace faultline::test
