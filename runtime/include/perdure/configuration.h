// Configurations as they are stored: the names of the atomic states that are active.
#pragma once

#include <perdure/archive.h>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::machine {

// How a snapshot begins. Throws Error(CorruptData) for bytes that are no snapshot, Error(VersionMismatch) for
// one of another version of the chart.
void save_header(OutArchive& out, std::uint32_t version);
void load_header(InArchive& in, std::string_view chart, std::uint32_t version);

void save_names(OutArchive& out, const std::vector<std::string_view>& names);
std::vector<std::string> load_names(InArchive& in);

// A chart's states by their numbers, which are their places in `states`; 0 is no state, or the chart.
struct StateInfo {
  std::string_view name;
  std::uint32_t parent;
  std::uint32_t region;
  // Atomic states, final ones included, are what a configuration consists of.
  enum class Kind : std::uint8_t { Atomic, Compound, Parallel } kind;
};

// A region: the chart, or the child of a parallel state.
struct RegionInfo {
  std::uint32_t state;     // Its own.
  std::uint32_t parallel;  // The state that it is a region of; 0 for the chart.
};

struct ChartInfo {
  std::span<const StateInfo> states;
  std::span<const RegionInfo> regions;
};

// For each region its leaf, 0 where it is not active. Throws Error(CorruptData) unless the names are those of
// a configuration of all that is inside `within`, which is 0 for the whole chart: exactly one atomic state
// for each region that is active.
std::vector<std::uint32_t> leaves_of(const ChartInfo& chart, const std::vector<std::string>& names,
                                     std::uint32_t within);

// The other way round: the names of the atomic states among the leaves, which stand in the order of regions.
std::vector<std::string_view> names_of(const ChartInfo& chart,
                                       std::span<const std::uint32_t> leaves);

// Whether the state of that name is active, its region being in the leaf that stands at its place, which may be a
// compound state on the way there. No name of a state: false.
bool is_active(const ChartInfo& chart, std::span<const std::uint32_t> leaves,
               std::string_view state);

// The atomic states that the state of that name is, or that are in it, in document order.
std::vector<std::string> atomic_states(const ChartInfo& chart, std::string_view state);

// What a history recorded, by names: a child of its parent, or the leaves that were active inside it, 0 where
// there is none.
void save_child(OutArchive& out, const ChartInfo& chart, std::uint32_t child);
std::uint32_t load_child(InArchive& in, const ChartInfo& chart, std::uint32_t parent);
void save_leaves(OutArchive& out, const ChartInfo& chart,
                 std::initializer_list<std::uint32_t> leaves);

// The data of a state that is active.
[[noreturn]] void not_active(std::string_view state);
template <class Data>
const Data& data_of(const std::optional<Data>& data, std::string_view state) {
  if (!data) not_active(state);
  return *data;
}

}  // namespace perdure::machine
