// The Basic HTTP event I/O processor: what the Recommendation wants (C.2), and requests that mean no good.
#include <gtest/gtest.h>
#include <httplib.h>
#include <netinet/in.h>
#include <perdure/archive.h>
#include <perdure/error.h>
#include <perdure/http.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>

namespace perdure {
namespace {

using scxml::Data;
using scxml::Event;

constexpr const char* Type = "http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor";

// A processor whose sessions are "s 1" and keep what they get.
struct Fixture {
  explicit Fixture(HttpOptions options = {}) : processor(std::move(options)) {
    processor.deliver_to([this](std::string_view session, const Event& event) {
      if (session != "s 1") return false;
      const std::lock_guard lock(mutex);
      events.push_back(event);
      return true;
    });
  }

  // What arrives of an event that is sent to the session itself.
  Event loop(const Event& event) {
    SendEffect effect;
    effect.to = processor.entry("s 1").location;
    effect.event = event.name;
    effect.payload = to_bytes(event);
    effect.processor = Type;
    processor.send(effect, "s 1");
    const std::lock_guard lock(mutex);
    EXPECT_FALSE(events.empty());
    Event last = events.back();
    events.clear();
    return last;
  }

  int post(const std::string& body, const std::string& type,
           const std::string& path = "/sessions/s%201", const httplib::Headers& headers = {}) {
    httplib::Client client(processor.url());
    const auto result = client.Post(path, headers, body, type);
    return result ? result->status : -1;
  }

  // Sends bytes as they are; what comes back until the other side is done.
  std::string bytes(const std::string& text) {
    const int port = std::stoi(processor.url().substr(processor.url().rfind(':') + 1));
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    (void)::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    ::shutdown(socket, SHUT_WR);
    std::string answer;
    char buffer[4096];
    for (ssize_t size = 0; (size = ::recv(socket, buffer, sizeof buffer, 0)) > 0;) {
      answer.append(buffer, static_cast<std::size_t>(size));
    }
    ::close(socket);
    return answer;
  }

  std::mutex mutex;
  std::vector<Event> events;
  BasicHttp processor;
};

Event named(std::string name, Data data = {}) {
  Event event;
  event.name = std::move(name);
  event.data = std::move(data);
  return event;
}

TEST(Http, EverySessionHasALocation) {
  Fixture f;
  const IoProcessor entry = f.processor.entry("a/b c");
  EXPECT_EQ(entry.type, Type);
  EXPECT_EQ(entry.name, "basichttp");
  EXPECT_EQ(entry.location, f.processor.url() + "/sessions/a%2Fb%20c");
  EXPECT_TRUE(f.processor.handles(Type));
  EXPECT_TRUE(f.processor.handles("basichttp"));
  EXPECT_FALSE(f.processor.handles("scxml"));
}

TEST(Http, AnEventIsAPostOfItsName) {
  Fixture f;
  const Event event = f.loop(named("test.it"));
  EXPECT_EQ(event.name, "test.it");
  EXPECT_EQ(event.type, scxml::EventType::External);
  EXPECT_EQ(event.origin_type, Type);
  EXPECT_EQ(event.data, Data{});
  EXPECT_EQ(event.raw.compare(0, 24, "POST /sessions/s%201 HTT"), 0) << event.raw;
  EXPECT_NE(event.raw.find("_scxmleventname=test.it"), std::string::npos) << event.raw;
}

TEST(Http, ParametersAreAForm) {
  Fixture f;
  const Event event = f.loop(named(
      "test", {Data::Form::Json, R"({"Var1":2,"b c":"x & y=z","list":[1,2],"n":null,"t":true})"}));
  EXPECT_NE(event.raw.find("Var1=2"), std::string::npos);
  EXPECT_EQ(event.name, "test");
  EXPECT_EQ(event.data, (Data{Data::Form::Json,
                              R"({"Var1":"2","b c":"x & y=z","list":"[1,2]","n":"","t":"true"})"}));
}

TEST(Http, ANameMayBeAParameter) {
  Fixture f;
  EXPECT_EQ(f.loop(named("", {Data::Form::Json, R"({"_scxmleventname":"test"})"})).name, "test");
}

TEST(Http, ContentIsTheBody) {
  Fixture f;
  Event event = f.loop(named("", {Data::Form::Text, "this is some content"}));
  EXPECT_EQ(event.name, "HTTP.POST");
  EXPECT_NE(event.raw.find("this%20is%20some%20content"), std::string::npos);
  EXPECT_EQ(event.data, (Data{Data::Form::Text, "this is some content"}));
  event = f.loop(named("e", {Data::Form::Text, "a=b&c"}));
  EXPECT_EQ(event.name, "e");
  EXPECT_EQ(event.data, (Data{Data::Form::Text, "a=b&c"}));
  for (const Data& data : {Data{Data::Form::Json, "[1,2]"}, Data{Data::Form::Json, "7"},
                           Data{Data::Form::Xml, "<a b='c'/>"}}) {
    event = f.loop(named("e", data));
    EXPECT_EQ(event.name, "e");
    EXPECT_EQ(event.data, data);
  }
}

TEST(Http, OthersMaySend) {
  Fixture f;
  EXPECT_EQ(
      f.post("_scxmleventname=go&x=1&x=2&y", "application/x-www-form-urlencoded; charset=utf-8"),
      200);
  EXPECT_EQ(
      f.post("{\"a\":1}", "application/vnd.some+json", "/sessions/s%201?_scxmleventname=json"),
      200);
  EXPECT_EQ(f.post("", "text/plain"), 200);
  ASSERT_EQ(f.events.size(), 3U);
  EXPECT_EQ(f.events[0].name, "go");
  EXPECT_EQ(f.events[0].data, (Data{Data::Form::Json, R"({"x":"2","y":""})"}));
  EXPECT_EQ(f.events[1].name, "json");
  EXPECT_EQ(f.events[1].data, (Data{Data::Form::Json, "{\"a\":1}"}));
  EXPECT_EQ(f.events[2].name, "HTTP.POST");
  EXPECT_EQ(f.events[2].data, Data{});
}

TEST(Http, WhatCannotBeSentIsSaid) {
  Fixture f;
  SendEffect effect;
  effect.payload = to_bytes(named("e"));
  const auto expect_failure = [&](const std::string& to) {
    effect.to = to;
    EXPECT_THROW(f.processor.send(effect, "s"), std::exception) << to;
  };
  for (const char* to :
       {"", "nowhere", "ftp://127.0.0.1/", "http://", "http:///x", "http://user@127.0.0.1/",
        "http://127.0.0.1/a b", "http://127.0.0.1/\r\nX: y", "http://127.0.0.1:99999/",
        "http://127.0.0.1:1/", "http://[::1/"}) {
    expect_failure(to);
  }
  expect_failure(f.processor.entry("unknown").location);  // 404
  effect.payload = to_bytes(named("e", {Data::Form::Json, std::string(100000, '[')}));
  expect_failure(f.processor.entry("s 1").location);
  effect.payload = Bytes(3);
  expect_failure(f.processor.entry("s 1").location);
  effect.payload = to_bytes(named("e", {Data::Form::Text, std::string(2 * 1024 * 1024, 'x')}));
  expect_failure(f.processor.entry("s 1").location);  // 413
}

TEST(Http, RedirectionsAreNotFollowed) {
  Fixture f;
  httplib::Server other;
  other.Post("/", [&](const httplib::Request&, httplib::Response& response) {
    response.set_redirect(f.processor.entry("s 1").location, 307);
  });
  const int port = other.bind_to_any_port("127.0.0.1");
  std::thread thread([&] { other.listen_after_bind(); });
  while (!other.is_running()) std::this_thread::yield();
  SendEffect effect;
  effect.to = "http://127.0.0.1:" + std::to_string(port) + "/";
  effect.payload = to_bytes(named("e"));
  EXPECT_THROW(f.processor.send(effect, "s"), std::runtime_error);
  EXPECT_TRUE(f.events.empty());
  other.stop();
  thread.join();
}

TEST(Http, HostileMessagesAreRefused) {
  HttpOptions options;
  options.max_body = 1000;
  options.timeout = std::chrono::milliseconds(300);
  Fixture f(options);
  const std::string form = "application/x-www-form-urlencoded";
  EXPECT_EQ(f.post("x", "text/plain", "/sessions/other"), 404);
  EXPECT_EQ(f.post("x", "text/plain", "/"), 404);
  EXPECT_EQ(f.post("x", "text/plain", "/sessions/" + std::string(3000, 'a')), 414);
  EXPECT_EQ(f.post("x", "text/plain", "/sessions/s%201", {{"Origin", "http://evil.example"}}), 403);
  EXPECT_EQ(f.post(std::string(1001, 'x'), "text/plain"), 413);
  EXPECT_EQ(f.post("x", "multipart/form-data; boundary=x"), 415);
  for (const char* name : {"", "a%20b", "a%0d%0ab", "*", "a%00b"}) {
    EXPECT_EQ(f.post(std::string("_scxmleventname=") + name, form), 400) << name;
  }
  EXPECT_EQ(f.post("_scxmleventname=" + std::string(900, '%'), form), 200);  // Odd, but a name.
  httplib::Client client(f.processor.url());
  EXPECT_EQ(client.Get("/sessions/s%201")->status, 405);
  EXPECT_EQ(client.Delete("/sessions/s%201")->status, 405);
  f.events.clear();

  for (const std::string& text :
       {std::string("\r\n\r\n"), std::string("nonsense\r\n\r\n"), std::string(100000, 'A'),
        std::string(300, '\0'),
        "POST /sessions/s%201 HTTP/1.1\r\n" + std::string(100000, 'h') + "\r\n\r\n",
        std::string("POST /sessions/s%201 HTTP/1.1\r\nContent-Length: -1\r\n\r\nx"),
        std::string(
            "POST /sessions/s%201 HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\nx"),
        std::string("POST /sessions/s%201 HTTP/1.1\r\nTransfer-Encoding: "
                    "chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nx"),
        std::string("POST /sessions/s%201 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        std::string("POST /sessions/s%201 HTTP/1.1\r\nContent-Length: 100\r\n\r\nx"),
        std::string("POST /sessions/s%201 HTTP/9.9\r\n\r\n"),
        std::string("POST  HTTP/1.1\r\n\r\n")}) {
    const std::string answer = f.bytes(text);
    EXPECT_EQ(answer.find("200 OK"), std::string::npos) << text.substr(0, 100) << "\n" << answer;
  }
  EXPECT_TRUE(f.events.empty());
  EXPECT_EQ(f.post("x", "text/plain"), 200);  // It is still there.
}

TEST(Http, BytesThatAreNoTextDoNoHarm) {
  Fixture f;
  EXPECT_EQ(f.post("x=%ff%fe&%80=%", "application/x-www-form-urlencoded"), 200);
  ASSERT_EQ(f.events.size(), 1U);
  EXPECT_EQ(f.events[0].data,
            (Data{Data::Form::Json, "{\"x\":\"\uFFFD\uFFFD\",\"\uFFFD\":\"%\"}"}));
}

TEST(Http, NobodyAtHome) {
  BasicHttp processor;
  httplib::Client client(processor.url());
  EXPECT_EQ(client.Post("/sessions/s", "x", "text/plain")->status, 404);
  processor.deliver_to(
      [](std::string_view, const Event&) -> bool { throw std::runtime_error("no"); });
  EXPECT_EQ(client.Post("/sessions/s", "x", "text/plain")->status, 500);
}

TEST(Http, AddressesThatCannotBe) {
  HttpOptions options;
  options.host = "not.an.address.invalid";
  EXPECT_THROW(BasicHttp{options}, Error);
  options = {};
  options.port = 70000;
  EXPECT_THROW(BasicHttp{options}, Error);
  const BasicHttp first;
  options.port = std::stoi(first.url().substr(first.url().rfind(':') + 1));
  EXPECT_THROW(BasicHttp{options}, Error);  // Taken.
  options = {};
  options.url = "https://example.org/scxml/";
  EXPECT_EQ(BasicHttp(options).entry("s").location, "https://example.org/scxml/sessions/s");
}

}  // namespace
}  // namespace perdure
