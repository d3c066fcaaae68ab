// SQL of the user's inside of a batch: with its step, and with the commit, or not at all. For stores that run
// scripts.
#include "tests/store/contract.h"

namespace perdure::contract {

using Strings = std::vector<std::string>;

namespace {

void note(StepTransaction& sql, int id) {
  EXPECT_EQ(sql.execute("insert into perdure_test_note values ($1, $2)", id, "n").changed, 1);
}

std::int64_t count(StepTransaction& sql) {
  return std::get<std::int64_t>(sql.execute("select count(*) from perdure_test_note").rows[0][0]);
}

}  // namespace

// A table of the user's, and a session with an event to handle.
class SqlContract : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    exists_ =
        database().run_script("create table perdure_test_note (id integer primary key, text text)");
    if (!exists_) GTEST_SKIP() << "no SQL";
    start("a");
    send("a", "x");
  }
  void TearDown() override {
    if (exists_) database().run_script("drop table perdure_test_note");
  }

 private:
  bool exists_ = false;
};

INSTANTIATE_TEST_SUITE_P(Stores, SqlContract, ::testing::ValuesIn(stores()),
                         [](const auto& param_info) { return param_info.param.name; });

TEST_P(SqlContract, SqlOfTheUsersGoesWithTheBatch) {
  {
    const auto batch = claim();
    note(*batch->transaction(), 1);
  }
  {
    const auto batch = claim();
    EXPECT_EQ(count(*batch->transaction()), 0);
    note(*batch->transaction(), 2);
    batch->transaction()->next_step();
    note(*batch->transaction(), 3);
    ASSERT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
    EXPECT_EQ(batch->transaction(), nullptr);
  }
  EXPECT_EQ(store().read("a")->revision, 2);
  send("a", "y");
  EXPECT_EQ(count(*claim()->transaction()), 2);
}

TEST_P(SqlContract, AStepsSqlIsUndoneByItself) {
  const auto batch = claim();
  StepTransaction& sql = *batch->transaction();
  note(sql, 1);
  sql.next_step();
  note(sql, 2);
  note(sql, 3);
  sql.undo();
  sql.next_step();
  sql.undo();
  sql.next_step();
  note(sql, 4);
  EXPECT_EQ(count(sql), 2);
  ASSERT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
  send("a", "y");
  const auto later = claim();
  const SqlResult result =
      later->transaction()->execute("select id, text from perdure_test_note order by id");
  ASSERT_EQ(result.rows.size(), 2U);
  EXPECT_EQ(result.columns, (Strings{"id", "text"}));
  EXPECT_EQ(result.rows[0][0], SqlValue(std::int64_t{1}));
  EXPECT_EQ(result.rows[1][0], SqlValue(std::int64_t{4}));
  EXPECT_EQ(result.rows[1][1], SqlValue(std::string("n")));
}

TEST_P(SqlContract, ARefusedStatementSpoilsItsStepAlone) {
  const auto batch = claim();
  StepTransaction& sql = *batch->transaction();
  note(sql, 1);
  sql.require_sound();
  sql.next_step();
  EXPECT_THROW(sql.execute("insert into perdure_test_note values ($1, $2)", 1, "again"), SqlError);
  EXPECT_THROW(sql.require_sound(), SqlError);
  sql.undo();
  sql.next_step();
  EXPECT_THROW(sql.execute("select nonsense"), SqlError);
  sql.undo();
  sql.next_step();
  note(sql, 2);
  sql.require_sound();
  ASSERT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
  send("a", "y");
  EXPECT_EQ(count(*claim()->transaction()), 2);
}

TEST_P(SqlContract, SqlOfTheUsersGoesWithALostCommit) {
  {
    const auto batch = claim();
    if (!database().interfere(store(), "a")) GTEST_SKIP() << "nobody can interfere";
    note(*batch->transaction(), 1);
    EXPECT_EQ(batch->commit(handle_all(*batch)), CommitResult::Lost);
  }
  EXPECT_EQ(count(*claim()->transaction()), 0);
}

TEST_P(SqlContract, SqlValuesComeBackAsTheyWent) {
  const auto batch = claim();
  StepTransaction& sql = *batch->transaction();
  const std::string odd = "'; drop table perdure_test_note; -- Größe";
  sql.execute("insert into perdure_test_note values ($1, $2)", std::int64_t{7}, odd);
  EXPECT_EQ(sql.execute("select text from perdure_test_note where id = $1", 7).rows.at(0).at(0),
            SqlValue(odd));
  sql.execute("update perdure_test_note set text = $1", std::optional<std::string>());
  EXPECT_EQ(sql.execute("select text from perdure_test_note").rows.at(0).at(0), SqlValue());
  EXPECT_EQ(sql.execute("delete from perdure_test_note").changed, 1);
}

TEST_P(SqlContract, SqlThatWouldEndTheTransactionIsRefused) {
  const auto batch = claim();
  StepTransaction& sql = *batch->transaction();
  for (const char* bad :
       {"commit", "ROLLBACK", "  -- why\n/* not /* even */ so */ end", "begin", "savepoint x",
        "release perdure", "set search_path to public", "pragma synchronous = off", "", "(", "/*",
        "--", "attach 'x' as y", "prepare transaction 'x'", "drop table session", "do $$ $$"}) {
    expect_error(ErrorKind::InvalidArgument, [&] { sql.execute(bad); });
  }
  expect_error(ErrorKind::InvalidArgument, [&] { sql.run(std::string_view("select 1\0", 9), {}); });
  EXPECT_ANY_THROW(sql.execute("select 1; commit"));
  sql.undo();
  sql.next_step();
  note(sql, 1);
  ASSERT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
}

}  // namespace perdure::contract
