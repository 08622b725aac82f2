# What `cmake --install` brings: the program, its manual, the completion of shells, documents.
# cmake/FaultlinePackage.cmake makes a Debian package of the same.
include(GNUInstallDirs)

# Folders are readable for all, whatever the umask of who installs.
set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

install(TARGETS faultline RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# The program prints its own manual; -n keeps names and times out of the compressed pages.
set(manual ${CMAKE_BINARY_DIR}/manual)
add_custom_command(
  OUTPUT ${manual}.done
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${manual}
  COMMAND faultline show manual --out ${manual}
  COMMAND sh -c "gzip -9 -n ${manual}/*.1"
  COMMAND ${CMAKE_COMMAND} -E touch ${manual}.done
  DEPENDS faultline
  VERBATIM)
add_custom_target(faultline_manual ALL DEPENDS ${manual}.done)
install(DIRECTORY ${manual}/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

set(completion ${CMAKE_SOURCE_DIR}/app/completion)
install(FILES ${completion}/faultline.bash
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME faultline)
install(FILES ${completion}/faultline.zsh
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _faultline)
install(FILES ${completion}/faultline.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

install(FILES README.md CHANGELOG.md CITATION.cff LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} PATTERN include_graph EXCLUDE)
