#include "cli/manual.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <string_view>

namespace perdure::cli {
namespace {

// The character that `text` begins with, beyond ASCII and in UTF-8, by its number; takes it off.
std::string numbered(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  unsigned number = lead & (0x7fU >> size);
  for (std::size_t i = 1; i < size && i < text.size(); ++i) {
    number = (number << 6U) | (static_cast<unsigned char>(text[i]) & 0x3fU);
  }
  text.remove_prefix(std::min(size, text.size()));
  char digits[16];
  std::snprintf(digits, sizeof digits, "\\[u%04X]", number);
  return digits;
}

std::string sign(char c) {
  switch (c) {
    case '\\':
      return "\\e";
    case '-':
      return "\\-";
    case '~':
      return "\\(ti";
    case '^':
      return "\\(ha";
    case '`':
      return "\\(ga";
    case '\'':
      return "\\(aq";
    default:
      return {c};
  }
}

// As troff has it: no hyphen that is broken or typeset, no line that is a request, nothing but ASCII.
std::string escaped(std::string_view text) {
  std::string out;
  for (bool begins_line = true; !text.empty();) {
    const char c = text.front();
    if (static_cast<unsigned char>(c) >= 0x80) {
      out += numbered(text);
      begins_line = false;
      continue;
    }
    if (begins_line && (c == '.' || c == '\'')) out += "\\&";
    out += sign(c);
    begins_line = c == '\n';
    text.remove_prefix(1);
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + escaped(text) + "\\fR"; }

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string sentence(std::string text) {
  if (!text.empty() && std::string_view(".!?").find(text.back()) == std::string_view::npos) {
    text += '.';
  }
  return text;
}

std::string synopsis(const Command& command) {
  std::string out = bold(joined(command.path, " "));
  if (!command.options.empty()) out += " [" + italic("OPTIONS") + "]";
  if (!command.commands.empty()) out += " " + italic("COMMAND");
  for (const Word& word : command.positionals) {
    const std::string name = italic(word.value) + (word.repeated ? "..." : "");
    out += word.required ? " " + name : " [" + name + "]";
  }
  return out + "\n";
}

std::string word_entry(const Word& word, bool positional) {
  std::string out = ".TP\n";
  if (positional) {
    out += italic(word.value);
  } else {
    std::vector<std::string> names;
    for (const std::string& name : word.names) names.push_back(bold(name));
    out += joined(names, ", ");
    if (word.takes != Word::Takes::Nothing) out += " " + italic(word.value);
  }
  out += "\n" + escaped(sentence(word.what)) + "\n";
  if (word.required && !positional) out += "It has to be there.\n";
  if (!word.otherwise.empty()) out += "By default " + bold(word.otherwise) + ".\n";
  if (!word.environment.empty()) {
    out += "Or the variable " + bold(word.environment) + " of the environment.\n";
  }
  return out;
}

std::string options(const Command& command) {
  std::string out;
  for (const Word& word : command.positionals) out += word_entry(word, true);
  for (const Word& word : command.options) out += word_entry(word, false);
  return out;
}

// The lines of a help's foot, by what they are.
struct Footer {
  std::vector<std::string> examples;
  std::vector<std::string> exit;
  std::vector<std::string> notes;
};

Footer footer_of(std::string_view text) {
  Footer footer;
  bool in_examples = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    in_examples = line == "Examples:" || (in_examples && line.front() == ' ');
    if (line == "Examples:") continue;
    const std::size_t colon = line.find(": ");
    if (in_examples) {
      footer.examples.push_back(line.substr(std::min(line.find_first_not_of(' '), line.size())));
    } else if (line.starts_with("Exit") && colon != std::string::npos) {
      footer.exit.push_back(line.substr(colon + 2));
    } else {
      footer.notes.push_back(line);
    }
  }
  return footer;
}

std::string examples(const std::vector<std::string>& lines) {
  if (lines.empty()) return {};
  std::string out = ".nf\n.RS\n";
  for (const std::string& line : lines) out += escaped(line) + "\n";
  return out + ".RE\n.fi\n";
}

std::string paragraphs(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines)
    out += (out.empty() ? "" : ".PP\n") + escaped(sentence(line)) + "\n";
  return out;
}

std::string section(const std::string& name, const std::string& text) {
  return text.empty() ? std::string() : ".SH " + name + "\n" + text;
}

std::string page_name(const Command& command) {
  return joined({command.path.begin(),
                 command.path.begin() + std::min<std::ptrdiff_t>(2, std::ssize(command.path))},
                "-");
}

// Those below a command, each under its own heading.
std::string subsections(const Command& command) {
  std::string out;
  for (const Command& below : command.commands) {
    const Footer footer = footer_of(below.footer);
    out += ".SS " + escaped(joined(below.path, " ")) + "\n" + synopsis(below) + ".PP\n" +
           escaped(sentence(below.what)) + "\n" + options(below);
    if (!footer.notes.empty()) out += ".PP\n" + paragraphs(footer.notes);
    if (!footer.examples.empty()) out += ".PP\n" + examples(footer.examples);
    out += subsections(below);
  }
  return out;
}

std::string command_list(const Command& program) {
  std::string out;
  for (const Command& command : program.commands) {
    out += ".TP\n" + bold(command.path.back()) + "\n" + escaped(sentence(command.what)) +
           "\nSee\n.BR " + escaped(page_name(command)) + " (1).\n";
  }
  return out;
}

ManualPage page(const Command& command, const Command& program, const std::string& version) {
  const bool whole = &command == &program;
  const Footer footer = footer_of(command.footer);
  const Footer common = footer_of(program.footer);
  std::string text = ".\\\" Made by `" + program.path.front() + " manual`.\n.TH " +
                     escaped(upper(page_name(command))) + " 1 \"\" \"" +
                     escaped(program.path.front() + " " + version) + "\" \"Perdure\"\n";
  text += section("NAME", escaped(page_name(command)) + " \\- " + escaped(command.what) + "\n");
  text += section("SYNOPSIS", synopsis(command));
  text += section("DESCRIPTION",
                  escaped(sentence(command.what)) + "\n" +
                      (footer.notes.empty() || whole ? "" : ".PP\n" + paragraphs(footer.notes)));
  text += section("OPTIONS", options(command) + (whole ? "" : options(program)));
  text += section("COMMANDS", whole ? command_list(program) : subsections(command));
  text += section("EXAMPLES", examples(footer.examples));
  if (whole) text += section("NOTES", paragraphs(footer.notes));
  text += section("EXIT STATUS", paragraphs(common.exit));
  if (!whole) text += section("SEE ALSO", ".BR " + escaped(program.path.front()) + " (1)\n");
  return {page_name(command), text};
}

}  // namespace

std::vector<ManualPage> manual(const Command& program, const std::string& version) {
  std::vector<ManualPage> pages{page(program, program, version)};
  for (const Command& command : program.commands) pages.push_back(page(command, program, version));
  return pages;
}

}  // namespace perdure::cli
