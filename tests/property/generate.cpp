// Random charts: hierarchy, parallel states, history, choices, guards, internal and eventless transitions,
// raised events, errors, final states, data of the chart, large or not, and of states.
//
//     generate SEED FILES CHARTS_PER_FILE DIRECTORY
//
// Writes FILES files random0.chart … of CHARTS_PER_FILE charts each; random0.cpp … with the machines that
// perdurec makes of them, for engine.h; and random.inc with a line RANDOM_CHARTS(random0) for each. Each chart says what it does by note("…"): entries, exits and transitions, so
// that the order of everything can be compared.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr int Events = 5;

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::string chart(const std::string& name) {
    states_.clear();
    next_guard_ = 0;
    next_note_ = 0;
    stays_near_ = chance(50);
    // Small ones find most, and cost compilers little.
    small_ = chance(75);
    root_ = add(Kind::State, -1);
    states_[root_].name = "";
    const int top = between(2, small_ ? 3 : 4);
    for (int child = 0; child < top; ++child) grow(root_, 1);
    if (chance(30)) add(Kind::Final, root_);
    name_states();
    for (std::size_t state = 1; state < states_.size(); ++state) fill(state);

    std::string text = "chart " + name + " {\n";
    for (int event = 0; event < Events; ++event) text += "  event e" + std::to_string(event) + "\n";
    text += "  event near\n  event group.a\n  event group.b\n";
    text += "  function guard(number: int) -> bool\n";
    text += "  action note(text: string)\n  action fail()\n";
    text += "  data {\n    n: int = 3\n    xs: list<int>";
    text += chance(50) ? " @large = [1]\n  }\n\n" : " = [1]\n  }\n\n";
    for (int child : states_[root_].children) text += body(child, 1);
    if (chance(50)) {
      text += "  on e" + std::to_string(between(0, Events - 1)) + condition() + " -> " + target(root_) +
              " { " + note("t") + " }\n";
    }
    return text + "}\n";
  }

 private:
  enum class Kind { State, Parallel, Final, History, DeepHistory, Choice };
  struct State {
    Kind kind;
    int parent;
    std::string name;
    std::vector<int> children;
    std::string inside;  // Its own lines, without its children.
  };

  int between(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }
  bool chance(int percent) { return between(1, 100) <= percent; }

  int add(Kind kind, int parent) {
    states_.push_back({kind, parent, "", {}, ""});
    const int index = static_cast<int>(states_.size()) - 1;
    if (parent >= 0) states_[parent].children.push_back(index);
    return index;
  }

  void grow(int parent, int depth) {
    const int roll = between(1, 100);
    if (depth >= (small_ ? 3 : 4) || roll <= 45) {
      add(Kind::State, parent);
    } else if (roll <= 75) {
      compound(add(Kind::State, parent), depth);
    } else {
      const int parallel = add(Kind::Parallel, parent);
      const int regions = small_ ? 2 : between(2, 3);
      for (int region = 0; region < regions; ++region) {
        const int child = add(Kind::State, parallel);
        if (chance(85)) compound(child, depth + 1);
      }
      if (chance(30)) add(chance(50) ? Kind::History : Kind::DeepHistory, parallel);
    }
  }

  void compound(int state, int depth) {
    const int children = between(1, small_ ? 2 : 3);
    for (int child = 0; child < children; ++child) grow(state, depth + 1);
    if (chance(35)) add(Kind::Final, state);
    if (chance(15)) add(Kind::Choice, state);
    if (chance(30)) add(chance(50) ? Kind::History : Kind::DeepHistory, state);
  }

  // Named in document order, so that a failure is easy to read.
  void name_states() {
    int next = 0;
    name_below(root_, next);
  }
  void name_below(int state, int& next) {
    for (int child : states_[state].children) {
      states_[child].name = "S" + std::to_string(next++);
      name_below(child, next);
    }
  }

  bool pseudo(int state) const {
    return states_[state].kind == Kind::History || states_[state].kind == Kind::DeepHistory;
  }
  bool has_final(int state) const {
    for (int child : states_[state].children) {
      if (states_[child].kind == Kind::Final) return true;
    }
    return false;
  }
  bool inside(int state, int of) const {
    for (state = states_[state].parent; state >= 0; state = states_[state].parent) {
      if (state == of) return true;
    }
    return false;
  }

  std::string condition(int percent = 70) {
    if (!chance(percent)) return "";
    const std::string guard = "guard(" + std::to_string(next_guard_++) + ")";
    switch (between(1, 12)) {
      case 1:
        return " [" + guard + " || n % 2 == 1]";
      case 2:
        return " [" + guard + " && 60 / n != 4]";  // Which fails where n is 0.
      case 3:
        return " [any(x in xs: x > n) ? " + guard + " : !in(" + real_state() + ")]";
      default:
        return " [" + guard + "]";
    }
  }
  // One that can be active.
  std::string real_state() {
    for (;;) {
      const int state = between(1, static_cast<int>(states_.size()) - 1);
      if (!pseudo(state) && states_[state].kind != Kind::Choice) return states_[state].name;
    }
  }

  // What data a state has, if any, and what is done with it and with the chart's.
  std::string own_data(int self) {
    const Kind kind = states_[self].kind;
    if ((kind != Kind::State && kind != Kind::Parallel) || !chance(15)) return "";
    own_ = "own" + states_[self].name;
    return "data { " + own_ + ": int = 12 / n }\n";
  }
  std::string work() {
    std::string text;
    if (!own_.empty() && chance(40)) {
      text += " " + own_ + " += n note(format(\"" + own_ + " is {}\", " + own_ + "))";
    }
    if (!chance(30)) return text;
    switch (between(1, 9)) {
      case 1:
        text += " n += " + std::to_string(between(1, 5));
        break;
      case 2:
        text += " n *= " + std::to_string(between(2, 99'999));
        break;
      case 3:
        text += " if size(xs) < 5 { xs.append(n) } else if xs[4] > 3 { clear(xs) } else { n = 1 }";
        break;
      case 4:
        text += " xs.remove(" + std::to_string(between(0, 2)) + ")";
        break;
      case 5:
        text += " for x in xs { n -= x }";
        break;
      case 6:
        text += " n = 1000 / n";
        break;
      case 7:
        text += " n = max(xs) ?? -7";
        break;
      case 8:
        text += " xs[" + std::to_string(between(0, 2)) + "] = abs(n) % 10";
        break;
      default:
        text += " n = size(xs)";
        break;
    }
    return text + " note(format(\"n is {}, xs is {}\", n, xs))";
  }
  std::string guarded() { return condition(100); }
  // One that never fails: where it needs no event, that would raise errors without end.
  std::string plainly_guarded() { return " [guard(" + std::to_string(next_guard_++) + ")]"; }

  // A state beside `self`, or itself, or one below those: a transition to it leaves nothing else. Nothing where
  // `self` is a region.
  std::string near_target(int self) {
    const State& parent = states_[states_[self].parent];
    if (parent.kind == Kind::Parallel) return "";
    const int other = parent.children[static_cast<std::size_t>(
        between(0, static_cast<int>(parent.children.size()) - 1))];
    if (states_[other].kind == Kind::Choice) return states_[self].name;
    const std::string below = chance(30) ? target_inside(other) : "";
    return below.empty() ? states_[other].name : below;
  }
  bool in_region(int state) const {
    for (; state > 0; state = states_[state].parent) {
      if (states_[states_[state].parent].kind == Kind::Parallel) return true;
    }
    return false;
  }

  std::string note(const std::string& what) {
    return "note(\"" + what + std::to_string(next_note_++) + "\")";
  }

  // Any state of the chart but the root.
  std::string target(int) {
    return states_[static_cast<std::size_t>(between(1, static_cast<int>(states_.size()) - 1))].name;
  }
  template <typename Wanted>
  std::string target_where(const Wanted& wanted) {
    std::vector<int> candidates;
    for (int state = 1; state < static_cast<int>(states_.size()); ++state) {
      if (wanted(state)) candidates.push_back(state);
    }
    if (candidates.empty()) return "";
    return states_[candidates[static_cast<std::size_t>(
                       between(0, static_cast<int>(candidates.size()) - 1))]].name;
  }
  // A state below `of`, or nothing.
  std::string target_inside(int of) {
    return target_where([&](int state) { return inside(state, of); });
  }
  // A state from each of two or more regions of a parallel state, or nothing: often of one that `self` is in, so that
  // what is entered is what is being left, and often histories.
  std::string several_targets(int self) {
    std::vector<int> parallels;
    std::vector<int> around;
    for (int state = 1; state < static_cast<int>(states_.size()); ++state) {
      if (states_[state].kind != Kind::Parallel) continue;
      parallels.push_back(state);
      if (inside(self, state)) around.push_back(state);
    }
    if (parallels.empty()) return "";
    if (!around.empty() && chance(50)) parallels = around;
    const int parallel =
        parallels[static_cast<std::size_t>(between(0, static_cast<int>(parallels.size()) - 1))];
    return targets_in(parallel, [&](int region) {
      std::string history;
      if (chance(40)) {
        history = target_where([&](int state) { return inside(state, region) && pseudo(state); });
      }
      return history.empty() ? target_inside(region) : history;
    });
  }
  // What `choose` says of two or more regions of `parallel`, or the regions themselves where that is nothing.
  template <typename Choose>
  std::string targets_in(int parallel, const Choose& choose) {
    std::string text;
    int chosen = 0;
    for (const int region : states_[parallel].children) {
      if (pseudo(region) || (chosen >= 2 && chance(50))) continue;
      const std::string below = choose(region);
      text += (chosen++ == 0 ? "" : ", ") + (below.empty() ? states_[region].name : below);
    }
    return text;
  }

  std::string actions(int raise_from) {
    std::string text = " { " + note("t") + work();
    if (chance(25) && raise_from < Events) {
      text += " raise e" + std::to_string(between(raise_from, Events - 1)) + "()";
    }
    if (chance(8)) text += " fail() " + note("never");
    return text + " }";
  }

  void fill(std::size_t index) {
    State& state = states_[index];
    const int self = static_cast<int>(index);
    std::string& text = state.inside;
    own_.clear();
    if (pseudo(self)) return;
    text += own_data(self);
    if (state.kind == Kind::Choice) {
      text += "[guard(" + std::to_string(next_guard_++) + ")] -> " + sibling_target(self) + " { " +
              note("t") + " }\n";
      text += "else -> " + sibling_target(self) + " { " + note("t") + " }\n";
      return;
    }
    if (chance(80)) text += "entry { note(\"+" + state.name + "\")" + work() + " }\n";
    if (chance(10)) text += "entry { fail() " + note("never") + " }\n";
    // Seldom: this is what makes a macrostep endless.
    if (chance(3)) text += "entry { raise e" + std::to_string(Events - 1) + "() }\n";
    if (chance(80)) text += "exit { note(\"-" + state.name + "\")" + work() + " }\n";
    if (state.kind == Kind::Final) return;
    for (int event = 0; event < Events; ++event) {
      if (!chance(45)) continue;
      const int transitions = between(1, 2);
      for (int transition = 0; transition < transitions; ++transition) {
        const std::string guard = transition + 1 < transitions ? guarded() : condition();
        text += transition_line(self, "on e" + std::to_string(event) + guard, event + 1);
      }
    }
    // For these regions select side by side, and none can preempt another.
    const std::string near = in_region(self) && chance(60) ? near_target(self) : "";
    if (!near.empty()) {
      text += "on near" + condition(40) + (chance(80) ? " -> " + near : "") + actions(Events - 1) + "\n";
    }
    if (chance(15)) text += transition_line(self, "on group.*" + guarded(), 0);
    if (chance(10)) text += transition_line(self, "on group.a, e0" + guarded(), 1);
    if (chance(10)) text += transition_line(self, "on error.execution" + guarded(), Events - 1);
    if (chance(12)) text += always(self);
    if (state.kind == Kind::State && has_final(self)) {
      if (chance(60)) text += transition_line(self, "done" + guarded(), Events - 1);
    }
    if (state.kind == Kind::Parallel) {
      bool all = true;
      for (int child : state.children) all = all && (pseudo(child) || has_final(child));
      if (all) text += transition_line(self, "done" + guarded(), Events - 1);
    }
    if (chance(6)) text += transition_line(self, "on *" + guarded(), Events);
    if (defers_ && chance(20)) {
      text += "defer e" + std::to_string(between(0, Events - 1)) + (chance(30) ? ", group.*\n" : "\n");
    }
  }

  std::string always(int self) {
    if (!stays_near_) return transition_line(self, "always" + plainly_guarded(), Events - 1);
    const std::string near = near_target(self);
    return "always" + plainly_guarded() + (near.empty() ? "" : " -> " + near) + actions(Events - 1) + "\n";
  }

  // Where a choice leads.
  std::string sibling_target(int self) {
    for (const int other : states_[states_[self].parent].children) {
      if (stays_near_ && states_[other].kind == Kind::State && chance(50)) return states_[other].name;
    }
    for (;;) {
      const int other = between(1, static_cast<int>(states_.size()) - 1);
      if (states_[other].kind == Kind::State && !inside(self, other)) return states_[other].name;
    }
  }

  std::string transition_line(int self, const std::string& trigger, int raise_from) {
    const int roll = between(1, 100);
    if (roll <= 12) return trigger + actions(raise_from) + "\n";
    if (roll <= 30 && states_[self].kind == Kind::State) {
      const std::string below = target_inside(self);
      if (!below.empty()) return "internal " + trigger + " -> " + below + actions(raise_from) + "\n";
    }
    if (roll <= 42) {
      const std::string several = several_targets(self);
      if (!several.empty()) return trigger + " -> " + several + actions(raise_from) + "\n";
    }
    return trigger + " -> " + target(self) + actions(raise_from) + "\n";
  }

  // Where a history leads that was never recorded: no history and no choice.
  std::string history_default(int history) {
    const int parent = states_[history].parent;
    if (states_[parent].kind == Kind::Parallel && chance(50)) {
      return targets_in(parent, [&](int region) {
        return target_where([&](int state) {
          const bool possible = !pseudo(state) && states_[state].kind != Kind::Choice;
          return possible && inside(state, region);
        });
      });
    }
    for (int child : states_[parent].children) {
      if (!pseudo(child) && states_[child].kind != Kind::Choice) return states_[child].name;
    }
    return "";
  }

  std::string body(int index, int depth) {
    const State& state = states_[index];
    const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
    if (pseudo(index)) {
      const std::string actions = chance(50) ? " { " + note("h") + " }" : "";
      return indent + (state.kind == Kind::DeepHistory ? "deep history " : "history ") +
             state.name + " -> " + history_default(index) + actions + "\n";
    }
    const char* keyword = state.kind == Kind::Parallel ? "parallel "
                          : state.kind == Kind::Final  ? "final "
                          : state.kind == Kind::Choice ? "choice "
                                                       : "state ";
    std::string text = indent + keyword + state.name + " {\n";
    if (state.kind == Kind::State && chance(40)) {
      for (const int child : state.children) {
        const Kind kind = states_[child].kind;
        const bool possible = kind == Kind::State || kind == Kind::Parallel || kind == Kind::Final;
        if (!possible || chance(50)) continue;
        text += indent + "  initial " + states_[child].name + "\n";
        break;
      }
    }
    std::string line;
    for (char c : state.inside) {
      if (c != '\n') {
        line += c;
        continue;
      }
      text += indent + "  " + line + "\n";
      line.clear();
    }
    for (int child : state.children) text += body(child, depth + 1);
    return text + indent + "}\n";
  }

  std::mt19937_64 random_;
  std::vector<State> states_;
  bool defers_ = chance(40);
  std::string own_;  // The data of the state that is being filled.
  int root_ = 0;
  int next_guard_ = 0;
  int next_note_ = 0;
  bool small_ = false;
  bool stays_near_ = false;  // What needs no event leads nowhere far.
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: generate SEED FILES CHARTS_PER_FILE DIRECTORY\n");
    return 2;
  }
  const std::uint64_t seed = std::strtoull(argv[1], nullptr, 10);
  const int files = std::atoi(argv[2]);
  const int charts = std::atoi(argv[3]);
  const std::string directory = argv[4];
  std::ofstream list(directory + "/random.inc");
  int number = 0;
  for (int file = 0; file < files; ++file) {
    const std::string name = "random" + std::to_string(file);
    std::ofstream out(directory + "/" + name + ".chart");
    std::ofstream code(directory + "/" + name + ".cpp");
    code << "// Made by tests/property/generate.cpp.\n#include \"" << name
         << ".chart.cpp\"\n#include \"tests/property/engine.h\"\n\n"
         << "std::vector<perdure::property::RandomChart> " << name << "();\n"
         << "std::vector<perdure::property::RandomChart> " << name << "() {\n  return {\n";
    list << "RANDOM_CHARTS(" << name << ")\n";
    out << "// Made by tests/property/generate.cpp from seed " << seed << ".\nnamespace rolled\n\n";
    for (int chart = 0; chart < charts; ++chart, ++number) {
      Generator generator(seed * 1'000'003 + static_cast<std::uint64_t>(number));
      out << generator.chart("C" + std::to_string(number)) << "\n";
      code << "      perdure::property::random_chart<rolled::C" << number << ">(\"" << name << "\", \"C"
           << number << "\"),\n";
    }
    code << "  };\n}\n";
  }
  return list.good() ? 0 : 2;
}
