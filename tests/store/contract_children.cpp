// Sessions that sessions invoke: made in their parents' commits, listed as trees; and what goes with a session's end.
#include "tests/store/contract.h"

namespace perdure::contract {

using Strings = std::vector<std::string>;

namespace {

BatchWrite::Child child_of(const std::string& parent, const std::string& id, const EventId& cause) {
  BatchWrite::Child child;
  child.session = new_session(id);
  child.session.parent = parent;
  child.session.invocation = "work.1";
  child.session.tenant = "acme";
  child.otherwise = new_event(parent, "failed");
  child.otherwise.kind = EventKind::Failed;
  child.otherwise.invocation = "work.1";
  child.otherwise.payload = bytes("exists");
  child.otherwise.cause = cause;
  return child;
}

// One step of session `parent`, which invokes the others.
void invoke(const std::unique_ptr<Batch>& batch, const Strings& ids) {
  ASSERT_TRUE(batch);
  BatchWrite write = handle_all(*batch);
  for (const std::string& id : ids) {
    write.children.push_back(child_of(batch->sessions()[0].id, id, batch->events()[0].id));
  }
  ASSERT_EQ(batch->commit(write), CommitResult::Committed);
}

}  // namespace

TEST_P(StoreContract, AChildIsMadeInTheCommitOfItsParent) {
  start("p");
  send("p", "go");
  const auto batch = claim();
  const EventId cause = batch->events()[0].id;
  invoke(batch, {"p/1", "p/2", "p/3"});
  reopen();
  for (const char* id : {"p/1", "p/2", "p/3"}) {
    const auto child = store().read(id);
    ASSERT_TRUE(child);
    EXPECT_EQ(child->status, SessionStatus::Starting);
    EXPECT_EQ(child->parent, "p");
    EXPECT_EQ(child->invocation, "work.1");
    EXPECT_EQ(child->tenant, "acme");
    EXPECT_EQ(child->metadata, "{}");
    EXPECT_EQ(child->state, bytes("params"));
  }
  std::size_t starts = 0;
  while (const auto next = store().claim({})) {
    for (const DueEvent& event : next->events()) {
      EXPECT_EQ(event.kind, EventKind::Start);
      EXPECT_EQ(event.cause, cause);
      EXPECT_EQ(event.sender, event.session);
      ++starts;
    }
    ASSERT_EQ(next->commit(handle_all(*next)), CommitResult::Committed);
  }
  EXPECT_EQ(starts, 3U);
}

TEST_P(StoreContract, AChildWhoseIdIsTakenIsToldOfInItsPlace) {
  use_lanes(1);
  start("p");
  start("taken");
  const auto before = store().read("taken");
  send("p", "go");
  invoke(claim(), {"new", "taken"});
  const auto batch = claim();
  ASSERT_EQ(batch->events().size(), 2U);
  EXPECT_EQ(batch->events()[0].session, "new");
  const DueEvent& failed = batch->events()[1];
  EXPECT_EQ(failed.session, "p");
  EXPECT_EQ(failed.sender, "p");
  EXPECT_EQ(failed.kind, EventKind::Failed);
  EXPECT_EQ(failed.name, "failed");
  EXPECT_EQ(failed.invocation, "work.1");
  EXPECT_EQ(failed.payload, bytes("exists"));
  const auto after = store().read("taken");
  EXPECT_EQ(after->revision, before->revision);
  EXPECT_EQ(after->state, before->state);
  EXPECT_EQ(after->parent, "");
}

TEST_P(StoreContract, AChildComesBeforeWhatIsSentToIt) {
  use_lanes(1);
  start("p");
  send("p", "go");
  {
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.children = {child_of("p", "c", batch->events()[0].id)};
    write.sends = {new_event("c", "hello")};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(drain(), (Strings{"c start", "c hello"}));
}

TEST_P(StoreContract, RefusesAChildTwiceInABatch) {
  start("p");
  send("p", "go");
  const auto batch = claim();
  BatchWrite write = handle_all(*batch);
  write.children = {child_of("p", "c", batch->events()[0].id),
                    child_of("p", "c", batch->events()[0].id)};
  expect_error(ErrorKind::InvalidArgument, [&] { batch->commit(write); });
  EXPECT_FALSE(store().read("c"));
}

TEST_P(StoreContract, WhatAnEndedSessionSentForLaterIsGone) {
  use_lanes(1);
  start("a");
  start("b");
  send("a", "go");
  {
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    for (const char* to : {"a", "b"}) {
      NewEvent later = new_event(to, "later");
      later.sender = "a";
      later.due = batch->now() + Later;
      later.cause = batch->events()[0].id;
      write.sends.push_back(later);
    }
    NewEvent soon = write.sends.back();
    soon.id = EventId::random();
    soon.name = "due";
    soon.due = batch->now() + Duration(1);
    write.sends.push_back(soon);
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  // Not its own: somebody outside sent it, or another session.
  enqueue(delayed("a", "outside", Later));
  NewEvent of_b = delayed("a", "of b", Later);
  of_b.sender = "b";
  of_b.cause = EventId::random();
  enqueue(of_b);
  EXPECT_EQ(wait_for(1), Strings{"b due"});

  send("a", "end");
  {
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.sessions[0].status = SessionStatus::Cancelled;
    write.ended = {0};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  reopen();
  EXPECT_EQ(store().read("a")->status, SessionStatus::Cancelled);
  Strings left;
  for (const PendingEvent& event : store().records().pending("a")) left.push_back(event.name);
  EXPECT_EQ(left, (Strings{"outside", "of b"}));
  EXPECT_TRUE(store().records().pending("b").empty());
}

TEST_P(StoreContract, WhatIsPostponedForGoodComesBackWhenItsSessionEnds) {
  start("a");
  for (const char* name : {"x", "y"}) send("a", name);
  {
    const auto batch = claim();
    BatchWrite write;
    write.sessions = {unchanged(*batch, 0)};
    write.sessions[0].status = SessionStatus::Suspended;
    write.postponed = {{0, std::nullopt}, {1, std::nullopt}};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  send("a", "end");
  {
    const auto batch = claim();
    ASSERT_EQ(names(*batch), Strings{"end"});
    BatchWrite write = handle_all(*batch);
    write.sessions[0].status = SessionStatus::Cancelled;
    write.ended = {0};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(wait_for(2), (Strings{"a x", "a y"}));
}

TEST_P(StoreContract, ATreeIsListedFromItsRoot) {
  const std::vector<std::pair<const char*, const char*>> family = {
      {"r", ""}, {"r b", "r"}, {"r a", "r"}, {"deep", "r a"}, {"a first", "r a"}, {"other", ""}};
  for (const auto& [id, parent] : family) {
    NewSession session = new_session(id);
    session.parent = parent;
    if (*parent != '\0') session.invocation = "i.1";
    store().start(session);
  }
  Strings tree;
  for (const TreeNode& node : store().records().tree("r", 100)) {
    tree.push_back(std::string(static_cast<std::size_t>(node.depth), '.') + node.id);
    EXPECT_EQ(node.chart, "test.Chart");
    EXPECT_EQ(node.status, SessionStatus::Starting);
    EXPECT_EQ(node.parent.empty(), node.depth == 0);
  }
  EXPECT_EQ(tree, (Strings{"r", ".r a", "..a first", "..deep", ".r b"}));
  EXPECT_EQ(store().records().tree("r", 2).size(), 2U);
  EXPECT_EQ(store().records().tree("deep", 100).size(), 1U);
  EXPECT_TRUE(store().records().tree("nobody", 100).empty());
  EXPECT_TRUE(store().records().tree("", 100).empty());

  // Rows that claim to be each other's parents end somewhere.
  for (const char* id : {"chicken", "egg"}) {
    NewSession session = new_session(id);
    session.parent = *id == 'c' ? "egg" : "chicken";
    session.invocation = "i.1";
    store().start(session);
  }
  EXPECT_EQ(store().records().tree("egg", 10).size(), 10U);
  EXPECT_EQ(store().records().tree("egg", 1000).size(), 101U);
}

}  // namespace perdure::contract
