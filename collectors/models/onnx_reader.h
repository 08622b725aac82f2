#pragma once

#include <filesystem>
#include <string_view>

#include "data/models.h"

namespace faultline::collectors {

/// Reads what a study needs to know of an ONNX model (a serialized ModelProto, of which protobuf
/// allows up to 2 GiB) and nothing else: tensors are skipped, in a file without reading them, so
/// that memory goes with the graph and not with the weights. External data is not needed.
///
/// Of the top-level graph the nodes are kept, with the edges between them; of the graphs that
/// attributes hold (the bodies of If, Loop and Scan) and of the model's own functions the operators
/// are counted. Names that are not UTF-8 are made so.
///
/// The file may be broken or hostile: whatever it holds, the reader ends soon and keeps less than
/// 200 MiB.
///
/// @return the model, without name
/// @throws Error (input) where it is not an ONNX model: cut off, malformed, without a graph, with a
///         cycle, with graphs nested more than 100 deep, or larger than any graph of a model
/// Source: onnx.proto of libonnx (IR version 8); the wire format of Protocol Buffers.
[[nodiscard]] data::Model read_onnx(std::string_view bytes);

/// The same from a file.
/// @throws Error also where the file cannot be read
[[nodiscard]] data::Model read_onnx_file(const std::filesystem::path& path);

}  // namespace faultline::collectors
