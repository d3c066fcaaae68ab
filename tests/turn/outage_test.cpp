// A store that goes away and comes back.
#include <gmock/gmock.h>
#include <perdure/runtime.h>
#include <perdure/testing_store.h>

#include <atomic>
#include <thread>

#include "tests/turn/tally.h"

namespace perdure {
namespace {

using namespace std::chrono_literals;
using Tally = ::perdure::testing::Tally;

// Passes everything on to a memory store, unless it is away.
class Fickle : public testing::StoreOver {
 public:
  struct Switch {
    std::atomic<int> failures = 0;  // How many claims fail from now on.
    std::atomic<ErrorKind> kind = ErrorKind::StoreUnavailable;
    SchemaStatus status{1, 1, 1, {}};
  };
  explicit Fickle(Switch& control)
      : StoreOver(open("memory:")), control_(control), schema_(control) {}

  std::unique_ptr<Tenure> take(const TakeOptions& options) override {
    if (control_.failures > 0) {
      --control_.failures;
      throw Error(control_.kind, "the store is on holiday");
    }
    return under().take(options);
  }
  Schema& schema() override { return schema_; }

 private:
  class FickleSchema : public Schema {
   public:
    explicit FickleSchema(Switch& control) : control_(control) {}
    SchemaStatus status() override { return control_.status; }
    std::vector<std::string> migrate(std::int32_t, const MigrationBegins&) override {
      control_.status.current = control_.status.wanted;
      return {"1"};
    }
    std::vector<std::string> migrate_to(std::int32_t, std::int32_t,
                                        const MigrationBegins&) override {
      return {};
    }
    std::string script(std::int32_t, std::int32_t, std::int32_t) override { return {}; }
    void drop() override {}

   private:
    Switch& control_;
  };
  Switch& control_;
  FickleSchema schema_;
};

class Outage : public ::testing::Test {
 protected:
  std::unique_ptr<Store> store() { return std::make_unique<Fickle>(control); }
  Fickle::Switch control;
  testing::TallyHandlers handlers;
};

TEST_F(Outage, OneLineWhenItBeginsAndOneWhenItIsOver) {
  ::testing::internal::CaptureStderr();
  {
    Runtime runtime(store(), {.node = "w", .poll = 1ms});
    runtime.add<Tally>(handlers);
    control.failures = 3;
    std::jthread thread([&](std::stop_token stop) { runtime.run(stop); });
    runtime.start<Tally>("t", {}, Tally::Finish{});
    while (runtime.read<Tally>("t")->status != SessionStatus::Done)
      std::this_thread::sleep_for(1ms);
  }
  const std::string log = ::testing::internal::GetCapturedStderr();
  const auto count = [&](std::string_view text) {
    int found = 0;
    for (std::size_t at = log.find(text); at != std::string::npos; at = log.find(text, at + 1))
      ++found;
    return found;
  };
  EXPECT_EQ(count("the store fails"), 1) << log;
  EXPECT_EQ(count("error=\"store_unavailable\" cause=\"the store is on holiday\""), 1) << log;
  EXPECT_EQ(count("the store is back"), 1) << log;
  EXPECT_EQ(count("node=\"w\""), 4) << log;
}

TEST_F(Outage, DrainPassesItOn) {
  Runtime runtime(store(), {.threads = 3, .log = LogLevel::Error});
  control.failures = 1;
  control.kind = ErrorKind::StoreFailure;
  EXPECT_THROW(runtime.drain(), Error);
  runtime.drain();
}

TEST_F(Outage, AStoreWithoutItsSchemaIsRefusedUnlessAskedToMigrate) {
  const auto refusal = [&] {
    try {
      Runtime runtime(store());
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::NotMigrated);
      return std::string(error.what());
    }
    return std::string();
  };
  control.status = {0, 2, 0, {"1", "2"}};
  EXPECT_EQ(refusal(), "the store has no schema; run: perdure db migrate");
  control.status = {1, 2, 0, {"2"}};
  EXPECT_THAT(refusal(),
              ::testing::HasSubstr("version 1, this program's 2; run: perdure db migrate"));
  control.status = {3, 2, 0, {}};
  EXPECT_THAT(refusal(), ::testing::HasSubstr("the program is older than the schema"));
  control.status = {0, 2, 0, {"1", "2"}};
  Runtime runtime(store(), {.migrate = true});
  EXPECT_EQ(control.status.current, 2);
}

}  // namespace
}  // namespace perdure
