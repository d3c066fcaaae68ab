// "did you mean …?"
#include "compiler/diagnostics/suggest.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace perdure {

namespace {

// What others write, and charts.
constexpr std::pair<std::string_view, std::string_view> Elsewhere[] = {
    {"and", "&&"},
    {"or", "||"},
    {"not", "!"},
    {"=", "=="},
    {"=>", "->"},
    {"\u2192", "->"},
    {"'", "\""},
    {"\u201c", "\""},
    {"\u201d", "\""},
    {"null", "none"},
    {"nil", "none"},
    {"nullptr", "none"},
    {"undefined", "none"},
    {"integer", "int"},
    {"long", "int"},
    {"double", "float"},
    {"number", "float"},
    {"boolean", "bool"},
    {"str", "string"},
    {"text", "string"},
    {"array", "list"},
    {"vector", "list"},
    {"dict", "map"},
    {"date", "timestamp"},
    {"datetime", "timestamp"},
    {"time", "timestamp"},
};

// Longer words are not names that somebody mistyped.
constexpr std::size_t LongestWord = 100;

bool equal_but_for_case(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

// Insertions, deletions, replacements and swaps of neighbours; a change of case costs a half, so
// counts are in halves.
std::size_t distance_in_halves(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = 2 * j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = 2 * i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char x = a[i - 1];
      const char y = b[j - 1];
      const std::size_t replaced = x == y ? 0 : equal_but_for_case(x, y) ? 1 : 2;
      row[j] = std::min({last[j] + 2, row[j - 1] + 2, last[j - 1] + replaced});
      if (i > 1 && j > 1 && x == b[j - 2] && a[i - 2] == y) {
        row[j] = std::min(row[j], before[j - 2] + 2);
      }
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string_view>& candidates) {
  if (word.size() > LongestWord) return std::nullopt;
  // A third of the word may be wrong.
  std::size_t best = 2 * std::max<std::size_t>(1, word.size() / 3) + 1;
  std::optional<std::string> found;
  for (std::string_view candidate : candidates) {
    const std::size_t shorter = std::min(word.size(), candidate.size());
    const std::size_t longer = std::max(word.size(), candidate.size());
    if (2 * (longer - shorter) >= best) continue;
    const std::size_t distance = distance_in_halves(word, candidate);
    // As many changes as letters is another word.
    if (distance < best && distance < 2 * longer) {
      best = distance;
      found = std::string(candidate);
    }
  }
  return found;
}

std::optional<std::string_view> written_elsewhere(std::string_view word) {
  for (const auto& [theirs, ours] : Elsewhere) {
    if (theirs == word) return ours;
  }
  return std::nullopt;
}

std::optional<std::string> meant(std::string_view word,
                                 const std::vector<std::string_view>& candidates) {
  const auto ours = written_elsewhere(word);
  if (ours && std::find(candidates.begin(), candidates.end(), *ours) != candidates.end()) {
    return std::string(*ours);
  }
  return nearest(word, candidates);
}

}  // namespace perdure
