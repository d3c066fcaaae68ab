// Who may do what.
#include "runtime/console/access.h"

#include <gmock/gmock.h>
#include <httplib.h>
#include <perdure/error.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "runtime/console/console.h"
#include "runtime/console/limits.h"
#include "runtime/console/refusal.h"

namespace perdure::console {
namespace {

using ::testing::HasSubstr;

constexpr const char* Tokens =
    "# people\n"
    "alice operate 0123456789abcdef\n"
    "\n"
    "bob   read    fedcba9876543210\n";

// The status of the refusal; 0: it was let pass.
int refused(const Access& access, const Request& request) {
  try {
    access.check(request);
    return 0;
  } catch (const Refusal& refusal) {
    return refusal.status();
  }
}

Request request(const std::string& method, std::map<std::string, std::string> headers) {
  Request made;
  made.method = method;
  made.target = "/api/me";
  made.headers = std::move(headers);
  return made;
}

std::string why_no_tokens(const std::string& text) {
  try {
    TokenFile::parse(text, "tokens");
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Access, KnowsCallersByTheirTokens) {
  const TokenFile file = TokenFile::parse(Tokens, "tokens");
  ASSERT_TRUE(file.find("0123456789abcdef"));
  EXPECT_EQ(file.find("0123456789abcdef")->name, "alice");
  EXPECT_EQ(file.find("0123456789abcdef")->role, Role::Operate);
  EXPECT_EQ(file.find("fedcba9876543210")->role, Role::Read);
  EXPECT_FALSE(file.find("0123456789abcdeF"));
  EXPECT_FALSE(file.find(""));
}

TEST(Access, SaysWhatIsWrongWithAFileOfTokens) {
  EXPECT_THAT(why_no_tokens(""), HasSubstr("there is no token"));
  EXPECT_THAT(why_no_tokens("a read 0123456789abcdef\nalice operate"), HasSubstr("tokens:2: want"));
  EXPECT_THAT(why_no_tokens("alice rule 0123456789abcdef"), HasSubstr("the role is"));
  EXPECT_THAT(why_no_tokens("alice read short"), HasSubstr("16 to 200"));
  EXPECT_THAT(why_no_tokens("\xff read 0123456789abcdef"), HasSubstr("UTF-8"));
  EXPECT_THAT(why_no_tokens("a read 0123456789abcdef\nb read 0123456789abcdef"),
              HasSubstr("the same token"));
}

TEST(Access, RefusesAFileThatEveryUserCanRead) {
  const std::string path = testing::TempDir() + "/tokens";
  std::ofstream(path) << Tokens;
  chmod(path.c_str(), 0644);
  EXPECT_THROW(TokenFile::read(path), Error);
  chmod(path.c_str(), 0600);
  EXPECT_FALSE(TokenFile::read(path).empty());
  EXPECT_THROW(TokenFile::read(path + ".not"), Error);
  std::filesystem::remove(path);
}

TEST(Access, WithoutTokensTakesNothingThatAPageOfAnotherOriginSent) {
  const Access access({{}, {"alice", Role::Operate}, {"127.0.0.1", "localhost", "[::1]"}});
  const std::string json = "application/json";
  EXPECT_EQ(refused(access, request("GET", {{"host", "127.0.0.1:8420"}})), 0);
  EXPECT_EQ(refused(access, request("GET", {{"host", "[::1]:8420"}})), 0);
  EXPECT_EQ(refused(access, request("GET", {{"host", "evil.example"}})), 421) << "DNS rebinding";
  EXPECT_EQ(refused(access, request("GET", {})), 421);
  const auto post = [&](std::map<std::string, std::string> more) {
    more.emplace("host", "localhost:8420");
    more.emplace("content-type", json);
    return refused(access, request("POST", std::move(more)));
  };
  EXPECT_EQ(post({}), 0);
  EXPECT_EQ(post({{"origin", "http://localhost:8420"}, {"sec-fetch-site", "same-origin"}}), 0);
  EXPECT_EQ(post({{"origin", "http://evil.example"}}), 403);
  EXPECT_EQ(post({{"origin", "http://localhost:9999"}}), 403);
  EXPECT_EQ(post({{"origin", "null"}}), 403);
  EXPECT_EQ(post({{"sec-fetch-site", "cross-site"}}), 403);
  EXPECT_EQ(post({{"sec-fetch-site", "same-site"}}), 403);
  EXPECT_EQ(post({{"content-type", "text/plain"}}), 415) << "what a form can send";
  EXPECT_EQ(post({{"content-type", "application/x-www-form-urlencoded"}}), 415);
  EXPECT_EQ(post({{"content-type", "Application/JSON; charset=utf-8"}}), 0);
}

TEST(Access, WithTokensWantsOne) {
  const Access access({TokenFile::parse(Tokens, "tokens"), {}, {}});
  const auto get = [&](const std::string& authorization) {
    return refused(access, request("GET", {{"host", "any"}, {"authorization", authorization}}));
  };
  EXPECT_EQ(get("Bearer 0123456789abcdef"), 0);
  EXPECT_EQ(get(""), 401);
  EXPECT_EQ(get("Bearer "), 401);
  EXPECT_EQ(get("Basic 0123456789abcdef"), 401);
  EXPECT_EQ(get("Bearer 0123456789abcdef "), 401);
  EXPECT_EQ(get("Bearer " + std::string(100'000, 'x')), 401);
  EXPECT_THROW(need(Role::Operate, {"bob", Role::Read}), Refusal);
  EXPECT_NO_THROW(need(Role::Read, {"alice", Role::Operate}));
}

TEST(Limits, LetsThroughSoManyAtOnceAndSoManyASecond) {
  using Clock = RateLimit::Clock;
  RateLimit limit({.at_once = 2, .per_second = 1});
  const Clock::time_point now = Clock::now();
  EXPECT_TRUE(limit.take("a", now));
  EXPECT_TRUE(limit.take("a", now));
  EXPECT_FALSE(limit.take("a", now));
  EXPECT_TRUE(limit.take("b", now)) << "another has its own";
  EXPECT_FALSE(limit.take("a", now + std::chrono::milliseconds(900)));
  EXPECT_TRUE(limit.take("a", now + std::chrono::seconds(1)));
  EXPECT_FALSE(limit.has("a", now + std::chrono::seconds(1)));
  for (int i = 0; i < 100'000; ++i) limit.take(std::to_string(i), now);
}

std::string why_refused(const Options& options) {
  const std::unique_ptr<Store> store = open("memory:");
  try {
    const Console console(*store, options);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Console, ListensBeyondThisMachineOnlyWithTokensOrTls) {
  EXPECT_THAT(why_refused({.host = "0.0.0.0", .port = 0}), HasSubstr("--token-file"));
  EXPECT_THAT(why_refused({.host = "::", .port = 0}), HasSubstr("--token-file"));
  EXPECT_THAT(why_refused({.port = 0, .certificate = "c.pem"}), HasSubstr("its key"));
  EXPECT_THAT(why_refused({.port = 0, .certificate = "no.pem", .key = "no.pem"}), HasSubstr("PEM"));
  EXPECT_THAT(why_refused({.port = 70000}), HasSubstr("cannot listen"));
  EXPECT_EQ(why_refused({.host = "127.0.0.1", .port = 0}), "");
}

class WithTokens : public ::testing::Test {
 protected:
  WithTokens() {
    std::ofstream(path) << Tokens;
    chmod(path.c_str(), 0600);
    console = std::make_unique<Console>(*store, Options{.port = 0, .token_file = path});
    client = std::make_unique<httplib::Client>(console->url());
  }
  ~WithTokens() override { std::filesystem::remove(path); }

  int get(const std::string& target, const std::string& token) {
    const auto result = client->Get(target.c_str(), {{"Authorization", "Bearer " + token}});
    return result ? result->status : 0;
  }

  std::string path = testing::TempDir() + "/tokens-of-" + std::to_string(getpid());
  std::unique_ptr<Store> store = open("memory:");
  std::unique_ptr<Console> console;
  std::unique_ptr<httplib::Client> client;
};

TEST_F(WithTokens, AsksForOneButForThePageItself) {
  EXPECT_EQ(client->Get("/")->status, 200);
  EXPECT_EQ(client->Get("/api/me")->status, 401);
  EXPECT_EQ(client->Get("/api/me")->get_header_value("WWW-Authenticate"), "Bearer");
  EXPECT_EQ(get("/api/me", "fedcba9876543210"), 200);
}

TEST_F(WithTokens, LetsReadersReadAlone) {
  const auto post = [&](const std::string& token) {
    return client
        ->Post("/api/sessions/a/end", {{"Authorization", "Bearer " + token}}, "{}",
               "application/json")
        ->status;
  };
  EXPECT_EQ(post("fedcba9876543210"), 403);
  EXPECT_EQ(post("0123456789abcdef"), 404) << "there is no such session";
}

TEST_F(WithTokens, DoesNotLetThemBeGuessed) {
  int last = 0;
  for (int i = 0; i < 30 && last != 429; ++i) last = get("/api/me", "guess-" + std::to_string(i));
  EXPECT_EQ(last, 429);
  EXPECT_EQ(get("/api/me", "fedcba9876543210"), 429) << "nor is it told that one was right";
}

TEST_F(WithTokens, SendsHeadersThatKeepOthersOut) {
  const auto page = client->Get("/");
  EXPECT_THAT(page->get_header_value("Content-Security-Policy"), HasSubstr("default-src 'none'"));
  EXPECT_EQ(page->get_header_value("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(page->get_header_value("X-Frame-Options"), "DENY");
  EXPECT_EQ(page->get_header_value("Access-Control-Allow-Origin"), "");
  EXPECT_THAT(client->Get("/api/me")->get_header_value("Content-Security-Policy"),
              HasSubstr("default-src 'none'"));
}

}  // namespace
}  // namespace perdure::console
