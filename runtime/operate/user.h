// Who operates where nobody says who.
#pragma once

#include <string>

namespace perdure::operate {

// The name of the user who runs this process; "user 1000" where the system knows none.
std::string user_name();

}  // namespace perdure::operate
