// JSON (RFC 8259), told from other text and taken apart at its top, never built.
#include <perdure/utf8.h>

#include <charconv>
#include <cstdint>

#include "runtime/machine/scxml_values.h"

namespace perdure::scxml {
namespace {

constexpr int MaxDepth = 1'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads a text from its beginning to where it stops being JSON.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool value(int depth = 0) {
    skip_blanks();
    if (depth > MaxDepth || at_end()) return false;
    switch (text_[at_]) {
      case '{':
        return object(depth, [](const std::string&, std::string_view) {});
      case '[':
        return array(depth);
      case '"':
        return string(nullptr);
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return number();
    }
  }

  // Calls `visit(name, value)` for each member.
  template <class Visit>
  bool object(int depth, const Visit& visit) {
    skip_blanks();
    if (!take('{')) return false;
    skip_blanks();
    if (take('}')) return true;
    do {
      skip_blanks();
      std::string name;
      if (!string(&name)) return false;
      skip_blanks();
      if (!take(':')) return false;
      skip_blanks();
      const std::size_t begin = at_;
      if (!value(depth + 1)) return false;
      visit(name, text_.substr(begin, at_ - begin));
      skip_blanks();
    } while (take(','));
    return take('}');
  }

  bool ends() {
    skip_blanks();
    return at_end();
  }

 private:
  bool at_end() const { return at_ == text_.size(); }
  void skip_blanks() {
    while (!at_end() && is_blank(text_[at_])) ++at_;
  }
  bool take(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  bool digits() {
    const std::size_t begin = at_;
    while (!at_end() && is_digit(text_[at_])) ++at_;
    return at_ > begin;
  }

  bool array(int depth) {
    take('[');
    skip_blanks();
    if (take(']')) return true;
    do {
      if (!value(depth + 1)) return false;
      skip_blanks();
    } while (take(','));
    return take(']');
  }

  bool number() {
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return false;
    }
    return true;
  }

  bool code_unit(std::uint32_t& unit) {
    const std::string_view hex = text_.substr(at_, 4);
    if (hex.size() != 4) return false;
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + 4, unit, 16);
    if (error != std::errc() || end != hex.data() + 4) return false;
    at_ += 4;
    return true;
  }

  bool escape(std::string& out) {
    if (at_end()) return false;
    const char c = text_[at_++];
    constexpr std::string_view From = "\"\\/bfnrt";
    constexpr std::string_view To = "\"\\/\b\f\n\r\t";
    const std::size_t known = From.find(c);
    if (known != std::string_view::npos) {
      out += To[known];
      return true;
    }
    std::uint32_t unit = 0;
    if (c != 'u' || !code_unit(unit)) return false;
    if (unit >= 0xD800 && unit < 0xDC00 && text_.substr(at_, 2) == "\\u") {
      at_ += 2;
      std::uint32_t low = 0;
      if (!code_unit(low)) return false;
      if (low >= 0xDC00 && low < 0xE000) {
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      } else {
        append_utf8(out, unit);
        unit = low;
      }
    }
    append_utf8(out, unit);
    return true;
  }

  bool string(std::string* out) {
    std::string unescaped;
    if (!take('"')) return false;
    while (!at_end()) {
      const char c = text_[at_++];
      if (c == '"') {
        if (out != nullptr) *out = std::move(unescaped);
        return true;
      }
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c != '\\') {
        unescaped += c;
      } else if (!escape(unescaped)) {
        return false;
      }
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string normalised(std::string_view text) {
  std::string words;
  for (const char c : text) {
    if (!is_blank(c)) {
      words += c;
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  if (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

Data inline_data(std::string_view text) {
  Reader reader(text);
  if (reader.value() && reader.ends()) return {Data::Form::Json, std::string(text)};
  return {Data::Form::Text, normalised(text)};
}

std::optional<Data> member_of(const Data& object, std::string_view name) {
  if (object.form != Data::Form::Json) return std::nullopt;
  std::optional<Data> found;
  Reader reader(object.text);
  const bool whole = reader.object(0, [&](const std::string& member, std::string_view value) {
    if (member == name) found = Data{Data::Form::Json, std::string(value)};
  });
  if (!whole || !reader.ends()) return std::nullopt;
  return found;
}

}  // namespace perdure::scxml
