// The places where each construct is broken. See layout.h.
#include "compiler/format/layout.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace perdure::format {

namespace {

using parse::Node;
using parse::Rule;
using parse::Tree;
using Kind = Group::Kind;

// How much an operator binds: those that bind the same make one chain.
int level(std::string_view op) {
  if (op == "*" || op == "/" || op == "%") return 1;
  if (op == "+" || op == "-") return 2;
  if (op == "<" || op == "<=" || op == ">" || op == ">=") return 3;
  if (op == "==" || op == "!=") return 4;
  if (op == "&&") return 5;
  if (op == "||") return 6;
  return 7;
}

class Planner {
 public:
  explicit Planner(const Words& words) : words_(words), tree_(words.tree()) {
    layout_.gaps.resize(words.size() + 1);
    group_of_.resize(tree_.nodes.size(), NoGroup);
    // The words and the children of each node, in their order.
    own_.resize(tree_.nodes.size());
    children_.resize(tree_.nodes.size());
    for (std::uint32_t word = 0; word < words.size(); ++word) {
      own_[tree_.words[word].node].push_back(word);
    }
    for (std::uint32_t node = 1; node < tree_.nodes.size(); ++node) {
      children_[tree_.nodes[node].parent].push_back(node);
    }
  }

  Layout plan() {
    for (std::uint32_t word = 1; word < words_.size(); ++word) {
      layout_.gaps[word].space = is_spaced(words_, word);
    }
    for (std::uint32_t node = 0; node < tree_.nodes.size(); ++node) visit(node);
    sort_groups();
    return std::move(layout_);
  }

 private:
  void visit(std::uint32_t node) {
    switch (tree_.nodes[node].rule) {
      case Rule::File:
        return file(node);
      case Rule::Body:
      case Rule::Block:
      case Rule::StructDecl:
      case Rule::DataBlock:
      case Rule::MigrateDecl:
      case Rule::ChoiceDecl:
      case Rule::InvokeDecl:
        return block(node);
      case Rule::EnumDecl:
      case Rule::Parameters:
      case Rule::Arguments:
      case Rule::Call:
      case Rule::ListLiteral:
      case Rule::MapLiteral:
        return list(node);
      case Rule::Descriptors:
      case Rule::Targets:
      case Rule::Traits:
      case Rule::LogStatement:
        return fill(node);
      case Rule::Transition:
      case Rule::Branch:
      case Rule::HistoryDecl:
        return wrap(node, {"->"});
      case Rule::ExternDecl:
        return wrap(node, {"with", "from", "as"});
      case Rule::TokenDecl:
        return wrap(node, {"accepts", "expires"});
      case Rule::SendStatement:
        return wrap(node, {"to", "after", "as"});
      case Rule::BinaryExpr:
      case Rule::ConditionalExpr:
        return operation(node);
      case Rule::IfStatement:
        return chain(node);
      default:
        return;
    }
  }

  std::uint32_t add(Kind kind, std::uint32_t begin, std::uint32_t end) {
    layout_.groups.push_back({kind, begin, end, false, NoGroup});
    return static_cast<std::uint32_t>(layout_.groups.size() - 1);
  }

  void break_before(std::uint32_t word, std::uint32_t group, bool blank, bool closes = false) {
    Gap& gap = layout_.gaps[word];
    gap.group = group;
    gap.blank = blank;
    gap.closes = closes;
  }

  // The node's own word that reads so, or the number of words.
  std::uint32_t own(std::uint32_t node, std::string_view text) const {
    for (const std::uint32_t word : own_[node]) {
      if (words_.text(word) == text) return word;
    }
    return words_.size();
  }

  void file(std::uint32_t node) {
    const std::uint32_t group = add(Kind::Block, 0, words_.size());
    layout_.groups[group].broken = true;
    for (const std::uint32_t item : children_[node]) {
      break_before(tree_.nodes[item].begin, group, true);
    }
    break_before(words_.size(), group, true);
  }

  void block(std::uint32_t node) {
    const std::uint32_t open = own(node, "{");
    const std::uint32_t close = own(node, "}");
    if (open == words_.size()) return;  // An `invoke` without policies.
    const std::uint32_t group = add(Kind::Block, open, close + 1);
    int items = 0;
    for (const std::uint32_t item : children_[node]) {
      if (tree_.nodes[item].begin < open) continue;
      break_before(tree_.nodes[item].begin, group, true);
      ++items;
    }
    break_before(close, group, true, true);
    layout_.gaps[open].flush = true;
    layout_.groups[group].broken = items > 1 || (items == 1 && words_.ends_line(open));
  }

  void list(std::uint32_t node) {
    std::uint32_t open = words_.size();
    for (const char* bracket : {"(", "[", "{"}) open = std::min(open, own(node, bracket));
    if (open == words_.size()) return;  // A call is one of the forms of a primary expression.
    const std::uint32_t close = own_[node].back();
    const std::uint32_t group = add(Kind::List, open, close + 1);
    layout_.gaps[open].flush = tree_.nodes[node].rule == Rule::EnumDecl;
    break_before(close, group, false, true);
    if (close == open + 1) return;
    break_before(open + 1, group, false);
    break_after_commas(node, group, true);
    for (const std::uint32_t child : children_[node]) {
      if (tree_.nodes[child].rule == Rule::Enumerators) break_after_commas(child, group, true);
    }
    layout_.groups[group].broken = words_.ends_line(open);
  }

  void break_after_commas(std::uint32_t node, std::uint32_t group, bool blank) {
    for (const std::uint32_t word : own_[node]) {
      if (words_.text(word) == ",") break_before(word + 1, group, blank);
    }
  }

  void fill(std::uint32_t node) {
    const Node& whole = tree_.nodes[node];
    break_after_commas(node, add(Kind::Fill, whole.begin, whole.end), false);
  }

  // Without the block at its end.
  void wrap(std::uint32_t node, std::initializer_list<std::string_view> before) {
    const Node& whole = tree_.nodes[node];
    std::uint32_t end = whole.end;
    for (const std::uint32_t child : children_[node]) {
      if (tree_.nodes[child].rule == Rule::Block) end = tree_.nodes[child].begin;
    }
    const std::uint32_t group = add(Kind::Wrap, whole.begin, end);
    for (const std::uint32_t word : own_[node]) {
      const bool breaks =
          std::find(before.begin(), before.end(), words_.text(word)) != before.end();
      if (breaks && word > whole.begin) break_before(word, group, false);
    }
    for (const std::uint32_t child : children_[node]) {
      const Node& guard = tree_.nodes[child];
      if (guard.rule == Rule::Guard && guard.begin > whole.begin) {
        break_before(guard.begin, group, false);
      }
    }
  }

  // `a && b && c` is one group, although the tree nests it.
  void operation(std::uint32_t node) {
    const Node& whole = tree_.nodes[node];
    const Node& parent = tree_.nodes[whole.parent];
    const bool continues =
        parent.rule == whole.rule && group_of_[whole.parent] != NoGroup &&
        (whole.rule == Rule::ConditionalExpr ||
         level(words_.text(own_[whole.parent].front())) == level(words_.text(own_[node].front())));
    group_of_[node] = continues ? group_of_[whole.parent] : add(Kind::Wrap, whole.begin, whole.end);
    for (const std::uint32_t word : own_[node]) break_before(word, group_of_[node], false);
  }

  void chain(std::uint32_t node) {
    const Node& whole = tree_.nodes[node];
    add(Kind::Chain, whole.begin, whole.end);
    for (const std::uint32_t word : own_[node]) {
      if (words_.text(word) == "else") layout_.gaps[word].flush = true;
    }
  }

  // Parents were added before their children, but not always before their elder siblings.
  void sort_groups() {
    std::vector<Group>& groups = layout_.groups;
    std::vector<std::uint32_t> order(groups.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      if (groups[a].begin != groups[b].begin) return groups[a].begin < groups[b].begin;
      return groups[a].end > groups[b].end;
    });
    std::vector<Group> sorted;
    std::vector<std::uint32_t> new_index(groups.size());
    std::vector<std::uint32_t> open;
    for (const std::uint32_t old : order) {
      Group group = groups[old];
      while (!open.empty() && sorted[open.back()].end <= group.begin) open.pop_back();
      group.parent = open.empty() ? NoGroup : open.back();
      new_index[old] = static_cast<std::uint32_t>(sorted.size());
      open.push_back(new_index[old]);
      sorted.push_back(group);
    }
    groups = std::move(sorted);
    for (Gap& gap : layout_.gaps) {
      if (gap.group != NoGroup) gap.group = new_index[gap.group];
    }
  }

  const Words& words_;
  const Tree& tree_;
  Layout layout_;
  std::vector<std::vector<std::uint32_t>> own_;
  std::vector<std::vector<std::uint32_t>> children_;
  std::vector<std::uint32_t> group_of_;  // Of operations.
};

}  // namespace

bool Words::ends_line(std::uint32_t word) const {
  const source::Range range = tree_.words[word].range;
  const std::string_view text = files_.text(range.file);
  for (std::size_t at = range.end; at < text.size(); ++at) {
    if (text[at] == '\n' || text[at] == '\r') return true;
    if (text[at] != ' ' && text[at] != '\t') return false;
  }
  return false;
}

Layout lay_out(const Words& words) { return Planner(words).plan(); }

}  // namespace perdure::format
