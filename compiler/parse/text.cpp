// Checking a text's encoding, and mapping ANTLR's positions to bytes. See text.h.
#include "compiler/parse/text.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/source/utf8.h"

namespace perdure::parse {

namespace {

constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";

// Controls, and what makes a text read otherwise than it is compiled (bidirectional overrides).
bool is_forbidden(char32_t c) {
  if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
  return (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

Text::Text(const source::Files& files, source::FileId file) : file_(file), text_(files.text(file)) {
  if (text_.substr(0, ByteOrderMark.size()) == ByteOrderMark) {
    text_.remove_prefix(ByteOrderMark.size());
    skipped_ = static_cast<std::uint32_t>(ByteOrderMark.size());
  }
}

Text::Text(const source::Fragment& fragment)
    : file_(fragment.file), text_(fragment.text), origins_(&fragment.origins) {}

// Where a byte of the text stands in the file.
std::uint32_t Text::place(std::size_t byte) const {
  return origins_ != nullptr ? (*origins_)[byte] : skipped_ + static_cast<std::uint32_t>(byte);
}

bool Text::check(Findings& findings) const {
  for (std::size_t at = 0; at < text_.size();) {
    const source::CodePoint found = source::code_point_at(text_, at);
    const std::uint32_t begin = place(at);
    if (found.size == 0) {
      findings.error(diag::NotUtf8, {file_, begin, begin + 1},
                     static_cast<std::uint32_t>(static_cast<unsigned char>(text_[at])));
      return false;
    }
    if (is_forbidden(found.value)) {
      findings.error(diag::ControlCharacter, {file_, begin, place(at + found.size)},
                     static_cast<std::uint32_t>(found.value));
    }
    at += found.size;
  }
  return true;
}

bool Text::forbids(std::string_view character) {
  return is_forbidden(source::code_point_at(character, 0).value);
}

std::string Text::visible(std::string_view character) {
  const char32_t c = source::code_point_at(character, 0).value;
  const bool is_blank = c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) ||
                        (c >= 0x2028 && c <= 0x2029) || c == 0x202F ||
                        (c >= 0x205F && c <= 0x2065) || c == 0x3000 || c == 0xFEFF;
  return is_blank ? fmt::format("U+{:04X}", static_cast<std::uint32_t>(c)) : std::string(character);
}

void Text::index_code_points() {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(text_.begin(), text_.end(), is_ascii)) return;
  for (std::size_t at = 0; at < text_.size(); at += source::code_point_at(text_, at).size) {
    code_points_.push_back(static_cast<std::uint32_t>(at));
  }
  code_points_.push_back(static_cast<std::uint32_t>(text_.size()));
}

std::uint32_t Text::offset(std::size_t code_point) const {
  if (code_points_.empty()) {
    return place(std::min(code_point, text_.size()));
  }
  return place(code_points_[std::min(code_point, code_points_.size() - 1)]);
}

source::Range Text::range(const antlr4::Token& first, const antlr4::Token& last) const {
  const std::uint32_t begin = offset(first.getStartIndex());
  // The end of the file, and tokens that the parser made up, are points.
  const std::size_t stop = last.getStopIndex();
  const bool is_point = stop + 1 <= last.getStartIndex() || last.getType() == antlr4::Token::EOF;
  const std::uint32_t end = is_point ? offset(last.getStartIndex()) : offset(stop + 1);
  return {file_, begin, std::max(begin, end)};
}

source::Range Text::range(antlr4::ParserRuleContext& context) const {
  const antlr4::Token* start = context.getStart();
  const antlr4::Token* stop = context.getStop();
  if (stop == nullptr || stop->getStopIndex() + 1 < start->getStartIndex() + 1) stop = start;
  return range(*start, *stop);
}

std::string_view Text::view(source::Range range) const {
  if (origins_ == nullptr) {
    return text_.substr(range.begin - skipped_, range.end - range.begin);
  }
  const auto byte = [&](std::uint32_t origin) {
    return std::lower_bound(origins_->begin(), origins_->end(), origin) - origins_->begin();
  };
  const auto begin = static_cast<std::size_t>(byte(range.begin));
  return text_.substr(begin, static_cast<std::size_t>(byte(range.end)) - begin);
}

}  // namespace perdure::parse
