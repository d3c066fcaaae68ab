// What a step that a worker runs may ask of the world around it.
#pragma once

#include <perdure/answers.h>
#include <perdure/stored.h>
#include <perdure/surroundings.h>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace perdure::turn {

// Whether a session of that id is there and has not ended, as far as is known.
using HasSession = std::function<bool(std::string_view id)>;

// Reads a session that is not of the batch; nothing if there is none. Throws Error where that cannot be found out.
using FindSession = std::function<std::optional<StoredSession>(std::string_view id)>;

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

// Keeps what a step is told by the world around it, or tells it again.
class AnsweringSurroundings final : public Surroundings {
 public:
  // `around` is not asked where the answers replay.
  AnsweringSurroundings(Surroundings* around, Answers& answers)
      : around_(around), answers_(answers) {}
  bool has_session(std::string_view id) override;
  std::string secret() override;
  std::span<const IoProcessor> io_processors() override { return {}; }
  Transaction* transaction() override {
    return around_ == nullptr ? nullptr : around_->transaction();
  }

 private:
  Surroundings* around_;
  Answers& answers_;
};

}  // namespace perdure::turn
