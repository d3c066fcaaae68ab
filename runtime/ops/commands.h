// What the `perdure` command line can do, without the command line: each command asks the store, writes
// to `out`, and returns the exit code.
//
//     0   done
//     1   what was asked for is not there, or could not be done
//
// They throw what the store throws. Those that take an operator write who did it into the sessions' journals.
#pragma once

#include <perdure/runtime.h>
#include <perdure/store.h>
#include <perdure/transfer.h>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "runtime/console/console.h"
#include "runtime/operate/operator.h"

namespace perdure::ops {

// `json`: one JSON document instead of words and tables. Names of its fields are stable.
struct Output {
  std::ostream& out;
  std::ostream& error;  // For what is said beside the answer.
  bool json = false;
  std::size_t columns = 0;  // Of the terminal that `out` is; 0: it is none.
  bool live = false;        // `error` is a terminal.
};

struct Migration {
  std::optional<std::int32_t> to;  // Nothing: this build's version.
  std::int32_t lanes = 0;          // As Schema::migrate.
  bool sure = false;               // Going back loses what later versions brought.
};
int migrate(Store& store, const Migration& migration, Output output);
// Prints what migrate() would run. Nothing is changed.
int print_migration(Store& store, std::optional<std::int32_t> from, const Migration& migration,
                    Output output);
int schema_status(Store& store, Output output);  // 1 if there is something to migrate.
int drop(Store& store, bool sure, Output output);
// Makes the views of charts, and prints the SQL that does; or only that.
int views(Store& store, bool print_only, bool with_indexes, Output output);
// How much waits in the lanes; of those where nothing does only if asked for.
int backlog(Store& store, bool all_lanes, Output output);
int tokens(Store& store, const std::string& id, Output output);
// `where`: what is said of attributes, as view::parse_condition() has it.
int sessions(Store& store, SessionFilter filter, const std::vector<std::string>& where,
             Output output);
int show(Store& store, const std::string& id, Output output);
// The session and those that it invoked, as a tree, and how many are in which state.
int tree(Store& store, const std::string& id, std::size_t limit, Output output);
int journal(Store& store, const JournalFilter& filter, Output output);
// Prints what happens, as it does, until SIGINT, SIGTERM, or nobody reads it any more. With `json` a line for each. Looks
// at no `after` and no `limit` of the filter.
int tail(Store& store, const JournalFilter& filter, Output output);
// At most `limit` events of it.
int trace(Store& store, const EventId& id, std::size_t limit, Output output);
int maintain(Store& store, const Retention& retention, Output output);
int list_dead(Store& store, const DeadFilter& filter, Output output);
// Whatever matches, in as many batches as it takes; 1 if nothing does.
using operate::DeadAction;
int settle_dead(operate::Operator& by, DeadAction action, DeadFilter filter, Output output);
int list_jobs(Store& store, const JobFilter& filter, Output output);
int retry_job(operate::Operator& by, const std::string& session, const std::string& invocation,
              Output output);
// `reason` empty: who did it, as of suspend().
int cancel_job(operate::Operator& by, const std::string& session, const std::string& invocation,
               const std::string& reason, Output output);
struct SendRequest {
  std::string session = {};
  std::string event = {};
  std::string fields = {};  // A JSON object; `-`: standard input has it; empty: none.
  std::string key = {};     // It is sent once, however often this is said; empty: each time.
  std::optional<Timestamp> at = {};
  Duration delay{0};
};
// By the definition of the session's chart.
int send(operate::Operator& by, const SendRequest& request, Output output);
int suspend(operate::Operator& by, const std::string& id, const std::string& reason, Output output);
// Has it cancelled, after what is queued for it.
int end(operate::Operator& by, const std::string& id, Output output);
// The registered charts, with how many sessions live in them; of one, by name, its definition: the latest version's where
// `version` is 0.
int charts(Store& store, const std::string& name, std::uint32_t version, Output output);
struct ExportRequest {
  TransferFilter filter;  // Its ids with all that these invoked.
  std::string file;       // Empty: standard output, and what is said goes to `error`.
  bool suspend = false;   // First those that could take a step.
  bool running = false;   // Also those that could.
};
int export_sessions(operate::Operator& by, const ExportRequest& request, Output output);
struct ImportRequest {
  std::string file;  // `-`: standard input.
  bool skip_existing = false;
  bool resume = false;  // Those that were suspended to be exported.
};
int import_sessions(operate::Operator& by, const ImportRequest& request, Output output);
// Only whether the file is whole.
int check_export(const std::string& file, Output output);
// Does a session's steps again. 1 where that goes another way than is stored.
int replay(Runtime& runtime, const std::string& id, const ReplayTo& to, Output output);
int resume(operate::Operator& by, const std::string& id, Output output);
// Serves the console until SIGINT or SIGTERM.
int serve_console(Store& store, const console::Options& options, Output output);

}  // namespace perdure::ops
