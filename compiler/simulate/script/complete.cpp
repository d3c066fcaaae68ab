#include "compiler/simulate/script/complete.h"

#include <algorithm>
#include <sstream>

namespace perdure::simulate {

namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

class Candidates {
 public:
  explicit Candidates(const Simulation& simulation)
      : definition_(simulation.definition()), simulation_(simulation) {}

  void sessions() { add_all(simulation_.state().world.sessions()); }
  void charts() {
    for (std::uint32_t i = 0; i < definition_.program.charts.size(); ++i) {
      if (!definition_.chart({i}).released_of) add(definition_.qualified({i}));
    }
  }
  void events() {
    const Kept* me = simulation_.me();
    const auto chart = me ? std::optional(me->session.chart_id()) : simulation_.state().chart;
    if (!chart) return;
    for (const model::Event& event : definition_.chart(*chart).events) add(event.name.name);
  }
  void calls() {
    for (const auto& [number, job] : simulation_.state().world.jobs().all()) {
      if (job.waits) add(job.effect.name.substr(job.effect.name.rfind('.') + 1));
    }
  }
  void outside() {
    if (!simulation_.state().chart) return;
    const model::Chart& chart = definition_.chart(*simulation_.state().chart);
    for (const model::Function& function : chart.functions) add(function.name.name);
    for (const model::Function& action : chart.actions) add(action.name.name);
  }
  void tokens() {
    const World& world = simulation_.state().world;
    for (const Token& token : world.tokens().good(world.now())) {
      add(token.name.substr(token.name.rfind('.') + 1));
    }
  }
  void commands(const std::vector<std::string>& more) {
    for (const Simulation::Command& command : Simulation::commands())
      add(std::string(command.name));
    add_all(more);
  }

  void add(std::string word) { found_.push_back(std::move(word)); }
  void add_all(const std::vector<std::string>& words) {
    found_.insert(found_.end(), words.begin(), words.end());
  }
  std::vector<std::string> beginning_with(std::string_view typed) {
    std::erase_if(found_, [&](const std::string& word) { return !word.starts_with(typed); });
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  const Definition& definition_;
  const Simulation& simulation_;
  std::vector<std::string> found_;
};

}  // namespace

Completion complete(const Simulation& simulation, std::string_view before,
                    const std::vector<std::string>& more) {
  const std::size_t blank = before.find_last_of(" \t");
  const std::size_t begin = blank == std::string_view::npos ? 0 : blank + 1;
  const std::vector<std::string> words = words_of(before.substr(0, begin));
  const std::string_view typed = before.substr(begin);
  Candidates candidates(simulation);
  const std::string command = words.empty() ? "" : words.front();
  if (words.empty()) {
    candidates.commands(more);
  } else if (words.back() == "to" || command == "state" || command == "data" ||
             command == "events") {
    candidates.sessions();
  } else if (words.size() == 1 && command == "send") {
    candidates.events();
  } else if (words.size() == 1 && command == "chart") {
    candidates.charts();
  } else if (words.size() == 1 && (command == "fail" || command == "progress")) {
    candidates.calls();
  } else if (words.size() == 1 && (command == "answer" || command == "forget")) {
    if (command == "answer") candidates.calls();
    candidates.outside();
  } else if (words.size() == 1 && command == "redeem") {
    candidates.tokens();
  } else if (words.size() == 2 && command == "redeem") {
    candidates.events();
  } else if (words.size() == 2 && command == "send") {
    candidates.add("to");
  }
  return {typed.size(), candidates.beginning_with(typed)};
}

}  // namespace perdure::simulate
