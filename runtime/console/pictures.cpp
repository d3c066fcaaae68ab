#include "runtime/console/pictures.h"

#include <perdure/error.h>

namespace perdure::console {
namespace {

constexpr std::size_t MostKept = 64;

std::vector<diagram::StateIndex> states_named(const diagram::Chart& chart,
                                              const std::vector<std::string>& names) {
  std::vector<diagram::StateIndex> states;
  for (const std::string& name : names) {
    if (const auto state = chart.find(name)) states.push_back(*state);
  }
  return states;
}

diagram::Highlight lit_at(const diagram::Chart& chart, const Moment& moment) {
  diagram::Highlight lit;
  lit.active = states_named(chart, moment.active);
  lit.passed = states_named(chart, moment.left);
  const std::vector<diagram::StateIndex> entered = states_named(chart, moment.entered);
  if (!lit.passed.empty() || !entered.empty()) {
    lit.taken = diagram::taken_between(chart, lit.passed, entered);
  }
  for (diagram::TransitionIndex i = 0; i < chart.transitions.size(); ++i) {
    if (!moment.timer.empty() && chart.transitions[i].timer == moment.timer) lit.due.push_back(i);
  }
  return lit;
}

std::string key_of(const std::string& definition, const Moment& moment, diagram::Theme theme) {
  std::string key = std::to_string(static_cast<int>(theme)) + '\n' + moment.timer;
  for (const auto* names : {&moment.active, &moment.left, &moment.entered}) {
    key += '\n';
    for (const std::string& name : *names) key += name + ' ';
  }
  return key + '\n' + definition;
}

}  // namespace

std::string Pictures::of(const definition::Definition& definition, const Moment& moment,
                         diagram::Theme theme) try {
  const std::string text = definition.json().dump();
  const std::string key = key_of(text, moment, theme);
  const std::lock_guard guard(mutex_);
  const auto found = drawn_.find(key);
  if (found != drawn_.end()) return found->second;
  const diagram::Picture picture = diagram::draw(diagram::read_chart(text));
  diagram::SvgOptions options;
  options.theme = theme;
  options.highlight = lit_at(picture.chart, moment);
  std::string svg = diagram::svg(picture, options);
  if (drawn_.size() >= MostKept) drawn_.clear();
  drawn_.emplace(key, svg);
  return svg;
} catch (const std::runtime_error& error) {
  throw Error(ErrorKind::CorruptData, std::string("it cannot be drawn: ") + error.what());
}

}  // namespace perdure::console
