// What openapi.json promises of an answer.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace perdure::console {

// The description as it is in the repository.
const nlohmann::ordered_json& description();

// Empty where the answer to that request is as described, or the request is of nothing that is; else where it is not.
std::string why_undescribed(const std::string& method, const std::string& target, int status,
                            const std::string& type, const nlohmann::ordered_json& body);

// Whether a path has this form: "/api/sessions/{id}".
bool has_form(const std::string& path, const std::string& form);

}  // namespace perdure::console
