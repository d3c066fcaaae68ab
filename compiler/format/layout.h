// Layout says where the lines of a file may be broken.
//
//     parse::Tree  ->  Layout
//
// All of the style that depends on the grammar is here; print.h knows widths and comments only.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/parse/tree.h"

namespace perdure::format {

inline constexpr std::uint32_t NoGroup = 0xFFFFFFFF;

// What stands before a word.
struct Gap {
  bool space = true;    // On one line: a space, or nothing.
  bool blank = false;   // A blank line is kept here.
  bool closes = false;  // The word closes the group, so it stands as far left as its line.
  bool flush = false;   // Where only a comment breaks the line here, the word is not indented.
  std::uint32_t group = NoGroup;  // The one that is broken here, if it is broken.
};

// A group holds the words [begin, end). Groups nest.
struct Group {
  enum class Kind {
    Block,  // { … }: an item a line
    List,   // ( … ), [ … ], { … }: an element a line
    Chain,  // if … else …: its blocks are broken together
    Wrap,   // What continues on lines indented twice as far
    Fill,   // The same, with as much on each line as fits
  };
  Kind kind = Kind::Block;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool broken = false;  // Whether it fits or not.
  std::uint32_t parent = NoGroup;
};

struct Layout {
  std::vector<Gap> gaps;      // By the word after it, and one at the end of the file.
  std::vector<Group> groups;  // Parents before children, in the order of their words.
};

// The words that `tree` was read from.
class Words {
 public:
  Words(const source::Files& files, const parse::Tree& tree) : files_(files), tree_(tree) {}

  std::uint32_t size() const { return static_cast<std::uint32_t>(tree_.words.size()); }
  std::string_view text(std::uint32_t word) const { return files_.text(tree_.words[word].range); }
  const parse::Node& node(std::uint32_t word) const { return tree_.nodes[tree_.words[word].node]; }
  parse::Rule rule(std::uint32_t word) const { return node(word).rule; }
  // Is there a new line between the word and the next one or the comment before that?
  bool ends_line(std::uint32_t word) const;
  const parse::Tree& tree() const { return tree_; }

 private:
  const source::Files& files_;
  const parse::Tree& tree_;
};

// Whether a space stands between a word and the one before it, where both are on one line.
bool is_spaced(const Words& words, std::uint32_t word);

Layout lay_out(const Words& words);

}  // namespace perdure::format
