# perdure_embed(TARGET HEADER NAMESPACE BASE FILES…): text files as C++ string constants.
#
# Makes HEADER (as included, below the target's binary include directory), which declares in NAMESPACE
#     inline constexpr perdure_embedded::File files[] = {{"name", "text"}, …};
# with each name relative to BASE. The header is made anew when one of the files changes.
set(PERDURE_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed.cmake)
function(perdure_embed target header namespace base)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded/${header})
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAMESPACE=${namespace} -DBASE=${base}
            "-DFILES=${ARGN}" -P ${PERDURE_EMBED_SCRIPT}
    DEPENDS ${ARGN} ${PERDURE_EMBED_SCRIPT}
    COMMENT "Embedding ${header}"
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/embedded)
endfunction()
