#include "runtime/store/rows/json.h"

#include <perdure/utf8.h>

#include <cstddef>
#include <cstdint>
#include <optional>

#include "runtime/store/rows/text.h"

namespace perdure::rows {
namespace {

// Reads forwards over one value after another; each part says whether it is what it is called.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool only_object() {
    space();
    if (next() != '{' || !object(1)) return false;
    space();
    return at_ == text_.size();
  }

 private:
  static constexpr int Deepest = 64;
  static constexpr std::size_t LongestNumber = 100;

  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char wanted) {
    if (next() != wanted) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view wanted) {
    if (text_.substr(at_, wanted.size()) != wanted) return false;
    at_ += wanted.size();
    return true;
  }
  void space() {
    while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') ++at_;
  }

  bool value(int depth) {
    space();
    switch (next()) {
      case '{':
        return object(depth + 1);
      case '[':
        return array(depth + 1);
      case '"':
        return string();
      case 't':
        return take("true");
      case 'f':
        return take("false");
      case 'n':
        return take("null");
      default:
        return number();
    }
  }

  bool object(int depth) {
    if (depth > Deepest || !take('{')) return false;
    space();
    if (take('}')) return true;
    do {
      space();
      if (!string()) return false;
      space();
      if (!take(':') || !value(depth)) return false;
      space();
    } while (take(','));
    return take('}');
  }

  bool array(int depth) {
    if (depth > Deepest || !take('[')) return false;
    space();
    if (take(']')) return true;
    do {
      if (!value(depth)) return false;
      space();
    } while (take(','));
    return take(']');
  }

  bool string() {
    if (!take('"')) return false;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '\\' && !escape()) return false;
    }
    return false;
  }

  bool escape() {
    if (next() != 'u') {
      constexpr std::string_view Letters = "\"\\/bfnrt";
      return at_ < text_.size() && Letters.find(text_[at_++]) != std::string_view::npos;
    }
    const std::optional<std::uint32_t> unit = utf16();
    if (!unit || *unit == 0 || (*unit >= 0xdc00 && *unit <= 0xdfff)) return false;
    if (*unit < 0xd800 || *unit > 0xdbff) return true;
    if (!take('\\')) return false;
    const std::optional<std::uint32_t> low = utf16();
    return low && *low >= 0xdc00 && *low <= 0xdfff;
  }

  std::optional<std::uint32_t> utf16() {
    if (!take('u')) return std::nullopt;
    std::uint32_t unit = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = next();
      std::uint32_t digit = 0;
      if (c >= '0' && c <= '9') {
        digit = static_cast<std::uint32_t>(c - '0');
      } else if (c >= 'a' && c <= 'f') {
        digit = static_cast<std::uint32_t>(c - 'a') + 10;
      } else if (c >= 'A' && c <= 'F') {
        digit = static_cast<std::uint32_t>(c - 'A') + 10;
      } else {
        return std::nullopt;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  std::size_t digits() {
    const std::size_t begin = at_;
    while (next() >= '0' && next() <= '9') ++at_;
    return at_ - begin;
  }

  bool number() {
    const std::size_t begin = at_;
    take('-');
    if (!take('0') && digits() == 0) return false;
    if (take('.') && digits() == 0) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      const std::size_t exponent = digits();
      if (exponent == 0 || exponent > 3) return false;
    }
    return at_ - begin <= LongestNumber;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

bool is_json_object(std::string_view text) { return is_utf8(text) && Reader(text).only_object(); }

// Also a literal of jsonpath. What is not UTF-8 is replaced.
std::string json_string(std::string_view text) {
  static constexpr char Digits[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : readable(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += Digits[byte >> 4U];
      out += Digits[byte & 15U];
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string json_list(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) {
    if (out.size() > 1) out += ',';
    out += json_string(text);
  }
  return out + "]";
}

}  // namespace perdure::rows
