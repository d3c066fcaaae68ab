// Fails unless the lamp goes on, and out again after a minute.
#include <perdure/testing.h>

#include <chrono>
#include <iostream>

#include "lamp.scxml.h"

int main() {
  using namespace std::chrono_literals;
  perdure::testing::World world{{.keeping = perdure::testing::Keeping::Stored}};
  Lamp::Handlers handlers;
  world.add<Lamp>(handlers);
  world.start<Lamp>("lamp");
  world.send("lamp", "press");
  const bool is_lit = world.machine<Lamp>("lamp").in<lamp::state::on>();
  world.advance(1min);
  const bool is_out = world.machine<Lamp>("lamp").in<lamp::state::off>();
  std::cout << world.log().at(0).text << '\n';
  return is_lit && is_out && world.log().at(0).text == "lit: 1" ? 0 : 1;
}
