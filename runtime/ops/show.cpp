// perdure show ID
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/definition/decoder.h"
#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/table.h"
#include "runtime/ops/text.h"

namespace perdure::ops {
namespace {

std::string due_text(const PendingEvent& event, const StoredSession& session) {
  if (event.deferred) return "deferred";
  if (session.status == SessionStatus::Suspended && !event.due) return "when resumed";
  return time_text(event.due, "now");
}

}  // namespace

int show(Store& store, const std::string& id, Output output) {
  const std::optional<SessionSummary> found = store.records().session(id);
  if (!found) {
    fmt::print(output.error, "perdure: there is no session `{}`\n", printable(id));
    return 1;
  }
  const std::vector<PendingEvent> pending = store.records().pending(id);
  const StoredSession& session = found->session;
  if (output.json) {
    Json json = to_json(*found);
    json["pending"] = to_json(pending);
    json["decoded"] = definition::Decoder(store).state(session);
    json["result"] = definition::Decoder(store).result(session);
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
  Json decoded = definition::Decoder(store).state(session);
  decoded.erase("active");
  print_indented(output.out, decoded);
  if (pending.empty()) return 0;
  output.out << '\n';
  Table table({"PENDING", "KIND", "DUE", "SEND ID"});
  for (const PendingEvent& event : pending) {
    table.row({event.name, std::string(name(event.kind)), due_text(event, session), event.send_id});
  }
  table.print(output.out);
  return 0;
}

}  // namespace perdure::ops
