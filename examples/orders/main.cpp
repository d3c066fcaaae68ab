// A shop that keeps its orders with Perdure.
//
//     orders place N     start N orders and send each what its customer does
//     orders work        work through what is due, until SIGTERM or Ctrl-C
//     orders deliver N   be the courier: report what is ready as delivered, until every order has ended
//     orders handled N   how many events were handled so far
//     orders report N    where every order ended; fails if one is not where it should be
//     orders demo N      all of it in one process
//
// The store is that of --store or of PERDURE_STORE.
#include <perdure/runtime.h>
#include <perdure/signals.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "order.chart.h"

namespace {

namespace event = shop::order::event;
namespace state = shop::order::state;
using namespace std::chrono_literals;
using shop::Item;
using shop::Method;
using shop::Money;

// What the chart calls. Workers share one object, so it keeps nothing.
class Shop : public shop::order::Handlers {
 public:
  Money price(const std::vector<Item>& items) const override {
    Money total;
    for (const Item& item : items) total += item.price * Money{item.quantity};
    return total;
  }
  void notify(const perdure::Step&, const std::string&, const std::string&) override {
    // Here the shop would write to its customer. See docs/runtime.md on what a handler may do.
  }
};

// One kind of customer: what they do, and where their order must end.
struct Customer {
  std::string_view does;
  std::string_view ends_in;
  std::vector<perdure::Message> (*events)(std::string_view order);
};

std::vector<Item> basket(std::int64_t price) {
  return {Item{.sku = "chair", .quantity = 2, .price = Money{price}}};
}

template <class... Events>
std::vector<perdure::Message> messages(std::string_view order, const Events&... events) {
  return {perdure::message(order, events)...};
}

const std::vector<Customer> customers = {
    {"pays at once", "Delivered",
     [](std::string_view id) {
       return messages(id, event::Submit{basket(40)},
                       event::PaymentReceived{Money{80}, Method::card}, event::Packed{},
                       event::Shipped{"Post", "P-1"});
     }},
    {"spends so much that a person must agree, and pays in parts", "Delivered",
     [](std::string_view id) {
       return messages(id, event::Submit{basket(2000)}, event::Approve{},
                       event::PaymentReceived{Money{1500}, Method::transfer},
                       event::PaymentReceived{Money{2500}, Method::transfer}, event::Packed{},
                       event::Shipped{"Post", "P-2"});
     }},
    {"spends more than the shop will trust them with", "Rejected",
     [](std::string_view id) {
       return messages(id, event::Submit{basket(900000)}, event::Reject{"too much"});
     }},
    {"submits an empty basket", "Rejected",
     [](std::string_view id) { return messages(id, event::Submit{{}}); }},
    {"is refused by the bank and brings another card", "Delivered",
     [](std::string_view id) {
       return messages(id, event::Submit{basket(40)}, event::PaymentRefused{"limit"},
                       event::CardChanged{}, event::PaymentReceived{Money{80}, Method::card},
                       event::Packed{}, event::Shipped{"Post", "P-5"});
     }},
    {"puts the order on hold, comes back, and gives it up", "Cancelled",
     [](std::string_view id) {
       return messages(id, event::Submit{basket(40)}, event::Hold{}, event::Resume{},
                       event::Cancel{});
     }},
};

std::string order_id(int number) { return "order-" + std::to_string(number); }
const Customer& customer(int number) {
  return customers[static_cast<std::size_t>(number) % customers.size()];
}

void place(perdure::Runtime& runtime, int orders) {
  std::size_t events = 0;
  for (int number = 1; number <= orders; ++number) {
    const std::string id = order_id(number);
    runtime.start<shop::Order>(
        id, {.customer = "customer-" + std::to_string(number), .invoice_after = 300ms});
    const auto messages = customer(number).events(id);
    runtime.send(messages);
    events += messages.size();
  }
  std::cout << "   " << orders << " orders started, " << events << " events sent\n";
}

// Until every order has ended; `wait` lets time pass between two rounds.
template <class Wait>
void deliver(perdure::Runtime& runtime, int orders, Wait wait) {
  std::vector<bool> delivered(static_cast<std::size_t>(orders) + 1);
  for (int open = orders; open > 0;) {
    open = 0;
    for (int number = 1; number <= orders; ++number) {
      const std::string id = order_id(number);
      const auto order = runtime.read<shop::Order>(id);
      if (!order || order->status == perdure::SessionStatus::Done) continue;
      ++open;
      if (!delivered[static_cast<std::size_t>(number)] &&
          order->snapshot.in<state::AwaitingDelivery>()) {
        runtime.send(id, event::Delivered{});
        delivered[static_cast<std::size_t>(number)] = true;
      }
    }
    if (open > 0) wait();
  }
}

std::int64_t handled(perdure::Runtime& runtime, int orders) {
  std::int64_t steps = 0;
  for (int number = 1; number <= orders; ++number) {
    if (const auto order = runtime.read<shop::Order>(order_id(number))) steps += order->revision;
  }
  return steps;
}

// Whether every order ended where its customer makes it end.
bool report(perdure::Runtime& runtime, int orders) {
  struct Row {
    int orders = 0;
    int right = 0;
  };
  std::map<std::size_t, Row> rows;
  for (int number = 1; number <= orders; ++number) {
    Row& row = rows[static_cast<std::size_t>(number) % customers.size()];
    ++row.orders;
    const auto order = runtime.read<shop::Order>(order_id(number));
    if (order && order->status == perdure::SessionStatus::Done &&
        order->snapshot.active() == std::vector{customer(number).ends_in}) {
      ++row.right;
    }
  }
  bool all_right = true;
  for (const auto& [index, row] : rows) {
    std::cout << "   " << row.right << " of " << row.orders << " ended in "
              << customers[index].ends_in << "  (the customer " << customers[index].does << ")\n";
    all_right = all_right && row.right == row.orders;
  }
  return all_right;
}

int usage() {
  std::cerr << "usage: orders [--store URI] place|work|deliver|handled|report|demo [N]\n";
  return 2;
}

int run(std::string_view command, int orders, const std::string& store) {
  const bool is_demo = command == "demo";
  perdure::Runtime runtime{
      perdure::open(store),
      {.threads = 2, .batch = 50, .migrate = is_demo, .log = perdure::LogLevel::Warning}};
  Shop shop;
  runtime.add<shop::Order>(shop);

  if (command == "work") {
    perdure::StopOnSignals stop(runtime);
    runtime.run();
    return 0;
  }
  if (command == "place") {
    place(runtime, orders);
  } else if (command == "deliver") {
    deliver(runtime, orders, [] { std::this_thread::sleep_for(50ms); });
  } else if (command == "handled") {
    std::cout << handled(runtime, orders) << "\n";
  } else if (command == "report") {
    return report(runtime, orders) ? 0 : 1;
  } else if (is_demo) {
    place(runtime, orders);
    deliver(runtime, orders, [&] {
      runtime.drain();
      std::this_thread::sleep_for(50ms);
    });
    return report(runtime, orders) ? 0 : 1;
  } else {
    return usage();
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string_view> words(argv + 1, argv + argc);
  const char* from_environment = std::getenv("PERDURE_STORE");
  std::string store = from_environment == nullptr ? "sqlite:orders.db" : from_environment;
  if (words.size() >= 2 && words[0] == "--store") {
    store = words[1];
    words.erase(words.begin(), words.begin() + 2);
  }
  int orders = 10;
  if (words.size() == 2) {
    const auto [end, error] =
        std::from_chars(words[1].data(), words[1].data() + words[1].size(), orders);
    if (error != std::errc{} || end != words[1].data() + words[1].size() || orders < 1)
      return usage();
  } else if (words.size() != 1) {
    return usage();
  }
  try {
    return run(words[0], orders, store);
  } catch (const perdure::Error& error) {
    std::cerr << "orders: " << error.what() << "\n";
    return 1;
  }
}
