#include "runtime/turn/surroundings.h"

#include "runtime/turn/secret.h"

namespace perdure::turn {

std::string StepSurroundings::secret() { return random_secret(); }

bool AnsweringSurroundings::has_session(std::string_view id) {
  return answers_.text([&] { return std::string(around_->has_session(id) ? "y" : "n"); }) == "y";
}

std::string AnsweringSurroundings::secret() {
  return answers_.text([&] { return around_->secret(); });
}

}  // namespace perdure::turn
