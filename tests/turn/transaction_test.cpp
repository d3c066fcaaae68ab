// SQL of actions: with their step or not at all.
#include <gmock/gmock.h>
#include <perdure/runtime.h>
#include <perdure/transaction.h>

#include <stdexcept>

#include "runtime/turn/dispatch.h"
#include "tests/turn/fakes.h"
#include "tests/turn/tally.h"

namespace perdure {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using Tally = ::perdure::testing::Tally;

// Writes down what it is told to do.
class FakeTransaction : public StepTransaction {
 public:
  std::string log;
  bool sound = true;

  SqlResult run(std::string_view sql, std::span<const SqlValue>) override {
    log += std::string(sql) + ";";
    return {};
  }
  void next_step() override { log += "next;"; }
  void require_sound() override {
    if (!sound) throw SqlError("refused", "23505");
  }
  void undo() override { log += "undo;"; }
};

class BatchWithTransaction : public testing::FakeBatch {
 public:
  FakeTransaction sql;
  StepTransaction* transaction() override { return &sql; }
};

class TransactionTest : public ::testing::Test {
 protected:
  TransactionTest() {
    charts.add(std::make_unique<testing::TallyChart>(handlers));
    handlers.on_add = [](const Step& step, std::int64_t number, Effects&) {
      transaction(step).execute("sql " + std::to_string(number));
      if (number == 2) throw std::runtime_error("undone");
    };
    StoredSession& session = batch.session("t");
    session.chart = Tally::chart_name;
    OutArchive out(session.state);
    Tally::Snapshot().save(out);
  }
  void add(std::int64_t number) { batch.event("t", "add").payload = to_bytes(Tally::Add{number}); }

  testing::TallyHandlers handlers;
  turn::Charts charts;
  BatchWithTransaction batch;
};

TEST_F(TransactionTest, EachStepHasAPartOfItsOwn) {
  add(1);
  add(3);
  const auto write = turn::dispatch(batch, charts, {}).write;
  EXPECT_EQ(batch.sql.log, "next;sql 1;next;sql 3;");
  EXPECT_THAT(write.consumed, ElementsAre(0, 1));
}

TEST_F(TransactionTest, AStepThatFailsIsUndoneWithItsSql) {
  add(1);
  add(2);
  const auto write = turn::dispatch(batch, charts, {}).write;
  EXPECT_EQ(batch.sql.log, "next;sql 1;next;sql 2;undo;");
  EXPECT_THAT(write.consumed, ElementsAre(0));
}

TEST_F(TransactionTest, AStepWithARefusedStatementFails) {
  batch.sql.sound = false;
  add(1);
  const auto write = turn::dispatch(batch, charts, {}).write;
  EXPECT_EQ(batch.sql.log, "next;sql 1;undo;");
  ASSERT_EQ(write.postponed.size(), 1U);
  EXPECT_EQ(write.sessions.at(0).failure, "refused");
}

TEST(Transaction, IsNotThereInMemory) {
  EXPECT_THROW(transaction(Step{}), Error);
  testing::TallyHandlers handlers;
  handlers.on_add = [](const Step& step, std::int64_t, Effects&) { transaction(step); };
  Runtime runtime{open("memory:"), {.max_attempts = 1, .log = LogLevel::Error}};
  runtime.add<Tally>(handlers);
  runtime.start<Tally>("t", {}, Tally::Add{1});
  runtime.drain();
  EXPECT_THAT(runtime.read<Tally>("t")->failure, ::testing::HasSubstr("no database's transaction"));
}

}  // namespace
}  // namespace perdure
