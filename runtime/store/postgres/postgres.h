// The PostgreSQL store: many processes on many machines, one database.
#pragma once

#include <perdure/store.h>

#include <memory>
#include <string_view>

namespace perdure::postgres {

// `uri` as libpq has it, with `schema=NAME` among its parameters if it is not to be `perdure`. Throws as
// perdure::open does.
std::unique_ptr<Store> open(std::string_view uri);

}  // namespace perdure::postgres
