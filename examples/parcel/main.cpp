// A parcel in memory: a machine is an ordinary object, and what a step asks for is a value.
#include <iostream>
#include <string>
#include <variant>

#include "parcel.chart.h"

namespace {

namespace event = post::parcel::event;
namespace state = post::parcel::state;

class Post : public post::parcel::Handlers {
 public:
  void tell(const perdure::Step&, const std::string& text) override {
    std::cout << "  (tells: " << text << ")\n";
  }
};

void show(const std::string& what, post::Parcel& parcel) {
  std::cout << what << ":";
  for (std::string_view name : parcel.active()) std::cout << " " << name;
  for (const perdure::Effect& effect : parcel.effects()) {
    if (const auto* send = std::get_if<perdure::SendEffect>(&effect)) {
      std::cout << ", arms " << send->event;
    } else if (const auto* cancel = std::get_if<perdure::CancelEffect>(&effect)) {
      std::cout << ", cancels " << cancel->send_id;
    }
  }
  std::cout << "\n";
}

}  // namespace

int main() {
  Post handlers;
  post::Parcel parcel{handlers};
  parcel.start();
  show("announced", parcel);
  parcel.dispatch(event::Scan{"Oslo"});
  show("scanned in Oslo", parcel);
  parcel.dispatch(event::Ring{});
  show("at the door", parcel);
  parcel.dispatch(event::Refuse{});
  show("refused", parcel);
  parcel.dispatch(event::Ring{});
  parcel.dispatch(event::Accept{"Kari"});
  show("accepted", parcel);
  return parcel.done() ? 0 : 1;
}
