// Which request is answered by whom.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/console/access.h"
#include "runtime/console/message.h"
#include "runtime/console/parameters.h"

namespace perdure::console {

class Desk;

// A request that has found its route.
struct Call {
  const Request& request;
  Caller caller;
  std::vector<std::string>
      path;  // What stands for the parts of the route's path that are in braces, in their order.
  Parameters query;
};

struct Route {
  std::string_view method;
  std::string_view path;  // "/api/sessions/{id}/journal"
  Role role = Role::Read;
  Response (*answer)(Desk& desk, Call& call);
};

// Each of a resource, in the file named for it.
std::span<const Route> session_routes();
std::span<const Route> event_routes();
std::span<const Route> dead_routes();
std::span<const Route> history_routes();
std::span<const Route> job_routes();
std::span<const Route> token_routes();
std::span<const Route> chart_routes();
std::span<const Route> metric_routes();
std::span<const Route> live_routes();
std::span<const Route> service_routes();

// All of them.
const std::vector<Route>& routes();

struct Match {
  const Route* route = nullptr;
  std::vector<std::string> path;
};
// Throws Refusal: 404 for a path that nobody has, 405 for another method than it is there for, with those that it has.
Match find_route(std::string_view method, const std::vector<std::string>& path);

}  // namespace perdure::console
