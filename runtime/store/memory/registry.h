// The memory store's charts.
#pragma once

#include <perdure/registry.h>

#include <memory>

#include "runtime/store/memory/data.h"

namespace perdure::memory {

class MemoryRegistry : public Registry {
 public:
  explicit MemoryRegistry(std::shared_ptr<Data> data) : data_(std::move(data)) {}
  void add(const ChartVersion& chart) override;
  std::optional<ChartVersion> find(std::string_view name, std::uint32_t version) override;
  std::vector<ChartVersion> list() override;
  std::vector<std::string> views(bool) override { return {}; }
  void make_views(bool) override {}

 private:
  std::shared_ptr<Data> data_;
};

}  // namespace perdure::memory
