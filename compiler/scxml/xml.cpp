// Building the tree from libxml2's events. See xml.h.
//
// libxml2 says where its cursor is and not where a thing began, so beginnings are looked for in the text: what is
// well-formed has no `<` in an attribute, so the last one before the end of a tag begins it.
#include "compiler/scxml/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <utility>

namespace perdure::scxml {

namespace {

std::string string(const xmlChar* text) {
  return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

// What a tag's attributes are written as, in their order, declarations of namespaces included.
struct Written {
  std::string_view name;
  std::size_t name_begin;
  std::size_t value_begin;
  std::size_t value_end;
};

// `begin` is the tag's `<`, `end` its end.
std::vector<Written> written_attributes(std::string_view text, std::size_t begin, std::size_t end) {
  std::vector<Written> found;
  std::size_t at = begin + 1;
  const auto word = [&] {
    const std::size_t first = at;
    while (at < end && !is_blank(text[at]) && std::strchr("=/>", text[at]) == nullptr) ++at;
    return text.substr(first, at - first);
  };
  const auto blanks = [&] {
    while (at < end && is_blank(text[at])) ++at;
  };
  word();
  for (;;) {
    blanks();
    const std::size_t name_begin = at;
    const std::string_view name = word();
    if (name.empty()) return found;
    blanks();
    ++at;  // =
    blanks();
    if (at >= end) return found;
    const std::size_t close = std::min(text.find(text[at], at + 1), end);
    found.push_back({name, name_begin, at + 1, close});
    at = close + 1;
  }
}

// The first tag that has too many attributes, by its `<`. Comments are taken for tags: at worst one that holds a table of
// a thousand equations is refused.
std::optional<std::size_t> find_overloaded_tag(std::string_view text) {
  const auto begins_name = [&](std::size_t at) {
    const auto c = static_cast<unsigned char>(at < text.size() ? text[at] : ' ');
    return c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == ':';
  };
  for (std::size_t open = text.find('<'); open != std::string_view::npos;
       open = text.find('<', open + 1)) {
    if (!begins_name(open + 1)) continue;
    std::size_t count = 0;
    const std::size_t end = std::min(text.find('<', open + 1), text.size());
    for (std::size_t at = open; at < end && text[at] != '>'; ++at) {
      if (text[at] == '"' || text[at] == '\'') at = std::min(text.find(text[at], at + 1), end);
      if (at < end && text[at] == '=' && ++count > MaxAttributes) return open;
    }
  }
  return std::nullopt;
}

class TreeBuilder {
 public:
  TreeBuilder(source::FileId file, std::string_view text, Findings* findings, bool root_only)
      : file_(file), text_(text), findings_(findings), root_only_(root_only) {}

  std::optional<Element> build() {
    if (text_.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return {};
    if (const auto open = find_overloaded_tag(text_)) {
      too_much(MaxAttributes, "attributes on one element", character(*open));
      return {};
    }
    xmlInitParser();
    const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> context(
        xmlCreateMemoryParserCtxt(text_.data(), static_cast<int>(text_.size())),
        &xmlFreeParserCtxt);
    if (!context) {  // An empty text.
      malformed("Document is empty", range(0, 0));
      return {};
    }
    context_ = context.get();
    std::memset(context_->sax, 0, sizeof *context_->sax);
    context_->sax->initialized = XML_SAX2_MAGIC;
    context_->sax->startElementNs = &TreeBuilder::start_element;
    context_->sax->endElementNs = &TreeBuilder::end_element;
    context_->sax->characters = &TreeBuilder::characters;
    context_->sax->cdataBlock = &TreeBuilder::characters;
    context_->sax->reference = &TreeBuilder::reference;
    context_->sax->internalSubset = &TreeBuilder::document_type;
    context_->sax->serror = &TreeBuilder::error;
    context_->userData = this;
    // References are replaced, and without declarations there are none but XML's own. Nothing is loaded; the text was
    // decoded before.
    xmlCtxtUseOptions(context_, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC);
    xmlParseDocument(context_);
    if (failed_) return {};
    return std::move(root_);
  }

 private:
  static TreeBuilder& self(void* data) { return *static_cast<TreeBuilder*>(data); }

  std::size_t cursor() const {
    const long consumed = xmlByteConsumed(context_);
    return consumed < 0 ? 0 : std::min(static_cast<std::size_t>(consumed), text_.size());
  }

  source::Range range(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  // The last `mark` that begins before `at`.
  std::size_t last(std::string_view mark, std::size_t at) const {
    const std::size_t found = at == 0 ? std::string_view::npos : text_.rfind(mark, at - 1);
    return found == std::string_view::npos ? 0 : found;
  }

  // Nothing more is read.
  void stop() {
    failed_ = true;
    xmlStopParser(context_);
  }

  static void start_element(void* data, const xmlChar* name, const xmlChar* prefix,
                            const xmlChar* space, int declarations, const xmlChar** declared,
                            int attributes, int /*defaulted*/, const xmlChar** attribute) {
    TreeBuilder& me = self(data);
    if (me.failed_) return;
    Element element;
    element.name = string(name);
    element.prefix = string(prefix);
    element.space = string(space);
    for (int at = 0; at < declarations; ++at) {
      element.declarations.push_back({string(declared[2 * at]), string(declared[2 * at + 1])});
    }
    const std::size_t cursor = me.cursor();
    const std::size_t end = std::min(me.text_.find('>', cursor), me.text_.size() - 1) + 1;
    const std::size_t begin = me.last("<", cursor);
    element.tag = element.range = me.range(begin, end);
    const std::size_t name_size =
        element.name.size() + (element.prefix.empty() ? 0 : element.prefix.size() + 1);
    element.name_range = me.range(begin + 1, begin + 1 + name_size);
    me.close_text(begin);
    me.add_attributes(element, attributes, attribute);
    if (me.root_only_) {
      me.root_ = std::move(element);
      xmlStopParser(me.context_);
      return;
    }
    if (me.open_.size() == MaxDepth) {
      if (me.findings_ != nullptr) {
        me.findings_->error(diag::XmlTooDeep, element.tag, static_cast<int>(MaxDepth));
      }
      me.stop();
      return;
    }
    me.declarations_ += element.declarations.size();
    if (++me.elements_ > MaxElements) {
      me.too_much(MaxElements, "elements in one document", element.tag);
      me.stop();
      return;
    }
    if (me.declarations_ > MaxAttributes) {
      me.too_much(MaxAttributes, "namespaces at one place", element.tag);
      me.stop();
      return;
    }
    me.open_.push_back(std::move(element));
    me.after_markup_ = end;
  }

  void add_attributes(Element& element, int count, const xmlChar** attribute) const {
    const std::vector<Written> written =
        written_attributes(text_, element.tag.begin, element.tag.end);
    std::size_t next = 0;
    for (int at = 0; at < count; ++at, attribute += 5) {
      Attribute made;
      made.name = string(attribute[0]);
      made.prefix = string(attribute[1]);
      made.space = string(attribute[2]);
      made.value.assign(reinterpret_cast<const char*>(attribute[3]),
                        reinterpret_cast<const char*>(attribute[4]));
      const std::string written_name =
          made.prefix.empty() ? made.name : made.prefix + ":" + made.name;
      while (next < written.size() && written[next].name != written_name) ++next;
      if (next < written.size()) {
        const Written& there = written[next];
        made.name_range = range(there.name_begin, there.name_begin + there.name.size());
        made.value_range = range(there.value_begin, there.value_end);
      } else {
        made.name_range = made.value_range = element.name_range;
        next = 0;
      }
      element.attributes.push_back(std::move(made));
    }
  }

  static void end_element(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
    TreeBuilder& me = self(data);
    if (me.failed_ || me.root_only_ || me.open_.empty()) return;
    Element element = std::move(me.open_.back());
    me.open_.pop_back();
    me.declarations_ -= element.declarations.size();
    const std::size_t end = me.cursor();
    // An empty element's end is its tag's.
    if (end > element.tag.end) {
      const std::size_t begin = me.last("</", end);
      me.close_text(element, std::max<std::size_t>(begin, element.tag.end));
    }
    element.range.end = static_cast<std::uint32_t>(end);
    me.after_markup_ = end;
    if (me.open_.empty()) {
      me.root_ = std::move(element);
    } else {
      me.open_.back().children.push_back({std::move(element)});
    }
  }

  static void characters(void* data, const xmlChar* words, int size) {
    TreeBuilder& me = self(data);
    if (me.failed_ || me.open_.empty()) return;
    std::vector<Node>& children = me.open_.back().children;
    if (children.empty() || children.back().text() == nullptr) {
      children.push_back({Text{{}, me.range(me.after_markup_, me.after_markup_), {}}});
    }
    std::get<Text>(children.back().content)
        .value.append(reinterpret_cast<const char*>(words), static_cast<std::size_t>(size));
  }

  void close_text(std::size_t end) {
    if (!open_.empty()) close_text(open_.back(), end);
  }
  void close_text(Element& element, std::size_t end) const {
    if (element.children.empty()) return;
    auto* text = std::get_if<Text>(&element.children.back().content);
    if (text == nullptr) return;
    text->range.end = std::max(text->range.begin, static_cast<std::uint32_t>(end));
    text->words = text->range;
    while (text->words.begin < text->words.end && is_blank(text_[text->words.begin])) {
      ++text->words.begin;
    }
    while (text->words.begin < text->words.end && is_blank(text_[text->words.end - 1])) {
      --text->words.end;
    }
  }

  // An entity that is not XML's own: only where an external document type might have declared it.
  static void reference(void* data, const xmlChar* name) {
    TreeBuilder& me = self(data);
    if (me.failed_) return;
    me.malformed("Entity '" + string(name) + "' not defined", me.character(me.cursor()));
    me.stop();
  }

  // An external one is passed over. Its own declarations are where bombs and thefts of files begin.
  static void document_type(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
    TreeBuilder& me = self(data);
    if (me.failed_) return;
    std::size_t at = me.cursor();
    while (at < me.text_.size() && is_blank(me.text_[at])) ++at;
    if (at >= me.text_.size() || me.text_[at] != '[') return;
    if (me.findings_ != nullptr) {
      me.findings_->error(diag::DocumentType, me.range(me.last("<!DOCTYPE", at), at + 1));
    }
    me.stop();
  }

  static void error(void* data, xmlErrorPtr error) {
    TreeBuilder& me = self(data);
    if (me.failed_ || error->level < XML_ERR_ERROR) return;
    me.malformed(error->message == nullptr ? "unknown error" : error->message, me.place_of(*error),
                 is_about_tags(error->code));
  }

  static bool is_about_tags(int code) {
    return code == XML_ERR_TAG_NAME_MISMATCH || code == XML_ERR_TAG_NOT_FINISHED;
  }

  // The cursor is often behind what is wrong.
  source::Range place_of(const xmlError& error) const {
    const std::size_t at = cursor();
    switch (error.code) {
      case XML_ERR_TAG_NAME_MISMATCH: {
        const std::size_t begin = last("</", at);
        return range(begin, std::max(begin, at));
      }
      case XML_ERR_UNDECLARED_ENTITY:
      case XML_WAR_UNDECLARED_ENTITY: {
        const std::size_t begin = last("&", at);
        return range(begin, std::min(text_.find(';', begin), text_.size() - 1) + 1);
      }
      case XML_ERR_ATTRIBUTE_REDEFINED:
        return attribute_before(at, string(reinterpret_cast<const xmlChar*>(error.str1)));
      case XML_NS_ERR_UNDEFINED_NAMESPACE: {
        const std::size_t begin = last("<", at) + 1;
        return range(begin, std::min(text_.find_first_of(" \t\r\n/>", begin), text_.size()));
      }
      default:
        return character(at);
    }
  }

  // The last of that name in the tag that is being read.
  source::Range attribute_before(std::size_t at, const std::string& name) const {
    source::Range found = character(at);
    for (const Written& each : written_attributes(text_, last("<", at), at)) {
      if (each.name == name) {
        found = range(each.name_begin, each.name_begin + each.name.size());
      }
    }
    return found;
  }

  source::Range character(std::size_t at) const {
    std::size_t end = std::min(at + 1, text_.size());
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
    return range(at, end);
  }

  void too_much(std::size_t limit, std::string_view of, source::Range place) {
    failed_ = true;
    if (findings_ != nullptr) findings_->error(diag::XmlTooMuch, place, limit, of);
  }

  void malformed(std::string words, source::Range place, bool about_tags = false) {
    failed_ = true;
    if (findings_ == nullptr) return;
    while (!words.empty() && is_blank(words.back())) words.pop_back();
    // A tag that swallowed the rest of a file is not underlined whole.
    place.end = std::min(place.end, place.begin + 100);
    auto reported = findings_->error(diag::MalformedXml, place, words);
    if (reported && about_tags && !open_.empty()) {
      reported->note(diag::OpenedHere, open_.back().tag, "<" + open_.back().name + ">");
    }
  }

  const source::FileId file_;
  const std::string_view text_;
  Findings* const findings_;  // None: nothing is reported.
  const bool root_only_;
  xmlParserCtxtPtr context_ = nullptr;
  std::vector<Element> open_;  // From the document element inwards.
  std::optional<Element> root_;
  std::size_t after_markup_ = 0;  // Behind the last tag.
  std::size_t elements_ = 0;
  std::size_t declarations_ = 0;  // Of namespaces, on the elements that are open.
  bool failed_ = false;
};

}  // namespace

const Attribute* Element::find(std::string_view its_name, std::string_view its_space) const {
  for (const Attribute& each : attributes) {
    if (each.name == its_name && each.space == its_space) return &each;
  }
  return nullptr;
}

std::optional<Element> read_xml(source::FileId file, std::string_view text, Findings& findings) {
  return TreeBuilder(file, text, &findings, false).build();
}

std::optional<Element> parse_xml(std::string_view text) {
  return TreeBuilder({}, text, nullptr, false).build();
}

std::optional<Element> read_root_tag(source::FileId file, std::string_view text) {
  return TreeBuilder(file, text, nullptr, true).build();
}

}  // namespace perdure::scxml
