# perdure_add_charts(TARGET FILES… [NAMESPACE a.b] [INCLUDE DIRS…] [DOCS DIR] [DIAGRAMS DIR]): charts as sources of a target.
#
# Each file.chart is compiled by perdurec into file.chart.h and file.chart.cpp, which become part of TARGET:
# its sources include "file.chart.h". They are made anew when the chart, or a chart that it imports,
# changes. A chart that others import is listed too, here or for a library that TARGET links. SCXML documents are files
# like others; NAMESPACE is theirs, and INCLUDE where they may name files besides their own directories.
#
# DOCS and DIAGRAMS make, with the target, a page of each file with an index of them all, DIR/index.html, and a picture of
# each chart, DIR/<chart>.svg. DIR is relative to the binary directory.
#
# The same in Perdure's own tree and from find_package(perdure).
function(perdure_add_charts target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAMESPACE;DOCS;DIAGRAMS" "INCLUDE")
  if(NOT TARGET ${target})
    message(FATAL_ERROR "perdure_add_charts: there is no target ${target}")
  endif()
  if(NOT arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "perdure_add_charts(${target}): name the files")
  endif()
  set(directory ${CMAKE_CURRENT_BINARY_DIR}/charts/${target})
  set(sources "")
  set(charts "")
  set(options "")
  if(arg_NAMESPACE)
    list(APPEND options --namespace ${arg_NAMESPACE})
  endif()
  foreach(folder IN LISTS arg_INCLUDE)
    cmake_path(ABSOLUTE_PATH folder BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
    list(APPEND options --include ${folder})
  endforeach()
  foreach(file IN LISTS arg_UNPARSED_ARGUMENTS)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
    cmake_path(GET file FILENAME name)
    if(NOT EXISTS ${file})
      message(FATAL_ERROR "perdure_add_charts(${target}): there is no file ${file}")
    endif()
    set(outputs ${directory}/${name}.h ${directory}/${name}.cpp)
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND perdure::perdurec compile ${file} ${options} -o ${directory}
              --depfile ${directory}/${name}.d
      DEPENDS ${file} perdure::perdurec
      DEPFILE ${directory}/${name}.d
      COMMENT "Compiling ${name}"
      VERBATIM)
    list(APPEND sources ${outputs})
    list(APPEND charts ${file})
  endforeach()
  target_sources(${target} PRIVATE ${sources})
  if(arg_DOCS)
    perdure_describe_charts(docs ${arg_DOCS})
  endif()
  if(arg_DIAGRAMS)
    perdure_describe_charts(diagram ${arg_DIAGRAMS})
  endif()
  target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${directory}>)
  target_link_libraries(${target} PUBLIC perdure::machine)
  # Documents bring the engine of their data model, where this build of Perdure has it.
  if("${arg_UNPARSED_ARGUMENTS}" MATCHES "\\.scxml(;|$)" AND TARGET perdure::ecmascript)
    target_link_libraries(${target} PUBLIC perdure::ecmascript)
  endif()
endfunction()

# Part of perdure_add_charts(): what `perdurec COMMAND` writes of all its files into FOLDER. Generated code changes whenever
# a file does that it was made of, imports included, so that is what it waits for.
function(perdure_describe_charts command folder)
  cmake_path(ABSOLUTE_PATH folder BASE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR} NORMALIZE)
  string(MD5 files "${charts}")
  set(stamp ${directory}/${command}-${files}.stamp)
  add_custom_command(
    OUTPUT ${stamp}
    COMMAND perdure::perdurec ${command} ${charts} ${options} -o ${folder}/
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${charts} ${sources} perdure::perdurec
    COMMENT "Writing ${folder}"
    VERBATIM)
  target_sources(${target} PRIVATE ${stamp})
endfunction()
