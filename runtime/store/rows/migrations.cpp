#include "runtime/store/rows/migrations.h"

#include <perdure/error.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace perdure::rows {
namespace {

constexpr std::string_view Up = ".sql";
constexpr std::string_view Down = ".down.sql";

bool ends_with(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
}

}  // namespace

std::vector<Migration> migrations(const std::vector<SchemaFile>& files) {
  std::vector<Migration> found;
  for (const SchemaFile& file : files) {
    if (ends_with(file.name, Down)) continue;
    Migration migration{0, file.name, file.text, {}};
    std::from_chars(file.name.data(), file.name.data() + file.name.size(), migration.number);
    const std::string stem(file.name.substr(0, file.name.size() - Up.size()));
    for (const SchemaFile& other : files) {
      if (other.name == stem + std::string(Down)) migration.down = other.text;
    }
    found.push_back(migration);
  }
  std::sort(found.begin(), found.end(),
            [](const Migration& a, const Migration& b) { return a.number < b.number; });
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::string name(found[i].name);
    if (found[i].number != static_cast<std::int32_t>(i + 1)) {
      throw std::logic_error("the schema's files are not numbered one by one: " + name);
    }
    if (found[i].down.empty()) throw std::logic_error("nothing takes back the schema's " + name);
  }
  return found;
}

std::vector<Step> way(const std::vector<Migration>& all, std::int32_t from, std::int32_t to) {
  const auto last = static_cast<std::int32_t>(all.size());
  if (to < 0 || to > last) {
    throw Error(ErrorKind::InvalidArgument, "the schema has versions 0 to " + std::to_string(last) +
                                                " in this build, not " + std::to_string(to));
  }
  if (from > last) {
    throw Error(ErrorKind::StoreFailure,
                "the schema is at version " + std::to_string(from) +
                    ", and this build knows those up to " + std::to_string(last) +
                    ": what came later is changed by the build that brought it");
  }
  std::vector<Step> steps;
  for (std::int32_t i = from; i < to; ++i)
    steps.push_back({all[static_cast<std::size_t>(i)], false});
  for (std::int32_t i = from; i > to; --i) {
    steps.push_back({all[static_cast<std::size_t>(i - 1)], true});
  }
  return steps;
}

std::vector<std::string> names(const std::vector<Step>& steps) {
  std::vector<std::string> names;
  names.reserve(steps.size());
  for (const Step& step : steps) names.emplace_back(step.migration.name);
  return names;
}

}  // namespace perdure::rows
