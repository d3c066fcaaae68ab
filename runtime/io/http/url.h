// Addresses and their coding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace perdure::http {

// `%20` for whatever is neither a letter, a digit nor one of -._~ (RFC 3986, 2.3).
std::string encoded(std::string_view text);
// Back; in forms `+` is a blank. What is no code stays.
std::string decoded(std::string_view text, bool form);

struct Url {
  std::string origin;  // "http://example.org:8080"
  std::string path;    // "/sessions/1?x=y", never empty.
};
// Nothing where the text is no address of http or https without a user's name.
std::optional<Url> parse_url(std::string_view text);

}  // namespace perdure::http
