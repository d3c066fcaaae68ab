// Tree is a file as it is written: its words, its comments, and how the grammar groups them.
//
//     .chart text  ->  Tree
//
// For what works on the text itself (compiler/format) rather than on what it means.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"

namespace perdure::parse {

// The rules of the grammar by whose name something can be told apart; Other is all the rest.
enum class Rule : std::uint8_t {
  Other,
  File,
  StructDecl,
  EnumDecl,
  Enumerators,
  ExternDecl,
  Traits,
  CppName,
  Body,
  DataBlock,
  MigrateDecl,
  Parameters,
  Field,
  Type,
  ChoiceDecl,
  Branch,
  HistoryDecl,
  TokenDecl,
  InvokeDecl,
  Transition,
  Descriptors,
  Descriptor,
  Duration,
  Guard,
  Targets,
  Block,
  IfStatement,
  SendStatement,
  LogStatement,
  PathStatement,
  PathTail,
  UnaryExpr,
  BinaryExpr,
  ConditionalExpr,
  IndexExpr,
  MemberExpr,
  ListLiteral,
  MapLiteral,
  InState,
  Call,
  Quantification,
  MapEntry,
  Arguments,
  Argument,
  Dotted,
};

struct Word {
  source::Range range;
  std::uint32_t node = 0;  // The innermost that it stands in.
};

struct Comment {
  source::Range range;
  std::uint32_t before = 0;  // The word that comes next; the number of words where none does.
};

// A node holds the words [begin, end), and at least one.
struct Node {
  Rule rule = Rule::Other;
  std::uint32_t parent = 0;  // The root is its own.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Tree {
  std::vector<Word> words;
  std::vector<Comment> comments;  // `//`, `///` and `/* */`, in their order.
  std::vector<Node> nodes;        // Parents before children, children in their order.
};

// Nothing if and only if a syntax error was reported. What only the meaning of words forbids
// (`final` in an `entry`, an unknown annotation) is none.
std::optional<Tree> read_tree(const source::Files& files, source::FileId file, Reporter& report);

}  // namespace perdure::parse
