// What those who answer work with, and what they have in common.
#pragma once

#include <perdure/store.h>

#include <memory>
#include <string>
#include <string_view>

#include "runtime/console/body.h"
#include "runtime/console/live.h"
#include "runtime/console/pictures.h"
#include "runtime/console/router.h"
#include "runtime/console/sampler.h"
#include "runtime/definition/definition.h"
#include "runtime/operate/operator.h"
#include "runtime/view/json.h"

namespace perdure::console {

class Desk {
 public:
  // `store` must outlive it.
  explicit Desk(Store& store) : store_(store), live_(store), sampler_(store) {}

  Store& store() { return store_; }
  Live& live() { return live_; }
  Sampler& sampler() { return sampler_; }
  Pictures& pictures() { return pictures_; }

  // Throw Refusal(404) where there is none. Version 0 is the latest.
  StoredSession session(const std::string& id);
  definition::Definition definition(const std::string& chart, std::uint32_t version);

  // Who asks, as one who operates.
  operate::Operator by(const Call& call) { return {store_, call.caller.name}; }

 private:
  Store& store_;
  Live live_;
  Sampler sampler_;
  Pictures pictures_;
};

Response json(const Json& body, int status = 200);

// {"items": …, "next": …}, where `next` is what the same request takes as `after`, null on the last page.
Response page(const char* items, Json values, Json next);

}  // namespace perdure::console
