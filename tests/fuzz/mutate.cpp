// How charts and documents are mutated: mostly in whole words and whole lines with what their braces or
// tags hold, so that many of them still parse and the later stages see them, too.
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max);

namespace {

using Random = std::minstd_rand;

struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::size_t below(Random& random, std::size_t limit) { return limit == 0 ? 0 : random() % limit; }

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::vector<Piece> words(std::string_view text) {
  std::vector<Piece> found;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    if (is_letter(text[at])) {
      while (end < text.size() && is_letter(text[end])) ++end;
      found.push_back({at, end});
    }
    at = end;
  }
  return found;
}

// By how much what stands there opens; negative where it closes.
int opens(std::string_view text, std::size_t at, bool is_document) {
  const char c = text[at];
  const char next = at + 1 < text.size() ? text[at + 1] : '\0';
  if (!is_document) return c == '{' ? 1 : c == '}' ? -1 : 0;
  if (c == '<') return next == '/' ? -1 : is_letter(next) ? 1 : 0;
  return c == '/' && next == '>' ? -1 : 0;
}

// A line, and the lines up to where what it opens is closed.
Piece item(std::string_view text, std::size_t near) {
  const bool is_document = text.find("<scxml") != std::string_view::npos;
  std::size_t begin = near;
  while (begin > 0 && text[begin - 1] != '\n') --begin;
  int depth = 0;
  std::size_t end = begin;
  for (; end < text.size(); ++end) {
    depth += opens(text, end, is_document);
    if (text[end] == '\n' && depth <= 0) break;
  }
  return {begin, std::min(end + 1, text.size())};
}

std::string_view of(std::string_view text, Piece piece) {
  return text.substr(piece.begin, piece.end - piece.begin);
}

// Where a line begins.
std::size_t seam(std::string_view text, Random& random) {
  return text.empty() ? 0 : item(text, below(random, text.size())).begin;
}

std::string mutated(std::string text, Random& random) {
  const std::size_t near = below(random, text.size());
  switch (below(random, 5)) {
    case 0: {
      const Piece piece = item(text, near);
      return text.erase(piece.begin, piece.end - piece.begin);
    }
    case 1: {
      const std::string copy(of(text, item(text, near)));
      return text.insert(seam(text, random), copy);
    }
    case 2: {
      const Piece piece = item(text, near);
      const std::string moved(of(text, piece));
      text.erase(piece.begin, piece.end - piece.begin);
      return text.insert(seam(text, random), moved);
    }
    default: {
      const std::vector<Piece> all = words(text);
      if (all.empty()) return text;
      const std::string other(of(text, all[below(random, all.size())]));
      const Piece one = all[below(random, all.size())];
      return text.replace(one.begin, one.end - one.begin, other);
    }
  }
}

std::size_t give(const std::string& text, std::uint8_t* data, std::size_t max) {
  const std::size_t size = std::min(text.size(), max);
  std::memcpy(data, text.data(), size);
  return size;
}

std::string text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max, unsigned int seed) {
  Random random(seed);
  if (size == 0 || below(random, 4) == 0) return LLVMFuzzerMutate(data, size, max);
  std::string text = text_of(data, size);
  for (std::size_t times = 1 + below(random, 3); times > 0; --times) {
    text = mutated(std::move(text), random);
  }
  return give(text, data, max);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size,
                                                 const std::uint8_t* two, std::size_t two_size,
                                                 std::uint8_t* out, std::size_t max,
                                                 unsigned int seed) {
  Random random(seed);
  std::string text = text_of(one, one_size);
  const std::string other = text_of(two, two_size);
  if (!other.empty()) {
    text.insert(seam(text, random), of(other, item(other, below(random, other.size()))));
  }
  return give(text, out, max);
}
