# The script behind perdure_embed(): writes FILES as raw string literals into OUT.
set(text "// Made by cmake/embed.cmake. Do not edit.\n#pragma once\n\n#include <string_view>\n\n")
string(APPEND text "namespace ${NAMESPACE} {\n\nstruct File {\n  std::string_view name;\n  std::string_view text;\n};\n\n")
string(APPEND text "inline constexpr File files[] = {\n")
foreach(file IN LISTS FILES)
  file(RELATIVE_PATH name ${BASE} ${file})
  # Read as hexadecimal: file(READ) would trip over semicolons and brackets in lists.
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" escaped "${hex}")
  # Sixteen bytes a line.
  string(REGEX REPLACE "(................................................................)" "\\1\"\n     \"" lines "${escaped}")
  string(APPEND text "    {\"${name}\",\n     \"${lines}\"},\n")
endforeach()
string(APPEND text "};\n\n}  // namespace ${NAMESPACE}\n")
file(WRITE ${OUT} "${text}")
