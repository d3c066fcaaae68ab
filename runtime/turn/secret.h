// Secrets of tokens, and what stores may know of them.
#pragma once

#include <perdure/tokens.h>

#include <string>
#include <string_view>

namespace perdure::turn {

// 256 bits from the system's generator, in 64 hexadecimal digits. Throws Error(StoreFailure) if it has none.
std::string random_secret();

TokenHash hash_of(std::string_view secret);

}  // namespace perdure::turn
