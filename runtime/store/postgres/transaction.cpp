#include "runtime/store/postgres/transaction.h"

#include <perdure/error.h>

#include <algorithm>
#include <optional>
#include <string>
#include <thread>

#include "runtime/store/postgres/error.h"
#include "runtime/store/postgres/notifier.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/rows/lane.h"

namespace perdure::postgres {
namespace {

constexpr std::chrono::milliseconds FirstPause{10};
constexpr std::chrono::milliseconds LongestPause{1000};

// "committed", "aborted", "in progress", or empty if the server does not know it.
std::string status_of(Connection& connection, const std::string& transaction) {
  try {
    const Result result =
        connection.run(query("transaction_status"), Parameters()(std::string_view(transaction)));
    return std::string(result[0].text(0));
  } catch (const Refused& error) {
    // A number that a crash took back, for nothing of that transaction had reached the disk.
    if (error.sqlstate() == InvalidParameterValue) return "aborted";
    throw;
  }
}

// Whether `event` is in the queue or has been through it.
bool was_queued(Pool::Lease& lease, const NewEvent& event) {
  const std::string& sender = event.sender.empty() ? event.session : event.sender;
  const Result result = lease->run(
      query("was_queued"),
      Parameters()
          .lane(rows::lane_of(event.session, lease.lanes()))
          .lane(rows::lane_of(sender, lease.lanes()))(std::string_view(event.session))(event.id));
  return result[0].boolean(0);
}

// Whether a transaction whose commit was under way when its connection was lost took place.
bool took_place(Pool::Lease& lease, const std::string& transaction, const NewEvent& proof) {
  const std::string status = status_of(*lease, transaction);
  if (status == "aborted") return false;
  if (status == "in progress") {
    throw Error(ErrorKind::StoreUnavailable,
                "PostgreSQL is still busy with a transaction whose connection was lost");
  }
  // After a crash the number may be another transaction's, if ours had not reached the disk. So what
  // counts is what it would have left behind.
  return was_queued(lease, proof);
}

}  // namespace

Rollback::~Rollback() {
  if (connection_ == nullptr || connection_->broken() || !connection_->in_transaction()) return;
  try {
    connection_->run(query("rollback"));
  } catch (const Error&) {  // The connection is closed, and the server does the same.
  }
}

void insist(const std::function<void()>& attempt) {
  const auto deadline = std::chrono::steady_clock::now() + Patience;
  auto pause = FirstPause;
  for (;;) {
    try {
      return attempt();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::StoreUnavailable) throw;
      if (std::chrono::steady_clock::now() + pause > deadline) throw;
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, LongestPause);
  }
}

bool commit_once(Pool& pool, const Queueing& transaction) {
  std::optional<std::string> in_doubt;  // The number of one that may have been committed.
  NewEvent proof;                       // Of that one.
  bool told = false;
  try {
    insist([&] {
      Pool::Lease lease = pool.lease();
      if (in_doubt) {
        if (took_place(lease, *in_doubt, proof)) return;
        in_doubt.reset();
      }
      const Rollback rollback(*lease);
      Pipeline asking(*lease);
      if (const std::optional<std::string> foreword = transaction.foreword(lease.lanes())) {
        asking.send_ahead(query("notify_at_once"),
                          Parameters()(EventChannel)(std::string_view(*foreword)));
      }
      asking.send(query("begin"));
      asking.send(query("now_in_transaction"));
      transaction.ask(asking, lease.lanes());
      std::vector<Result> answers = asking.finish();
      const std::string number(answers[1][0].text(0));
      const Timestamp now = answers[1][0].time(1).value_or(Timestamp{});
      answers.erase(answers.begin(), answers.begin() + 2);

      Pipeline writing(*lease);
      const NewEvent* written = transaction.write(answers, writing, lease.lanes(), now);
      if (written == nullptr) return;
      proof.id = written->id;
      proof.session = written->session;
      proof.sender = written->sender;
      writing.send(query("commit"));
      const std::optional<std::string> word = transaction.word();
      if (word) {
        writing.send_aside(query("notify_at_once"),
                           Parameters()(EventChannel)(std::string_view(*word)));
      }
      in_doubt = number;
      try {
        writing.finish();
        told = word.has_value();
      } catch (const Refused&) {
        in_doubt.reset();
        throw;
      }
    });
  } catch (const Error& error) {
    if (!in_doubt || error.kind() != ErrorKind::StoreUnavailable) throw;
    throw Error(ErrorKind::StoreUnavailable,
                "it is not known whether the events were queued, for the connection was lost while "
                "they were being committed: " +
                    std::string(error.what()));
  }
  return told;
}

}  // namespace perdure::postgres
