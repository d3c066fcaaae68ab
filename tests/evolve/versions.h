// Sessions of one chart in three versions, each in a namespace of its own: what first and second wrote, third reads.
#pragma once

#include "first.chart.h"
#include "second.chart.h"
#include "third.chart.h"

namespace perdure::evolve {

template <class Machine>
Bytes saved(const Machine& machine) {
  Bytes bytes;
  OutArchive out(bytes);
  machine.save(out);
  return bytes;
}

template <class Machine>
typename Machine::Snapshot loaded(const Bytes& bytes) {
  InArchive in(bytes);
  typename Machine::Snapshot snapshot = Machine::Snapshot::load(in);
  in.finish();
  return snapshot;
}

// A first order with two items, waiting for its money.
inline first::Order first_order(first::order::Handlers& handlers) {
  first::Order order(handlers, {.customer = "ann", .limit = 3});
  order.start();
  order.dispatch(first::order::event::Submit{{{"apple", 150}, {"pear", 250}},
                                             first::Method::transfer});
  return order;
}

}  // namespace perdure::evolve
