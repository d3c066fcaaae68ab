// Sessions that a store need not read, since their owner's last batch wrote them; and when that must not pass for the truth.
#include <map>
#include <optional>
#include <string>

#include "tests/store/contract.h"

namespace perdure::contract {

namespace {

class Known : public KnownSessions {
 public:
  void add(StoredSession session) { sessions_[session.id] = std::move(session); }
  std::optional<StoredSession> take(std::string_view id) override {
    const auto found = sessions_.extract(std::string(id));
    if (!found) return std::nullopt;
    return std::move(found.mapped());
  }

 private:
  std::map<std::string, StoredSession> sessions_;
};

class KnownContract : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    use_lanes(1);
  }

  // Runs a step of each of these sessions, and knows them as they are stored then. False: this store always reads.
  bool know(const std::vector<std::string>& ids) {
    for (const std::string& id : ids) send(id, "x");
    const auto batch = claim();
    if (batch->commit(handle_all(*batch)) != CommitResult::Committed) return false;
    const std::uint32_t version = batch->row_version();
    for (const std::string& id : ids) {
      StoredSession session = store().read(id).value();
      session.row_version = version;
      session.tenant = "known";  // Of no row: whoever finds it has not read.
      known_.add(std::move(session));
    }
    return version != 0;
  }
  // In another tenure than before.
  std::unique_ptr<Batch> claim_with_known() {
    tenure_.reset();
    tenure_ = store().take({});
    return tenure_ ? tenure_->claim({}, &known_) : nullptr;
  }

 private:
  std::unique_ptr<Tenure> tenure_;
  Known known_;
};

}  // namespace

TEST_P(KnownContract, AKnownSessionIsNotReadAgain) {
  start("a");
  start("b");
  if (!know({"a"})) GTEST_SKIP() << "this store always reads";
  send("b", "y");
  send("a", "y");
  const auto batch = claim_with_known();
  ASSERT_TRUE(batch);
  ASSERT_EQ(batch->sessions().size(), 2U);
  for (const DueEvent& event : batch->events()) {
    const StoredSession& session = batch->sessions()[event.session_index];
    EXPECT_EQ(session.id, event.session);
    EXPECT_EQ(session.tenant, event.session == "a" ? "known" : "");
  }
  ASSERT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
  EXPECT_EQ(store().read("a")->revision, 3);
  EXPECT_EQ(store().read("b")->revision, 2);
  EXPECT_EQ(store().read("a")->tenant, "");
}

TEST_P(KnownContract, WhatSomebodyElseChangedIsLostThoughItLooksTheSame) {
  start("a");
  if (!know({"a"})) GTEST_SKIP() << "this store always reads";
  const std::int64_t revision = store().read("a")->revision;
  store().repairs().suspend("a", "to look at it");
  store().resume("a");
  ASSERT_EQ(store().read("a")->status, SessionStatus::Running);
  ASSERT_EQ(store().read("a")->revision, revision);
  send("a", "y");
  {
    const auto batch = claim_with_known();
    ASSERT_TRUE(batch);
    BatchWrite write = handle_all(*batch);
    write.sends = {new_event("a", "sent")};
    EXPECT_EQ(batch->commit(write), CommitResult::Lost);
  }
  EXPECT_EQ(store().read("a")->revision, revision);
  const auto batch = claim_with_known();  // It is not known any more.
  ASSERT_TRUE(batch);
  EXPECT_EQ(names(*batch), std::vector<std::string>{"y"});
  EXPECT_EQ(batch->sessions()[0].tenant, "");
  EXPECT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
}

TEST_P(KnownContract, WhatWasChangedIsLostToABatchThatDoesNotWriteIt) {
  start("a");
  start("b");
  if (!know({"a"})) GTEST_SKIP() << "this store always reads";
  store().repairs().suspend("a", "to look at it");
  store().resume("a");
  send("a", "y");
  send("b", "y");
  {
    const auto batch = claim_with_known();
    ASSERT_TRUE(batch);
    ASSERT_EQ(batch->events().size(), 2U);
    BatchWrite write;
    write.consumed = {1};
    write.dead = {{0, "of no use"}};
    EXPECT_EQ(batch->commit(write), CommitResult::Lost);
  }
  const auto batch = claim_with_known();
  ASSERT_TRUE(batch);
  EXPECT_EQ(names(*batch), (std::vector<std::string>{"y", "y"}));
}

TEST_P(KnownContract, WhatIsWrittenBehindSqlOfTheUsersIsNotKnown) {
  start("a");
  send("a", "x");
  const auto batch = claim();
  if (batch->transaction() == nullptr) GTEST_SKIP() << "this store has no transactions";
  batch->transaction()->execute("select 1");
  ASSERT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
  EXPECT_EQ(batch->row_version(), 0U);
}

// A store may write steps that changed nothing else by another statement.
TEST_P(KnownContract, EachSessionOfABatchIsWrittenAsItIs) {
  start("a");
  start("b");
  start("c");
  know({"a", "b"});
  for (const char* id : {"a", "b", "c"}) send(id, "y");
  const auto batch = claim_with_known();
  ASSERT_TRUE(batch);
  BatchWrite write = handle_all(*batch);
  for (BatchWrite::Session& session : write.sessions) {
    session.state = bytes("state of " + batch->sessions()[session.session].id);
    session.active = {"Left", "Right"};
    if (batch->sessions()[session.session].id != "b") continue;
    session.attempts = 2;
    session.failure = "not today";
    session.retry_at = batch->now() + Later;
    session.version = 7;
    session.result = bytes("result");
    session.deferred = {{EventId::random(), "later"}};
  }
  ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  for (const char* id : {"a", "b", "c"}) {
    const StoredSession session = store().read(id).value();
    EXPECT_EQ(session.state, bytes(std::string("state of ") + id));
    EXPECT_EQ(session.active, (std::vector<std::string>{"Left", "Right"}));
    const bool is_b = session.id == "b";
    EXPECT_EQ(session.attempts, is_b ? 2 : 0);
    EXPECT_EQ(session.failure, is_b ? "not today" : "");
    EXPECT_EQ(session.retry_at.has_value(), is_b);
    EXPECT_EQ(session.version, is_b ? 7U : 1U);
    EXPECT_EQ(session.result, is_b ? bytes("result") : Bytes{});
    EXPECT_EQ(session.deferred.size(), is_b ? 1U : 0U);
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, KnownContract, ::testing::ValuesIn(stores()),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace perdure::contract
