#include "compiler/simulate/terminal/shell.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <sstream>

#include "compiler/check/types.h"
#include "compiler/diagnostics/render.h"
#include "compiler/simulate/script/inspect.h"
#include "compiler/simulate/text.h"

namespace perdure::simulate {

namespace {

struct Word {
  std::string_view name;
  std::string_view form;
  std::string_view help;
};
// Besides those of a Simulation.
constexpr std::array Words{
    Word{"undo", "undo", "takes the last command back"},
    Word{"redo", "redo", "does again what was undone"},
    Word{"script", "script", "all of it so far, as a behaviour script"},
    Word{"save", "save FILE", "writes the script into a file"},
    Word{"load", "load FILE", "performs the commands of a script, after what was done"},
    Word{"quit", "quit", "ends; so does control-D"},
};

std::vector<std::string> names() {
  std::vector<std::string> found;
  for (const Word& word : Words) found.emplace_back(word.name);
  return found;
}

// Nothing that charts say may move the cursor.
std::string printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n') || byte == 0x7F;
      },
      '?');
  return text;
}

constexpr std::string_view Strong = "\x1b[1m";
constexpr std::string_view Settled = "\x1b[32m";
constexpr std::string_view Quiet = "\x1b[2m";
constexpr std::string_view Changed = "\x1b[33m";
constexpr std::string_view Off = "\x1b[0m";

}  // namespace

Shell::Shell(Definition& definition, Simulation& simulation, Disk disk, bool colour)
    : definition_(definition),
      simulation_(simulation),
      disk_(std::move(disk)),
      colour_(colour),
      editor_([this](std::string_view before) { return complete(simulation_, before, names()); }) {
  simulation_.ask_for_answers();
}

void Shell::say(const std::string& text) const {
  std::fputs(text.c_str(), stdout);
  std::fflush(stdout);
}

void Shell::say_diagnostics(Reporter& report) const {
  const std::vector<Diagnostic> diagnostics = report.take();
  say(render_text(definition_.files, diagnostics, colour_));
}

void Shell::greet() const {
  std::string text;
  if (const auto chart = simulation_.state().chart) {
    text = "Simulating " + definition_.qualified(*chart) + ". `start` begins a session";
    std::vector<std::string> parameters;
    const model::Chart& of = definition_.chart(*chart);
    for (const model::Field& field : of.parameters) parameters.push_back(field.name.name);
    if (!parameters.empty()) text += ", with (" + joined(parameters, ", ") + ")";
    text += "; ";
  } else {
    text = "Several charts are here: `chart NAME` chooses one, tab shows them; ";
  }
  say(text + "`help` lists the commands.\n");
}

std::string Shell::prompt() const {
  return simulation_.me() == nullptr ? "> " : std::string(Me) + "> ";
}

void Shell::run() {
  greet();
  while (auto typed = editor_.read(prompt())) {
    if (!obey(*typed)) return;
  }
  say("\n");
}

bool Shell::obey(const std::string& typed) {
  std::istringstream in(typed);
  std::string word;
  std::string argument;
  in >> word >> argument;
  if (word == "quit" || word == "exit") return false;
  if (word == "undo") {
    undo();
  } else if (word == "redo") {
    redo();
  } else if (word == "script") {
    say(printable(script()));
  } else if (word == "save" || word == "load") {
    if (argument.empty()) {
      say(word + " FILE\n");
    } else {
      word == "save" ? save(argument) : load(argument);
    }
  } else if (kind_of(typed) == Kind::Command) {
    perform(typed);
  }
  if (word == "help") {
    for (const Word& one : Words) {
      say("  " + std::string(one.form) + "\n      " + std::string(one.help) + "\n");
    }
  }
  return true;
}

std::optional<Reply> Shell::attempt(const std::string& typed) {
  const source::FileId file = definition_.files.add("<terminal>", typed);
  for (;;) {
    Reporter report;
    try {
      auto reply = simulation_.perform({file, 0, static_cast<std::uint32_t>(typed.size())}, report);
      if (!reply) say_diagnostics(report);
      return reply;
    } catch (const Unanswered& call) {
      if (!ask(call)) {
        say("Nothing was done.\n");
        return std::nullopt;
      }
    }
  }
}

bool Shell::ask(const Unanswered& call) {
  for (;;) {
    const auto value = editor_.read(
        call.text + ", of type " + check::spell(definition_.program, call.result) + ", is: ",
        false);
    if (!value || value->find_first_not_of(" \t") == std::string::npos) return false;
    Simulation::State before = simulation_.state();
    const std::string command = "answer " + call.text + " = " + *value;
    const source::FileId file = definition_.files.add("<terminal>", command);
    Reporter report;
    const auto reply =
        simulation_.perform({file, 0, static_cast<std::uint32_t>(command.size())}, report);
    if (reply) {
      note(std::move(before), *reply);
      return true;
    }
    say_diagnostics(report);
  }
}

void Shell::note(Simulation::State before, const Reply& reply) {
  if (!reply.is_kept) return;
  done_.erase(done_.begin() + static_cast<std::ptrdiff_t>(now_), done_.end());
  done_.push_back({std::move(before), simulation_.state(), reply});
  ++now_;
}

std::vector<std::string> Shell::data() const {
  if (simulation_.me() == nullptr) return {};
  return describe_data(definition_, simulation_.state().world, Me);
}

bool Shell::perform(const std::string& typed) {
  const std::vector<std::string> data_before = data();
  const std::size_t answered = now_;
  Simulation::State before = simulation_.state();
  const auto reply = attempt(typed);
  if (!reply) return false;
  // What was asked for in between was noted, and comes before it.
  if (now_ > answered) before = done_[now_ - 1].after;
  note(std::move(before), *reply);
  show(*reply, data_before);
  return true;
}

void Shell::show(const Reply& reply, const std::vector<std::string>& data_before) const {
  const auto painted = [&](std::string_view paint, const std::string& text) {
    const std::string shown = printable(text);
    return colour_ ? std::string(paint) + shown + std::string(Off) : shown;
  };
  std::string text;
  if (reply.outcome) {
    text += painted(Strong, "-> ") + painted(Settled, *reply.outcome) + "\n";
  }
  for (const std::string& line : reply.lines) {
    text += "  " + (reply.outcome ? painted(Quiet, line) : printable(line)) + "\n";
  }
  for (const std::string& each : reply.notes) text += "  " + painted(Changed, each) + "\n";
  if (reply.outcome) {
    for (const std::string& line : data()) {
      const bool is_new =
          std::find(data_before.begin(), data_before.end(), line) == data_before.end();
      if (is_new) text += "  " + painted(Changed, line) + "\n";
    }
  }
  say(text);
}

void Shell::undo() {
  if (now_ == 0) return say("There is nothing to undo.\n");
  --now_;
  simulation_.restore(done_[now_].before);
  const Kept* me = simulation_.me();
  say("undone: " + printable(done_[now_].reply.command) + "\n");
  if (me != nullptr) say("-> " + joined(me->session.active(), " ") + "\n");
}

void Shell::redo() {
  if (now_ == done_.size()) return say("There is nothing to do again.\n");
  const std::vector<std::string> data_before = data();
  simulation_.restore(done_[now_].after);
  say(printable(done_[now_].reply.command) + "\n");
  show(done_[now_].reply, data_before);
  ++now_;
}

std::string Shell::script() const {
  std::string text;
  const bool chooses = now_ > 0 && done_.front().reply.command.starts_with("chart ");
  if (const auto chart = simulation_.state().chart; chart && !chooses) {
    text += "chart " + definition_.qualified(*chart) + "\n";
  }
  for (std::size_t i = 0; i < now_; ++i) text += text_of(done_[i].reply);
  return text;
}

void Shell::save(const std::string& path) {
  const std::string trouble = disk_.write(path, script());
  say(trouble.empty() ? "saved " + path + "\n" : trouble + "\n");
}

void Shell::load(const std::string& path) {
  std::string text;
  const std::string trouble = disk_.read(path, text);
  if (!trouble.empty()) {
    const auto meant = simulation_.as_send("load " + path);
    return say(trouble + (meant ? "; did you mean `" + *meant + "`?" : "") + "\n");
  }
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (kind_of(line) != Kind::Command) continue;
    say(printable(line.substr(0, line.find("->"))) + "\n");
    if (!perform(line)) return;  // The rest would mean something else.
  }
}

}  // namespace perdure::simulate
