// "did you mean …?"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"

namespace perdure {

// The candidate that `word` is most likely a misspelling of, by edit distance; nothing where none
// is near enough to be worth saying. The first wins among equals.
std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string_view>& candidates);

// What charts write where other languages write `word`: `none` for `null`, `&&` for `and`. Nothing where it is none of
// theirs.
std::optional<std::string_view> written_elsewhere(std::string_view word);

// The candidate that is what `word` is elsewhere, or else the nearest.
std::optional<std::string> meant(std::string_view word,
                                 const std::vector<std::string_view>& candidates);

// Hangs the candidate that was meant onto what was just reported. Gives up after so many misspellings that
// comparing each with every name would take long: nobody reads that many notes.
class Suggestions {
 public:
  // `candidates` is called only if it is needed.
  template <typename Candidates>
  void add(Reporter::Reported reported, source::Range range, std::string_view word,
           const Candidates& candidates) {
    if (left_ == 0) return;
    --left_;
    if (const auto found = meant(word, candidates())) {
      reported.note(diag::DidYouMean, range, *found);
    }
  }

 private:
  int left_ = 100;
};

}  // namespace perdure
