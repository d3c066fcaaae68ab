// The floor: how fast a database does what each handled event asks of it, with no statechart at all.
//
// A worker locks a lane's row, takes a batch of events out of the queue with the sessions that they go
// to, changes a few bytes of each session's state, and writes the sessions, a journal row and one event
// to another session for each: over libpq's pipelines, in binary arrays, one statement for a table. What
// a durable runtime reaches is told as a part of this, both measured by turns on one server.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace bench::floor {

struct Workload {
  int lanes = 64;
  std::int64_t sessions = 100'000;
  std::int64_t events = 1'000'000;  // That wait, all the time: each one handled sends one.
  std::size_t state_bytes = 300;
  std::size_t event_bytes =
      100;  // Of a row of the queue, besides its lane, its number and its session.
  std::size_t journal_bytes = 100;  // Of a row of the journal, besides its session and its numbers.
  std::size_t batch = 1000;
  int workers = 2;
};

class Floor {
 public:
  // Makes the tables, in a schema `floor` of their own, and fills them. Throws std::runtime_error, as do
  // all others.
  Floor(std::string uri, const Workload& workload);
  ~Floor();  // Drops the schema.
  Floor(const Floor&) = delete;
  Floor& operator=(const Floor&) = delete;

  // Handles at least so many events. Returns events a second.
  double run(std::int64_t events);

  // Throws if what run() did so far was not each event once, in the order of its session.
  void check();

 private:
  const std::string uri_;
  const Workload workload_;
  std::int64_t handled_ = 0;
};

}  // namespace bench::floor
