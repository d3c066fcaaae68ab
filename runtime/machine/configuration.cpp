// Names to configurations and back.
#include <perdure/configuration.h>
#include <perdure/migrate.h>

#include <algorithm>

namespace perdure::machine {

namespace {

constexpr std::uint8_t Format = 1;

std::uint32_t atomic_named(const ChartInfo& chart, const std::string& name) {
  for (std::uint32_t i = 1; i < chart.states.size(); ++i) {
    const StateInfo& state = chart.states[i];
    if (state.name == name && state.kind == StateInfo::Kind::Atomic) return i;
  }
  InArchive::corrupt("a state that the chart does not have: " + name);
}

bool is_inside(const ChartInfo& chart, std::uint32_t state, std::uint32_t within) {
  while (state != 0 && state != within) state = chart.states[state].parent;
  return state == within;
}

}  // namespace

void save_header(OutArchive& out, std::uint32_t version) { out(Format, version); }

void load_header(InArchive& in, std::string_view chart, std::uint32_t version) {
  load_header(in, chart, std::span(&version, 1));
}

std::uint32_t load_header(InArchive& in, std::string_view chart,
                          std::span<const std::uint32_t> versions) {
  std::uint8_t format = 0;
  std::uint32_t stored = 0;
  in(format);
  if (format != Format) InArchive::corrupt("a state in a format that this program does not know");
  in(stored);
  if (std::find(versions.begin(), versions.end(), stored) != versions.end()) return stored;
  throw Error(ErrorKind::VersionMismatch, "a session of " + std::string(chart) +
                                              " was stored by version " + std::to_string(stored) +
                                              " of the chart, and this program has version " +
                                              std::to_string(versions.front()));
}

void save_names(OutArchive& out, const std::vector<std::string_view>& names) {
  out(static_cast<std::uint32_t>(names.size()));
  for (const std::string_view name : names) {
    out(cereal::make_size_tag(static_cast<cereal::size_type>(name.size())));
    out.write(name.data(), name.size());
  }
}

std::vector<std::string> load_names(InArchive& in) {
  std::uint32_t count = 0;
  in(count);
  if (count > in.remaining()) InArchive::truncated();
  std::vector<std::string> names(count);
  for (std::string& name : names) in(name);
  return names;
}

std::vector<std::uint32_t> leaves_of(const ChartInfo& chart, const std::vector<std::string>& names,
                                     std::uint32_t within) {
  std::vector<std::uint32_t> leaves(chart.regions.size());
  const bool parallel = chart.states[within].kind == StateInfo::Kind::Parallel;
  const std::uint32_t outermost = chart.states[within].region;
  for (const std::string& name : names) {
    std::uint32_t leaf = atomic_named(chart, name);
    if (!is_inside(chart, leaf, within) || leaf == within) {
      InArchive::corrupt("a state where it cannot be active: " + name);
    }
    for (bool first = true;; first = false) {
      const std::uint32_t region = chart.states[leaf].region;
      // Two states of one region, unless it is the parallel state that their regions share.
      if (leaves[region] != 0 && (first || leaves[region] != leaf)) {
        InArchive::corrupt("two states of which one can be active: " + name);
      }
      if (leaves[region] == leaf) break;
      leaves[region] = leaf;
      if (region == outermost) break;
      leaf = chart.regions[region].parallel;
    }
  }
  const std::uint32_t whole = parallel ? within : leaves[outermost];
  if (!names.empty() && whole == 0) InArchive::corrupt("states that are active nowhere");
  for (const RegionInfo& region : chart.regions) {
    const std::uint32_t around = region.parallel;
    // What is around `within` is not said here.
    if (region.state == within || !is_inside(chart, region.state, within)) continue;
    const bool active = leaves[chart.states[around].region] == around;
    const bool filled = leaves[static_cast<std::size_t>(&region - chart.regions.data())] != 0;
    if (active != filled && !names.empty()) {
      InArchive::corrupt("a parallel state without an active state in each of its regions");
    }
  }
  return leaves;
}

bool is_active(const ChartInfo& chart, std::span<const std::uint32_t> leaves,
               std::string_view state) {
  for (std::uint32_t number = 1; number < chart.states.size(); ++number) {
    if (chart.states[number].name != state) continue;
    const std::uint32_t region = chart.states[number].region;
    std::uint32_t at = leaves[region];
    while (at != 0 && at != number && at != chart.regions[region].state) {
      at = chart.states[at].parent;
    }
    return at == number;
  }
  return false;
}

std::vector<std::string_view> names_of(const ChartInfo& chart,
                                       std::span<const std::uint32_t> leaves) {
  std::vector<std::string_view> names;
  for (const std::uint32_t leaf : leaves) {
    if (leaf == 0 || chart.states[leaf].kind != StateInfo::Kind::Atomic) continue;
    names.push_back(chart.states[leaf].name);
  }
  return names;
}

std::vector<std::string> atomic_states(const ChartInfo& chart, std::string_view state) {
  std::vector<std::string> names;
  for (std::uint32_t number = 1; number < chart.states.size(); ++number) {
    if (chart.states[number].name != state) continue;
    for (std::uint32_t i = number; i < chart.states.size(); ++i) {
      const bool atomic = chart.states[i].kind == StateInfo::Kind::Atomic;
      if (atomic && is_inside(chart, i, number)) names.emplace_back(chart.states[i].name);
    }
  }
  return names;
}

void save_child(OutArchive& out, const ChartInfo& chart, std::uint32_t child) {
  save_names(out, child == 0 ? std::vector<std::string_view>{}
                             : std::vector<std::string_view>{chart.states[child].name});
}

// A parallel state's history records the state itself.
std::uint32_t load_child(InArchive& in, const ChartInfo& chart, std::uint32_t parent) {
  const std::vector<std::string> names = load_names(in);
  if (names.empty()) return 0;
  if (names.size() > 1) InArchive::corrupt("a history of more than one state");
  const bool parallel = chart.states[parent].kind == StateInfo::Kind::Parallel;
  for (std::uint32_t i = 1; i < chart.states.size(); ++i) {
    const bool possible = parallel ? i == parent : chart.states[i].parent == parent;
    if (possible && chart.states[i].name == names.front()) return i;
  }
  InArchive::corrupt("a history of a state that its parent does not have: " + names.front());
}

void save_leaves(OutArchive& out, const ChartInfo& chart,
                 std::initializer_list<std::uint32_t> leaves) {
  save_names(out, names_of(chart, std::span(leaves.begin(), leaves.size())));
}

void not_active(std::string_view state) {
  throw std::logic_error("state " + std::string(state) + " is not active, so it has no data");
}

}  // namespace perdure::machine
