// What a notification says: which schema got work, or is about to get some, in which of its lanes, and whose word it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace perdure::postgres {

// Lanes that got work. Named one by one, so that who is woken goes straight there, as long as they are few.
class LanesWithWork {
 public:
  // None as yet.
  LanesWithWork() = default;
  // Any may have.
  static LanesWithWork any();

  void add(std::int32_t lane);
  void add(const LanesWithWork& others);

  bool empty() const { return !any_ && named_.empty(); }
  // Nothing where any lane may have work.
  const std::set<std::int32_t>& named() const { return named_; }

 private:
  static constexpr std::size_t MostNamed = 16;

  bool any_ = false;
  std::set<std::int32_t> named_;
};

struct Word {
  LanesWithWork lanes;
  std::string origin;        // Who said it; empty: whoever it was.
  bool is_foretold = false;  // The work is not committed yet. Of lanes that are named.
};

// "shop:3,17@5f0c", without what is not known: plain SQL says "shop". What is foretold: "shop?3,17@5f0c".
std::string text_of(const Word& word, std::string_view schema);
// Nothing where it is not of that schema.
std::optional<Word> word_from(std::string_view text, std::string_view schema);

}  // namespace perdure::postgres
