// Whatever may come to any of its routes: nothing is lost, nothing crashes, nothing is taken for SQL or HTML.
#include <gmock/gmock.h>
#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "runtime/console/limits.h"
#include "runtime/console/router.h"
#include "tests/console/bed.h"

namespace perdure::console {
namespace {

class Hostile : public ConsoleBed {
 protected:
  Hostile() { start("victim"); }

  // It answers as before, and nothing was done.
  void expect_unharmed() {
    EXPECT_EQ(get("/api/health").status, 200);
    const Answer sessions = get("/api/sessions");
    ASSERT_EQ(sessions.json["sessions"].size(), 1U);
    EXPECT_EQ(sessions.json["sessions"][0]["status"], "running");
    EXPECT_EQ(sessions.json["sessions"][0]["revision"], 1);
  }

  enum class Then {
    Listens,  // To the end of the connection: the server ends it behind its answer.
    HangsUp,  // It closes its side, and listens.
  };

  // The bytes as they are, and what comes back.
  std::string raw(const std::string& bytes, Then then = Then::HangsUp) const {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      close(fd);
      return "no connection";
    }
    send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (then == Then::HangsUp) shutdown(fd, SHUT_WR);
    std::string answer;
    char buffer[4096];
    for (ssize_t n = 0; (n = recv(fd, buffer, sizeof buffer, 0)) > 0;) {
      answer.append(buffer, static_cast<std::size_t>(n));
    }
    close(fd);
    return answer;
  }
};

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> All = {
      "'; drop table session; --",
      "\" or 1=1 --",
      "$1",
      "%s%n",
      "<script>alert(1)</script>",
      "\"><img src=x onerror=alert(1)>",
      "../../../../etc/passwd",
      "..",
      "\xe2\x80\xae",
      "\\",
      "{}",
      "null",
      "-1",
      "99999999999999999999999999",
      std::string(199, 'x'),
      std::string(2000, 'y'),
      "a\tb\r\nSet-Cookie: x=1",
  };
  return All;
}

// Of a route's path, each part in braces replaced.
std::string filled(std::string_view form, const std::string& value) {
  std::string out;
  while (!form.empty()) {
    const std::size_t open = form.find('{');
    out += form.substr(0, open);
    if (open == std::string_view::npos) break;
    out += encoded(value);
    form.remove_prefix(form.find('}') + 1);
  }
  return out;
}

TEST_P(Hostile, TakesAnyTextInEveryPlace) {
  for (const Route& route : routes()) {
    if (route.path == "/api/live") continue;
    for (const std::string& text : hostile_texts()) {
      const std::string method(route.method);
      const Answer by_path = ask(method, filled(route.path, text), method == "GET" ? "" : "{}");
      EXPECT_LT(by_path.status, 500) << method << ' ' << route.path << ' ' << text;
      EXPECT_NE(by_path.status, 0) << method << ' ' << route.path << ' ' << text;
      EXPECT_NE(by_path.type, "text/html") << "nobody reads it as HTML";
      if (method != "GET") continue;
      for (const char* name : {"chart", "state", "status", "tenant", "prefix", "trouble", "where",
                               "created_from", "after", "limit", "session", "event", "id", "theme",
                               "outcome", "from", "service", "minutes", "nothing"}) {
        const Answer by_query =
            get(filled(route.path, "victim") + "?" + name + "=" + encoded(text));
        EXPECT_LT(by_query.status, 500) << route.path << ' ' << name << ' ' << text;
      }
    }
  }
  expect_unharmed();
}

TEST_P(Hostile, TakesAnyTextInEveryMember) {
  for (const Route& route : routes()) {
    if (route.method != "POST") continue;
    const bool changes = route.path.ends_with("/suspend") || route.path.ends_with("/end");
    for (const std::string& text : hostile_texts()) {
      Json body = Json::object();
      for (const char* name : {"event", "chart", "session", "invocation", "token", "service", "why",
                               "send_id", "worker", "reason", "key"}) {
        body[name] = text;
        const Answer answer = post(filled(route.path, changes ? "nobody" : "victim"), body);
        EXPECT_LT(answer.status, 500) << route.path << ' ' << body.dump();
        const Answer alone =
            post(filled(route.path, changes ? "nobody" : "victim"), {{name, text}});
        EXPECT_LT(alone.status, 500) << route.path << ' ' << name << ' ' << text;
      }
    }
  }
  expect_unharmed();
}

TEST_P(Hostile, TakesAnyBody) {
  const std::string deep(100'000, '[');
  const std::string wide = "{\"a\":" + std::string(60, '[') + std::string(60, ']') + "}";
  for (const Route& route : routes()) {
    if (route.method != "POST") continue;
    for (const std::string& body :
         {std::string(), std::string("{"), std::string("[]"), std::string("null"), std::string("1"),
          std::string("\xff\xfe"), std::string("{\"event\":\"\\u0000\"}"),
          std::string("{\"event\":\"\\ud800\"}"), std::string("{\"fence\":1e999}"),
          std::string("{\"fence\":18446744073709551615}"), std::string("{\"limit\":-1}"),
          std::string("{\"fields\":null,\"fields\":1}"), deep, "{\"a\":" + deep, wide}) {
      const Answer answer = ask("POST", filled(route.path, "nobody"), body);
      EXPECT_GE(answer.status, 400) << route.path << ' ' << body.substr(0, 100);
      EXPECT_LT(answer.status, 500) << route.path << ' ' << body.substr(0, 100);
    }
  }
  expect_unharmed();
}

TEST_P(Hostile, TakesNoMoreThanItSays) {
  const std::string large = "{\"reason\":\"" + std::string(LargestBody, 'x') + "\"}";
  EXPECT_EQ(ask("POST", "/api/sessions/victim/suspend", large).status, 413);
  EXPECT_EQ(ask("GET", "/api/sessions?prefix=" + std::string(9000, 'x'), "").status, 414);
  const std::string head = "POST /api/sessions/victim/suspend HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  // A body that unpacks to much more than it was sent as.
  httplib::Client client("127.0.0.1", port);
  client.set_compress(true);
  const auto unpacked = client.Post("/api/sessions/victim/suspend",
                                    std::string(20 * LargestBody, ' '), "application/json");
  ASSERT_TRUE(unpacked);
  EXPECT_EQ(unpacked->status, 413);
  EXPECT_THAT(raw(head + "Content-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{"),
              ::testing::Not(::testing::HasSubstr("200 OK")));
  for (const Then then : {Then::Listens, Then::HangsUp}) {
    EXPECT_THAT(
        raw(head +
                "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 5\r\n\r\n--x--",
            then),
        ::testing::HasSubstr("415"));
  }
  const auto form = client.Post("/api/sessions/victim/suspend",
                                {{"file", std::string(LargestBody / 2, 'x'), "a", "text/plain"}});
  ASSERT_TRUE(form) << "it hears that it was refused, however much it sends";
  EXPECT_EQ(form->status, 415);
  expect_unharmed();
}

// As `nc -N` does: whether the end of its side comes before the answer is a matter of luck.
TEST_P(Hostile, AnswersWhoClosesItsSideBehindItsRequest) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_THAT(raw("GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
                ::testing::HasSubstr("200 OK"));
  }
}

TEST_P(Hostile, TakesAnyRequestThereIs) {
  using namespace std::string_literals;
  for (const std::string& bytes :
       {std::string("\r\n\r\n"), std::string("GET\r\n\r\n"), std::string(20'000, 'A'),
        std::string("GET / HTTP/9.9\r\n\r\n"), "GET /\0/x HTTP/1.1\r\n\r\n"s,
        std::string("BREW /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
        "GET / HTTP/1.1\r\n" + std::string(10'000, 'h') + ": x\r\n\r\n",
        std::string("POST /api/dead/retry HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
                    "application/json\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}"),
        std::string("GET http://127.0.0.1/api/me HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
        std::string("GET /api/../api/me HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")}) {
    raw(bytes);
  }
  // What is left over of one request is not another.
  const std::string smuggled =
      raw("POST /api/dead/retry HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
          "text/plain\r\nContent-Length: 2\r\n\r\n"
          "{}GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  EXPECT_THAT(smuggled, ::testing::HasSubstr("415"));
  EXPECT_THAT(smuggled, ::testing::Not(::testing::HasSubstr("alice")));
  for (const char* method : {"PUT", "PATCH", "DELETE", "OPTIONS"}) {
    EXPECT_EQ(ask(method, "/api/sessions/victim", "{}").status, 405) << method;
    EXPECT_GE(ask(method, "/", "{}").status, 400) << method;
  }
  EXPECT_EQ(get("/api").status, 404);
  EXPECT_EQ(get("/api/").status, 404);
  EXPECT_EQ(get("/api/sessions/").status, 404);
  EXPECT_EQ(get("/index.html/..").status, 404);
  expect_unharmed();
}

// Those who watch, and those who dawdle, leave room for others.
TEST_P(Hostile, AnswersHoweverManyWatch) {
  std::vector<int> watching;
  const std::string watch = "GET /api/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  for (std::size_t i = 0; i < MostStreams + 8; ++i) {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ASSERT_GT(send(fd, watch.data(), watch.size(), MSG_NOSIGNAL), 0);
    char first = 0;
    ASSERT_EQ(recv(fd, &first, 1, 0), 1);
    watching.push_back(fd);
  }
  EXPECT_EQ(get("/api/live").status, 503);
  expect_unharmed();
  for (const int fd : watching) close(fd);
}

INSTANTIATE_TEST_SUITE_P(Stores, Hostile, ::testing::ValuesIn(all_stores()),
                         [](const auto& store) { return store.param.name; });

}  // namespace
}  // namespace perdure::console
