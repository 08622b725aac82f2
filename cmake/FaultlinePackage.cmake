# The Debian package, made by ./package.sh: what `cmake --install` brings, below /usr.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME faultline)
set(CPACK_PACKAGE_CONTACT "Faultline developers <noreply@example.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "failure studies of deep-learning model converters")
set(CPACK_PACKAGE_DESCRIPTION
"Faultline reruns, labels and reports failure studies of deep-learning model
converters such as torch.onnx and tf2onnx: it collects issues from GitHub,
screens and samples them, lets raters label them in the terminal, measures their
agreement, and prints the tables and figures of the published study from any
data. A study is a folder with a protocol and an SQLite database.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS ${CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS})

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Loaded when GitHub is asked, so that dpkg-shlibdeps does not see it.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libcurl4 (>= 7.85.0)")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gnuplot-nox, fonts-dejavu-core, ca-certificates")
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

# What Debian's policy wants elsewhere or in another form.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/debian_layout.cmake)
include(CPack)
