// XML documents, compared. What is read here was well-formed when an XML parser made it, here or at compile time;
// anything else is the same as nothing.
#include <algorithm>
#include <map>
#include <vector>

#include "runtime/machine/scxml_values.h"

namespace perdure::scxml {
namespace {

constexpr std::string_view CData = "<![CDATA[";

// A document without what makes no difference, in one form: "(name attribute="value"…)", "text" and "/".
class Canonical {
 public:
  explicit Canonical(std::string_view text) : text_(text) {}

  // Nothing where the text is no element.
  std::optional<std::string> run() {
    std::vector<std::string> open;
    do {
      if (!skip_between(open.empty())) return std::nullopt;
      if (at_ == text_.size()) return std::nullopt;
      const bool words = text_[at_] != '<' || text_.substr(at_, CData.size()) == CData;
      if (words && open.empty()) return std::nullopt;
      if (text_[at_] != '<') {
        words_ += unescaped(take_to("<"));
      } else if (words) {
        at_ += CData.size();
        words_ += escaped(take_to("]]>"));
        at_ = std::min(at_ + 3, text_.size());
      } else if (text_.substr(at_, 2) == "</") {
        if (!close(open)) return std::nullopt;
      } else if (!start(open)) {
        return std::nullopt;
      }
    } while (!open.empty());
    if (!skip_between(true) || at_ != text_.size()) return std::nullopt;
    return std::move(out_);
  }

 private:
  // Comments, processing instructions and the declaration; around the document white space too.
  bool skip_between(bool outside) {
    for (;;) {
      if (outside) skip_blanks();
      if (text_.substr(at_, 4) == "<!--") {
        if (!skip_to("-->")) return false;
      } else if (text_.substr(at_, 2) == "<?") {
        if (!skip_to("?>")) return false;
      } else {
        return true;
      }
    }
  }
  bool skip_to(std::string_view end) {
    const std::size_t found = text_.find(end, at_);
    if (found == std::string_view::npos) return false;
    at_ = found + end.size();
    return true;
  }
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  std::string_view name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_blank(text_[at_]) && text_[at_] != '=' && text_[at_] != '>' &&
           text_[at_] != '/') {
      ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

  std::string_view take_to(std::string_view end) {
    const std::size_t begin = at_;
    at_ = std::min(text_.find(end, at_), text_.size());
    return text_.substr(begin, at_ - begin);
  }

  // White space between elements makes no difference, and none has more than one blank's worth.
  void end_words() {
    const std::string words = normalised(words_);
    words_.clear();
    if (!words.empty()) out_ += '"' + words + '"';
  }

  bool close(std::vector<std::string>& open) {
    end_words();
    at_ += 2;
    if (open.empty() || name() != open.back()) return false;
    skip_blanks();
    if (at_ == text_.size() || text_[at_++] != '>') return false;
    open.pop_back();
    out_ += '/';
    return true;
  }

  bool start(std::vector<std::string>& open) {
    end_words();
    ++at_;
    const std::string_view element = name();
    if (element.empty() || element.front() == '!') return false;
    std::map<std::string_view, std::string> attributes;
    for (;;) {
      skip_blanks();
      if (at_ == text_.size()) return false;
      if (text_[at_] == '>' || text_.substr(at_, 2) == "/>") break;
      if (!attribute(attributes)) return false;
    }
    out_ += '(' + std::string(element);
    for (const auto& [attribute, value] : attributes) {
      // What a declaration says shows in the documents that we compare by the names alone.
      if (attribute == "xmlns" || attribute.starts_with("xmlns:")) continue;
      out_ += ' ' + std::string(attribute) + "=\"" + value + '"';
    }
    out_ += ')';
    if (text_[at_] == '>') {
      ++at_;
      open.emplace_back(element);
    } else {
      at_ += 2;
      out_ += '/';
    }
    return true;
  }

  bool attribute(std::map<std::string_view, std::string>& attributes) {
    const std::string_view attribute = name();
    skip_blanks();
    if (attribute.empty() || at_ == text_.size() || text_[at_++] != '=') return false;
    skip_blanks();
    if (at_ == text_.size()) return false;
    const char quote = text_[at_++];
    const std::size_t end = text_.find(quote, at_);
    if ((quote != '"' && quote != '\'') || end == std::string_view::npos) return false;
    attributes[attribute] = unescaped(text_.substr(at_, end - at_));
    at_ = end + 1;
    return true;
  }

  // The entities that writers choose between: a quotation mark, or a blank that is not one.
  static std::string unescaped(std::string_view value) {
    struct Entity {
      std::string_view name;
      char character;
    };
    static constexpr Entity Entities[] = {
        {"&quot;", '"'}, {"&#34;", '"'}, {"&apos;", '\''}, {"&#39;", '\''}, {"&gt;", '>'}};
    std::string out;
    while (!value.empty()) {
      const auto known = std::find_if(std::begin(Entities), std::end(Entities),
                                      [&](const Entity& e) { return value.starts_with(e.name); });
      const bool found = known != std::end(Entities);
      out += found ? known->character : value.front();
      value.remove_prefix(found ? known->name.size() : 1);
    }
    return out;
  }

  static std::string escaped(std::string_view words) {
    std::string out;
    for (const char c : words) {
      if (c == '&' || c == '<') {
        out += c == '&' ? "&amp;" : "&lt;";
      } else {
        out += c;
      }
    }
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string words_;
  std::string out_;
};

}  // namespace

bool same_document(std::string_view a, std::string_view b) {
  const auto one = Canonical(a).run();
  return one && one == Canonical(b).run();
}

}  // namespace perdure::scxml
