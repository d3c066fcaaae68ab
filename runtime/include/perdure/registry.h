// The registry: every version of every chart that some program has run on a store, with its definition, so
// that whoever reads the store can read its sessions without the program.
//
// Runtimes register what was added to them before they run; programs need not call this.
#pragma once

#include <perdure/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perdure {

struct ChartVersion {
  std::string name;  // "shop.Order"
  std::uint32_t version = 1;
  std::string shape;  // As Chart::shape(), and the two that follow.
  std::string behaviour;
  std::string definition;  // Empty: nobody can read its sessions without the program.
  std::string node;        // Who registered it last, as it stands.
  Timestamp registered{};  // When, by the store's clock.
};

// Part of a Store. Any thread; throws what a Store throws.
class Registry {
 public:
  virtual ~Registry() = default;

  // Makes it known. Known already: another behaviour or definition takes the place of the one before.
  // Throws Error(VersionMismatch) if it is known with another shape: what was stored by the one cannot be
  // read by the other, so its version must be raised. `registered` is not looked at.
  virtual void add(const ChartVersion& chart) = 0;

  virtual std::optional<ChartVersion> find(std::string_view name, std::uint32_t version) = 0;

  // All, by name and version, without their definitions.
  virtual std::vector<ChartVersion> list() = 0;

  // SQL that makes a view for each chart, named after it (`shop_order`), with a column for whatever its latest version
  // marks `@indexed`; and, if asked, an index for each of those. None where the store has no SQL.
  virtual std::vector<std::string> views(bool with_indexes) = 0;
  // Runs that, all of it or nothing. What was made before is replaced.
  virtual void make_views(bool with_indexes) = 0;
};

}  // namespace perdure
