#include "runtime/console/router.h"

#include "runtime/console/refusal.h"

namespace perdure::console {
namespace {

// What stands for the parts in braces. Nothing where it is another path.
std::optional<std::vector<std::string>> match_path(std::string_view pattern,
                                                   const std::vector<std::string>& path) {
  std::vector<std::string> values;
  for (const std::string& segment : path) {
    if (pattern.empty()) return std::nullopt;
    pattern.remove_prefix(1);  // Its `/`.
    const std::string_view wanted = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(wanted.size());
    if (wanted.starts_with('{')) {
      if (segment.empty()) return std::nullopt;
      values.push_back(segment);
    } else if (wanted != segment) {
      return std::nullopt;
    }
  }
  if (!pattern.empty()) return std::nullopt;
  return values;
}

}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> All = [] {
    std::vector<Route> all;
    for (const auto& some :
         {session_routes(), event_routes(), dead_routes(), history_routes(), job_routes(),
          token_routes(), chart_routes(), metric_routes(), live_routes(), service_routes()}) {
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }();
  return All;
}

Match find_route(std::string_view method, const std::vector<std::string>& path) {
  std::string allowed;
  for (const Route& route : routes()) {
    std::optional<std::vector<std::string>> values = match_path(route.path, path);
    if (!values) continue;
    if (route.method == method) return {&route, std::move(*values)};
    if (allowed.find(route.method) == std::string::npos) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
    }
  }
  if (allowed.empty()) not_found("there is nothing here");
  throw Refusal(405, "method_not_allowed", "this is there for " + allowed);
}

}  // namespace perdure::console
