// perdure export, perdure import
#include <fcntl.h>
#include <fmt/ostream.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/progress.h"
#include "runtime/ops/text.h"
#include "runtime/transfer/export.h"
#include "runtime/transfer/import.h"

namespace perdure::ops {
namespace {

// What is shown of sessions that were suspended to be exported, and so how they are told from others.
constexpr const char* Exported = "exported";

[[noreturn]] void fail(const std::string& what, const std::string& file) {
  throw Error(ErrorKind::StoreFailure, what + " `" + file + "`: " + std::strerror(errno));
}

// A file that takes its name once it is whole, or standard output.
class Destination {
 public:
  explicit Destination(std::string file) : file_(std::move(file)) {
    if (file_.empty()) return;
    // Whoever reads it can act for each of the sessions.
    part_ = file_ + ".part";
    const int made = ::open(part_.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    if (made < 0) fail("cannot write", part_);
    ::close(made);
    stream_.open(part_, std::ios::binary);
  }
  ~Destination() {
    if (!part_.empty()) std::remove(part_.c_str());
  }
  Destination(const Destination&) = delete;
  Destination& operator=(const Destination&) = delete;

  std::ostream& stream() { return file_.empty() ? std::cout : stream_; }
  std::string name() const { return file_.empty() ? "standard output" : file_; }

  void finish() {
    stream().flush();
    if (!stream()) fail("cannot write", name());
    if (file_.empty()) return;
    stream_.close();
    sync();
    if (std::rename(part_.c_str(), file_.c_str()) != 0) fail("cannot write", file_);
    part_.clear();
  }

 private:
  void sync() const {
    const int file = ::open(part_.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (!synced) fail("cannot write", part_);
  }

  std::string file_;
  std::string part_;
  std::ofstream stream_;
};

// A file, or what standard input has: kept in a file without a name, since it is read twice.
class Source {
 public:
  explicit Source(const std::string& file) {
    if (file != "-") {
      stream_.open(file, std::ios::binary | std::ios::in);
      if (!stream_) fail("cannot read", file);
      return;
    }
    const char* folder = std::getenv("TMPDIR");
    std::string name = std::string(folder != nullptr ? folder : "/tmp") + "/perdure-import-XXXXXX";
    const int made = ::mkstemp(name.data());
    if (made < 0) fail("cannot write", name);
    ::close(made);
    stream_.open(name, std::ios::binary | std::ios::in | std::ios::out);
    ::unlink(name.c_str());
    if (std::cin.peek() != std::char_traits<char>::eof()) stream_ << std::cin.rdbuf();
    if (!stream_.flush()) fail("cannot write", name);
    stream_.seekg(0);
  }

  std::istream& stream() { return stream_; }

 private:
  std::fstream stream_;
};

// With all that they invoked, and what that invoked.
std::vector<std::string> families(Store& store, const std::vector<std::string>& ids) {
  constexpr std::size_t Most = 1'000'000;
  std::vector<std::string> all;
  for (const std::string& id : ids) {
    const std::vector<TreeNode> tree = store.records().tree(id, Most);
    if (tree.empty()) {
      throw Error(ErrorKind::UnknownSession, "there is no session `" + printable(id) + "`");
    }
    for (const TreeNode& node : tree) all.push_back(node.id);
  }
  return all;
}

void suspend_for_export(operate::Operator& by, const TransferFilter& chosen, Output output) {
  Progress progress(output, "suspended");
  std::size_t done = 0;
  const auto suspend_one = [&](const StoredSession& session) {
    if (by.suspend(session, Exported)) progress.at(++done);
  };
  for (const std::string& id : chosen.ids) {
    const std::optional<StoredSession> session = by.store().read(id);
    if (session) suspend_one(*session);
  }
  if (!chosen.ids.empty()) return;
  SessionFilter filter;
  filter.chart = chosen.chart;
  filter.state = chosen.state;
  filter.tenant = chosen.tenant;
  filter.limit = 1000;
  for (const SessionStatus status : {SessionStatus::Starting, SessionStatus::Running}) {
    filter.status = status;
    filter.after.clear();
    for (;;) {
      const std::vector<SessionSummary> page = by.store().records().sessions(filter);
      if (page.empty()) break;
      for (const SessionSummary& each : page) suspend_one(each.session);
      filter.after = page.back().session.id;
    }
  }
}

void say(Output output, std::ostream& to, const Json& json, const std::string& words) {
  if (output.json) {
    print(to, json);
  } else {
    to << words << '\n';
  }
}

}  // namespace

int export_sessions(operate::Operator& by, const ExportRequest& request, Output output) {
  Store& store = by.store();
  transfer::ExportOptions options;
  options.filter = request.filter;
  options.filter.ids = families(store, request.filter.ids);
  options.running = request.running;
  if (request.suspend) suspend_for_export(by, options.filter, output);
  Destination destination(request.file);
  transfer::Ending ending;
  {
    Progress progress(output, "exported");
    ending = transfer::export_sessions(
        store, options, destination.stream(),
        [&](std::size_t done, std::size_t total) { progress.at(done, total); });
  }
  destination.finish();
  // Beside the file, where that is standard output.
  say(output, request.file.empty() ? output.error : output.out,
      {{"exported", ending.sessions}, {"lines", ending.lines}, {"sha256", ending.sha256}},
      fmt::format("exported {}, digest {}", counted(ending.sessions, "session"), ending.sha256));
  return 0;
}

int import_sessions(operate::Operator& by, const ImportRequest& request, Output output) {
  Source source(request.file);
  transfer::ImportOptions options;
  options.skip_existing = request.skip_existing;
  std::size_t resumed = 0;
  if (request.resume) {
    options.made = [&](const StoredSession& session) {
      const bool ours = session.status == SessionStatus::Suspended && session.failure == Exported;
      if (ours && by.resume(session)) ++resumed;
    };
  }
  transfer::Imported imported;
  {
    Progress progress(output, "imported");
    imported = transfer::import_sessions(
        by.store(), source.stream(), options,
        [&](std::size_t done, std::size_t total) { progress.at(done, total); });
  }
  std::string words = "imported " + counted(imported.made, "session");
  if (imported.skipped > 0) words += fmt::format(", left {} that were there", imported.skipped);
  if (request.resume) words += fmt::format(", resumed {}", resumed);
  words += ", digest " + imported.ending.sha256;
  say(output, output.out,
      {{"imported", imported.made},
       {"skipped", imported.skipped},
       {"resumed", resumed},
       {"lines", imported.ending.lines},
       {"sha256", imported.ending.sha256}},
      words);
  return 0;
}

int check_export(const std::string& file, Output output) {
  Source source(file);
  transfer::Ending ending;
  {
    Progress progress(output, "checked");
    ending = transfer::verify(source.stream(),
                              [&](std::size_t done, std::size_t) { progress.at(done); });
  }
  say(output, output.out,
      {{"sessions", ending.sessions}, {"lines", ending.lines}, {"sha256", ending.sha256}},
      fmt::format("whole: {}, digest {}", counted(ending.sessions, "session"), ending.sha256));
  return 0;
}

}  // namespace perdure::ops
