// perdure export, perdure import: what is said, and what becomes of files.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "runtime/ops/commands.h"

namespace perdure::ops {
namespace {

using ::testing::HasSubstr;

class TransferCommands : public ::testing::Test {
 protected:
  TransferCommands() {
    for (const char* id : {"a", "b"}) from->start({id, "shop.Order", 1, {}, EventId::random()});
    NewSession child{"a/pay.1", "shop.Payment", 1, {}, EventId::random()};
    child.parent = "a";
    child.invocation = "pay.1";
    from->start(child);
    std::string name = ::testing::TempDir() + "perdure-XXXXXX";
    folder = ::mkdtemp(name.data());
  }
  ~TransferCommands() override { std::filesystem::remove_all(folder); }

  Output output(bool json = false) { return {out, error, json}; }
  nlohmann::json printed() const { return nlohmann::json::parse(out.str()); }
  std::string file() const { return folder + "/x.export"; }

  std::unique_ptr<Store> from = open("memory:");
  std::unique_ptr<Store> to = open("memory:");
  operate::Operator bob{*from, "bob"};
  operate::Operator ada{*to, "ada"};
  std::string folder;
  std::ostringstream out;
  std::ostringstream error;
};

TEST_F(TransferCommands, AFamilyMovesSuspendedAndIsResumedThere) {
  ExportRequest request;
  request.filter.ids = {"a"};
  request.file = file();
  EXPECT_THROW(export_sessions(bob, request, output()), Error) << "it could take a step";
  EXPECT_TRUE(std::filesystem::is_empty(folder));

  request.suspend = true;
  EXPECT_EQ(export_sessions(bob, request, output()), 0);
  EXPECT_THAT(out.str(), ::testing::StartsWith("exported 2 sessions, digest "));
  EXPECT_EQ(from->read("a/pay.1")->status, SessionStatus::Suspended);
  EXPECT_EQ(from->read("b")->status, SessionStatus::Starting);
  EXPECT_EQ(std::filesystem::status(file()).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);

  out.str("");
  ImportRequest in;
  in.file = file();
  in.resume = true;
  EXPECT_EQ(import_sessions(ada, in, output(true)), 0);
  EXPECT_EQ(printed()["imported"], 2);
  EXPECT_EQ(printed()["resumed"], 2);
  EXPECT_EQ(to->read("a")->status, SessionStatus::Starting);
  std::vector<std::string> operations;
  for (const JournalEntry& each : to->history().journal({.outcome = JournalOutcome::Operated})) {
    operations.push_back(each.name + " " + each.session + " by " + each.done_by);
  }
  EXPECT_THAT(operations,
              ::testing::UnorderedElementsAre("suspend a by bob", "suspend a/pay.1 by bob",
                                              "resume a by ada", "resume a/pay.1 by ada"));
  ASSERT_TRUE(to->claim({}));

  EXPECT_THROW(import_sessions(ada, in, output()), Error) << "they are there";
  in.skip_existing = true;
  out.str("");
  EXPECT_EQ(import_sessions(ada, in, output(true)), 0);
  EXPECT_EQ(printed()["skipped"], 2);
}

TEST_F(TransferCommands, WhatIsSuspendedForAnotherReasonStaysSo) {
  from->repairs().suspend("b", "no paper");
  ExportRequest request;
  request.filter.ids = {"b"};
  request.file = file();
  request.suspend = true;
  export_sessions(bob, request, output());
  ImportRequest in;
  in.file = file();
  in.resume = true;
  import_sessions(ada, in, output());
  EXPECT_EQ(to->read("b")->status, SessionStatus::Suspended);
  EXPECT_EQ(to->read("b")->failure, "no paper");
}

TEST_F(TransferCommands, SessionsOfAChartAreSuspendedPageByPage) {
  ExportRequest request;
  request.filter.chart = "shop.Order";
  request.file = file();
  request.suspend = true;
  EXPECT_EQ(export_sessions(bob, request, output(true)), 0);
  EXPECT_EQ(printed()["exported"], 2);
  EXPECT_EQ(from->read("a/pay.1")->status, SessionStatus::Starting);
}

TEST_F(TransferCommands, AFileIsThereOnceItIsWhole) {
  {
    std::ofstream before(file());
    before << "before";
  }
  ExportRequest request;
  request.file = file();
  EXPECT_THROW(export_sessions(bob, request, output()), Error);
  std::ifstream in(file());
  std::string text;
  in >> text;
  EXPECT_EQ(text, "before");

  request.running = true;
  EXPECT_EQ(export_sessions(bob, request, output()), 0);
  out.str("");
  EXPECT_EQ(check_export(file(), output()), 0);
  EXPECT_THAT(out.str(), HasSubstr("whole: 3 sessions, digest "));
  std::filesystem::resize_file(file(), std::filesystem::file_size(file()) - 3);
  EXPECT_THROW(check_export(file(), output()), Error);

  request.file = folder + "/there/is/none";
  EXPECT_THROW(export_sessions(bob, request, output()), Error);
  request.filter.ids = {"nobody"};
  EXPECT_THROW(export_sessions(bob, request, output()), Error);
  EXPECT_THROW(check_export(folder + "/none", output()), Error);
}

}  // namespace
}  // namespace perdure::ops
