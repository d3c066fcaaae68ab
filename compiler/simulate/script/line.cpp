#include "compiler/simulate/script/line.h"

#include <cctype>

namespace perdure::simulate {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

bool is_in_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || byte >= 0x80 || c == '_' || c == '.' || c == '/' || c == '-' ||
         c == '?';
}

}  // namespace

Line::Line(const source::Files& files, source::Range range)
    : text_(files.text(range.file)),
      file_(range.file),
      begin_(range.begin),
      end_(range.end),
      at_(range.begin) {
  for (std::size_t i = begin_; i < end_; ++i) {
    if (text_[i] == '"') {
      i = string_end(i) - 1;
    } else if (text_.substr(i, 2) == "->") {
      end_ = i;
    }
  }
  while (end_ > begin_ && is_blank(text_[end_ - 1])) --end_;
  skip_blanks();
  begin_ = at_;
}

Part Line::part(std::size_t begin, std::size_t end) const {
  return {text_.substr(begin, end - begin),
          {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
}

void Line::skip_blanks() {
  while (at_ < end_ && is_blank(text_[at_])) ++at_;
}

std::size_t Line::string_end(std::size_t at) const {
  for (++at; at < end_; ++at) {
    if (text_[at] == '\\') {
      ++at;
    } else if (text_[at] == '"') {
      return at + 1;
    }
  }
  return end_;
}

Part Line::word() {
  skip_blanks();
  const std::size_t begin = at_;
  while (at_ < end_ && is_in_word(text_[at_])) ++at_;
  return part(begin, at_);
}

std::optional<Part> Line::arguments() {
  skip_blanks();
  if (at_ >= end_ || text_[at_] != '(') return std::nullopt;
  std::size_t depth = 0;
  for (std::size_t i = at_; i < end_; ++i) {
    const char c = text_[i];
    if (c == '"') {
      i = string_end(i) - 1;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if ((c == ')' || c == ']' || c == '}') && --depth == 0) {
      const Part found = part(at_, i + 1);
      at_ = i + 1;
      return found;
    }
  }
  return std::nullopt;
}

bool Line::accept(std::string_view sign) {
  skip_blanks();
  if (text_.substr(at_, sign.size()) != sign || at_ + sign.size() > end_) return false;
  at_ += sign.size();
  return true;
}

Part Line::rest() const {
  std::size_t begin = at_;
  while (begin < end_ && is_blank(text_[begin])) ++begin;
  return part(begin, end_);
}

}  // namespace perdure::simulate
