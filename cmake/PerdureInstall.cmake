# What `cmake --install` puts where, and the package that find_package(perdure) finds.
include(CMakePackageConfigHelpers)

install(TARGETS perdure_machine perdure_testing perdure_runtime perdure_command_line perdurec perdure EXPORT perdureTargets
        FILE_SET HEADERS)
if(PERDURE_ECMASCRIPT)
  install(TARGETS perdure_ecmascript EXPORT perdureTargets)
endif()
if(PERDURE_METRICS)
  install(TARGETS perdure_metrics EXPORT perdureTargets FILE_SET HEADERS)
endif()
if(PERDURE_HTTP)
  install(TARGETS perdure_http EXPORT perdureTargets FILE_SET HEADERS)
endif()
install(EXPORT perdureTargets NAMESPACE perdure:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/perdure)

configure_package_config_file(cmake/perdureConfig.cmake.in ${PROJECT_BINARY_DIR}/perdureConfig.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/perdure)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/perdureConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/perdureConfig.cmake ${PROJECT_BINARY_DIR}/perdureConfigVersion.cmake
              cmake/PerdureCharts.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/perdure)
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
