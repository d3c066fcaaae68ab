// Decoding by libxml2's tables. See encoding.h.
#include "compiler/scxml/encoding.h"

#include <libxml/encoding.h>
#include <libxml/tree.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>

#include "compiler/source/utf8.h"

namespace perdure::scxml {

namespace {

bool begins(std::string_view text, std::string_view mark) {
  return text.substr(0, mark.size()) == mark;
}

// The encoding that the XML declaration names, and where, in a text whose letters are ASCII's.
struct Declared {
  std::string name;
  std::size_t begin = 0;
};

std::optional<Declared> declared_encoding(std::string_view text) {
  const std::size_t skipped = begins(text, "\xEF\xBB\xBF") ? 3 : 0;
  if (!begins(text.substr(skipped), "<?xml")) return std::nullopt;
  const std::string_view declaration = text.substr(0, text.find("?>"));
  const std::size_t word = declaration.find("encoding");
  const std::size_t open = declaration.find_first_of("\"'", word);
  if (word == std::string_view::npos || open == std::string_view::npos) return std::nullopt;
  const std::size_t close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return std::nullopt;
  return Declared{std::string(declaration.substr(open + 1, close - open - 1)), open + 1};
}

std::string lower(std::string_view word) {
  std::string out;
  for (const char c : word) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool names_utf8(std::string_view name) {
  const std::string word = lower(name);
  return word == "utf-8" || word == "utf8" || word == "us-ascii" || word == "ascii";
}

// Not everything that the system's iconv knows: these are what documents are written in.
bool is_known(std::string_view name) {
  const std::string word = lower(name);
  return names_utf8(word) || begins(word, "iso-8859-") || begins(word, "windows-125") ||
         begins(word, "utf-16");
}

std::optional<std::string> decode(const std::string& bytes, const char* encoding) {
  xmlCharEncodingHandlerPtr found = xmlFindCharEncodingHandler(encoding);
  if (found == nullptr) return std::nullopt;
  const std::unique_ptr<xmlCharEncodingHandler, int (*)(xmlCharEncodingHandlerPtr)> handler(
      found, &xmlCharEncCloseFunc);
  using Buffer = std::unique_ptr<xmlBuffer, decltype(&xmlBufferFree)>;
  const Buffer out(xmlBufferCreate(), &xmlBufferFree);
  std::string text;
  // Piece by piece: one call fills what its buffer has room for.
  constexpr std::size_t Piece = 1 << 15;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t size = std::min(Piece, bytes.size() - at);
    const Buffer in(xmlBufferCreateStatic(const_cast<char*>(bytes.data() + at), size),
                    &xmlBufferFree);
    const int before = xmlBufferLength(in.get());
    const int made = xmlCharEncInFunc(handler.get(), out.get(), in.get());
    const int taken = before - xmlBufferLength(in.get());
    text.append(reinterpret_cast<const char*>(xmlBufferContent(out.get())),
                static_cast<std::size_t>(xmlBufferLength(out.get())));
    xmlBufferEmpty(out.get());
    if (taken <= 0 || made < -1) return std::nullopt;
    at += static_cast<std::size_t>(taken);
  }
  return text;
}

}  // namespace

std::string to_utf8(std::string bytes) {
  const auto decoded = [&](std::size_t mark, const char* encoding) {
    std::optional<std::string> text = decode(bytes.substr(mark), encoding);
    return text ? std::move(*text) : std::move(bytes);
  };
  if (begins(bytes, "\xFF\xFE")) return decoded(2, "UTF-16LE");
  if (begins(bytes, "\xFE\xFF")) return decoded(2, "UTF-16BE");
  if (begins(bytes, std::string_view("<\0?\0", 4))) return decoded(0, "UTF-16LE");
  if (begins(bytes, std::string_view("\0<\0?", 4))) return decoded(0, "UTF-16BE");
  const auto declared = declared_encoding(bytes);
  if (!declared || names_utf8(declared->name) || !is_known(declared->name)) return bytes;
  // Its declaration was read as ASCII, so whatever it claims, it is not UTF-16.
  if (begins(lower(declared->name), "utf-16")) return bytes;
  return decoded(0, declared->name.c_str());
}

bool check_text(source::FileId file, std::string_view text, Findings& findings) {
  const auto declared = declared_encoding(text);
  if (declared && !is_known(declared->name)) {
    const auto begin = static_cast<std::uint32_t>(declared->begin);
    const auto end = begin + static_cast<std::uint32_t>(declared->name.size());
    findings.error(diag::UnknownEncoding, {file, begin, end}, declared->name);
    return false;
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = source::code_point_at(text, at).size;
    const auto begin = static_cast<std::uint32_t>(at);
    if (size == 0) {
      findings.error(diag::NotUtf8, {file, begin, begin + 1},
                     static_cast<std::uint32_t>(static_cast<unsigned char>(text[at])));
      return false;
    }
    if (text[at] == '\0') {
      findings.error(diag::ControlCharacter, {file, begin, begin + 1}, 0u);
      return false;
    }
    at += size;
  }
  return true;
}

}  // namespace perdure::scxml
