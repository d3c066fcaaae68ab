// A way for events between sessions and what is outside of their world: an SCXML event I/O processor
// besides SCXML's own (SCXML, Appendix C).
#pragma once

#include <perdure/effects.h>
#include <perdure/scxml.h>
#include <perdure/surroundings.h>

#include <functional>
#include <string_view>

namespace perdure {

// One of them, for all sessions of a world. It is plugged in once, before any session starts, and outlives the last.
class IoProcessorPlug {
 public:
  virtual ~IoProcessorPlug() = default;

  // What brings an event that arrives to its session's queue. Any thread, whenever it likes until the plug is
  // destroyed or given another one. False: there is no such session.
  using Deliver = std::function<bool(std::string_view session, const scxml::Event& event)>;
  virtual void deliver_to(Deliver deliver) = 0;

  // The session's entry of `_ioprocessors`.
  virtual IoProcessor entry(std::string_view session) = 0;

  // Whether `type`, of a SendEffect's `processor`, means this one.
  virtual bool handles(std::string_view type) const = 0;

  // Sends to the address `effect.to`; its payload is an archived scxml::Event. It has arrived, or will never, when
  // this returns. Throws std::exception where it could not be sent: the sender gets `error.communication`.
  virtual void send(const SendEffect& effect, std::string_view sender) = 0;
};

}  // namespace perdure
