// The contract of perdure::Store as tests, for each of Perdure's stores and for any other.
//
// To hold a store of your own to it, write a program that defines stores()
//
//     std::vector<perdure::contract::StoreKind> perdure::contract::stores() {
//       return {{"mine", [] { return std::make_unique<MyDatabase>(); }}};
//     }
//
// compile it with this folder's contract*.cpp, and link it with perdure::runtime and
// GTest::gmock_main.
#pragma once

#include <gtest/gtest.h>
#include <perdure/store.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::contract {

// An empty place for one store, and gone with all that is in it when destroyed.
class Database {
 public:
  virtual ~Database() = default;

  // A store there, its schema not touched. Several at a time stand for several processes.
  virtual std::unique_ptr<Store> open() = 0;

  // Makes the schema that of a later build. False: there is no way to.
  virtual bool make_newer() { return false; }

  // Runs a script of Schema::script. False: this store has none.
  virtual bool run_script(const std::string& script) {
    (void)script;
    return false;
  }

  // Changes a session as only one can who ignores locks, while a batch with it is out. False: there
  // is no way to.
  virtual bool interfere(Store& store, const std::string& session) {
    (void)store;
    (void)session;
    return false;
  }
};

struct StoreKind {
  std::string name;  // As in the names of the tests: letters and digits.
  std::function<std::unique_ptr<Database>()> make;
  bool one_process = false;     // Dies with its Store, so that a Database opens but one.
  bool batches_at_once = true;  // Different lanes can be out at a time.
  bool tells_others =
      true;  // Other stores hear of work at once; else they look for it now and then.
  std::vector<std::string>
      unreachable;  // URIs of this store for which open() must throw StoreUnavailable.
};

// Defined by the program: one line a store.
std::vector<StoreKind> stores();

std::ostream& operator<<(std::ostream& out, const StoreKind& kind);

// Waits for a batch, but no longer than Patience; throws if there is none then.
std::unique_ptr<Batch> claim_when_free(Store& store, std::size_t limit = 1000);

// A database with its schema, a store on it, and the few words that the tests are written in.
class StoreContract : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override;
  // Starts again with an empty database of that many lanes.
  void use_lanes(std::int32_t lanes);

  Store& store() { return *store_; }
  Database& database() { return *database_; }
  // Another store on the same database; the same one where there can be no other.
  Store& other_store();
  // Closes every store and opens one anew. Nothing where the store would die of it.
  void reopen();

  // A session whose first step has been run: Running, revision 1.
  void start(const std::string& id);
  void send(const std::string& to, const std::string& name);
  void enqueue(const NewEvent& event) { store_->enqueue({&event, 1}); }

  // As claim_when_free(), of store().
  std::unique_ptr<Batch> claim(std::size_t limit = 1000) { return claim_when_free(store(), limit); }
  // Handles what is due until nothing is: "session name" for each event, in the order they came.
  std::vector<std::string> drain(std::size_t limit = 1000);
  // The same, until `count` came or 10 s have passed.
  std::vector<std::string> wait_for(std::size_t count);

 private:
  std::unique_ptr<Database> database_;
  std::unique_ptr<Store> store_;
  std::vector<std::unique_ptr<Store>> others_;
};

NewSession new_session(const std::string& id);
NewEvent new_event(const std::string& to, const std::string& name);
// Due so long after now, with a send id.
NewEvent delayed(const std::string& to, const std::string& name, Duration delay,
                 const std::string& send_id = "");
Bytes bytes(std::string_view text);

// Every event consumed, its session Running and one step further for each.
BatchWrite handle_all(const Batch& batch);
// The session as it was read, to be changed.
BatchWrite::Session unchanged(const Batch& batch, std::size_t session);
// The event's names in the order they came.
std::vector<std::string> names(const Batch& batch);

// What `action` throws; a test failure, and ErrorKind::InvalidArgument or another than `wanted`, if
// nothing.
void expect_error(ErrorKind wanted, const std::function<void()>& action);

constexpr Duration Patience = std::chrono::seconds(10);
constexpr Duration Soon = std::chrono::milliseconds(200);  // Long enough to see that it is not yet.
constexpr Duration Later = std::chrono::hours(24 * 365);

}  // namespace perdure::contract
