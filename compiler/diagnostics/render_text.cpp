// Diagnostics for people: each with its source line and a caret under the place. See render.h.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/diagnostics/render.h"

namespace perdure {

namespace {

constexpr std::size_t MaxShownColumns = 160;

struct Colours {
  std::string_view place, error, warning, note, caret, off;
};
constexpr Colours Plain{};
constexpr Colours Ansi{"\x1b[1m",    "\x1b[1;31m", "\x1b[1;35m",
                       "\x1b[1;36m", "\x1b[1;32m", "\x1b[0m"};

// One character as it may be shown: what would move the cursor or change the direction is replaced.
struct Shown {
  std::string text;
  std::size_t width;
  std::uint32_t begin;  // Its first byte within what was given.
};

bool in(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool is_control(char32_t c) {
  return c < 0x20 || in(c, 0x7F, 0x9F) || in(c, 0x200E, 0x200F) || in(c, 0x2028, 0x202E) ||
         in(c, 0x2066, 0x2069) || c == 0xFEFF;
}

// How many columns a terminal gives the character, near enough to put a caret under it.
std::size_t columns(char32_t c) {
  if (in(c, 0x300, 0x36F) || in(c, 0x200B, 0x200D) || in(c, 0xFE00, 0xFE0F)) return 0;
  const bool wide = in(c, 0x1100, 0x115F) || in(c, 0x2E80, 0xA4CF) || in(c, 0xAC00, 0xD7A3) ||
                    in(c, 0xF900, 0xFAFF) || in(c, 0xFE30, 0xFE6F) || in(c, 0xFF00, 0xFF60) ||
                    in(c, 0x1F300, 0x1FAFF) || in(c, 0x20000, 0x3FFFD);
  return wide ? 2 : 1;
}

// The length of the character that `text` begins with; 0 where it is not UTF-8.
std::size_t decode(std::string_view text, char32_t& c) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const std::size_t length = byte(0) < 0x80           ? 1
                             : (byte(0) >> 5) == 0x06 ? 2
                             : (byte(0) >> 4) == 0x0E ? 3
                             : (byte(0) >> 3) == 0x1E ? 4
                                                      : 0;
  if (length == 0 || length > text.size()) return 0;
  c = length == 1 ? byte(0) : byte(0) & (0x7Fu >> length);
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xC0) != 0x80) return 0;
    c = (c << 6) | (byte(at) & 0x3Fu);
  }
  return length;
}

std::vector<Shown> shown(std::string_view text) {
  std::vector<Shown> characters;
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = 0;
    const std::size_t length = decode(text.substr(at), c);
    const auto begin = static_cast<std::uint32_t>(at);
    if (c == '\t' && length == 1) {
      characters.push_back({"    ", 4, begin});
    } else if (length == 0 || is_control(c)) {
      characters.push_back({"\xEF\xBF\xBD", 1, begin});
    } else {
      characters.push_back({std::string(text.substr(at, length)), columns(c), begin});
    }
    at += length == 0 ? 1 : length;
  }
  return characters;
}

std::string clean(std::string_view text) {
  std::string out;
  for (const Shown& each : shown(text)) out += each.text;
  return out;
}

// The source line, and under it `^~~~`.
std::string snippet(const source::Files& files, source::Range range, const Colours& colours) {
  const source::Position position = files.position(range.file, range.begin);
  const std::string_view line = files.line(range.file, position.line);
  if (line.empty()) return {};
  const std::string_view file = files.text(range.file);
  const auto line_begin = static_cast<std::uint32_t>(line.data() - file.data());
  const std::uint32_t begin = range.begin < line_begin ? 0 : range.begin - line_begin;
  const std::uint32_t end = range.end < line_begin ? 0 : range.end - line_begin;

  // Of a very long line, what is around the place.
  constexpr std::uint32_t MaxBytes = MaxShownColumns;
  std::uint32_t from = 0;
  if (line.size() > MaxBytes && begin > MaxBytes / 2) {
    from = std::min(begin, static_cast<std::uint32_t>(line.size())) - MaxBytes / 2;
    while (from > 0 && (static_cast<unsigned char>(line[from]) & 0xC0) == 0x80) --from;
  }
  std::uint32_t to = static_cast<std::uint32_t>(line.size());
  if (to - from > MaxBytes) {
    to = from + MaxBytes;
    while (to > from && (static_cast<unsigned char>(line[to]) & 0xC0) == 0x80) --to;
  }

  std::string text = from > 0 ? "…" : "";
  std::string under = from > 0 ? " " : "";
  std::string marks;
  for (const Shown& each : shown(line.substr(from, to - from))) {
    const std::uint32_t at = from + each.begin;
    text += each.text;
    if (at < begin) under.append(each.width, ' ');
    if (at >= begin && at < end) marks.append(each.width, '~');
  }
  if (to < line.size()) text += "…";
  if (marks.empty()) marks = "~";
  marks[0] = '^';

  const std::string number = std::to_string(position.line);
  return fmt::format("  {} | {}\n  {} | {}{}{}{}\n", number, text, std::string(number.size(), ' '),
                     under, colours.caret, marks, colours.off);
}

std::string one(const source::Files& files, source::Range range, Severity severity,
                std::string_view text, std::string_view code, const Colours& colours) {
  const source::Position position = files.position(range.file, range.begin);
  const std::string_view word = severity == Severity::Error     ? "error"
                                : severity == Severity::Warning ? "warning"
                                                                : "note";
  const std::string_view colour = severity == Severity::Error     ? colours.error
                                  : severity == Severity::Warning ? colours.warning
                                                                  : colours.note;
  return fmt::format("{}{}:{}:{}:{} {}{}:{} {}{}\n{}", colours.place, clean(files.name(range.file)),
                     position.line, position.column, colours.off, colour, word, colours.off,
                     clean(text), code.empty() ? "" : fmt::format(" [{}]", code),
                     snippet(files, range, colours));
}

}  // namespace

std::string render_text(const source::Files& files, std::span<const Diagnostic> diagnostics,
                        bool colour) {
  const Colours& colours = colour ? Ansi : Plain;
  std::string out;
  for (const Diagnostic& each : diagnostics) {
    const std::string code = std::string(each.message->code) + (each.promoted ? ", -Werror" : "");
    out += one(files, each.range, each.severity(), each.text, code, colours);
    for (const Note& note : each.notes) {
      out += one(files, note.range, Severity::Note, note.text, "", colours);
    }
  }
  return out;
}

}  // namespace perdure
