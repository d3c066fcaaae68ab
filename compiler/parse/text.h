// The text of one file, or of a fragment of one, as the parser sees it, and the way back: ANTLR counts code points, ranges
// bytes.
#pragma once

#include <antlr4-runtime.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/findings.h"
#include "compiler/source/source.h"
#include "compiler/source/xml_text.h"

namespace perdure::parse {

class Text {
 public:
  Text(const source::Files& files, source::FileId file);
  // `fragment` has to outlive this.
  explicit Text(const source::Fragment& fragment);

  // Reports what is wrong with the text whatever language it is in. False if and only if it is not
  // UTF-8, and so cannot be read at all.
  bool check(Findings& findings) const;

  // Does check() report the character wherever it stands?
  static bool forbids(std::string_view character);
  // As it is, or by its number where nobody would see it: `U+00A0`.
  static std::string visible(std::string_view character);

  source::FileId file() const { return file_; }
  bool is_fragment() const { return origins_ != nullptr; }
  // Without the byte order mark.
  std::string_view view() const { return text_; }
  // The text has to be UTF-8 from here on; index_code_points() was called.
  void index_code_points();

  source::Range range(const antlr4::Token& token) const { return range(token, token); }
  source::Range range(const antlr4::Token& first, const antlr4::Token& last) const;
  source::Range range(antlr4::ParserRuleContext& context) const;
  std::string_view view(const antlr4::Token& token) const { return view(range(token)); }
  std::string_view view(source::Range range) const;

 private:
  std::uint32_t offset(std::size_t code_point) const;
  std::uint32_t place(std::size_t byte) const;

  source::FileId file_;
  std::string_view text_;
  std::uint32_t skipped_ = 0;                            // The bytes of the byte order mark.
  const std::vector<std::uint32_t>* origins_ = nullptr;  // Of a fragment.
  std::vector<std::uint32_t> code_points_;  // Where each begins in text_; empty for ASCII.
};

}  // namespace perdure::parse
