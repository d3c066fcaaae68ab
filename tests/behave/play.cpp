// Playing a script: a world, and what happens in it as text.
#include <perdure/archive.h>
#include <perdure/text.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <variant>
#include <vector>

#include "behave.h"

namespace perdure::behave {

namespace {

using namespace perdure::testing;

[[noreturn]] void refuse(const std::string& line) {
  throw std::runtime_error("cannot read: " + line);
}

Duration duration_of(const std::string& text) {
  Duration sum{0};
  for (std::size_t at = 0; at < text.size();) {
    std::size_t digits = 0;
    const std::int64_t number = std::stoll(text.substr(at), &digits);
    at += digits;
    const char unit = text.at(at++);
    const std::int64_t seconds = unit == 'd' ? 86'400 : unit == 'h' ? 3'600 : unit == 'm' ? 60 : 1;
    sum += std::chrono::seconds(number * seconds);
  }
  return sum;
}

void write_word(OutArchive& archive, const std::string& word) {
  if (word == "true" || word == "false") {
    archive(word == "true");
  } else if (word.find('.') != std::string::npos) {
    archive(std::stod(word));
  } else if (word.find_first_of("dhms") != std::string::npos) {
    archive(duration_of(word));
  } else {
    archive(static_cast<std::int64_t>(std::stoll(word)));
  }
}

// "send e(3, \"x\", true)": the values as the payload of an event with such fields.
Bytes arguments_of(const std::string& command) {
  Bytes bytes;
  OutArchive archive(bytes);
  const std::size_t open = command.find('(');
  if (open == std::string::npos) return bytes;
  const std::size_t close = command.rfind(')');
  for (std::size_t at = open + 1; at < close;) {
    if (command[at] == ' ' || command[at] == ',') {
      ++at;
    } else if (command[at] == '"') {
      const std::size_t end = command.find('"', at + 1);
      archive(command.substr(at + 1, end - at - 1));
      at = end + 1;
    } else {
      const std::size_t end = std::min(command.find(',', at), close);
      write_word(archive, command.substr(at, end - at));
      at = end;
    }
  }
  return bytes;
}

std::string words(const std::vector<std::string>& list, const char* separator) {
  std::string text;
  for (const std::string& word : list) text += (text.empty() ? "" : separator) + word;
  return text;
}

std::string text_of_effect(const LogEffect& log) {
  static constexpr const char* Levels[] = {"debug", "info", "warning", "error"};
  return std::string("log ") + Levels[static_cast<int>(log.level)] + " " + log.text;
}

std::string text_of_effect(const CancelEffect& cancel) {
  return (cancel.kind == EventKind::Timer ? "disarm " : "cancel ") + cancel.send_id;
}

std::string text_of_effect(const SendEffect& send) {
  if (send.kind == EventKind::Timer) return "arm " + send.event + " +" + text_of(send.delay);
  if (send.kind == EventKind::Emitted) return "emit " + send.event;
  std::string text = "send " + send.event;
  if (!send.to.empty()) text += " to " + send.to;
  if (send.delay.count() != 0) text += " +" + text_of(send.delay);
  if (!send.send_id.empty()) text += " as " + send.send_id;
  return text;
}

std::string text_of_effect(const InvokeEffect& invoke) {
  std::string text = "invoke " + invoke.name + " as " + invoke.invocation;
  if (invoke.timeout.count() != 0) text += " timeout " + text_of(invoke.timeout);
  if (invoke.retries == 0) return text;
  text += " retry " + std::to_string(invoke.retries);
  if (invoke.backoff.count() != 0) text += " backoff " + text_of(invoke.backoff);
  if (invoke.backoff_limit.count() != 0) text += " .. " + text_of(invoke.backoff_limit);
  return text;
}

std::string text_of_effect(const CancelInvocationEffect& cancel) {
  return "end " + cancel.invocation;
}

std::string text_of_effect(const TokenEffect& token) {
  std::string text = "token " + token.token + " accepts " + words(token.accepts, ", ");
  if (token.expires.count() != 0) text += " expires " + text_of(token.expires);
  return text;
}

std::string text_of_effect(const RevokeTokenEffect& revoke) { return "revoke " + revoke.token; }

std::string text_of_any(const Effect& effect) {
  return std::visit([](const auto& one) { return text_of_effect(one); }, effect);
}

// The session that a script is about; others are children of it.
constexpr const char* Me = "me";

class Player {
 public:
  explicit Player(Keeping keeping) : keeping_(keeping) {}

  void choose(const std::string& chart) { chart_ = chart; }

  void start(const Bytes& params) {
    if (chart_.empty()) throw std::runtime_error("a script begins with its chart");
    WorldOptions options;
    options.keeping = keeping_;
    options.start = world_ ? world_->now() : Timestamp(std::chrono::hours(24 * 365 * 50));
    world_ = std::make_unique<World>(options);
    add_charts(*world_);
    play([&] { world_->start(Me, chart_, params); });
  }

  void send(const std::string& to, const std::string& event, const Bytes& payload) {
    play([&] {
      if (world_->send(to, event, payload) == Handled::Unknown) failure_ = "unknown";
    });
  }

  void advance(Duration by) {
    play([&] { world_->advance(by); });
  }

  void answer(const std::string& service, const Bytes& result) {
    play([&] { world_->answer(call_of(service), result); });
  }

  void fail(const std::string& service, const Bytes& why) {
    play([&] { world_->fail(call_of(service), from_bytes<std::string>(why)); });
  }

  void progress(const std::string& service, const Bytes& how_far) {
    InArchive archive(how_far);
    double done = 0;
    std::string text;
    archive(done, text);
    play([&] { world_->progress(call_of(service), done, text); });
  }

  void redeem(const std::string& token, const std::string& event, const Bytes& payload) {
    if (const auto known = secrets_.find(token); known == secrets_.end()) {
      secrets_[token] = world_->secret(Me, token);
    }
    play([&] {
      switch (world_->redeem(secrets_[token], event, payload)) {
        case Redeemed::Yes:
          return;
        case Redeemed::NotAccepted:
          failure_ = "not accepted";
          return;
        case Redeemed::No:
          failure_ = "no such token";
          return;
      }
    });
  }

  // What the last line did.
  std::string outcome() const {
    if (!failure_.empty()) return failure_;
    for (const StepRecord& step : world_->steps()) {
      if (step.handled != Handled::Ignored) return standing(step.handled);
    }
    return "ignored";
  }

  std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    for (const StepRecord& step : world_->steps()) {
      std::string indent;
      if (step.session != Me) {
        lines.push_back(step.session + (step.event.empty() ? "" : " " + step.event) + " -> " +
                        (step.handled == Handled::Ignored ? "ignored" : words(step.active, " ")));
        indent = "  ";
      }
      for (const Effect& effect : step.effects) lines.push_back(indent + text_of_any(effect));
    }
    return lines;
  }

 private:
  template <class Action>
  void play(Action action) {
    if (!world_) throw std::runtime_error("a script begins with its chart and start");
    failure_.clear();
    world_->forget_records();
    for (const Token& token : world_->tokens()) {
      if (token.session == Me)
        secrets_[token.name.substr(token.name.rfind('.') + 1)] = token.secret;
    }
    try {
      action();
    } catch (const std::exception& error) {
      failure_ = std::string("threw ") + error.what();
    }
  }

  Call call_of(const std::string& service) const {
    for (const Call& call : world_->calls()) {
      if (call.service.substr(call.service.rfind('.') + 1) == service) return call;
    }
    throw std::runtime_error("no call of " + service + " waits");
  }

  std::string standing(Handled handled) const {
    if (handled == Handled::Deferred) return "deferred";
    const SessionView me = world_->session(Me);
    std::string text = me.status == SessionStatus::Done ? "done" : "";
    for (const std::string& state : me.active) text += (text.empty() ? "" : " ") + state;
    return text;
  }

  const Keeping keeping_;
  std::string chart_;
  std::unique_ptr<World> world_;
  std::map<std::string, std::string>
      secrets_;  // By the token's name, for those that are good no more.
  std::string failure_;
};

bool begins(const std::string& text, std::string_view with) {
  return text.compare(0, with.size(), with) == 0;
}

std::string trimmed(const std::string& text) {
  const std::size_t end = text.find_last_not_of(' ');
  return end == std::string::npos ? "" : text.substr(0, end + 1);
}

// "send e(1) to x": where it goes. The script's own session is the usual one.
constexpr std::string_view To = " to ";
std::string receiver_of(const std::string& command) {
  const std::size_t to = command.rfind(To);
  return to == std::string::npos ? Me : command.substr(to + To.size());
}

// "redeem token e(1)": "redeem", "token", "e".
std::vector<std::string> words_before_arguments(const std::string& command) {
  std::string head = command.substr(0, command.find('('));
  head = head.substr(0, head.find(To));
  std::istringstream in(head);
  return {std::istream_iterator<std::string>(in), {}};
}

}  // namespace

std::string play(const std::string& script, Keeping keeping) {
  Player player(keeping);
  std::istringstream lines(script);
  std::string played;
  for (std::string line; std::getline(lines, line);) {
    if (begins(line, "  ")) continue;  // What came out before.
    if (line.empty() || line.front() == '#') {
      played += line + "\n";
      continue;
    }
    const std::string command = trimmed(line.substr(0, line.find("->")));
    if (begins(command, "chart ")) {
      player.choose(command.substr(6));
      played += command + "\n";
      continue;
    }
    const Bytes arguments = arguments_of(command);
    const std::vector<std::string> named = words_before_arguments(command);
    if (named == std::vector<std::string>{"start"}) {
      player.start(arguments);
    } else if (named.size() != 2 && !(named.size() == 3 && named[0] == "redeem")) {
      refuse(line);
    } else if (named[0] == "advance") {
      player.advance(duration_of(named[1]));
    } else if (named[0] == "send") {
      player.send(receiver_of(command), named[1], arguments);
    } else if (named[0] == "answer") {
      player.answer(named[1], arguments);
    } else if (named[0] == "fail") {
      player.fail(named[1], arguments);
    } else if (named[0] == "progress") {
      player.progress(named[1], arguments);
    } else if (named[0] == "redeem" && named.size() == 3) {
      player.redeem(named[1], named[2], arguments);
    } else {
      refuse(line);
    }
    std::string heading = command;
    heading.resize(std::max<std::size_t>(heading.size() + 1, 24), ' ');
    played += trimmed(heading + "-> " + player.outcome()) + "\n";
    for (const std::string& done : player.lines()) played += "  " + done + "\n";
  }
  return played;
}

}  // namespace perdure::behave
