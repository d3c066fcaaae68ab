// The parameters of a query, each read once as what it has to be.
#pragma once

#include <perdure/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perdure::console {

// What is wrong with one is a Refusal that names it, and so is one that nobody reads.
class Parameters {
 public:
  explicit Parameters(std::vector<std::pair<std::string, std::string>> query);

  // Empty where it is not there; of at most `longest` bytes.
  std::string text(std::string_view name, std::size_t longest = 1000);
  // Each of that name, at most `most`.
  std::vector<std::string> texts(std::string_view name, std::size_t most);
  std::int64_t number(std::string_view name, std::int64_t otherwise, std::int64_t least,
                      std::int64_t most);
  // How many a page may have.
  std::size_t limit(std::size_t otherwise = 100, std::size_t most = 1000);
  std::optional<Timestamp> time(std::string_view name);
  std::optional<EventId> id(std::string_view name);

  // After the last of them was read.
  void finish() const;

 private:
  std::optional<std::string> take(std::string_view name);

  std::vector<std::pair<std::string, std::string>> query_;
};

// As Parameters has one; `name` is whose it is.
EventId parse_id(std::string_view text, std::string_view name);

}  // namespace perdure::console
