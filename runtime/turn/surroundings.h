// What a step that a worker runs may ask of the world around it.
#pragma once

#include <perdure/surroundings.h>

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace perdure::turn {

// Whether a session of that id is there and has not ended, as far as is known.
using HasSession = std::function<bool(std::string_view id)>;

class StepSurroundings final : public Surroundings {
 public:
  // `transaction`: the batch's, or null.
  StepSurroundings(HasSession has_session, Transaction* transaction)
      : has_session_(std::move(has_session)), transaction_(transaction) {}

  bool has_session(std::string_view id) override { return has_session_(id); }
  std::string secret() override;
  std::span<const IoProcessor> io_processors() override { return {}; }
  Transaction* transaction() override { return transaction_; }

 private:
  HasSession has_session_;
  Transaction* const transaction_;
};

}  // namespace perdure::turn
