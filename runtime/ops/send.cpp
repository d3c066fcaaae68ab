// perdure send ID EVENT [FIELDS]
#include <fmt/ostream.h>

#include <iostream>
#include <iterator>
#include <ostream>
#include <utility>

#include "runtime/definition/definition.h"
#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/text.h"

namespace perdure::ops {
namespace {

Json given_fields(const std::string& given) {
  const std::string text =
      given == "-" ? std::string(std::istreambuf_iterator<char>(std::cin), {}) : given;
  Json fields = text.empty() ? Json::object() : Json::parse(text, nullptr, false);
  if (fields.is_discarded()) {
    throw Error(ErrorKind::InvalidArgument, "the event's fields are not JSON: want one object");
  }
  return fields;
}

Bytes payload_of(Store& store, const StoredSession& session, const SendRequest& request) {
  const auto chart = store.registry().find(session.chart, session.version);
  if (!chart || chart->definition.empty()) {
    throw Error(ErrorKind::UnknownChart,
                fmt::format("no program has registered {} version {} with its definition in this "
                            "store, so its events are not known",
                            printable(session.chart), session.version));
  }
  return definition::Definition(chart->definition)
      .write_event(request.event, given_fields(request.fields));
}

}  // namespace

int send(operate::Operator& by, const SendRequest& request, Output output) {
  const std::optional<StoredSession> session = by.store().read(request.session);
  if (!session || has_ended(session->status)) {
    fmt::print(output.error, "perdure: {}\n",
               session ? fmt::format("session `{}` is {} already", printable(request.session),
                                     name(session->status))
                       : fmt::format("there is no session `{}`", printable(request.session)));
    return 1;
  }
  NewEvent event;
  event.session = request.session;
  event.name = request.event;
  event.payload = payload_of(by.store(), *session, request);
  event.due = request.at;
  event.delay = request.delay;
  event.key = request.key;
  event.chart = session->chart;
  const std::optional<EventId> sent = by.send(std::move(event));
  if (output.json) {
    print(output.out, {{"session", request.session},
                       {"event", request.event},
                       {"id", sent ? Json(sent->text()) : Json(nullptr)},
                       {"queued", sent.has_value()}});
  } else if (sent) {
    fmt::print(output.out, "sent {} to {} as {}\n", printable(request.event),
               printable(request.session), sent->text());
  } else {
    fmt::print(output.out, "{} was sent before under that key\n", printable(request.event));
  }
  return 0;
}

}  // namespace perdure::ops
