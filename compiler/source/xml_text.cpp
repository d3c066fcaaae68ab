// Reading references and sections. See xml_text.h.
#include "compiler/source/xml_text.h"

#include <charconv>
#include <string_view>
#include <utility>

#include "compiler/source/utf8.h"

namespace perdure::source {

namespace {

constexpr std::pair<std::string_view, std::string_view> Entities[] = {
    {"lt", "<"}, {"gt", ">"}, {"amp", "&"}, {"quot", "\""}, {"apos", "'"}};

// What stands between `&` and `;`; empty where it is nothing that XML knows by itself.
std::string referred(std::string_view name) {
  for (const auto& [entity, text] : Entities) {
    if (entity == name) return std::string(text);
  }
  if (name.size() < 2 || name[0] != '#') return {};
  const bool is_hexadecimal = name[1] == 'x';
  name.remove_prefix(is_hexadecimal ? 2 : 1);
  std::uint32_t character = 0;
  const auto [end, error] =
      std::from_chars(name.data(), name.data() + name.size(), character, is_hexadecimal ? 16 : 10);
  if (error != std::errc() || end != name.data() + name.size() || character > 0x10FFFF) return {};
  std::string text;
  append_utf8(text, character);
  return text;
}

class Reading {
 public:
  Reading(std::string_view raw, Range range, XmlPlace place)
      : raw_(raw), begin_(range.begin), place_(place) {
    made_.file = range.file;
  }

  Fragment run() {
    while (at_ < raw_.size()) step();
    made_.origins.push_back(begin_ + static_cast<std::uint32_t>(raw_.size()));
    return std::move(made_);
  }

 private:
  void step() {
    const char c = raw_[at_];
    if (c == '&') {
      const std::size_t end = raw_.find(';', at_);
      if (end != std::string_view::npos) {
        const std::string text = referred(raw_.substr(at_ + 1, end - at_ - 1));
        if (!text.empty()) return put(text, end + 1 - at_);
      }
    }
    if (place_ == XmlPlace::Content && c == '<') {
      if (section("<!--", "-->", false) || section("<![CDATA[", "]]>", true)) return;
    }
    // A line ends in one character, however it is written (XML 1.0, 2.11).
    if (c == '\r') {
      const std::size_t length = raw_.substr(at_, 2) == "\r\n" ? 2 : 1;
      return put(place_ == XmlPlace::Attribute ? " " : "\n", length);
    }
    if (place_ == XmlPlace::Attribute && (c == '\n' || c == '\t')) return put(" ", 1);
    put(raw_.substr(at_, 1), 1);
  }

  bool section(std::string_view opening, std::string_view closing, bool is_kept) {
    if (raw_.substr(at_, opening.size()) != opening) return false;
    const std::size_t end = raw_.find(closing, at_ + opening.size());
    if (end == std::string_view::npos) return false;
    if (is_kept) {
      at_ += opening.size();
      while (at_ < end) put(raw_.substr(at_, 1), 1);
    }
    at_ = end + closing.size();
    return true;
  }

  void put(std::string_view text, std::size_t length) {
    made_.text += text;
    made_.origins.insert(made_.origins.end(), text.size(),
                         begin_ + static_cast<std::uint32_t>(at_));
    at_ += length;
  }

  std::string_view raw_;
  std::uint32_t begin_;
  XmlPlace place_;
  std::size_t at_ = 0;
  Fragment made_;
};

}  // namespace

Fragment read_xml(const Files& files, Range range, XmlPlace place) {
  return Reading(files.text(range), range, place).run();
}

bool is_xml(const Files& files, FileId file) {
  constexpr std::string_view Ending = ".scxml";
  const std::string_view name = files.name(file);
  return name.size() > Ending.size() && name.substr(name.size() - Ending.size()) == Ending;
}

}  // namespace perdure::source
