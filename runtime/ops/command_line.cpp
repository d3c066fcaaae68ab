// See command_line.h.
#include "runtime/ops/command_line.h"

#include <perdure/command_line.h>
#include <perdure/store.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "runtime/ops/commands.h"
#include "runtime/ops/text.h"
#include "runtime/ops/time.h"

namespace perdure::ops {
namespace {

constexpr const char* Examples = R"(Examples:
  export PERDURE_STORE=postgresql:///shop       any command's store; or --store URI
  perdure db migrate                            make or update the schema
  perdure sessions --chart shop.Order --state AwaitingApproval
  perdure show order-1                          one session, and what waits for it
  perdure journal order-1 --json                what it did
  perdure trace 0192f0c1-…                      what led to an event, and what it led to
  perdure sessions --status suspended           what needs somebody
  perdure resume order-1
  perdure dead retry --chart shop.Order         events that were given up
  perdure jobs list --service shop.Order.charge_card

Stores: sqlite:FILE, postgresql://HOST/DATABASE (libpq's own form; ?schema=NAME), memory:
Exit codes: 0 done; 1 not there, or failed; 2 wrong usage, or the store cannot be reached)";

const std::map<std::string, SessionStatus> Statuses = {
    {"starting", SessionStatus::Starting},   {"running", SessionStatus::Running},
    {"done", SessionStatus::Done},           {"suspended", SessionStatus::Suspended},
    {"cancelled", SessionStatus::Cancelled},
};

const std::map<std::string, JobState> JobStates = {
    {"waiting", JobState::Waiting},
    {"running", JobState::Running},
    {"cancelled", JobState::Cancelled},
};

const std::map<std::string, JournalOutcome> Outcomes = {
    {"taken", JournalOutcome::Taken},         {"ignored", JournalOutcome::Ignored},
    {"finished", JournalOutcome::Finished},   {"deferred", JournalOutcome::Deferred},
    {"discarded", JournalOutcome::Discarded},
};

class CommandLine {
 public:
  // Null: for any store, and without charts.
  explicit CommandLine(Runtime* runtime) : runtime_(runtime) {
    if (runtime == nullptr) app_.name("perdure");
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.footer(Examples);
    app_.set_version_flag("--version", std::string("perdure ") + PERDURE_VERSION);
    if (runtime == nullptr) {
      app_.add_option("--store", uri_, "The store's URI")
          ->envname("PERDURE_STORE")
          ->type_name("URI");
    }
    app_.add_flag("--json", json_, "One JSON document instead of a table");

    CLI::App& db = *app_.add_subcommand("db", "The store's schema");
    db.require_subcommand(1);
    CLI::App& migrate_app =
        add(db, "migrate", "Bring the schema to this program's version, or to another",
            [this](Store& s, Output o) {
              return print_ ? print_migration(s, from_, migration_, o) : migrate(s, migration_, o);
            });
    migrate_app
        .add_option("--lanes", migration_.lanes, "How many lanes; fixed by the first migration")
        ->check(CLI::Range(1, 1024));
    migrate_app.add_option("--to", migration_.to, "To this version, up or down; 0: no schema")
        ->check(CLI::NonNegativeNumber);
    migrate_app.add_flag("--yes", migration_.sure,
                         "Down, with the loss of what later versions brought");
    CLI::Option* print_option = migrate_app.add_flag(
        "--print", print_, "Print the SQL, for other tools, and change nothing");
    migrate_app.add_option("--from", from_, "Print as if the schema were at this version")
        ->check(CLI::NonNegativeNumber)
        ->needs(print_option);
    add(db, "status", "The schema's version; exit code 1 if there is something to migrate",
        [](Store& s, Output o) { return schema_status(s, o); });
    CLI::App& views_app =
        add(db, "views", "Make a view for each chart, with columns for what is indexed",
            [this](Store& s, Output o) { return views(s, print_, with_indexes_, o); });
    views_app.add_flag("--print", print_, "Only print the SQL");
    views_app.add_flag("--indexes", with_indexes_, "And an index for each of these columns");
    CLI::App& drop_app = add(db, "drop", "Remove the schema and everything in it",
                             [this](Store& s, Output o) { return drop(s, yes_, o); });
    drop_app.add_flag("--yes", yes_, "Really");

    CLI::App& list = add(app_, "sessions", "List sessions, in the order of their ids",
                         [this](Store& s, Output o) { return sessions(s, filter_, o); });
    list.add_option("--chart", filter_.chart, "Of this chart: shop.Order");
    list.add_option("--state", filter_.state, "With this atomic state active");
    list.add_option("--status", status_, "In this status")->check(CLI::IsMember(Statuses));
    list.add_option("--parent", filter_.parent, "Invoked by this session");
    list.add_option("--tenant", filter_.tenant, "Of this tenant");
    list.add_option("--after", filter_.after, "With ids greater than this one");
    add_limit(list, filter_.limit);

    CLI::App& show_app = add(app_, "show", "Show a session and the events that wait for it",
                             [this](Store& s, Output o) { return show(s, id_, o); });
    add_id(show_app);
    CLI::App& tree_app =
        add(app_, "tree", "A session and those that it invoked, and how far they are",
            [this](Store& s, Output o) { return tree(s, id_, tree_limit_, o); });
    add_id(tree_app);
    add_limit(tree_app, tree_limit_);
    add_journal();
    CLI::App& trace_app = add(
        app_, "trace", "What led to an event, and what it led to, across sessions and charts",
        [this](Store& s, Output o) { return trace(s, EventId::parse(event_), trace_limit_, o); });
    trace_app.add_option("EVENT", event_, "The event's id")->required();
    add_limit(trace_app, trace_limit_);
    add_maintain();
    add_dead();
    add_jobs();
    CLI::App& suspend_app =
        add(app_, "suspend", "Have a session take no more steps until it is resumed",
            [this](Store& s, Output o) { return suspend(s, id_, reason_, o); });
    add_id(suspend_app);
    suspend_app.add_option("--reason", reason_, "What is shown of it")->capture_default_str();
    CLI::App& end_app = add(
        app_, "end", "Have a session cancelled: its exits are run, what it invoked goes with it",
        [this](Store& s, Output o) { return end(s, id_, o); });
    add_id(end_app);
    CLI::App& charts_app =
        add(app_, "charts", "The charts that programs have registered; of one, its definition",
            [this](Store& s, Output o) { return charts(s, chart_, version_, o); });
    charts_app.add_option("NAME", chart_, "shop.Order");
    charts_app.add_option("--version", version_, "Of this version; otherwise the latest")
        ->check(CLI::PositiveNumber);
    CLI::App& resume_app = add(app_, "resume", "Let a suspended session run again",
                               [this](Store& s, Output o) { return resume(s, id_, o); });
    add_id(resume_app);
    add_console();
    if (runtime != nullptr) add_replay();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? 0 : 2;
    }
    if (runtime_ == nullptr && uri_.empty()) {
      return complain("which store? --store URI, or PERDURE_STORE in the environment", 2);
    }
    if (!status_.empty()) filter_.status = Statuses.at(status_);
    try {
      const Output output{std::cout, std::cerr, json_};
      if (runtime_ != nullptr) return command_(runtime_->store(), output);
      const std::unique_ptr<Store> store = open(uri_);
      return command_(*store, output);
    } catch (const Error& error) {
      const bool usage = error.kind() == ErrorKind::InvalidArgument;
      const bool away = error.kind() == ErrorKind::StoreUnavailable;
      return complain(error.what(), usage || away ? 2 : 1);
    } catch (const std::exception& error) {
      return complain(error.what(), 1);
    }
  }

 private:
  using Command = std::function<int(Store&, Output)>;

  CLI::App& add(CLI::App& parent, const std::string& name, const std::string& what,
                Command command) {
    CLI::App& made = *parent.add_subcommand(name, what);
    made.callback([this, command = std::move(command)] { command_ = command; });
    return made;
  }
  void add_journal() {
    CLI::App& app = add(app_, "journal", "What happened, oldest first", [this](Store& s, Output o) {
      JournalFilter filter = journal_;
      if (!outcome_.empty()) filter.outcome = Outcomes.at(outcome_);
      if (!from_time_.empty()) filter.from = parse_time(from_time_);
      if (!until_time_.empty()) filter.until = parse_time(until_time_);
      return journal(s, filter, o);
    });
    app.add_option("ID", journal_.session, "To this session");
    app.add_option("--chart", journal_.chart, "To sessions of this chart: shop.Order");
    app.add_option("--event", journal_.name, "Events of this name");
    app.add_option("--outcome", outcome_, "What became of them")->check(CLI::IsMember(Outcomes));
    app.add_option("--from", from_time_, "At this time or later, in UTC: 2026-03-01T12:00");
    app.add_option("--until", until_time_, "Before this time");
    app.add_option("--after", journal_.after, "With numbers greater than this one")
        ->check(CLI::NonNegativeNumber);
    add_limit(app, journal_.limit);
  }
  void add_maintain() {
    CLI::App& app = add(app_, "maintain", "Make room for what is to come, and remove what is over",
                        [this](Store& s, Output o) {
                          Retention retention;
                          retention.archive = archive_;
                          if (!keep_journal_.empty()) retention.journal = parse_age(keep_journal_);
                          if (!keep_finished_.empty())
                            retention.finished = parse_age(keep_finished_);
                          return maintain(s, retention, o);
                        });
    app.add_option("--keep-journal", keep_journal_, "Remove what happened longer ago: 90d, 12h");
    CLI::Option* finished =
        app.add_option("--keep-finished", keep_finished_, "Remove sessions that ended longer ago");
    app.add_flag("--archive", archive_, "Into the table `archive`")->needs(finished);
  }
  void add_dead() {
    CLI::App& dead = *app_.add_subcommand("dead", "Events that were given up, with the reasons");
    dead.require_subcommand(1);
    CLI::App& list = add(dead, "list", "List them, latest first",
                         [this](Store& s, Output o) { return list_dead(s, dead_filter(), o); });
    add_dead_filter(list);
    list.add_option("--before", dead_.before, "With numbers less than this one")
        ->check(CLI::PositiveNumber);
    add_limit(list, dead_.limit);
    add_dead_action(dead, "retry", "Queue them again, oldest first", DeadAction::Retry);
    add_dead_action(dead, "discard", "Remove them; each leaves a row in the journal",
                    DeadAction::Discard);
  }
  void add_jobs() {
    CLI::App& jobs = *app_.add_subcommand("jobs", "What services do, or are to do, for sessions");
    jobs.require_subcommand(1);
    CLI::App& list = add(jobs, "list", "List them, by session", [this](Store& s, Output o) {
      if (!job_state_.empty()) jobs_.state = JobStates.at(job_state_);
      return list_jobs(s, jobs_, o);
    });
    list.add_option("--session", jobs_.session, "That this session waits for");
    list.add_option("--service", jobs_.service, "Of this service: shop.Order.charge_card");
    list.add_option("--state", job_state_, "In this state")->check(CLI::IsMember(JobStates));
    add_limit(list, jobs_.limit);
    add_job(add(jobs, "retry", "Begin one that waits at once, with all of its attempts",
                [this](Store& s, Output o) { return retry_job(s, id_, invocation_, o); }));
    CLI::App& cancel =
        add(jobs, "cancel", "End one: its session hears that it has failed",
            [this](Store& s, Output o) { return cancel_job(s, id_, invocation_, reason_, o); });
    add_job(cancel);
    cancel.add_option("--reason", reason_, "What its session hears")->capture_default_str();
  }
  void add_job(CLI::App& app) {
    add_id(app);
    app.add_option("JOB", invocation_, "Which: as `perdure jobs list` shows it")->required();
  }
  void add_dead_action(CLI::App& dead, const std::string& name, const std::string& what,
                       DeadAction action) {
    CLI::App& app = add(dead, name, what, [this, action](Store& s, Output o) {
      const DeadFilter filter = dead_filter();
      const bool chosen = filter.event || !filter.session.empty() || !filter.chart.empty();
      if (chosen == all_) return complain("which events? EVENT, --session, --chart, or --all", 2);
      if (all_ && !yes_) return complain("--all means every dead event of the store: add --yes", 1);
      return settle_dead(s, action, filter, o);
    });
    add_dead_filter(app);
    app.add_flag("--all", all_, "All there are");
    app.add_flag("--yes", yes_, "Really all");
  }
  void add_dead_filter(CLI::App& app) {
    app.add_option("EVENT", event_, "The event's id");
    app.add_option("--session", dead_.session, "Those to this session");
    app.add_option("--chart", dead_.chart, "Those to sessions of this chart: shop.Order");
  }
  DeadFilter dead_filter() const {
    DeadFilter filter = dead_;
    if (!event_.empty()) filter.event = EventId::parse(event_);
    return filter;
  }
  void add_console() {
    CLI::App& app = add(app_, "console", "Serve the operator's console: a web page and a JSON API",
                        [this](Store& s, Output o) { return serve_console(s, console_, o); });
    app.add_option("--host", console_.host,
                   "The address to listen at; beyond this machine only with "
                   "--token-file, or with --tls-cert and --tls-key")
        ->capture_default_str();
    app.add_option("--port", console_.port, "0: any that is free")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    app.add_option("--token-file", console_.token_file,
                   "Who may come in: a line for each, a name, `read` or `operate`, and a token");
    app.add_option("--tls-cert", console_.certificate, "A certificate, in PEM");
    app.add_option("--tls-key", console_.key, "Its key, in PEM");
    app.add_flag("--read-only", console_.read_only, "Without a token nobody operates");
    app.add_option("--name", console_.name,
                   "Who operates without a token, for the journal; otherwise this user's name");
    app.add_option("--rate", console_.requests_per_second, "Requests a second of one address")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
  }
  void add_replay() {
    CLI::App& replay_app =
        add(app_, "replay", "Do a session's steps again and show what it was then",
            [this](Store&, Output o) {
              ReplayTo to;
              if (revision_ >= 0) to.revision = revision_;
              if (!at_.empty()) to.at = parse_time(at_);
              return replay(*runtime_, id_, to, o);
            });
    add_id(replay_app);
    CLI::Option* revision =
        replay_app.add_option("--revision", revision_, "Up to this step; otherwise the last one")
            ->check(CLI::NonNegativeNumber);
    replay_app.add_option("--at", at_, "Up to this time, in UTC: 2026-03-01T12:00:00.000Z")
        ->excludes(revision);
  }
  void add_id(CLI::App& app) { app.add_option("ID", id_, "The session's id")->required(); }
  static void add_limit(CLI::App& app, std::size_t& limit) {
    app.add_option("--limit", limit, "At most so many")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
  }
  static int complain(std::string_view what, int code) {
    std::cerr << "perdure: " << printable(what) << '\n';
    return code;
  }

  CLI::App app_{"What Perdure keeps in a store, and how it stands."};
  std::string uri_;
  bool json_ = false;
  Migration migration_;
  bool print_ = false;
  std::optional<std::int32_t> from_;
  bool yes_ = false;
  SessionFilter filter_;
  std::string status_;
  Runtime* runtime_;
  std::int64_t revision_ = -1;
  std::string at_;
  std::string id_;
  std::string chart_;
  bool with_indexes_ = false;
  std::uint32_t version_ = 0;
  std::size_t tree_limit_ = 1000;
  JournalFilter journal_;
  std::string outcome_;
  std::string from_time_;
  std::string until_time_;
  std::size_t trace_limit_ = 1000;
  std::string keep_journal_;
  std::string keep_finished_;
  bool archive_ = false;
  DeadFilter dead_;
  JobFilter jobs_;
  std::string job_state_;
  std::string invocation_;
  std::string event_;
  bool all_ = false;
  std::string reason_ = "by an operator";
  console::Options console_;
  Command command_;
};

}  // namespace

int run(int argc, char** argv, Runtime* runtime) { return CommandLine(runtime).run(argc, argv); }

}  // namespace perdure::ops

namespace perdure {

int command_line(int argc, char** argv, Runtime& runtime) { return ops::run(argc, argv, &runtime); }

}  // namespace perdure
