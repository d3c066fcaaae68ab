// Deciding which groups are broken, and writing the lines. See print.h.
#include "compiler/format/print.h"

#include <algorithm>
#include <vector>

#include "compiler/format/format.h"
#include "compiler/format/remarks.h"

namespace perdure::format {

namespace {

using Kind = Group::Kind;

constexpr std::size_t Indent = 2;
constexpr std::size_t Continuation = 4;

bool is_opener(std::string_view text) { return text == "(" || text == "["; }
bool hugs_previous(std::string_view text) { return text == ")" || text == "]" || text == ","; }
bool continues(Kind kind) { return kind == Kind::Wrap || kind == Kind::Fill; }

class Printer {
 public:
  Printer(const source::Files& files, source::FileId file, const Words& words, const Layout& layout)
      : words_(words),
        gaps_(layout.gaps),
        groups_(layout.groups),
        between_(between_words(files, file, words.tree())) {
    spread_breaks();
    measure();
  }

  std::string print() {
    std::uint32_t next_group = 0;
    for (std::uint32_t word = 0; word <= words_.size(); ++word) {
      while (!active_.empty() && groups_[active_.back().group].end <= word &&
             word < words_.size()) {
        active_.pop_back();
      }
      gap(word);
      if (word == words_.size()) break;
      for (; next_group < groups_.size() && groups_[next_group].begin == word; ++next_group) {
        enter(next_group);
      }
      write(words_.text(word));
    }
    if (!out_.empty()) out_ += '\n';
    return std::move(out_);
  }

 private:
  struct Active {
    std::uint32_t group;
    bool broken;
    std::size_t outer;  // The column of the word that closes it, and of those inside.
    std::size_t inner;
  };

  bool is_empty(std::uint32_t close) const {
    return gaps_[close].closes && gaps_[close].group != NoGroup &&
           groups_[gaps_[close].group].begin + 1 == close;
  }

  // What comments break is broken, and so is what holds something broken; but what continues on the
  // next line need not be where it holds a list that is.
  void spread_breaks() {
    std::vector<std::uint32_t> open;
    std::uint32_t next = 0;
    for (std::uint32_t word = 0; word < words_.size(); ++word) {
      while (!open.empty() && groups_[open.back()].end <= word) open.pop_back();
      if (!open.empty() && between_[word].breaks()) groups_[open.back()].broken = true;
      for (; next < groups_.size() && groups_[next].begin == word; ++next) open.push_back(next);
    }
    for (std::size_t at = groups_.size(); at-- > 0;) {
      const Group& group = groups_[at];
      if (!group.broken || group.parent == NoGroup) continue;
      Group& parent = groups_[group.parent];
      if (continues(group.kind) || !continues(parent.kind)) parent.broken = true;
    }
  }

  // Widths as if all of the file stood on one line, and where lines may end.
  void measure() {
    const std::uint32_t count = words_.size();
    end_.resize(count + 1);
    gap_width_.resize(count + 1);
    for (std::uint32_t word = 0; word < count; ++word) {
      gap_width_[word] = width_of_gap(word);
      end_[word + 1] = end_[word] + gap_width_[word] + columns(words_.text(word));
    }
    next_break_.resize(count + 1, count);
    for (std::uint32_t word = count; word-- > 0;) {
      const bool breaks =
          between_[word].breaks() ||
          (gaps_[word].group != NoGroup && !(is_empty(word) && between_[word].remarks.empty()));
      next_break_[word] = breaks ? word : next_break_[word + 1];
    }
  }

  std::size_t width_of_gap(std::uint32_t word) const {
    if (word == 0) return 0;
    const std::vector<Remark>& remarks = between_[word].remarks;
    if (remarks.empty()) return gaps_[word].space ? 1 : 0;
    std::size_t width = is_opener(words_.text(word - 1)) ? 0 : 1;
    width += hugs_previous(words_.text(word)) ? 0 : 1;
    // The same however many lines the remarks take, so that what was formatted measures the same.
    for (const Remark& remark : remarks) width += remark.ends_line() ? 0 : columns(remark.text);
    return width + remarks.size() - 1;
  }

  // From where the first begins, if all up to the second stands on one line.
  bool fits(std::size_t column, std::uint32_t first, std::uint32_t end) const {
    return column + end_[next_break_[end]] - end_[first] - gap_width_[first] <= MaxColumns;
  }

  void enter(std::uint32_t index) {
    const Group& group = groups_[index];
    const bool around_is_flat = !active_.empty() && !active_.back().broken;
    const bool is_block = group.kind == Kind::Block || group.kind == Kind::Chain;
    const bool with_chain = !active_.empty() && active_.back().broken &&
                            groups_[active_.back().group].kind == Kind::Chain &&
                            group.kind == Kind::Block;
    const bool broken =
        group.broken || with_chain || (!around_is_flat && !fits(column_, group.begin, group.end));
    const std::size_t outer = is_block ? block_indent() : line_indent_;
    std::size_t more = continues(group.kind) ? Continuation : Indent;
    if (!broken || group.parent == NoGroup || group.kind == Kind::Chain) more = 0;
    active_.push_back({index, broken, outer, outer + more});
  }

  std::size_t block_indent() const {
    for (std::size_t at = active_.size(); at-- > 0;) {
      if (groups_[active_[at].group].kind == Kind::Block) return active_[at].inner;
    }
    return 0;
  }

  const Active& active(std::uint32_t group) const {
    return *std::find_if(active_.begin(), active_.end(),
                         [&](const Active& each) { return each.group == group; });
  }

  bool breaks(std::uint32_t word) const {
    const Gap& gap = gaps_[word];
    if (between_[word].breaks()) return true;
    if (gap.group == NoGroup || !active(gap.group).broken) return false;
    if (is_empty(word) && between_[word].remarks.empty()) return false;
    switch (groups_[gap.group].kind) {
      case Kind::Fill:
        return !fits(column_ + gap_width_[word], word, end_of_element(word));
      case Kind::Wrap:
        return !last_closed_;  // `) to warehouse`
      default:
        return true;
    }
  }

  std::uint32_t end_of_element(std::uint32_t word) const {
    const std::uint32_t group = gaps_[word].group;
    std::uint32_t end = word + 1;
    while (end < groups_[group].end && gaps_[end].group != group) ++end;
    return end;
  }

  void gap(std::uint32_t word) {
    const bool at_end = word == words_.size();
    const Gap& gap = gaps_[word];
    const bool broken = word > 0 && breaks(word);
    const std::size_t inner = indent_of(gap);
    const std::vector<Remark>& remarks = between_[word].remarks;

    // Where the line ends, if nothing between the words says so.
    std::size_t line_ends = remarks.size() + 1;
    if (broken && !between_[word].breaks()) line_ends = gap.closes ? remarks.size() : 0;
    bool must_end = false;
    for (std::size_t at = 0; at < remarks.size(); ++at) {
      const Remark& remark = remarks[at];
      if (!out_.empty() && (must_end || at == line_ends || remark.lines_before > 0)) {
        end_line(gap.blank && remark.lines_before > 1, inner);
      } else if (!out_.empty()) {
        const bool touches = at == 0 && is_opener(words_.text(word - 1));
        if (!touches) write(remark.text.substr(0, 2) == "//" ? "  " : " ");
      }
      write(remark.moved(column_));
      must_end = remark.ends_line();
    }
    last_closed_ = false;
    if (at_end || out_.empty()) return;
    const int lines = between_[word].lines_before_word;
    const bool ends = remarks.empty() ? broken
                                      : must_end || line_ends == remarks.size() ||
                                            (lines > 0 && between_[word].breaks());
    if (ends) {
      const bool closes = gap.closes && gap.group != NoGroup;
      end_line(gap.blank && !closes && lines > 1, closes ? active(gap.group).outer : inner);
      last_closed_ = closes;
    } else if (remarks.empty() ? gap.space : !hugs_previous(words_.text(word))) {
      write(" ");
    }
  }

  std::size_t indent_of(const Gap& gap) const {
    if (active_.empty()) return 0;
    if (gap.group != NoGroup) return active(gap.group).inner;
    if (gap.flush) return block_indent();
    const Active& around = active_.back();
    return around.inner + (continues(groups_[around.group].kind) ? 0 : Continuation);
  }

  void end_line(bool blank, std::size_t indent) {
    out_ += blank ? "\n\n" : "\n";
    out_.append(indent, ' ');
    column_ = line_indent_ = indent;
  }

  void write(std::string_view text) {
    out_ += text;
    const std::size_t line = text.rfind('\n');
    if (line == std::string_view::npos) {
      column_ += columns(text);
    } else {
      column_ = columns(text.substr(line + 1));
    }
  }

  const Words& words_;
  const std::vector<Gap>& gaps_;
  std::vector<Group> groups_;
  std::vector<Between> between_;  // By the word after it.
  std::vector<std::size_t> end_;  // By word: where it would begin on one line of all, with its gap.
  std::vector<std::size_t> gap_width_;
  std::vector<std::uint32_t> next_break_;  // From each word on.
  std::vector<Active> active_;
  std::string out_;
  std::size_t column_ = 0;
  std::size_t line_indent_ = 0;
  bool last_closed_ = false;  // The word before closed a group, and was the first on its line.
};

}  // namespace

std::string print(const source::Files& files, source::FileId file, const Words& words,
                  const Layout& layout) {
  return Printer(files, file, words, layout).print();
}

}  // namespace perdure::format
