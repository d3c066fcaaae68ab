#include "compiler/emit/docs/form.h"

#include <algorithm>
#include <vector>

#include "diagram/text.h"

namespace perdure::emit::docs {
namespace {

std::string on_one_line(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return out;
}

// The paragraphs of a comment, which blank lines divide.
std::vector<std::string_view> paragraphs(std::string_view comment) {
  std::vector<std::string_view> out;
  while (!comment.empty()) {
    const std::size_t end = std::min(comment.find("\n\n"), comment.size());
    if (end > 0) out.push_back(comment.substr(0, end));
    comment.remove_prefix(std::min(end + 2, comment.size()));
  }
  return out;
}

class Html final : public Form {
 public:
  std::string text(std::string_view plain) const override {
    return diagram::escape_xml(on_one_line(plain));
  }
  std::string code(std::string_view plain) const override {
    return "<code>" + text(plain) + "</code>";
  }
  std::string doc(std::string_view comment) const override {
    std::string out;
    for (const std::string_view each : paragraphs(comment)) out += "<p>" + prose(each) + "</p>\n";
    if (!out.empty()) out.pop_back();
    return out;
  }
  std::string link(std::string_view label, std::string_view target) const override {
    return link(label, {}, target);
  }
  std::string link(std::string_view label, std::string_view page,
                   std::string_view target) const override {
    return "<a href=\"" + url(page, target) + "\">" + std::string(label) + "</a>";
  }
};

class Markdown final : public Form {
 public:
  std::string text(std::string_view plain) const override {
    std::string out = escaped(plain, [](char c) { return std::string{'\\', c}; });
    // What would make a heading or a list of it at the start of a line.
    const std::size_t digits = std::min(out.find_first_not_of("0123456789"), out.size());
    if (digits < out.size() &&
        std::string_view(digits > 0 ? ".)" : "#+-=").find(out[digits]) != std::string_view::npos) {
      out.insert(digits, 1, '\\');
    }
    return out;
  }

  std::string code(std::string_view plain) const override {
    const std::string line = diagram::printable(on_one_line(plain));
    const bool quotable = !line.empty() && line.find_first_of("`|") == std::string::npos &&
                          line.front() != ' ' && line.back() != ' ';
    if (quotable) return "`" + line + "`";
    const auto numbered = [](char c) { return "&#" + std::to_string(static_cast<int>(c)) + ";"; };
    return "<code>" + escaped(line, numbered) + "</code>";
  }

  std::string doc(std::string_view comment) const override {
    std::string out;
    for (const std::string_view each : paragraphs(comment)) {
      if (!out.empty()) out += "\n\n";
      out += prose(each);
    }
    return out;
  }

  std::string link(std::string_view label, std::string_view target) const override {
    return link(label, {}, target);
  }

  std::string link(std::string_view label, std::string_view page,
                   std::string_view target) const override {
    return "[" + std::string(label) + "](" + url(page, target) + ")";
  }

 private:
  // Whatever means something to Markdown is written by `how`; what means something to HTML, as entities.
  template <class How>
  static std::string escaped(std::string_view plain, How how) {
    std::string out;
    for (const char c : diagram::printable(on_one_line(plain))) {
      switch (c) {
        case '&':
          out += "&amp;";
          break;
        case '<':
          out += "&lt;";
          break;
        case '>':
          out += "&gt;";
          break;
        default:
          const bool special = std::string_view("\\`*_[]~|$").find(c) != std::string_view::npos;
          out += special ? how(c) : std::string(1, c);
      }
    }
    return out;
  }
};

}  // namespace

std::string Form::prose(std::string_view comment) const {
  std::string out;
  while (!comment.empty()) {
    const std::size_t open = comment.find('`');
    const std::size_t close = open == std::string_view::npos ? open : comment.find('`', open + 1);
    if (close == std::string_view::npos || close == open + 1) {
      return out + text(comment);
    }
    out += text(comment.substr(0, open)) + code(comment.substr(open + 1, close - open - 1));
    comment.remove_prefix(close + 1);
  }
  return out;
}

std::string Form::id(std::string_view plain) {
  std::string out(plain);
  std::replace_if(
      out.begin(), out.end(),
      [](unsigned char c) {
        const bool kept = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                          (c >= 'a' && c <= 'z') || c == '.' || c == '_' || c == '-';
        return !kept;
      },
      '-');
  return out;
}

std::string Form::url(std::string_view page, std::string_view target) {
  constexpr std::string_view Digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : page) {
    const auto byte = static_cast<unsigned char>(c);
    if (id(std::string_view(&c, 1))[0] == c) {
      out += c;
    } else {
      out += {'%', Digits[byte >> 4], Digits[byte & 15]};
    }
  }
  return target.empty() ? out : out + "#" + id(target);
}

std::string Form::line(std::string_view comment) const { return prose(on_one_line(comment)); }

std::unique_ptr<Form> html_form() { return std::make_unique<Html>(); }
std::unique_ptr<Form> markdown_form() { return std::make_unique<Markdown>(); }

}  // namespace perdure::emit::docs
