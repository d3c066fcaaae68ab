// perdure send
#include "runtime/ops/options/line.h"
#include "runtime/view/time.h"

namespace perdure::ops {
namespace {

struct SendWords {
  SendRequest request;
  std::string at;
  std::string delay;
};

}  // namespace

void add_send(Line& line) {
  const auto given = std::make_shared<SendWords>();
  CLI::App& app =
      line.add_operation(line.app(), "send", "Send a session an event that its chart declares",
                         [given](operate::Operator& by, Output output) {
                           SendRequest request = given->request;
                           if (!given->at.empty()) request.at = view::parse_time(given->at);
                           if (!given->delay.empty()) request.delay = view::parse_age(given->delay);
                           return send(by, request, output);
                         });
  add_id(app, given->request.session);
  app.add_option("EVENT", given->request.event, "Its name")->required();
  app.add_option("FIELDS", given->request.fields,
                 "Its fields, as a JSON object; - reads them from standard input");
  CLI::Option* at =
      app.add_option("--at", given->at, "Not before this time, in UTC: 2026-03-01T12:00");
  app.add_option("--after", given->delay, "Not before so long has passed: 90d, 12h, 30m")
      ->excludes(at);
  app.add_option("--key", given->request.key,
                 "Sent once under this key, however often it is repeated");
  app.footer(
      "Examples:\n"
      "  perdure send order-1 cancel\n"
      "  perdure send order-1 payment.received '{\"amount\": {\"units\": 40}}'\n"
      "  perdure send order-1 remind --after 12h --key remind-order-1");
}

}  // namespace perdure::ops
