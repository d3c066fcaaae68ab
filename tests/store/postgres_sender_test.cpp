// Sending inside a transaction of the user's own: with it or not at all.
#include <gtest/gtest.h>
#include <perdure/postgres.h>

#include <functional>
#include <pqxx/pqxx>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "tests/store/contract.h"
#include "tests/store/postgres_cluster.h"

namespace perdure::contract {
namespace {

using namespace std::chrono_literals;
using Strings = std::vector<std::string>;

struct Paid {
  static constexpr std::string_view name = "paid";
  std::string by;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(by);
  }
};

struct Order {  // As much of a machine as starting takes.
  struct Params {
    std::string customer;
    template <class Archive>
    void serialize(Archive& archive) {
      archive(customer);
    }
  };
  using Event = std::variant<Paid>;
  static constexpr std::string_view chart_name = "test.Order";
  static constexpr std::uint32_t chart_version = 3;
};

struct Told : Observer {
  void opened(Store&) override {}
  void closed(Store&) override {}
  void handled(const BatchReport&) override {}
  void failed(const Error&) override {}
  void sent(const Sent& events) override {
    all.queued += events.queued;
    all.buried += events.buried;
  }
  Sent all;
};

class PostgresSender : public ::testing::Test {
 protected:
  PostgresSender() {
    store->schema().migrate(4);
    connection.set_variable("search_path", "pg_temp");
    pqxx::nontransaction setup(connection);
    setup.exec("create temporary table bill (id int primary key)");
  }
  ~PostgresSender() override { store->schema().drop(); }

  std::string count_bills() {
    pqxx::work work(connection);
    return work.exec1("select count(*) from bill")[0].as<std::string>();
  }
  Strings handled() {
    Strings names;
    while (const auto batch = store->claim({})) {
      for (const DueEvent& event : batch->events()) names.push_back(event.name);
      batch->commit(handle_all(*batch));
    }
    return names;
  }

  const std::string schema = new_schema_name();
  const std::unique_ptr<Store> store = open(store_uri(shared_postgres_uri(), schema));
  pqxx::connection connection{shared_postgres_uri()};
};

TEST_F(PostgresSender, SendsWithTheTransaction) {
  store->start(new_session("a"));
  handled();
  pqxx::work work(connection);
  work.exec("insert into bill values (1)");
  EXPECT_TRUE(postgres::Sender(work, schema).send("a", Paid{std::string("\0nul", 4)}));
  // Not before it is committed, and in the caller's own schema all the while.
  EXPECT_EQ(handled(), Strings{});
  work.exec("insert into bill values (2)");
  work.commit();
  EXPECT_EQ(count_bills(), "2");
  const auto batch = store->claim({});
  ASSERT_TRUE(batch);
  ASSERT_EQ(batch->events().size(), 1U);
  EXPECT_EQ(from_bytes<Paid>(batch->events()[0].payload).by, std::string("\0nul", 4));
}

TEST_F(PostgresSender, SendsNothingWithoutTheTransaction) {
  store->start(new_session("a"));
  handled();
  {
    pqxx::work work(connection);
    work.exec("insert into bill values (1)");
    EXPECT_TRUE(postgres::Sender(work, schema).send("a", Paid{}, {.key = "k"}));
  }
  EXPECT_EQ(count_bills(), "0");
  EXPECT_EQ(handled(), Strings{});
  pqxx::work work(connection);
  EXPECT_TRUE(postgres::Sender(work, schema).send("a", Paid{}, {.key = "k"}));
  EXPECT_FALSE(postgres::Sender(work, schema).send("a", Paid{}, {.key = "k"}));
  work.commit();
  EXPECT_EQ(handled(), Strings{"paid"});
}

TEST_F(PostgresSender, StartsAndSendsInOneTransaction) {
  pqxx::work work(connection);
  postgres::Sender sender(work, schema);
  sender.start<Order>("o", {"c-42"}, Paid{"card"});
  EXPECT_TRUE(sender.send("o", Paid{"cash"}));
  work.commit();
  const auto session = store->read("o");
  ASSERT_TRUE(session);
  EXPECT_EQ(session->chart, "test.Order");
  EXPECT_EQ(session->version, 3U);
  EXPECT_EQ(from_bytes<Order::Params>(session->state).customer, "c-42");
  EXPECT_EQ(handled(), (Strings{"start", "paid", "paid"}));
}

TEST_F(PostgresSender, WhatIsRefusedLeavesTheTransactionAsItWas) {
  store->start(new_session("a"));
  handled();
  pqxx::work work(connection);
  work.exec("insert into bill values (1)");
  postgres::Sender sender(work, schema);
  expect_error(ErrorKind::UnknownSession, [&] {
    sender.send({message("a", Paid{}, {.key = "k"}), message("nobody", Paid{})});
  });
  expect_error(ErrorKind::SessionExists, [&] { sender.start<Order>("a"); });
  expect_error(ErrorKind::InvalidArgument, [&] { sender.send("a\n", Paid{}); });
  expect_error(ErrorKind::NotMigrated,
               [&] { postgres::Sender(work, "nowhere").send("a", Paid{}); });
  work.exec("insert into bill values (2)");
  EXPECT_TRUE(sender.send("a", Paid{}, {.key = "k"}));
  work.commit();
  EXPECT_EQ(count_bills(), "2");
  EXPECT_EQ(handled(), Strings{"paid"});
}

TEST_F(PostgresSender, JoinsARepeatedStartOnce) {
  store->start(new_session("o"));
  handled();
  for (int i = 0; i < 2; ++i) {
    pqxx::work work(connection);
    EXPECT_FALSE(postgres::Sender(work, schema)
                     .start<Order>("o", {}, {.if_exists = IfExists::Join, .key = "r"}, Paid{}));
    work.commit();
  }
  EXPECT_EQ(handled(), Strings{"paid"});
  {
    pqxx::work work(connection);
    EXPECT_FALSE(postgres::Sender(work, schema)
                     .start<Order>("o", {}, {.if_exists = IfExists::Leave}, Paid{}));
    work.commit();
  }
  EXPECT_EQ(handled(), Strings{});
}

TEST_F(PostgresSender, SendsAtATimeAndToNobody) {
  store->start(new_session("a"));
  handled();
  const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  pqxx::work work(connection);
  Told told;
  postgres::Sender sender(work, schema, &told);
  sender.send("a", Paid{}, {.at = now + 1h, .id = "later"});
  sender.send("a", Paid{}, {.at = now - 1h});
  EXPECT_FALSE(sender.send("nobody", Paid{}, {.if_unknown = IfUnknown::Bury}));
  EXPECT_EQ(told.all.queued, 2U);
  EXPECT_EQ(told.all.buried, 1U);
  work.commit();
  EXPECT_EQ(handled(), Strings{"paid"});
  EXPECT_EQ(store->cancel("a", "later"), 1U);
  EXPECT_EQ(store->records().dead({.limit = 10}).size(), 1U);
}

TEST_F(PostgresSender, WakesASleeperAtCommit) {
  store->start(new_session("a"));
  handled();
  store->wait_for_work(Duration(0), {});
  std::jthread sender([this] {
    std::this_thread::sleep_for(30ms);
    pqxx::work work(connection);
    postgres::Sender(work, schema).send("a", Paid{});
    work.commit();
  });
  const auto begin = std::chrono::steady_clock::now();
  while (handled().empty() && std::chrono::steady_clock::now() - begin < Patience) {
    store->wait_for_work(Patience, {});
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, Patience / 2);
}

// What low-water marks over the queue rely on: a sender has its number before it draws one from the queue.
TEST_F(PostgresSender, HasItsTransactionNumberBeforeAnyOfTheQueue) {
  store->start(new_session("a"));
  pqxx::work work(connection);
  const auto number = [&] {
    return work.exec1("select coalesce(pg_current_xact_id_if_assigned()::text, '')")[0]
        .as<std::string>();
  };
  EXPECT_EQ(number(), "");
  // Refused before anything is written.
  expect_error(ErrorKind::UnknownSession,
               [&] { postgres::Sender(work, schema).send("nobody", Paid{}); });
  EXPECT_NE(number(), "");
}

}  // namespace
}  // namespace perdure::contract
