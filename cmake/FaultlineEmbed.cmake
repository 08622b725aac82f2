# faultline_embed(<target> <function> FILES <file>...)
#
# Puts text files inside the program, so that it works wherever it is installed. Adds to <target> a
# source that defines
#   std::span<const faultline::EmbeddedFile> faultline::<function>()
# with the files in the order given; a file's name is its path below the current source folder.
function(faultline_embed target function)
  cmake_parse_arguments(EMBED "" "" "FILES" ${ARGN})
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp)
  set(paths)
  foreach(file IN LISTS EMBED_FILES)
    list(APPEND paths ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  endforeach()
  string(REPLACE ";" "," names "${EMBED_FILES}")
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DFUNCTION=${function} -DFILES=${names}
            -DROOT=${CMAKE_CURRENT_SOURCE_DIR} -P ${CMAKE_SOURCE_DIR}/cmake/write_embedded.cmake
    DEPENDS ${paths} ${CMAKE_SOURCE_DIR}/cmake/write_embedded.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
