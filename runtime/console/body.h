// The JSON object that is a request's body, its members read once each as what they have to be.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::console {

using Json = nlohmann::ordered_json;

// What is wrong with it is a Refusal that says so, and so is a member that nobody reads. An empty body is an empty
// object.
class Body {
 public:
  explicit Body(std::string_view text);

  bool has(const char* name) const { return json_.contains(name); }
  // Empty where it is not there; of at most `longest` bytes.
  std::string text(const char* name, std::size_t longest = 1000);
  std::string needed_text(const char* name, std::size_t longest = 1000);
  std::vector<std::string> texts(const char* name, std::size_t most);
  std::int64_t number(const char* name, std::int64_t otherwise, std::int64_t least,
                      std::int64_t most);
  bool flag(const char* name);
  // Null where it is not there.
  Json any(const char* name);
  const Json& whole() const { return json_; }

  // After the last of them was read.
  void finish() const;

 private:
  Json json_;
};

}  // namespace perdure::console
