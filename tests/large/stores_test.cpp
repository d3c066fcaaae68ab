// Sessions with values beside them, through each store, by a runtime that is made anew as often as may be.
#include "tests/faults/stores.h"

#include <gmock/gmock.h>
#include <perdure/command_line.h>
#include <perdure/runtime.h>
#include <perdure/transaction.h>

#include <cstdio>

#include "vault.chart.h"

namespace perdure {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::vault::Vault;
using namespace ::vault::vault;

const std::string Paper(3000, 'p');
const std::string Other(4000, 'o');
const std::string Cover(5000, 'c');

struct Clerk : Handlers {
  void stamp(const Step&, const std::string& by, std::string& paper) override { paper += by; }
  void refuse(const Step&) override { throw std::runtime_error("no"); }
  void enter(const Step& step) override {
    transaction(step).execute("insert into vault_book values ($1)", step.session);
  }
};

class LargeInStore : public ::testing::TestWithParam<faults::SharedStore> {
 protected:
  LargeInStore() : place_(GetParam().make()) {
    Runtime(open(place_->uri()), {.migrate = true, .log = LogLevel::Error});
    reopen();
  }

  // As a new process would.
  void reopen() {
    RuntimeOptions options;
    options.batch = 3;
    options.max_attempts = 1;
    options.snapshot_every = snapshot_every;
    options.log = LogLevel::Error;
    runtime_.reset();
    runtime_ = std::make_unique<Runtime>(open(place_->uri()), options);
    runtime_->add<Vault>(clerk_);
  }
  Runtime& runtime() { return *runtime_; }
  void drain() {
    runtime_->drain();
    reopen();
  }
  void start(const std::string& id) {
    runtime_->start<Vault>(id, {.owner = "ann", .cover = Cover});
    drain();
  }
  template <class... Events>
  void send(const std::string& to, const Events&... events) {
    (runtime_->send(to, events), ...);
    drain();
  }
  Snapshot snapshot(const std::string& id) { return runtime_->read<Vault>(id)->snapshot; }
  StoredSession stored(const std::string& id) { return runtime_->store().read(id).value(); }

  // On the table of values, as one who has the database would.
  void meddle(const std::string& before, const std::string& after = "") {
    place_->run(before + " " + place_->table("blob") + " " + after);
  }
  void run_sql(const std::string& sql) { place_->run(sql); }
  std::string command(const std::vector<std::string>& words) { return command(words, *runtime_); }
  static std::string command(std::vector<std::string> words, Runtime& runtime) {
    words.insert(words.begin(), "vault");
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::testing::internal::CaptureStdout();
    command_line(static_cast<int>(words.size()), arguments.data(), runtime);
    return ::testing::internal::GetCapturedStdout();
  }

  std::int64_t snapshot_every = 0;

 private:
  std::unique_ptr<faults::TemporaryStore> place_;
  Clerk clerk_;
  std::unique_ptr<Runtime> runtime_;
};

TEST_P(LargeInStore, AreReadWhereTheyAreLookedAt) {
  start("v");
  send("v", event::Scan{Paper}, event::Measure{}, event::Sign{"bob"});
  EXPECT_LT(stored("v").state.size(), 400U);
  const Snapshot read = snapshot("v");
  EXPECT_FALSE(read.data().paper.is_loaded());
  EXPECT_EQ(read.data().paper.get(), Paper + "bob");
  EXPECT_EQ(*read.params().cover, Cover);
  EXPECT_EQ(read.data().length, 8000);
  send("v", event::Scan{Other});
  EXPECT_EQ(*snapshot("v").data().paper, Other);
}

TEST_P(LargeInStore, OneThatWasReplacedSinceItWasReadIsSaidToBeGone) {
  start("v");
  send("v", event::Scan{Paper});
  const Snapshot before = snapshot("v");
  runtime().send("v", event::Scan{Other});
  runtime().drain();
  try {
    before.data().paper.get();
    ADD_FAILURE() << "found what is not there";
  } catch (const CorruptLargeValue& error) {
    EXPECT_THAT(error.what(), HasSubstr("is not in the store any more"));
  }
}

TEST_P(LargeInStore, WhatIsAlteredInTheStoreSuspendsWhoReadsItAndNobodyElse) {
  for (const char* id : {"a", "b"}) {
    start(id);
    send(id, event::Scan{Paper});
  }
  const std::string others = std::string(2 * 3008, '7') + "'";  // Hexadecimal.
  const std::string literal = (GetParam().name == "sqlite" ? "x'" : "'\\x") + others;
  meddle("update", "set bytes = " + literal + " where session = 'a'");
  send("a", event::Touch{}, event::Measure{}, event::Touch{});
  send("b", event::Measure{});
  EXPECT_EQ(stored("b").status, SessionStatus::Running);
  EXPECT_EQ(snapshot("b").data().length, 8000);
  EXPECT_EQ(stored("a").status, SessionStatus::Suspended);
  EXPECT_THAT(stored("a").failure, HasSubstr("was altered in the store"));
  EXPECT_EQ(snapshot("a").data().touched, 1);

  meddle("delete from", "where session = 'a'");
  runtime().store().resume("a");
  drain();
  EXPECT_THAT(stored("a").failure, HasSubstr("is not in the store any more"));
}

TEST_P(LargeInStore, AStepThatFailsLeavesThemAsTheyWere) {
  start("v");
  send("v", event::Scan{Paper}, event::Touch{}, event::Spoil{Other});
  EXPECT_EQ(stored("v").status, SessionStatus::Suspended);
  EXPECT_EQ(*snapshot("v").data().paper, Paper);
}

TEST_P(LargeInStore, AStepMayRunSqlAndReadThem) {
  run_sql("create table vault_book (session text)");
  start("v");
  send("v", event::Scan{Paper});
  send("v", event::Book{}, event::Scan{Other}, event::Book{}, event::Touch{});
  EXPECT_EQ(stored("v").failure, "");
  EXPECT_EQ(snapshot("v").data().length, 4000);
  EXPECT_EQ(snapshot("v").data().touched, 1);
  send("v", event::Book{}, event::Measure{}, event::Touch{});
  EXPECT_EQ(snapshot("v").data().length, 9000);
  run_sql("drop table vault_book");
}

TEST_P(LargeInStore, StepsAreDoneAgainWithTheValuesOfTheirTime) {
  snapshot_every = 2;
  reopen();
  start("v");
  std::vector<std::string> papers;
  for (int i = 0; i < 5; ++i) {
    papers.push_back(std::string(2000, static_cast<char>('a' + i)));
    send("v", event::Scan{papers.back()});  // Revision i + 2.
  }
  send("v", event::Scan{"short"}, event::Measure{});
  for (std::int64_t revision = 1; revision <= 8; ++revision) {
    const Replayed then = runtime().replay("v", {.revision = revision});
    EXPECT_EQ(then.difference, "") << revision;
    if (revision < 2 || revision > 6) continue;
    InArchive in(then.state);
    const Snapshot read = Snapshot::load(in);
    EXPECT_EQ(*read.data().paper, papers[static_cast<std::size_t>(revision - 2)]) << revision;
    EXPECT_EQ(*read.params().cover, Cover);
  }
}

TEST_P(LargeInStore, AreShownBySize) {
  start("v");
  send("v", event::Scan{Paper});
  runtime().drain();  // Registers the chart.
  const std::string shown = command({"show", "v"});
  EXPECT_THAT(shown, HasSubstr("\"apart\": 3008"));
  EXPECT_THAT(shown, HasSubstr("\"apart\": 5008"));
  EXPECT_THAT(shown, HasSubstr("from ann"));
  EXPECT_THAT(shown, Not(HasSubstr("ppp")));
}

TEST_P(LargeInStore, GoWithASessionThatMovesToAnotherStore) {
  snapshot_every = 3;
  reopen();
  start("v");
  send("v", event::Scan{Paper});
  send("v", event::Scan{Other});
  send("v", event::Scan{Cover + Cover});
  const std::string file = ::testing::TempDir() + "large_" + GetParam().name + ".export";
  EXPECT_THAT(command({"export", "v", "--suspend", "-o", file}), HasSubstr("exported 1 session"));

  Runtime there(open("memory:"), {.log = LogLevel::Error});
  Clerk clerk;
  there.add<Vault>(clerk);
  EXPECT_THAT(command({"import", file, "--resume"}, there), HasSubstr("imported 1 session"));
  std::remove(file.c_str());
  there.send("v", event::Measure{});
  there.drain();
  const Snapshot read = there.read<Vault>("v")->snapshot;
  EXPECT_EQ(read.data().length, 15000);
  EXPECT_EQ(*read.data().paper, Cover + Cover);
  const Replayed then = there.replay("v", {.revision = 3});  // From the snapshot of that.
  EXPECT_EQ(then.difference, "");
  InArchive in(then.state);
  EXPECT_EQ(*Snapshot::load(in).data().paper, Other);
}

INSTANTIATE_TEST_SUITE_P(Stores, LargeInStore, ::testing::ValuesIn(faults::shared_stores()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace perdure
