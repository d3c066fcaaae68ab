#include "compiler/simulate/script/play.h"

#include <algorithm>

namespace perdure::simulate {

namespace {

// Where the outcomes of short commands stand.
constexpr std::size_t Column = 24;

std::string_view without_end(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::string text_of(const Reply& reply) {
  std::string heading = reply.command;
  if (reply.outcome) {
    heading.resize(std::max(heading.size() + 1, Column), ' ');
    heading += "-> " + *reply.outcome;
    while (heading.ends_with(' ')) heading.pop_back();
  }
  std::string text = heading + "\n";
  for (const std::string& line : reply.lines) text += "  " + line + "\n";
  return text;
}

Kind kind_of(std::string_view line) {
  if (line.starts_with("  ")) return Kind::Outcome;
  const bool blank = line.find_first_not_of(" \t") == std::string_view::npos;
  return blank || line.starts_with('#') ? Kind::Comment : Kind::Command;
}

bool play(Simulation& simulation, source::FileId script, Reporter& report,
          const Listener& listener) {
  const std::string_view text = simulation.definition().files.text(script);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = without_end(text.substr(begin, end - begin));
    const source::Range range{script, static_cast<std::uint32_t>(begin),
                              static_cast<std::uint32_t>(begin + line.size())};
    begin = end + 1;
    switch (kind_of(line)) {
      case Kind::Outcome:
        break;
      case Kind::Comment:
        listener.comment(line);
        break;
      case Kind::Command: {
        const auto reply = simulation.perform(range, report);
        if (!reply) return false;
        listener.reply(range, *reply);
        break;
      }
    }
  }
  return true;
}

}  // namespace perdure::simulate
