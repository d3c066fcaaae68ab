#include "cli/completion.h"

#include <string_view>

namespace perdure::cli {
namespace {

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  std::string out;
  for (;;) {
    const std::size_t at = text.find(what);
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    out += with;
    text.remove_prefix(at + what.size());
  }
}

// As one word of a shell.
std::string shell_word(std::string_view text) { return "'" + replaced(text, "'", "'\\''") + "'"; }

// "db migrate": the way to a command below the program.
std::string way(const Command& command) {
  return joined({command.path.begin() + 1, command.path.end()}, " ");
}

template <typename Each>
void for_all(const Command& command, const Each& each) {
  each(command);
  for (const Command& below : command.commands) for_all(below, each);
}

// --- bash

// What completes `$current` with what the word takes.
std::string bash_values(const Word& word) {
  switch (word.takes) {
    case Word::Takes::OneOf:
      return "COMPREPLY=($(compgen -W " + shell_word(joined(word.one_of, " ")) +
             " -- \"$current\"))";
    case Word::Takes::File:
      return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\")";
    case Word::Takes::Directory:
      return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\")";
    case Word::Takes::Anything:
    case Word::Takes::Nothing:
      break;
  }
  return ":";
}

// Case branches for each option that takes a value: `WAY:--option`, the program's own anywhere.
std::string bash_option_values(const Command& program) {
  std::string out;
  for_all(program, [&](const Command& command) {
    for (const Word& word : command.options) {
      if (word.takes == Word::Takes::Nothing) continue;
      std::vector<std::string> patterns;
      for (const std::string& name : word.names) {
        patterns.push_back(&command == &program ? "*:" + name
                                                : shell_word(way(command) + ":" + name));
      }
      out +=
          "    " + joined(patterns, "|") + ")\n      " + bash_values(word) + "\n      return ;;\n";
    }
  });
  return out;
}

std::string bash_patterns_with_value(const Command& program) {
  std::vector<std::string> patterns;
  for_all(program, [&](const Command& command) {
    for (const Word& word : command.options) {
      if (word.takes == Word::Takes::Nothing) continue;
      for (const std::string& name : word.names) {
        patterns.push_back(&command == &program ? "*:" + name
                                                : shell_word(way(command) + ":" + name));
      }
    }
  });
  return joined(patterns, "|");
}

std::string bash_commands(const Command& program) {
  std::vector<std::string> patterns;
  for_all(program, [&](const Command& command) {
    for (const Command& below : command.commands) {
      patterns.push_back(shell_word(way(command) + ":" + below.path.back()));
    }
  });
  return joined(patterns, "|");
}

std::string bash_words(const Command& program) {
  std::vector<std::string> common;
  for (const Word& word : program.options) {
    common.insert(common.end(), word.names.begin(), word.names.end());
  }
  std::string out;
  for_all(program, [&](const Command& command) {
    std::vector<std::string> options = common;
    std::vector<std::string> words;
    if (&command != &program) {
      for (const Word& word : command.options) {
        options.insert(options.end(), word.names.begin(), word.names.end());
      }
    }
    for (const Command& below : command.commands) words.push_back(below.path.back());
    out += "    " + shell_word(way(command)) +
           ")\n      options=" + shell_word(joined(options, " ")) +
           "\n      words=" + shell_word(joined(words, " ")) + "\n";
    for (const Word& word : command.positionals) {
      if (word.takes == Word::Takes::OneOf) {
        out += "      words=" + shell_word(joined(word.one_of, " ")) + "\n";
      } else if (word.takes == Word::Takes::File || word.takes == Word::Takes::Directory) {
        out += "      files=yes\n";
      }
    }
    out += "      ;;\n";
  });
  return out;
}

// --- zsh

std::string zsh_function(const Command& command) {
  return "_" + replaced(joined(command.path, "_"), "-", "_");
}

// Of a description between brackets, and of a message between colons.
std::string zsh_escaped(std::string_view text) {
  return replaced(replaced(replaced(replaced(text, "\\", "\\\\"), "[", "\\["), "]", "\\]"), ":",
                  "\\:");
}

std::string zsh_action(const Word& word) {
  switch (word.takes) {
    case Word::Takes::OneOf:
      return "(" + joined(word.one_of, " ") + ")";
    case Word::Takes::File:
      return "_files";
    case Word::Takes::Directory:
      return "_files -/";
    case Word::Takes::Anything:
    case Word::Takes::Nothing:
      break;
  }
  return " ";
}

std::string zsh_options(const Command& command) {
  std::string out;
  for (const Word& word : command.options) {
    for (const std::string& name : word.names) {
      const bool is_long = name.starts_with("--");
      std::string spec = (word.repeated ? "*" : "(" + joined(word.names, " ") + ")") + name;
      if (word.takes != Word::Takes::Nothing) spec += is_long ? "=" : "+";
      spec += "[" + zsh_escaped(word.what) + "]";
      if (word.takes != Word::Takes::Nothing) {
        const std::string message = word.takes == Word::Takes::OneOf ? "one of" : word.value;
        spec += ":" + zsh_escaped(message) + ":" + zsh_action(word);
      }
      out += "    " + shell_word(spec) + " \\\n";
    }
  }
  return out;
}

std::string zsh_body(const Command& command, const Command& program) {
  std::string out = zsh_function(command) + "() {\n";
  const bool has_commands = !command.commands.empty();
  if (has_commands) out += "  local curcontext=\"$curcontext\" state line\n  local -a commands\n";
  out += std::string("  _arguments -s ") + (has_commands ? "-C " : "") + "\\\n";
  out += zsh_options(program);
  if (&command != &program) out += zsh_options(command);
  if (has_commands) {
    out +=
        "    '1: :->command' \\\n    '*:: :->rest'\n  case $state in\n    command)\n      "
        "commands=(\n";
    for (const Command& below : command.commands) {
      out += "        " + shell_word(below.path.back() + ":" + replaced(below.what, ":", "\\:")) +
             "\n";
    }
    out += "      )\n      _describe command commands ;;\n    rest)\n      case $line[1] in\n";
    for (const Command& below : command.commands) {
      out += "        " + below.path.back() + ") " + zsh_function(below) + " ;;\n";
    }
    out += "      esac ;;\n  esac\n";
  } else {
    for (const Word& word : command.positionals) {
      const std::string where = word.repeated ? "*" : "";
      out += "    " + shell_word(where + ":" + zsh_escaped(word.value) + ":" + zsh_action(word)) +
             " \\\n";
    }
    out += "    && return 0\n";
  }
  return out + "}\n\n";
}

}  // namespace

std::string bash_completion(const Command& program) {
  const std::string& name = program.path.front();
  const std::string function = "_" + name;
  return "# Completion of " + name + " for bash. Made by `" + name + " completion bash`.\n" +
         function + R"(() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local at='' word options='' words='' files='' i
  COMPREPLY=()
  # Bash takes --option=value for three words.
  if [[ $current == '=' ]]; then
    current=''
  elif [[ $previous == '=' ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    case "$at:$word" in
    )" + bash_patterns_with_value(program) +
         R"()
      [[ ${COMP_WORDS[i + 1]} == '=' ]] && ((++i))
      ((++i)) ;;
    )" + bash_commands(program) +
         R"()
      at="${at:+$at }$word" ;;
    esac
  done
  case "$at:$previous" in
)" + bash_option_values(program) +
         R"(  esac
  case "$at" in
)" + bash_words(program) +
         R"(  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
  elif [[ $files ]]; then
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  fi
}
complete -F )" +
         function + " " + name + "\n";
}

std::string zsh_completion(const Command& program) {
  const std::string& name = program.path.front();
  std::string out = "#compdef " + name + "\n# Completion of " + name + " for zsh. Made by `" +
                    name + " completion zsh`.\n\n";
  for_all(program, [&](const Command& command) { out += zsh_body(command, program); });
  return out + "if [[ $funcstack[1] == " + zsh_function(program) + " ]]; then\n  " +
         zsh_function(program) + " \"$@\"\nelse\n  compdef " + zsh_function(program) + " " + name +
         "\nfi\n";
}

}  // namespace perdure::cli
