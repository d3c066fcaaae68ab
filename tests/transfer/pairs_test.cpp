// From every store to every store: what arrives is what left.
#include <gmock/gmock.h>

#include <sstream>

#include "runtime/transfer/export.h"
#include "runtime/transfer/import.h"
#include "tests/store/contract.h"
#include "tests/transfer/samples.h"

namespace perdure::transfer {
namespace {

using contract::StoreKind;

struct Site {
  explicit Site(const StoreKind& kind) : database(kind.make()), store(database->open()) {
    store->schema().migrate();
  }
  std::unique_ptr<contract::Database> database;
  std::unique_ptr<Store> store;
};

ChartVersion chart(const std::string& shape) {
  ChartVersion made;
  made.name = "test.Chart";
  made.version = 3;
  made.shape = shape;
  made.behaviour = "b";
  made.definition = R"({"name":"test.Chart"})";
  made.node = "n";
  return made;
}

void quiet(std::size_t, std::size_t) {}

std::string exported(Store& store, const ExportOptions& options = {}) {
  std::ostringstream out;
  export_sessions(store, options, out, quiet);
  return out.str();
}

Imported imported(Store& store, const std::string& file, const ImportOptions& options = {}) {
  std::istringstream in(file);
  return import_sessions(store, in, options, quiet);
}

std::vector<TransferredSession> some() {
  std::vector<TransferredSession> all;
  for (const char* id : {"a", "b", "order-1", "ü", "漢字"}) all.push_back(rich_session(id));
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (auto& token : all[i].tokens) token.issued.hash.bytes[0] = static_cast<std::uint8_t>(i);
  }
  all.push_back(plain_session("z"));
  return all;
}

TEST(Pairs, WhatArrivesIsWhatLeft) {
  for (const StoreKind& from : contract::stores()) {
    Site first(from);
    first.store->registry().add(chart("s"));
    transfer_of(*first.store).insert(some());
    const std::string file = exported(*first.store);
    for (const StoreKind& to : contract::stores()) {
      SCOPED_TRACE(from.name + " to " + to.name);
      Site second(to);
      EXPECT_EQ(imported(*second.store, file).made, some().size());
      EXPECT_EQ(exported(*second.store), file);
      EXPECT_EQ(second.store->registry().find("test.Chart", 3)->definition, chart("s").definition);
    }
  }
}

TEST(Pairs, ACopyOfACopyGoesOnWhereTheFirstStopped) {
  const std::vector<StoreKind> kinds = contract::stores();
  Site first(kinds.front());
  transfer_of(*first.store).insert(std::vector{rich_session("a")});
  std::string file = exported(*first.store);
  for (const StoreKind& kind : kinds) {
    Site next(kind);
    imported(*next.store, file);
    ASSERT_TRUE(next.store->resume("a"));
    const auto batch = contract::claim_when_free(*next.store);
    EXPECT_EQ(batch->events()[0].name, "first") << kind.name;
    EXPECT_EQ(batch->events()[0].invocation, "charge.1") << kind.name;
    EXPECT_EQ(batch->sessions()[0].state, rich_session("a").session.state) << kind.name;
  }
}

// The memory store alone: what follows is the same for all of them.
class Import : public ::testing::Test {
 protected:
  Import() {
    from->registry().add(chart("s"));
    transfer_of(*from).insert(some());
    file = exported(*from);
  }
  std::unique_ptr<Store> from = open("memory:");
  std::unique_ptr<Store> to = open("memory:");
  std::string file;
};

TEST_F(Import, RefusesTheWholeFileWhereOneSessionExists) {
  transfer_of(*to).insert(std::vector{plain_session("ü")});
  EXPECT_THROW(imported(*to, file), Error);
  EXPECT_EQ(to->records().sessions({}).size(), 1U);
  EXPECT_TRUE(to->registry().list().empty());
  ImportOptions options;
  options.skip_existing = true;
  std::size_t made = 0;
  options.made = [&](const StoredSession&) { ++made; };
  const Imported result = imported(*to, file, options);
  EXPECT_EQ(result.made, some().size() - 1);
  EXPECT_EQ(result.skipped, 1U);
  EXPECT_EQ(made, result.made);
  EXPECT_EQ(imported(*to, file, options).made, 0U);
  EXPECT_EQ(to->records().session("ü")->session.tenant, "") << "it was left alone";
}

TEST_F(Import, RefusesAChartOfAnotherShape) {
  to->registry().add(chart("another"));
  try {
    imported(*to, file);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::VersionMismatch);
  }
  EXPECT_TRUE(to->records().sessions({}).empty());
}

TEST_F(Import, ExportRefusesWhatCouldTakeAStep) {
  from->resume("b");
  std::ostringstream out;
  try {
    export_sessions(*from, {}, out, quiet);
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("session `b` is running"));
  }
  std::istringstream cut(out.str());
  EXPECT_THROW(verify(cut, quiet), Error);
  EXPECT_NO_THROW(exported(*from, {.running = true}));
  EXPECT_NO_THROW(exported(*from, {.filter = {.ids = {"a", "ü"}}}));
}

TEST_F(Import, AsMuchIsInMemoryAsAtATime) {
  // A stream that is never held as a whole: 3,000 sessions through a file.
  std::unique_ptr<Store> many = open("memory:");
  std::vector<TransferredSession> all;
  for (int i = 0; i < 3'000; ++i) all.push_back(plain_session(std::to_string(100'000 + i)));
  transfer_of(*many).insert(all);
  const std::string whole = exported(*many);
  EXPECT_EQ(imported(*to, whole).made, all.size());
  EXPECT_EQ(exported(*to), whole);
}

}  // namespace
}  // namespace perdure::transfer
