// Whose turn it is to write, among the threads of this process. SQLite has one writer at a time; its own
// waiting is polling, and nobody's turn. Other processes are met in Transaction.
#pragma once

#include <perdure/types.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

namespace perdure::sqlite {

class WriteTurns;

// The turn of whoever holds it, until destroyed, by whichever thread.
class Turn {
 public:
  explicit Turn(WriteTurns& turns) : turns_(&turns) {}
  Turn(Turn&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)) {}
  Turn& operator=(Turn&&) = delete;
  ~Turn();

 private:
  WriteTurns* turns_;
};

// Any thread.
class WriteTurns {
 public:
  explicit WriteTurns(std::string file) : file_(std::move(file)) {}

  // Waits in line. Throws Error(StoreUnavailable) after BusySeconds, and Error(StoreFailure) at once if this
  // thread has a batch out, for which it would wait for ever.
  Turn take();
  // The same for a batch.
  Turn take_for_batch();
  // The same for taking a lane, but nothing, at once, while a batch is out.
  std::optional<Turn> take_unless_batch();

  // How often one was given back: each time, there may be new work.
  std::uint64_t changes();
  // Sleeps until changes() is not `since`, `limit` has passed, or `stop`.
  void sleep(std::uint64_t since, Duration limit, const std::stop_token& stop);

  // Remembers that taking a lane met somebody else's batch, and whether one did since this was last asked.
  void note_refusal();
  bool take_refusal();

  // Whether batches of this process have followed each other so closely and for so long that other
  // processes, which wait by polling, had no chance.
  bool is_hogging();

 private:
  friend class Turn;
  enum class For { Write, Batch, Taking };
  // False: Taking met a batch.
  bool wait_in_line(For purpose);
  void give_back();

  std::string file_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::uint64_t> line_;  // Who waits, first come first.
  std::uint64_t last_ticket_ = 0;
  std::uint64_t changes_ = 0;
  bool taken_ = false;
  bool batch_ = false;  // Taken by a batch, of thread `owner_`.
  bool refused_ = false;
  std::thread::id owner_;
  std::chrono::steady_clock::time_point given_back_;
  std::chrono::steady_clock::time_point row_began_;  // Of batches without a pause between them.
};

}  // namespace perdure::sqlite
