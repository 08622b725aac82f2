# faultline_module(<name> SOURCES <file>... [USES <module>...] [LIBRARIES <target>...])
#
# Declares one folder of the house as the static library faultline_<name>. Sources of the module see
# their own headers and those of the modules they use, and no others: each module has an include
# folder of its own, build/include/<name>, in which only that module's name can be found. An include
# that crosses a wall does not compile.
function(faultline_module name)
  cmake_parse_arguments(MODULE "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  set(include_root ${CMAKE_BINARY_DIR}/include/${name})
  file(MAKE_DIRECTORY ${include_root})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${include_root}/${name} SYMBOLIC)

  add_library(faultline_${name} STATIC ${MODULE_SOURCES})
  target_include_directories(faultline_${name} PUBLIC ${include_root})
  list(TRANSFORM MODULE_USES PREPEND faultline_)
  target_link_libraries(faultline_${name} PUBLIC ${MODULE_USES} ${MODULE_LIBRARIES})
endfunction()
