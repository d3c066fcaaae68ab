// The schema: made, told, refused where it is another build's, and removed.
#include <future>

#include "tests/store/contract.h"

namespace perdure::contract {

using Strings = std::vector<std::string>;

namespace {

void expect_not_migrated(Store& store) {
  const NewEvent event = new_event("a", "x");
  const auto refused = [](const std::function<void()>& action) {
    expect_error(ErrorKind::NotMigrated, action);
  };
  refused([&] { store.start(new_session("a")); });
  refused([&] { store.enqueue({&event, 1}); });
  refused([&] { store.cancel("a", "id"); });
  refused([&] { store.claim({}); });
  refused([&] { store.wait_for_work(std::chrono::milliseconds(1), {}); });
  refused([&] { store.read("a"); });
  refused([&] { store.resume("a"); });
  refused([&] { store.records().sessions({}); });
  refused([&] { store.records().session("a"); });
  refused([&] { store.records().pending("a"); });
  refused([&] { store.history().journal("a", 0, 1); });
  refused([&] { store.records().dead({}); });
  refused([&] { store.history().journal({}); });
  refused([&] { store.history().find({}, {}, 1); });
  refused([&] { store.maintenance().prepare(); });
  refused([&] { store.maintenance().trim_journal(Duration(1), 1); });
  refused([&] { store.maintenance().sweep({}, Duration(1), false, 1); });
  refused([&] { store.repairs().retry_dead({}); });
  refused([&] { store.repairs().discard_dead({}); });
  refused([&] { store.repairs().suspend("a", ""); });
}

}  // namespace

TEST_P(StoreContract, AStoreWithoutASchemaSaysSo) {
  store().schema().drop();
  const SchemaStatus status = store().schema().status();
  EXPECT_EQ(status.current, 0);
  EXPECT_GT(status.wanted, 0);
  EXPECT_FALSE(status.pending.empty());
  expect_not_migrated(store());
  store().schema().drop();

  const auto database = GetParam().make();
  const auto fresh = database->open();
  if (fresh->schema().status().current == 0) expect_not_migrated(*fresh);
}

TEST_P(StoreContract, MigratingTellsWhatItDidAndDoesItOnce) {
  store().schema().drop();
  const auto pending = store().schema().status().pending;
  EXPECT_EQ(store().schema().migrate(4), pending);
  EXPECT_TRUE(store().schema().migrate(4).empty());
  EXPECT_TRUE(store().schema().migrate(9).empty());
  const SchemaStatus status = other_store().schema().status();
  EXPECT_EQ(status.current, status.wanted);
  EXPECT_EQ(status.lanes, 4) << "the first migration fixes them";
  EXPECT_TRUE(status.pending.empty());
  start("a");
}

TEST_P(StoreContract, LanesHaveBounds) {
  for (const std::int32_t lanes : {-1, 1025, std::numeric_limits<std::int32_t>::max()}) {
    expect_error(ErrorKind::InvalidArgument, [&] { store().schema().migrate(lanes); });
  }
  for (const std::int32_t lanes : {1, 1024}) {
    use_lanes(lanes);
    EXPECT_EQ(store().schema().status().lanes, lanes);
  }
}

TEST_P(StoreContract, SeveralCanMigrateAtOnce) {
  store().schema().drop();
  std::vector<Store*> opened;
  for (int i = 0; i < 4; ++i) opened.push_back(&other_store());
  std::vector<std::future<std::size_t>> migrating;
  for (Store* each : opened) {
    migrating.push_back(
        std::async(std::launch::async, [each] { return each->schema().migrate().size(); }));
  }
  std::size_t applied = 0;
  for (auto& each : migrating) applied += each.get();
  EXPECT_EQ(applied, static_cast<std::size_t>(store().schema().status().current));
  start("a");
}

TEST_P(StoreContract, DropRemovesEverything) {
  start("a");
  send("a", "x");
  enqueue(delayed("a", "y", Soon));
  store().schema().drop();
  store().schema().migrate();
  EXPECT_FALSE(store().read("a"));
  EXPECT_EQ(drain(), std::vector<std::string>{});
  start("a");
}

TEST_P(StoreContract, EachVersionIsReachedFromBelowAndFromAbove) {
  const std::int32_t wanted = store().schema().status().wanted;
  const auto names = [&] {
    store().schema().drop();
    return store().schema().status().pending;
  }();
  for (std::int32_t version = 1; version <= wanted; ++version) {
    EXPECT_EQ(store().schema().migrate_to(version, 4),
              Strings{names[static_cast<std::size_t>(version - 1)]});
    EXPECT_EQ(store().schema().status().current, version);
    EXPECT_TRUE(store().schema().migrate_to(version).empty());
    if (version < wanted) expect_not_migrated(store());
  }
  EXPECT_EQ(store().schema().status().lanes, 4);
  start("a");
  for (std::int32_t version = wanted - 1; version >= 0; --version) {
    EXPECT_EQ(store().schema().migrate_to(version),
              Strings{names[static_cast<std::size_t>(version)]});
    EXPECT_EQ(store().schema().status().current, version);
    expect_not_migrated(store());
  }
  Strings begun;
  const auto begins = [&](std::string_view name) { begun.emplace_back(name); };
  EXPECT_EQ(store().schema().migrate_to(wanted, 0, begins), names);
  EXPECT_EQ(begun, names);
  begun.clear();
  EXPECT_EQ(store().schema().migrate_to(0, 0, begins), Strings(names.rbegin(), names.rend()));
  EXPECT_EQ(begun, Strings(names.rbegin(), names.rend()));
  EXPECT_EQ(store().schema().migrate(), names);
  EXPECT_FALSE(store().read("a"));
  start("a");
}

TEST_P(StoreContract, VersionsThatAreNotThereAreRefused) {
  const std::int32_t wanted = store().schema().status().wanted;
  for (const std::int32_t version : {-1, wanted + 1, std::numeric_limits<std::int32_t>::max()}) {
    expect_error(ErrorKind::InvalidArgument, [&] { store().schema().migrate_to(version); });
    expect_error(ErrorKind::InvalidArgument, [&] { store().schema().script(0, version); });
  }
  expect_error(ErrorKind::InvalidArgument, [&] { store().schema().migrate_to(wanted, 1025); });
  start("a");
}

TEST_P(StoreContract, AScriptDoesWhatMigratingDoes) {
  const SchemaStatus status = store().schema().status();
  std::string up;
  try {
    up = store().schema().script(0, status.wanted, 7);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::InvalidArgument);
    GTEST_SKIP() << error.what();
  }
  const std::string down = store().schema().script(status.wanted, 0);
  EXPECT_EQ(store().schema().script(1, 1), "");
  ASSERT_TRUE(database().run_script(down));
  EXPECT_EQ(store().schema().status().current, 0);
  ASSERT_TRUE(database().run_script(up));
  EXPECT_EQ(store().schema().status().current, status.wanted);
  EXPECT_EQ(store().schema().status().lanes, 7);
  EXPECT_TRUE(store().schema().migrate().empty());
  reopen();
  start("a");
}

TEST_P(StoreContract, ASchemaOfALaterBuildIsRefused) {
  start("a");
  if (!database().make_newer()) GTEST_SKIP() << "there is no later build";
  expect_not_migrated(store());
  expect_not_migrated(other_store());
  const SchemaStatus status = store().schema().status();
  EXPECT_GT(status.current, status.wanted);
  expect_error(ErrorKind::NotMigrated, [&] { store().claim({}); });
  // Never backwards.
  try {
    EXPECT_TRUE(store().schema().migrate().empty());
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::StoreFailure);
  }
  expect_error(ErrorKind::StoreFailure, [&] { store().schema().migrate_to(0); });
  expect_error(ErrorKind::StoreFailure, [&] { store().schema().drop(); });
  expect_not_migrated(store());
}

}  // namespace perdure::contract
