// Sessions that older versions of a chart stored, on their way to the version that the program has (docs/evolution.md).
//
// Generated code keeps, of each older version, the types that differ and where its states are; it reads what was
// stored into these, and makes of each version the next.
#pragma once

#include <perdure/archive.h>
#include <perdure/configuration.h>
#include <perdure/error.h>
#include <perdure/large.h>
#include <perdure/waiting.h>

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace perdure::machine {

// Whose sessions in a state, or in any inside it, are in another afterwards. One that goes to several has a line for
// each.
struct Move {
  std::string_view from;
  std::string_view to;
};

// What a session of an older version keeps besides its data, by names.
struct Past {
  std::vector<std::string> active;
  std::map<std::string, std::vector<std::string>, std::less<>> histories;
  std::uint64_t invoked = 0;  // All invocations that were ever made.
  std::map<std::string, std::uint64_t, std::less<>>
      invocations;  // What is under way: their numbers.
  std::vector<Deferred> deferred;

  // Each reads what stands next in a snapshot. Throws Error(CorruptData).
  std::vector<std::uint32_t> load_configuration(InArchive& in, const ChartInfo& chart);
  void load_history(InArchive& in, std::string_view history);
  void load_invocation(InArchive& in, std::string_view invocation);

  // The number that is under way; 0 where none is.
  std::uint64_t number_of(std::string_view invocation) const;
  // What the history recorded; nothing where it recorded nothing.
  std::vector<std::string> recorded(std::string_view history) const;
};

// The same session in the words of the next version: of `chart`, its own, `moves` lead to states of the next one.
// `renamed` are those with states inside them, which stay where they are.
Past next(const ChartInfo& chart, const Past& past, std::span<const Move> moves,
          std::span<const Move> renamed);

// What a history of a newer version can still restore: the child of `parent`, or the leaves inside of it. Where states
// are gone or no configuration, it has recorded nothing.
std::uint32_t recorded_child(const ChartInfo& chart, const std::vector<std::string>& names,
                             std::uint32_t parent);
std::vector<std::uint32_t> recorded_leaves(const ChartInfo& chart,
                                           const std::vector<std::string>& names,
                                           std::uint32_t parent);

// Reads how a snapshot begins and returns its version, which is one of these: the program's own first, then those that
// it can migrate. Throws as the other load_header() does.
std::uint32_t load_header(InArchive& in, std::string_view chart,
                          std::span<const std::uint32_t> versions);

// What a migration works out failed: throws Error(VersionMismatch).
[[noreturn]] void cannot_migrate(std::string_view chart, std::uint32_t from, std::uint32_t to,
                                 const ExecutionError& error);

template <class T>
inline constexpr bool IsOptional = false;
template <class T>
inline constexpr bool IsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool IsList = false;
template <class T>
inline constexpr bool IsList<std::vector<T>> = true;
template <class T>
inline constexpr bool IsMap = false;
template <class Key, class T>
inline constexpr bool IsMap<std::map<Key, T>> = true;

template <class T>
inline constexpr bool IsLarge = false;
template <class T>
inline constexpr bool IsLarge<Large<T>> = true;

// A value of an older version as one of a newer. `to` is as its type makes it. Structs and enums that changed have a
// convert_fields() beside them.
template <class From, class To>
void convert(const From& from, To& to) {
  if constexpr (std::is_same_v<From, To>) {
    to = from;
  } else if constexpr (IsLarge<From>) {
    convert(from.get(), to);
  } else if constexpr (IsLarge<To>) {
    convert(from, to.edit());
  } else if constexpr (IsOptional<To>) {
    if constexpr (IsOptional<From>) {
      if (from) convert(*from, to.emplace());
    } else {
      convert(from, to.emplace());
    }
  } else if constexpr (IsList<To>) {
    to.clear();
    for (std::size_t i = 0; i < from.size(); ++i) {
      const typename From::value_type element = from[i];
      typename To::value_type converted{};
      convert(element, converted);
      to.push_back(std::move(converted));
    }
  } else if constexpr (IsMap<To>) {
    to.clear();
    for (const auto& [key, value] : from) {
      typename To::key_type new_key{};
      convert(key, new_key);
      convert(value, to[std::move(new_key)]);
    }
  } else if constexpr (std::is_same_v<From, std::int64_t> && std::is_same_v<To, double>) {
    to = static_cast<double>(from);
  } else {
    convert_fields(from, to);
  }
}

}  // namespace perdure::machine
