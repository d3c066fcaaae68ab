// What a step that a worker runs may ask of the world around it.
#pragma once

#include <perdure/surroundings.h>

#include <span>
#include <string>
#include <string_view>

namespace perdure::turn {

class StepSurroundings final : public Surroundings {
 public:
  // A step does not look beyond its batch: what is sent to nobody becomes dead when its turn comes.
  bool has_session(std::string_view) override { return true; }
  std::string secret() override;
  std::span<const IoProcessor> io_processors() override { return {}; }
};

}  // namespace perdure::turn
