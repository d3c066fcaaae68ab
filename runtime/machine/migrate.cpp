// What sessions of older versions keep, read and carried over by name.
#include <perdure/migrate.h>

#include <algorithm>

namespace perdure::machine {

namespace {

std::uint32_t named(const ChartInfo& chart, std::string_view name) {
  for (std::uint32_t i = 1; i < chart.states.size(); ++i) {
    if (chart.states[i].name == name) return i;
  }
  return 0;
}

// The names of `states`, each followed to where sessions in it are now, each once.
std::vector<std::string> followed(const ChartInfo& chart, const std::vector<std::string>& states,
                                  std::span<const Move> moves) {
  std::vector<std::string> names;
  const auto add = [&](std::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  };
  for (const std::string& state : states) {
    bool moved = false;
    // The innermost move around it.
    for (std::uint32_t at = named(chart, state); at != 0 && !moved; at = chart.states[at].parent) {
      for (const Move& move : moves) {
        if (move.from != chart.states[at].name) continue;
        add(move.to);
        moved = true;
      }
    }
    if (!moved) add(state);
  }
  return names;
}

}  // namespace

std::vector<std::uint32_t> Past::load_configuration(InArchive& in, const ChartInfo& chart) {
  active = load_names(in);
  return leaves_of(chart, active, 0);
}

void Past::load_history(InArchive& in, std::string_view history) {
  histories.emplace(history, load_names(in));
}

void Past::load_invocation(InArchive& in, std::string_view invocation) {
  Invocation read;
  load(in, read, invoked);
  if (read.live()) invocations.emplace(invocation, read.number);
}

std::uint64_t Past::number_of(std::string_view invocation) const {
  const auto found = invocations.find(invocation);
  return found == invocations.end() ? 0 : found->second;
}

std::vector<std::string> Past::recorded(std::string_view history) const {
  const auto found = histories.find(history);
  return found == histories.end() ? std::vector<std::string>{} : found->second;
}

Past next(const ChartInfo& chart, const Past& past, std::span<const Move> moves,
          std::span<const Move> renamed) {
  Past newer = past;
  newer.active = followed(chart, past.active, moves);
  for (auto& [history, names] : newer.histories) {
    names = followed(chart, names, moves);
    for (std::string& name : names) {
      for (const Move& move : renamed) {
        if (move.from == name) name = move.to;
      }
    }
  }
  return newer;
}

std::uint32_t recorded_child(const ChartInfo& chart, const std::vector<std::string>& names,
                             std::uint32_t parent) {
  if (names.size() != 1) return 0;
  const bool parallel = chart.states[parent].kind == StateInfo::Kind::Parallel;
  const std::uint32_t child = named(chart, names.front());
  const bool possible =
      parallel ? child == parent : child != 0 && chart.states[child].parent == parent;
  return possible ? child : 0;
}

std::vector<std::uint32_t> recorded_leaves(const ChartInfo& chart,
                                           const std::vector<std::string>& names,
                                           std::uint32_t parent) {
  try {
    return leaves_of(chart, names, parent);
  } catch (const Error&) {
    return std::vector<std::uint32_t>(chart.regions.size());
  }
}

void cannot_migrate(std::string_view chart, std::uint32_t from, std::uint32_t to,
                    const ExecutionError& error) {
  throw Error(ErrorKind::VersionMismatch,
              "a session of " + std::string(chart) + " cannot be migrated from version " +
                  std::to_string(from) + " to " + std::to_string(to) + ": " + error.what());
}

}  // namespace perdure::machine
