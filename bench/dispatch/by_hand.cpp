#include "by_hand.h"

namespace bench::by_hand {

bool SixStates::open() {
  switch (state_) {
    case State::Idle:
      state_ = State::Ready;
      return true;
    default:
      return false;
  }
}

bool SixStates::step(std::int64_t amount) {
  switch (state_) {
    case State::Ready:
      if (amount <= 0) return false;
      total_ += amount;
      state_ = State::Busy;
      return true;
    case State::Busy:
      if (amount > 100) {
        state_ = State::Broken;
      } else {
        total_ += amount;
      }
      return true;
    default:
      return false;
  }
}

bool SixStates::fail() {
  switch (state_) {
    case State::Busy:
      if (failures_ < 1000000000) {
        ++failures_;
        state_ = State::Waiting;
      } else {
        state_ = State::Broken;
      }
      return true;
    default:
      return false;
  }
}

bool SixStates::retry() {
  switch (state_) {
    case State::Waiting:
      state_ = State::Busy;
      return true;
    default:
      return false;
  }
}

bool SixStates::finish() {
  switch (state_) {
    case State::Busy:
      if (total_ <= 0) return false;
      state_ = State::Finished;
      return true;
    default:
      return false;
  }
}

bool SixStates::reset() {
  switch (state_) {
    case State::Broken:
      state_ = State::Idle;
      return true;
    case State::Finished:
      total_ = 0;
      state_ = State::Idle;
      return true;
    default:
      return false;
  }
}

bool TwoRegions::left() {
  if (left_ == Half::A && lefts_ >= 0) {
    ++lefts_;
    left_ = Half::B;
  } else {
    left_ = Half::A;
  }
  return true;
}

bool TwoRegions::right() {
  if (right_ == Half::A && rights_ >= 0) {
    ++rights_;
    right_ = Half::B;
  } else {
    right_ = Half::A;
  }
  return true;
}

bool TwoRegions::both() {
  left_ = left_ == Half::A ? Half::B : Half::A;
  right_ = right_ == Half::A ? Half::B : Half::A;
  return true;
}

}  // namespace bench::by_hand
