// What a person would write instead of the charts: the floor.
#pragma once

#include <cstdint>

namespace bench::by_hand {

class SixStates {
 public:
  bool open();
  bool step(std::int64_t amount);
  bool fail();
  bool retry();
  bool finish();
  bool reset();

  std::int64_t failures() const { return failures_; }

 private:
  enum class State { Idle, Ready, Busy, Waiting, Broken, Finished };
  State state_ = State::Idle;
  std::int64_t total_ = 0;
  std::int64_t failures_ = 0;
};

class TwoRegions {
 public:
  bool left();
  bool right();
  bool both();

  std::int64_t lefts() const { return lefts_; }

 private:
  enum class Half { A, B };
  Half left_ = Half::A;
  Half right_ = Half::A;
  std::int64_t lefts_ = 0;
  std::int64_t rights_ = 0;
};

}  // namespace bench::by_hand
