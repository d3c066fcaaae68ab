// All that a console answers, without sockets.
//
//     Request  ->  limits  ->  access  ->  route  ->  Response
#pragma once

#include <utility>

#include "runtime/console/access.h"
#include "runtime/console/desk.h"
#include "runtime/console/limits.h"
#include "runtime/console/message.h"

namespace perdure::console {

class Api {
 public:
  // `store` must outlive it.
  Api(Store& store, AccessOptions access, double requests_per_second)
      : desk_(store),
        access_(std::move(access)),
        requests_({.at_once = 4 * requests_per_second, .per_second = requests_per_second}) {}

  // Throws nothing: what goes wrong is a response, {"error": {"code", "message"}}. Any thread. A stream that it gives may
  // outlive it.
  Response answer(const Request& request);

  // Of a request that is none.
  static Response refuse_malformed(int status);

  void stop() { desk_.live().stop(); }

 private:
  Caller admit(const Request& request);
  Response route(const Request& request);

  Desk desk_;
  Access access_;
  RateLimit requests_;
  RateLimit wrong_tokens_{{.at_once = 10, .per_second = 0.2}};
};

}  // namespace perdure::console
