#include "tests/console/bed.h"

#include <httplib.h>

#include <cctype>

#include "tests/console/description.h"

namespace perdure::console {

ConsoleBed::ConsoleBed() : place(GetParam().make()) {
  std::unique_ptr<Store> store = open(place == nullptr ? "memory:" : place->uri());
  store->schema().migrate();
  RuntimeOptions options;
  options.max_attempts = 1;
  options.log = LogLevel::Error;
  runtime = std::make_unique<Runtime>(std::move(store), options);
  runtime->add<desk::Errand>(clumsy);
  Options with;
  with.port = 0;
  with.name = "alice";
  with.requests_per_second = 1e9;
  console = std::make_unique<Console>(runtime->store(), with);
  port = std::stoi(console->url().substr(console->url().rfind(':') + 1));
}

ConsoleBed::~ConsoleBed() {
  console.reset();
  runtime.reset();
}

Answer ConsoleBed::ask(const std::string& method, const std::string& target,
                       const std::string& body) {
  httplib::Client client("127.0.0.1", port);
  client.set_url_encode(false);
  httplib::Request request;
  request.method = method;
  request.path = target;
  request.body = body;
  if (method != "GET") request.set_header("Content-Type", "application/json");
  const httplib::Result result = client.send(request);
  Answer answer;
  if (!result) return answer;
  answer.status = result->status;
  answer.body = result->body;
  answer.type = result->get_header_value("Content-Type");
  answer.json = Json::parse(answer.body, nullptr, false);
  EXPECT_EQ(why_undescribed(method, target, answer.status, answer.type, answer.json), "")
      << method << ' ' << target << '\n'
      << answer.body;
  return answer;
}

std::vector<EventId> ConsoleBed::bury(const std::string& session,
                                      const std::vector<std::string>& names) {
  std::vector<NewEvent> events;
  std::vector<EventId> ids;
  for (const std::string& name : names) {
    NewEvent& event = events.emplace_back();
    event.id = ids.emplace_back(EventId::random());
    event.session = session;
    event.name = name;
  }
  runtime->store().enqueue(events);
  while (const auto batch = runtime->store().claim({})) {
    BatchWrite write;
    for (std::size_t i = 0; i < batch->events().size(); ++i) write.dead.push_back({i, "no reason"});
    batch->commit(write);
  }
  return ids;
}

Json ConsoleBed::stops() {
  return {{"stops", {{{"place", "Oslo"}, {"speed", "fast"}, {"note", nullptr}}}},
          {"within", "90m"},
          {"urgent", true}};
}

std::vector<faults::SharedStore> all_stores() {
  std::vector<faults::SharedStore> all = faults::shared_stores();
  all.push_back({"memory", [] { return std::unique_ptr<faults::TemporaryStore>(); }});
  return all;
}

std::string encoded(const std::string& text) {
  static constexpr char Digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) {
      out += c;
    } else {
      out += '%';
      out += Digits[byte >> 4U];
      out += Digits[byte & 15U];
    }
  }
  return out;
}

}  // namespace perdure::console
