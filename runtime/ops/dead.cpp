// perdure dead list | retry | discard
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/fields.h"
#include "runtime/ops/json.h"
#include "runtime/ops/progress.h"
#include "runtime/ops/table.h"
#include "runtime/ops/text.h"

namespace perdure::ops {
namespace {

// In one transaction, and between two words of how far it is.
constexpr std::size_t AtOnce = 1000;

std::string_view past(DeadAction action) {
  return action == DeadAction::Retry ? "retried" : "discarded";
}

}  // namespace

int list_dead(Store& store, const DeadFilter& filter, Output output) {
  const std::vector<DeadEvent> events = store.records().dead(filter);
  definition::Decoder decoder(store);
  if (output.json) {
    Json all = Json::array();
    for (const DeadEvent& event : events) {
      all.push_back(to_json(event));
      all.back()["fields"] = fields_of(event, decoder);
    }
    print(output.out, all);
  } else {
    Table table({"NUMBER", "AT", "SESSION", "EVENT", "FIELDS", "ID", "REASON"});
    for (const DeadEvent& event : events) {
      table.row({std::to_string(event.number), time_text(event.at), event.session, event.name,
                 fields_text(fields_of(event, decoder)), event.id.text(), event.reason});
    }
    table.print(output.out, output.columns);
  }
  if (!events.empty() && events.size() == filter.limit) {
    fmt::print(output.error, "perdure: there may be more: --before {}\n", events.back().number);
  }
  return 0;
}

int settle_dead(operate::Operator& by, DeadAction action, DeadFilter filter, Output output) {
  filter.limit = AtOnce;
  operate::Settled settled;
  std::size_t done = 0;
  if (by.keep_to_present(filter)) {
    Progress progress(output, std::string(past(action)));
    do {
      settled = by.settle_dead(action, filter);
      progress.at(done += settled.done);
    } while (settled.more);
  }
  if (output.json) {
    print(output.out, {{std::string(past(action)), done}});
  } else {
    fmt::print(output.out, "{} {}\n", past(action), counted(done, "event"));
  }
  return done == 0 ? 1 : 0;
}

}  // namespace perdure::ops
