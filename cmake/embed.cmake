# The script behind perdure_embed(): writes FILES as raw string literals into OUT.
set(text "// Made by cmake/embed.cmake. Do not edit.\n#pragma once\n\n#include <string_view>\n\n")
string(APPEND text "namespace ${NAMESPACE} {\n\nstruct File {\n  std::string_view name;\n  std::string_view text;\n};\n\n")
string(APPEND text "inline constexpr File files[] = {\n")
foreach(file IN LISTS FILES)
  file(RELATIVE_PATH name ${BASE} ${file})
  # Read as hexadecimal: file(READ) would trip over semicolons and brackets in lists.
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "(..)" "\\\\x\\1" escaped "${hex}")
  # One literal per 60 bytes keeps lines short.
  string(REGEX REPLACE "((\\\\x..)(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?)" "     \"\\1\"\n" lines "${escaped}")
  if(lines STREQUAL "")
    set(lines "     \"\"\n")
  endif()
  string(APPEND text "    {\"${name}\",\n${lines}    },\n")
endforeach()
string(APPEND text "};\n\n}  // namespace ${NAMESPACE}\n")
file(WRITE ${OUT} "${text}")
