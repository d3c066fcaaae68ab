// perdure show ID
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/definition/decoder.h"
#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/tables.h"
#include "runtime/ops/text.h"

namespace perdure::ops {
namespace {

std::string due_text(const PendingEvent& event, const StoredSession& session) {
  if (event.deferred) return "deferred";
  if (session.status == SessionStatus::Suspended && !event.due) return "when resumed";
  return time_text(event.due, "now");
}

Table pending_table(const std::vector<PendingEvent>& pending, const StoredSession& session) {
  Table table({"PENDING", "KIND", "DUE", "SEND ID"});
  for (const PendingEvent& event : pending) {
    table.row({event.name, std::string(name(event.kind)), due_text(event, session), event.send_id});
  }
  return table;
}

std::vector<SessionSummary> children_of(Store& store, const std::string& id) {
  SessionFilter filter;
  filter.parent = id;
  return store.records().sessions(filter);
}

Table child_table(const std::vector<SessionSummary>& children) {
  Table table({"CHILD", "INVOCATION", "CHART", "STATUS", "ACTIVE"});
  for (const auto& [session, queued, waiting] : children) {
    table.row({session.id, session.invocation, session.chart, std::string(name(session.status)),
               join(session.active)});
  }
  return table;
}

}  // namespace

int show(Store& store, const std::string& id, Output output) {
  const std::optional<SessionSummary> found = store.records().session(id);
  if (!found) {
    fmt::print(output.error, "perdure: there is no session `{}`\n", printable(id));
    return 1;
  }
  const std::vector<PendingEvent> pending = store.records().pending(id);
  const std::vector<SessionSummary> children = children_of(store, id);
  const std::vector<StoredJob> jobs =
      store.jobs().list({.session = id, .service = {}, .state = {}});
  const std::vector<StoredToken> tokens = store.tokens().of(id);
  const StoredSession& session = found->session;
  definition::Decoder decoder(store);
  if (output.json) {
    Json json = to_json(*found);
    json["pending"] = to_json(pending);
    json["children"] = to_json(children);
    json["jobs"] = to_json(jobs);
    json["tokens"] = to_json(tokens);
    json["decoded"] = decoder.state(session);
    json["result"] = decoder.result(session);
    print(output.out, json);
    return 0;
  }

  const auto line = [&](std::string_view key, std::string_view value) {
    fmt::print(output.out, "{:<10}{}\n", key, printable(value));
  };
  line("session", session.id);
  line("chart", fmt::format("{} version {}", session.chart, session.version));
  line("status", name(session.status));
  line("active", join(session.active));
  line("revision", std::to_string(session.revision));
  if (!session.parent.empty()) {
    line("parent", fmt::format("{} ({})", session.parent, session.invocation));
  }
  if (!session.tenant.empty()) line("tenant", session.tenant);
  if (session.metadata != "{}") line("metadata", session.metadata);
  line("created", time_text(session.created));
  line("updated", time_text(session.updated));
  if (session.attempts > 0) line("attempts", std::to_string(session.attempts));
  if (session.retry_at) line("retry at", time_text(*session.retry_at));
  if (!session.failure.empty()) line("failure", session.failure);
  if (session.status == SessionStatus::Suspended) {
    line("", "its events wait for: perdure resume '" + session.id + "'");
  }
  Json decoded = decoder.state(session);
  decoded.erase("active");
  print_indented(output.out, decoded);
  const auto print_table = [&](bool any, const Table& table) {
    if (!any) return;
    output.out << '\n';
    table.print(output.out, output.columns);
  };
  print_table(!pending.empty(), pending_table(pending, session));
  print_table(!children.empty(), child_table(children));
  print_table(!jobs.empty(), job_table(jobs));
  print_table(!tokens.empty(), token_table(tokens));
  return 0;
}

}  // namespace perdure::ops
