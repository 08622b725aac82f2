# Run by CPack over the installed files before they are packed: Debian's places and forms for the
# completion of zsh, the licence and the changelog.
set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share)
set(documents ${share}/doc/faultline)

file(RENAME ${share}/zsh/site-functions ${share}/zsh/vendor-completions)

file(REMOVE ${documents}/LICENSE)
file(WRITE ${documents}/copyright
"Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: faultline

Files: *
Copyright: The Faultline developers
License: Apache-2.0
 On Debian systems, the text of this licence is in
 /usr/share/common-licenses/Apache-2.0.
")

# SOURCE_DATE_EPOCH fixes the time, where package.sh sets it.
string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${documents}/changelog.Debian
"faultline (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium

  * What is new stands in changelog.gz.

 -- ${CPACK_PACKAGE_CONTACT}  ${now}
")
file(RENAME ${documents}/CHANGELOG.md ${documents}/changelog)
execute_process(COMMAND gzip -9 -n ${documents}/changelog ${documents}/changelog.Debian
                COMMAND_ERROR_IS_FATAL ANY)

file(GLOB made ${documents}/copyright ${documents}/changelog*)
file(CHMOD ${made} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
