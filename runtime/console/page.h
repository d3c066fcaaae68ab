// The files of the web page.
#pragma once

#include <string>
#include <vector>

#include "runtime/console/message.h"

namespace perdure::console {

// `/` and whatever is no file is the page itself, which shows what the path says. Throws Refusal(405) for another method
// than GET and HEAD.
Response page_file(const std::string& method, const std::vector<std::string>& path);

}  // namespace perdure::console
