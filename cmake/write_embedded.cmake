# Writes the source that faultline_embed adds. Called at build time with OUTPUT, FUNCTION, ROOT and
# FILES (names separated by commas).
string(REPLACE "," ";" names "${FILES}")
list(LENGTH names count)

file(WRITE ${OUTPUT}.new "#include <array>\n\n#include \"base/embedded.h\"\n\nnamespace faultline {\n\n")
file(APPEND ${OUTPUT}.new "std::span<const EmbeddedFile> ${FUNCTION}();\n\n")
file(APPEND ${OUTPUT}.new "std::span<const EmbeddedFile> ${FUNCTION}() {\n")
file(APPEND ${OUTPUT}.new "  static constexpr std::array<EmbeddedFile, ${count}> kFiles{{\n")
foreach(name IN LISTS names)
  file(READ ${ROOT}/${name} content)
  file(APPEND ${OUTPUT}.new "{\"${name}\", R\"faultline(" "${content}" ")faultline\"},\n")
endforeach()
file(APPEND ${OUTPUT}.new "  }};\n  return kFiles;\n}\n\n}  // namespace faultline\n")
file(RENAME ${OUTPUT}.new ${OUTPUT})
