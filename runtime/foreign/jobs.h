// Jobs for workers in other languages: JSON in, JSON out, over whatever carries it.
//
//     claim  ->  {"jobs": [{"lease", "arguments", …}]}
//     heartbeat, checkpoint, progress, complete, fail, release, each with that lease  ->  {"hold": "yours"}
//
// Arguments and results are JSON by the definition of the chart whose session waits (runtime/definition). docs/services.md
// has each request and answer.
#pragma once

#include <perdure/store.h>

#include <string_view>
#include <vector>

#include "runtime/definition/definition.h"

namespace perdure::foreign {

using Json = definition::Json;

// Any thread.
class Jobs {
 public:
  // Which outlives it.
  explicit Jobs(Store& store) : store_(store) {}

  // The names of the calls, sorted.
  static const std::vector<std::string_view>& calls();

  // Does one. Throws Error(InvalidArgument) for a call that is none, and for a request that is not one of the call's, with
  // what is wrong and where: nothing was changed then, and a lease is as good as before. Throws what the store throws.
  Json call(std::string_view name, const Json& request);

 private:
  Json claim(const Json& request);
  Json heartbeat(const Json& request);
  Json checkpoint(const Json& request);
  Json progress(const Json& request);
  Json complete(const Json& request);
  Json fail(const Json& request);
  Json release(const Json& request);

  Store& store_;
};

}  // namespace perdure::foreign
