// What is refused, with nothing changed: ids and names that cannot be meant, writes that cannot be.
#include "tests/store/contract.h"

namespace perdure::contract {

using Strings = std::vector<std::string>;

namespace {

Strings bad_ids() {
  return {"",
          std::string("a\0b", 3),
          "a\nb",
          "a\x7f",
          "\xc2\x85",  // A control character of the second block.
          "\xff",
          "a\xc3",             // Cut short.
          "\xc0\xaf",          // Overlong.
          "\xed\xa0\x80",      // A surrogate.
          "\xf4\x90\x80\x80",  // Beyond the last code point.
          std::string(201, 'x')};
}

}  // namespace

TEST_P(StoreContract, RefusesIdsThatCannotBeMeant) {
  start("a");
  for (const std::string& id : bad_ids()) {
    SCOPED_TRACE(::testing::PrintToString(id));
    EXPECT_FALSE(is_session_id(id));
    expect_error(ErrorKind::InvalidArgument, [&] { store().start(new_session(id)); });
    expect_error(ErrorKind::InvalidArgument, [&] { enqueue(new_event(id, "x")); });
    expect_error(ErrorKind::InvalidArgument, [&] { store().cancel(id, "id"); });
    NewEvent sent = new_event("a", "x");
    sent.sender = id;
    if (!id.empty()) expect_error(ErrorKind::InvalidArgument, [&] { enqueue(sent); });
    EXPECT_FALSE(store().read(id));
    EXPECT_FALSE(store().resume(id));
    EXPECT_FALSE(store().records().session(id));
    EXPECT_TRUE(store().records().pending(id).empty());
    EXPECT_TRUE(store().history().journal(id, 0, 10).empty());
  }
  EXPECT_EQ(drain(), Strings{});
  EXPECT_EQ(store().records().sessions({}).size(), 1U);
}

TEST_P(StoreContract, TakesIdsThatAreOnlyOdd) {
  const Strings odd = {std::string(200, 'x'), " ",    "'; drop table session; --", "%",      "\\",
                       "{\"a\",NULL}",        "NULL", "\xf0\x9f\x90\xb8",          "a/b?c=d"};
  for (const std::string& id : odd) {
    ASSERT_TRUE(is_session_id(id));
    start(id);
    enqueue(delayed(id, id, Later, id));
    send(id, id);
    EXPECT_EQ(drain(), Strings{id + " " + id});
    EXPECT_EQ(store().cancel(id, id), 1U);
    EXPECT_EQ(store().read(id)->id, id);
  }
}

TEST_P(StoreContract, RefusesNamesThatCannotBeMeant) {
  start("a");
  Strings bad = bad_ids();
  bad.back() = std::string(1001, 'x');
  for (const std::string& name : bad) {
    SCOPED_TRACE(::testing::PrintToString(name));
    expect_error(ErrorKind::InvalidArgument, [&] { enqueue(new_event("a", name)); });
    NewSession session = new_session("b");
    session.chart = name;
    expect_error(ErrorKind::InvalidArgument, [&] { store().start(session); });
    const NewEvent first = new_event("b", name);
    expect_error(ErrorKind::InvalidArgument, [&] { store().start(new_session("b"), {&first, 1}); });
    if (name.empty()) continue;
    session = new_session("b");
    session.tenant = name;
    expect_error(ErrorKind::InvalidArgument, [&] { store().start(session); });
    session = new_session("b");
    session.parent = "a";
    session.invocation = name;
    expect_error(ErrorKind::InvalidArgument, [&] { store().start(session); });
    NewEvent typed = new_event("a", "x");
    typed.chart = name;
    expect_error(ErrorKind::InvalidArgument, [&] { enqueue(typed); });
    NewEvent labelled = new_event("a", "x");
    labelled.send_id = name;
    expect_error(ErrorKind::InvalidArgument, [&] { enqueue(labelled); });
    EXPECT_EQ(store().cancel("a", name), 0U);
    SessionFilter filter;
    filter.chart = filter.state = filter.parent = filter.tenant = name;
    EXPECT_TRUE(store().records().sessions(filter).empty());
  }
  EXPECT_FALSE(store().read("b"));
  EXPECT_EQ(drain(), Strings{});
}

TEST_P(StoreContract, RefusesMetadataThatIsNoJsonObject) {
  std::string deep = "1";
  for (int i = 0; i < 65; ++i) deep = "{\"a\":" + deep + "}";
  const Strings bad = {"x",
                       "[]",
                       "null",
                       "{",
                       "{}}",
                       "{} {}",
                       "{'a': 1}",
                       R"({"a"})",
                       R"({"a": 01})",
                       R"({"a": 1.})",
                       R"({"a": 1e9999})",
                       R"({"a": NaN})",
                       R"({"a": "\u0000"})",
                       R"({"a": "\ud800"})",
                       R"({"a": "\udc00"})",
                       R"({"a": "\x"})",
                       R"({"a": [1,]})",
                       "{\"a\": \"\n\"}",
                       "{\"a\": \"\xff\"}",
                       std::string("{}\0", 3),
                       deep,
                       "{\"a\": \"" + std::string(65'536, 'x') + "\"}"};
  for (const std::string& metadata : bad) {
    SCOPED_TRACE(metadata.substr(0, 100));
    NewSession session = new_session("b");
    session.metadata = metadata;
    expect_error(ErrorKind::InvalidArgument, [&] { store().start(session); });
  }
  NewSession orphan = new_session("b");
  orphan.parent = "a";
  expect_error(ErrorKind::InvalidArgument, [&] { store().start(orphan); });
  EXPECT_FALSE(store().read("b"));
}

TEST_P(StoreContract, RefusesADueTimeWithADelay) {
  start("a");
  NewEvent event = delayed("a", "x", Later);
  event.due = Timestamp(Duration(1));
  expect_error(ErrorKind::InvalidArgument, [&] { enqueue(event); });
  EXPECT_TRUE(store().records().pending("a").empty());
}

TEST_P(StoreContract, RefusesWritesThatCannotBe) {
  start("a");
  for (const char* name : {"x", "y"}) send("a", name);
  const std::vector<std::function<void(BatchWrite&)>> mistakes = {
      [](BatchWrite& write) { write.sessions[0].session = 1; },
      [](BatchWrite& write) { write.sessions.push_back(write.sessions[0]); },
      [](BatchWrite& write) { write.consumed.push_back(2); },
      [](BatchWrite& write) { write.consumed.push_back(DueEvent::NoSession); },
      [](BatchWrite& write) { write.consumed.push_back(1); },
      [](BatchWrite& write) {
        write.dead.push_back({0, "consumed too"});
      },
      [](BatchWrite& write) {
        write.postponed.push_back({1, std::nullopt});
      },
      [](BatchWrite& write) {
        write.postponed.push_back({2, std::nullopt});
      },
      [](BatchWrite& write) { write.sends.push_back(new_event("", "x")); },
      [](BatchWrite& write) { write.sends.push_back(new_event("a", "\xff")); },
      [](BatchWrite& write) { write.sessions[0].active = {"Two Words"}; },
      [](BatchWrite& write) { write.journal.push_back({}); },
      [](BatchWrite& write) {
        write.cancels.push_back({"a", EventKind::Event, "\xff"});
      }};
  for (std::size_t i = 0; i < mistakes.size(); ++i) {
    SCOPED_TRACE(i);
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.sends = {new_event("a", "sent")};
    mistakes[i](write);
    expect_error(ErrorKind::InvalidArgument, [&] { batch->commit(write); });
  }
  EXPECT_EQ(store().read("a")->revision, 1);
  EXPECT_EQ(drain(), (Strings{"a x", "a y"}));
}

TEST_P(StoreContract, ALimitOfNothingStillMovesOn) {
  start("a");
  send("a", "x");
  EXPECT_EQ(drain(0), Strings{"a x"});
}

TEST_P(StoreContract, PlacesThatCannotBeReachedAreUnavailable) {
  for (const std::string& uri : GetParam().unreachable) {
    SCOPED_TRACE(uri);
    expect_error(ErrorKind::StoreUnavailable, [&] { open(uri); });
  }
}

TEST(OpenStore, RefusesUrisThatCannotBeMeant) {
  for (const char* uri :
       {"", "orders.db", "memory", "memory:x", "memory://", "mysql://localhost/shop", ":", "sqlite",
        "sqlite:", "sqlite::memory:", "SQLITE:x", "sqlite:a\nb", "\xff"}) {
    SCOPED_TRACE(uri);
    expect_error(ErrorKind::InvalidArgument, [&] { open(uri); });
  }
  expect_error(ErrorKind::InvalidArgument, [] { open(std::string_view("sqlite:a\0b", 10)); });
}

}  // namespace perdure::contract
