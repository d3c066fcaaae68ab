#include "runtime/data/ecmascript/utf8.h"

#include <perdure/utf8.h>

#include <cstdint>

namespace perdure::ecmascript {
namespace {

constexpr std::uint32_t Replacement = 0xfffd;

bool surrogate(std::uint32_t code) { return code >= 0xd800 && code < 0xe000; }
bool ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

// Reads one character at `at`, which moves behind it: surrogates too. What is none is a replacement of one byte.
std::uint32_t next(std::string_view text, std::size_t& at) {
  const auto byte = [&text](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t first = byte(at++);
  if (first < 0x80) return first;
  const std::size_t more = first >= 0xf0 && first < 0xf5   ? 3
                           : first >= 0xe0 && first < 0xf0 ? 2
                           : first >= 0xc2 && first < 0xe0 ? 1
                                                           : 0;
  if (more == 0 || at + more > text.size()) return Replacement;
  std::uint32_t code = more == 3 ? first & 0x07 : more == 2 ? first & 0x0f : first & 0x1f;
  for (std::size_t i = 0; i < more; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return Replacement;
    code = code << 6 | (byte(at + i) & 0x3f);
  }
  if ((more == 2 && code < 0x800) || (more == 3 && (code < 0x10000 || code > 0x10ffff)))
    return Replacement;
  at += more;
  return code;
}

}  // namespace

std::string to_engine(std::string_view text) {
  if (ascii(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t code = next(text, at);
    if (surrogate(code)) {
      append_utf8(out, Replacement);
    } else if (code < 0x10000) {
      append_utf8(out, code);
    } else {
      append_utf8(out, 0xd800 + ((code - 0x10000) >> 10));
      append_utf8(out, 0xdc00 + ((code - 0x10000) & 0x3ff));
    }
  }
  return out;
}

std::string from_engine(std::string_view text) {
  if (ascii(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t code = next(text, at);
    if (!surrogate(code)) {
      append_utf8(out, code);
      continue;
    }
    std::size_t behind = at;
    const std::uint32_t low = at < text.size() ? next(text, behind) : 0;
    if (code < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
      append_utf8(out, 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00));
      at = behind;
    } else {
      append_utf8(out, Replacement);
    }
  }
  return out;
}

std::string normalised(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out.push_back(' ');
    blank = false;
    out.push_back(c);
  }
  return out;
}

}  // namespace perdure::ecmascript
