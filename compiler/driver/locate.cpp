// URIs to paths. See locate.h.
#include "compiler/driver/locate.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <optional>
#include <system_error>

namespace perdure::driver {

namespace {

namespace fs = std::filesystem;

// RFC 3986, 3.1: what stands before the first colon, if it can be one.
std::string_view scheme_of(std::string_view uri) {
  const std::string_view scheme = uri.substr(0, uri.find(':'));
  if (scheme.size() == uri.size() || scheme.empty()) return {};
  const auto is_letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
  const bool fits = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' || c == '.';
  });
  return fits && is_letter(scheme.front()) ? scheme : std::string_view();
}

bool is_file(std::string_view scheme) {
  std::string lower;
  for (const char c : scheme)
    lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower == "file";
}

// `%20` is a blank. What is no such thing stays as it is.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned byte = 0;
    const char* digits = text.data() + at + 1;
    if (text[at] == '%' && at + 2 < text.size() &&
        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2 && byte != 0) {
      out += static_cast<char>(byte);
      at += 2;
    } else {
      out += text[at];
    }
  }
  return out;
}

// Both are canonical; a directory may end in a slash.
bool is_below(const fs::path& path, const fs::path& directory) {
  const fs::path relative = path.lexically_relative(directory);
  return !relative.empty() && *relative.begin() != "..";
}

std::optional<fs::path> real_path(const fs::path& path) {
  std::error_code error;
  const fs::path found = fs::weakly_canonical(fs::current_path() / path, error);
  if (error) return std::nullopt;
  return found;
}

}  // namespace

Located locate(std::string_view uri, const std::string& directory,
               const std::vector<std::string>& allowed) {
  const std::string_view scheme = scheme_of(uri);
  std::string name(uri);
  if (!scheme.empty()) {
    if (!is_file(scheme)) return {Located::Outcome::NotLocal, {}};
    uri.remove_prefix(scheme.size() + 1);
    if (uri.substr(0, 2) == "//") {
      // An empty host is this one.
      if (uri.substr(0, 3) != "///") return {Located::Outcome::NotLocal, {}};
      uri.remove_prefix(2);
    }
    name = percent_decoded(uri);
  }
  const fs::path path = (fs::path(directory) / name).lexically_normal();
  const auto real = real_path(path);
  bool is_inside = false;
  std::vector<std::string> roots = allowed;
  roots.push_back(directory);
  for (const std::string& each : roots) {
    const auto root = real_path(each);
    is_inside = is_inside || (real && root && is_below(*real, *root));
  }
  return {is_inside ? Located::Outcome::Allowed : Located::Outcome::Outside, path.string()};
}

}  // namespace perdure::driver
