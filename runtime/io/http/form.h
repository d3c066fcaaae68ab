// Parameters as forms and queries carry them (application/x-www-form-urlencoded).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perdure::http {

using Fields = std::vector<std::pair<std::string, std::string>>;

Fields parse_form(std::string_view text);
std::string form(const Fields& fields);

}  // namespace perdure::http
