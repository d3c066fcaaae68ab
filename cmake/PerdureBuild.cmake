# How everything in this tree is compiled: standard, warnings, sanitizers, ccache, the linker.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Paths below the sources are hashed relative to them, so that two clones share objects.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_NOHASHDIR=1
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${CCACHE})
endif()

# A fifth of the time that it takes to compile each file by itself. Names that a file has for itself must then not be
# those of another of its folder.
option(PERDURE_UNITY "Compile several files of a folder at a time" ON)
set(CMAKE_UNITY_BUILD ${PERDURE_UNITY})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 10)

find_program(MOLD mold)
if(MOLD AND NOT PERDURE_SANITIZE)
  add_link_options(-fuse-ld=mold)
endif()

# Also for what tests compile by themselves.
set(sanitize "")
if(PERDURE_SANITIZE)
  # What they find ends the program: a test that goes on would be told as passed.
  set(sanitize -fsanitize=${PERDURE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_compile_options(${sanitize})
  add_link_options(-fsanitize=${PERDURE_SANITIZE})
endif()
list(JOIN sanitize " " PERDURE_SANITIZE_FLAGS)

# Ours to keep clean; the code of ANTLR and of users is not compiled with it.
add_library(perdure_warnings INTERFACE)
target_compile_options(perdure_warnings INTERFACE -Wall -Wextra -Wconversion -Wshadow
                       # GCC 12 sees overlaps in std::string that are none (GCC bug 105651).
                       $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
                       # What a file has for itself it also has where others are compiled with it.
                       $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${PERDURE_UNITY}>>:-Wno-subobject-linkage>
                       $<$<BOOL:${PERDURE_WERROR}>:-Werror>)

# perdure_stage(NAME sources… LINK libraries…): a library of this tree, included from the root.
function(perdure_stage name)
  cmake_parse_arguments(arg "" "" "LINK;LINK_PRIVATE" ${ARGN})
  add_library(${name} STATIC ${arg_UNPARSED_ARGUMENTS})
  target_include_directories(${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
  target_link_libraries(${name} PUBLIC ${arg_LINK}
                        PRIVATE ${arg_LINK_PRIVATE} $<BUILD_INTERFACE:perdure_warnings>)
endfunction()
