// The SQLite store: one file, no server; as many processes as there are on its machine.
#pragma once

#include <perdure/store.h>

#include <memory>
#include <string>

namespace perdure::sqlite {

// `path` is a file's name, made where it is missing. Throws as perdure::open().
std::unique_ptr<Store> open(const std::string& path);

}  // namespace perdure::sqlite
