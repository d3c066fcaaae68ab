#include "cli/words.h"

#include <algorithm>
#include <string_view>

namespace perdure::cli {
namespace {

std::vector<std::string> split(std::string_view text, char between) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(between), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

// The words of `TEXT:{done,running}`, and of `text|json`; none for a type, which is written in capitals.
std::vector<std::string> one_of(std::string_view type) {
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}');
  if (open != std::string_view::npos && close != std::string_view::npos && open < close) {
    return split(type.substr(open + 1, close - open - 1), ',');
  }
  const bool words = !type.empty() && std::all_of(type.begin(), type.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '|' || c == '-';
  });
  return words ? split(type, '|') : std::vector<std::string>();
}

Word word_of(const CLI::Option& option) {
  Word word;
  word.what = option.get_description();
  word.required = option.get_required();
  word.environment = option.get_envname();
  word.repeated = option.get_expected_max() > 1;
  for (const std::string& name : option.get_snames()) word.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) word.names.push_back("--" + name);
  const bool positional = word.names.empty();
  if (positional) word.names.push_back(option.get_name(true));
  if (!positional && option.get_items_expected_max() == 0) return word;

  const std::string type = option.get_type_name();
  word.otherwise = option.get_default_str();
  word.one_of = one_of(type);
  word.value = positional            ? word.names.front()
               : word.one_of.empty() ? std::string(type.substr(0, type.find(':')))
                                     : std::string();
  for (const std::string& each : word.one_of) word.value += (word.value.empty() ? "" : "|") + each;
  word.takes = !word.one_of.empty()                           ? Word::Takes::OneOf
               : word.value == "FILE" || word.value == "PATH" ? Word::Takes::File
               : word.value == "DIR"                          ? Word::Takes::Directory
                                                              : Word::Takes::Anything;
  return word;
}

Command command_of(const CLI::App& app, std::vector<std::string> path) {
  Command command;
  command.path = std::move(path);
  command.what = app.get_description();
  // Commands begin with what the one above them has.
  const CLI::App* above = app.get_parent();
  if (above == nullptr || above->get_footer() != app.get_footer())
    command.footer = app.get_footer();
  for (const CLI::Option* option : app.get_options()) {
    const bool help_again = above != nullptr && option == app.get_help_ptr();
    if (option->get_group().empty() || help_again) continue;
    Word word = word_of(*option);
    auto& list = option->nonpositional() ? command.options : command.positionals;
    list.push_back(std::move(word));
  }
  for (const CLI::App* below : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (below->get_group().empty()) continue;
    std::vector<std::string> to = command.path;
    to.push_back(below->get_name());
    command.commands.push_back(command_of(*below, std::move(to)));
  }
  return command;
}

}  // namespace

Command command_of(const CLI::App& app, const std::string& name) {
  return command_of(app, std::vector<std::string>{name});
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += between;
    out += word;
  }
  return out;
}

}  // namespace perdure::cli
