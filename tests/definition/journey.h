// A journey that has come as far as waiting, and its definition.
#pragma once

#include <perdure/machine.h>

#include "journey.chart.h"
#include "runtime/definition/definition.h"

namespace travel::test {

class Fixed : public perdure::Surroundings {
 public:
  bool has_session(std::string_view) override { return false; }
  std::string secret() override { return "0123456789abcdef"; }
  std::span<const perdure::IoProcessor> io_processors() override { return {}; }
};

struct Traveller {
  Traveller() {
    machine.step().session = "j-1";
    machine.step().now = perdure::Timestamp(std::chrono::seconds(1'700'000'000));
    machine.step().surroundings = &surroundings;
    machine.start();
  }
  void leave() {
    machine.dispatch(travel::journey::event::Start{
        {{"Oslo", Class::economy, Money{12}, std::chrono::minutes(90)},
         {"Bergen", Class::first, Money{-3}, {}}},
        {{"a", Money{1}}, {"b", Money{2}}}});
  }
  perdure::Bytes state() const {
    perdure::Bytes bytes;
    perdure::OutArchive out(bytes);
    machine.save(out);
    return bytes;
  }

  Fixed surroundings;
  travel::journey::Handlers handlers;
  travel::journey::Machine machine{handlers, {"Ada", Class::first}};
};

}  // namespace travel::test
