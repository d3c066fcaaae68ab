#include "runtime/console/api.h"

#include <perdure/error.h>

#include "runtime/console/page.h"
#include "runtime/console/refusal.h"
#include "runtime/console/url.h"

namespace perdure::console {
namespace {

Response refused_response(int status, std::string_view code, std::string_view message) {
  return json({{"error", {{"code", code}, {"message", message}}}}, status);
}

int http_status_of(const Error& error) {
  switch (error.kind()) {
    case ErrorKind::InvalidArgument:
      return 400;
    case ErrorKind::UnknownSession:
    case ErrorKind::UnknownChart:
      return 404;
    case ErrorKind::SessionExists:
    case ErrorKind::VersionMismatch:
      return 409;
    case ErrorKind::StoreUnavailable:
    case ErrorKind::NotMigrated:
      return 503;
    default:
      return 500;
  }
}

// Whatever `work` throws becomes a response.
template <class Work>
Response guarded(const Work& work) try {
  return work();
} catch (const Refusal& refused) {
  Response response = refused_response(refused.status(), refused.code(), refused.what());
  if (refused.status() == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (refused.status() == 429) response.headers.emplace_back("Retry-After", "1");
  return response;
} catch (const Error& error) {
  return refused_response(http_status_of(error), name(error.kind()), error.what());
} catch (const std::exception& error) {
  return refused_response(500, "failed", error.what());
}

[[noreturn]] void slow_down() {
  throw Refusal(429, "too_many_requests", "that was too often: try again in a moment");
}

// Scripts and styles of its own alone, no frame around it, and nothing told to anybody else.
void add_security(Response& response) {
  for (const auto& [name, value] : std::initializer_list<std::pair<const char*, const char*>>{
           {"Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
            "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
           {"X-Content-Type-Options", "nosniff"},
           {"X-Frame-Options", "DENY"},
           {"Referrer-Policy", "no-referrer"},
           {"Cross-Origin-Resource-Policy", "same-origin"},
           {"Cross-Origin-Opener-Policy", "same-origin"},
           {"Cache-Control", "no-store"}}) {
    response.headers.emplace_back(name, value);
  }
}

bool is_of_page(const Target& target) { return target.path[0] != "api"; }

}  // namespace

Caller Api::admit(const Request& request) {
  if (!requests_.take(request.address)) slow_down();
  // Who guesses tokens is not told any more whether one was right.
  if (access_.needs_token() && !wrong_tokens_.has(request.address)) slow_down();
  try {
    return access_.check(request);
  } catch (const Refusal& refused) {
    if (refused.status() == 401 && !request.header("authorization").empty()) {
      wrong_tokens_.take(request.address);
    }
    throw;
  }
}

Response Api::route(const Request& request) {
  if (request.target.size() > LongestTarget) {
    throw Refusal(414, "too_long", "the URL is too long");
  }
  if (request.body.size() > LargestBody) {
    throw Refusal(413, "too_large", "the body is larger than 1 MiB");
  }
  Target target = parse_target(request.target);
  // The page itself holds no secrets, and asks for the token.
  if (is_of_page(target)) {
    if (!requests_.take(request.address)) slow_down();
    access_.check_host(request);
    return page_file(request.method, target.path);
  }
  const Caller caller = admit(request);
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  Match match = find_route(method, target.path);
  need(match.route->role, caller);
  Call call{request, caller, std::move(match.path), Parameters(std::move(target.query))};
  if (method != "GET") call.query.finish();
  return match.route->answer(desk_, call);
}

Response Api::refuse_malformed(int status) {
  Response response =
      refused_response(status, "bad_request", "that is no request that this server takes");
  add_security(response);
  return response;
}

Response Api::answer(const Request& request) {
  Response response = guarded([&] { return route(request); });
  add_security(response);
  return response;
}

}  // namespace perdure::console
