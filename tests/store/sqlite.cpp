// The SQLite store under the contract, and what only a file can meet.
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/store/stores.h"

namespace perdure::contract {
namespace {

namespace fs = std::filesystem;

// A directory of its own, gone with the object.
class Directory {
 public:
  Directory() {
    std::string name = (fs::temp_directory_path() / "perdure-sqlite-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    path_ = name;
  }
  ~Directory() { fs::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  fs::path path() const { return path_; }
  std::string uri(const std::string& file = "orders.db") const {
    return "sqlite:" + (path_ / file).string();
  }

 private:
  fs::path path_;
};

// Whatever somebody might do to the file by hand.
void run_sql(const fs::path& file, const std::string& sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
  sqlite3_free(message);
  sqlite3_close(db);
}

class SqliteDatabase : public Database {
 public:
  std::unique_ptr<Store> open() override { return perdure::open(directory_.uri()); }

  bool make_newer() override {
    run_sql(directory_.path() / "orders.db",
            "INSERT INTO version VALUES (1000, 'of a later build', 0)");
    return true;
  }

  bool run_script(const std::string& script) override {
    run_sql(directory_.path() / "orders.db", script);
    return true;
  }

 private:
  Directory directory_;
};

// A store with one session that has an event due.
std::unique_ptr<Store> store_with_work(const std::string& uri) {
  auto store = open(uri);
  store->schema().migrate();
  const NewEvent event = new_event("a", "x");
  store->start(new_session("a"), {&event, 1});
  return store;
}

}  // namespace

StoreKind sqlite_store() {
  StoreKind kind;
  kind.name = "sqlite";
  kind.make = [] { return std::make_unique<SqliteDatabase>(); };
  kind.batches_at_once = false;
  kind.unreachable = {"sqlite:/no/such/directory/orders.db", "sqlite:/tmp"};
  return kind;
}

TEST(SqliteFile, IsLeftAloneUntilMigrated) {
  const Directory directory;
  const auto store = open(directory.uri());
  EXPECT_EQ(store->schema().status().current, 0);
  EXPECT_EQ(store->schema().status().lanes, 0);
}

TEST(SqliteFile, ThatIsNoDatabaseIsRefused) {
  const Directory directory;
  std::ofstream(directory.path() / "notes.txt") << std::string(10'000, 'x');
  expect_error(ErrorKind::StoreFailure, [&] { open(directory.uri("notes.txt")); });
}

TEST(SqliteFile, ThatIsDamagedIsRefused) {
  const Directory directory;
  store_with_work(directory.uri()).reset();
  {
    std::fstream file(directory.path() / "orders.db",
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);
    file << std::string(16'000, '\x7f');
  }
  expect_error(ErrorKind::StoreFailure, [&] {
    const auto store = open(directory.uri());
    store->read("a");
  });
}

TEST(SqliteFile, ThatIsReadOnlyIsRefusedAndStaysReadable) {
  const Directory directory;
  store_with_work(directory.uri()).reset();
  {
    // Byte 18 is the format needed for writing; 3 is one that nobody can (SQLite's file format, 1.3.3).
    // Unlike a file's mode, it binds the superuser too.
    std::fstream file(directory.path() / "orders.db",
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(18);
    file.put(3);
  }
  const auto store = open(directory.uri());
  EXPECT_TRUE(store->read("a"));
  const NewEvent event = new_event("a", "y");
  expect_error(ErrorKind::StoreFailure, [&] { store->enqueue({&event, 1}); });
  expect_error(ErrorKind::StoreFailure, [&] { store->claim({}); });
}

// Writes past the limit fail as they do on a full disk, but with an error of their own.
TEST(SqliteFile, ThatCannotGrowLosesNothing) {
  const Directory directory;
  const auto store = store_with_work(directory.uri());
  struct rlimit before {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto on_signal = ::signal(SIGXFSZ, SIG_IGN);
  struct rlimit small = before;
  small.rlim_cur = 600'000;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  NewEvent event = new_event("a", "large");
  event.payload.resize(1'000'000);
  expect_error(ErrorKind::StoreFailure, [&] { store->enqueue({&event, 1}); });
  {
    const auto batch = store->claim({});
    BatchWrite write = handle_all(*batch);
    write.sends = {event};
    expect_error(ErrorKind::StoreFailure, [&] { batch->commit(write); });
  }
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  ::signal(SIGXFSZ, on_signal);

  EXPECT_EQ(store->read("a")->revision, 0);
  const auto batch = store->claim({});
  EXPECT_EQ(names(*batch), (std::vector<std::string>{"start", "x"}));
  EXPECT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
}

TEST(SqliteFile, WithAnotherProgramsTablesIsNotTouched) {
  const Directory directory;
  run_sql(directory.path() / "orders.db",
          "CREATE TABLE session (mine TEXT); INSERT INTO session VALUES ('x')");
  const auto store = open(directory.uri());
  expect_error(ErrorKind::StoreFailure, [&] { store->schema().migrate(); });
  EXPECT_EQ(store->schema().status().current, 0);
}

TEST(SqliteFile, TellsOfASessionThatSomebodyElseChanged) {
  const Directory directory;
  const auto store = store_with_work(directory.uri());
  // While a batch is out nobody else can write, so the next best: a session that nothing can change.
  run_sql(directory.path() / "orders.db",
          "CREATE TRIGGER refuse BEFORE UPDATE ON session BEGIN SELECT raise(IGNORE); END");
  auto batch = store->claim({});
  BatchWrite write = handle_all(*batch);
  write.sends = {new_event("a", "sent")};
  EXPECT_EQ(batch->commit(write), CommitResult::Lost);
  batch = store->claim({});
  EXPECT_EQ(names(*batch), (std::vector<std::string>{"start", "x"}));
}

TEST(SqliteFile, DeadEventsStayWhereItCannotBeToldWhoTookThem) {
  const Directory directory;
  const auto store = store_with_work(directory.uri());
  {
    const auto batch = store->claim({});
    BatchWrite write;
    write.dead = {{0, "why"}, {1, "why"}};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  run_sql(directory.path() / "orders.db",
          "CREATE TRIGGER refuse BEFORE INSERT ON journal WHEN (SELECT count(*) FROM journal) > 0 "
          "BEGIN SELECT raise(ABORT, 'full'); END");
  expect_error(ErrorKind::StoreFailure, [&] { store->repairs().retry_dead({}, "alice"); });
  expect_error(ErrorKind::StoreFailure, [&] { store->repairs().discard_dead({}, "alice"); });
  EXPECT_EQ(store->records().dead({}).size(), 2U);
  EXPECT_EQ(store->claim({}), nullptr);
  EXPECT_TRUE(store->history().journal({}).empty()) << "nor that of the first";
}

TEST(SqliteFile, SaysWhenAThreadWouldWaitForItsOwnBatch) {
  const Directory directory;
  const auto store = store_with_work(directory.uri());
  const auto batch = store->claim({});
  const NewEvent event = new_event("a", "y");
  expect_error(ErrorKind::StoreFailure, [&] { store->enqueue({&event, 1}); });
  EXPECT_EQ(store->claim({}), nullptr);
  EXPECT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
  store->enqueue({&event, 1});
}

TEST(SqliteFile, LetsASenderInBesideAWorkerThatNeverRests) {
  const Directory directory;
  const auto store = store_with_work(directory.uri());
  std::atomic<bool> stop = false;
  std::thread worker([&] {
    while (!stop) {
      const auto batch = store->claim({1});
      if (!batch) continue;
      BatchWrite write = handle_all(*batch);
      write.sends = {new_event("a", "again")};
      batch->commit(write);
    }
  });
  const auto sender = open(directory.uri());  // As in another process.
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 10; ++i) {
    const NewEvent event = new_event("a", "x");
    sender->enqueue({&event, 1});
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, Patience / 2);
  stop = true;
  worker.join();
}

// Processes that take an event, add one to the session's state and send the next, killed at any moment:
// what is committed is a whole number of steps.
TEST(SqliteFile, SurvivesItsProcessesBeingKilled) {
  const Directory directory;
  {
    const auto store = open(directory.uri());
    store->schema().migrate();
    for (int i = 0; i < 5; ++i) store->start(new_session("s" + std::to_string(i)));
  }
  constexpr int Rounds = 8;
  constexpr int CommitsOfARound = 4;
  for (int round = 0; round < Rounds; ++round) {
    int committed[2];  // A byte for each commit.
    ASSERT_EQ(::pipe(committed), 0);
    std::vector<pid_t> workers;
    for (int i = 0; i < 2; ++i) {
      const pid_t pid = ::fork();
      ASSERT_GE(pid, 0);
      if (pid == 0) {
        try {
          const auto store = open(directory.uri());
          for (;;) {
            const auto batch = store->claim({3});
            if (!batch) {
              store->wait_for_work(std::chrono::milliseconds(20), {});
              continue;
            }
            BatchWrite write = handle_all(*batch);
            for (const DueEvent& event : batch->events()) {
              const auto& session = write.sessions[event.session_index];
              write.sends.push_back(new_event(event.session, "step"));
              JournalEntry entry;
              entry.session = event.session;
              entry.revision = session.revision;
              entry.event = event.id;
              entry.name = event.name;
              write.journal.push_back(entry);
            }
            batch->commit(write);
            if (::write(committed[1], "", 1) != 1) ::_exit(1);
          }
        } catch (...) {
          ::_exit(1);
        }
      }
      workers.push_back(pid);
    }
    ::close(committed[1]);
    char byte = 0;
    for (int i = 0; i < CommitsOfARound; ++i) ASSERT_EQ(::read(committed[0], &byte, 1), 1);
    ::usleep(static_cast<useconds_t>(7'919 * round));
    for (const pid_t pid : workers) {
      ::kill(pid, SIGKILL);
      int status = 0;
      ::waitpid(pid, &status, 0);
      EXPECT_TRUE(WIFSIGNALED(status)) << "a worker failed by itself";
    }
    ::close(committed[0]);
  }
  const auto store = open(directory.uri());
  std::int64_t steps = 0;
  for (const SessionSummary& summary : store->records().sessions({})) {
    const auto journal = store->history().journal(summary.session.id, 0, 1'000'000);
    EXPECT_EQ(summary.session.revision, static_cast<std::int64_t>(journal.size()));
    EXPECT_EQ(summary.queued, 1);
    steps += summary.session.revision;
  }
  EXPECT_GE(steps, Rounds * CommitsOfARound);
}

}  // namespace perdure::contract
