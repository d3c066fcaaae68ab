// Playing a script: one session, a clock, and what is to come.
#include <perdure/archive.h>
#include <perdure/text.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "behave.h"

namespace perdure::behave {

namespace {

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

std::string text_of_effect(const Effect& effect) {
  if (const auto* log = std::get_if<LogEffect>(&effect)) {
    static constexpr const char* Levels[] = {"debug", "info", "warning", "error"};
    return std::string("log ") + Levels[static_cast<int>(log->level)] + " " + log->text;
  }
  if (const auto* cancel = std::get_if<CancelEffect>(&effect)) {
    return (cancel->kind == EventKind::Timer ? "disarm " : "cancel ") + cancel->send_id;
  }
  const auto& send = std::get<SendEffect>(effect);
  if (send.kind == EventKind::Timer) return "arm " + send.event + " +" + text_of(send.delay);
  std::string text = "send " + send.event;
  if (!send.to.empty()) text += " to " + send.to;
  if (send.delay.count() != 0) text += " +" + text_of(send.delay);
  if (!send.send_id.empty()) text += " as " + send.send_id;
  return text;
}

class Player {
 public:
  explicit Player(Keeping keeping) : keeping_(keeping) {}

  void choose(const std::string& chart) { chart_ = &chart_named(chart); }

  void start(const Bytes& params) {
    if (!chart_) throw std::runtime_error("a script begins with its chart");
    session_.reset();
    pending_.clear();
    session_ = chart_->create(params);
    begin();
    session_->start(step("", now_));
    end(Handled::Taken);
    deliver(now_);
  }

  void send(const std::string& event, const Bytes& payload) {
    begin();
    handle(EventKind::Event, event, payload);
    deliver(now_);
  }

  void advance(Duration by) {
    begin();
    const Timestamp until = now_ + by;
    deliver(until);
    now_ = until;
  }

  // What the last line did.
  std::string outcome() const {
    if (!failure_.empty()) return failure_;
    std::string text = taken_ ? "" : "ignored";
    if (!taken_) return text;
    if (session_->done()) text = "done";
    for (const std::string_view state : session_->active()) {
      text += (text.empty() ? "" : " ") + std::string(state);
    }
    return text;
  }
  const std::vector<std::string>& effects() const { return effects_; }

 private:
  struct Pending {
    Timestamp due;
    std::size_t number;
    SendEffect send;
  };

  Step step(std::string_view event, Timestamp now) const { return {"me", "", event, now, {}, {}}; }

  void begin() {
    effects_.clear();
    taken_ = false;
    failure_.clear();
  }

  void handle(EventKind kind, const std::string& event, const Bytes& payload) {
    try {
      const Handled handled = session_->handle({kind, event, {}, payload}, step(event, now_));
      if (handled == Handled::Unknown) failure_ = "unknown";
      end(handled);
    } catch (const std::exception& error) {
      failure_ = std::string("threw ") + error.what();
      pending_.clear();
    }
  }

  void end(Handled handled) {
    taken_ = taken_ || handled == Handled::Taken;
    for (const Effect& effect : session_->effects()) {
      effects_.push_back(text_of_effect(effect));
      if (const auto* send = std::get_if<SendEffect>(&effect)) {
        if (send->to.empty()) pending_.push_back({now_ + send->delay, next_++, *send});
      } else if (const auto* cancel = std::get_if<CancelEffect>(&effect)) {
        std::erase_if(pending_, [&](const Pending& pending) {
          return pending.send.kind == cancel->kind && pending.send.send_id == cancel->send_id;
        });
      }
    }
    if (keeping_ == Keeping::InMemory) return;
    Bytes stored;
    session_->save(stored);
    const auto states = session_->active();
    session_ = chart_->load(stored);
    Bytes again;
    session_->save(again);
    if (again != stored || session_->active() != states) {
      throw std::runtime_error("a session comes back from its bytes as another one");
    }
  }

  void deliver(Timestamp until) {
    for (;;) {
      const auto next = std::min_element(
          pending_.begin(), pending_.end(), [](const Pending& a, const Pending& b) {
            return std::pair(a.due, a.number) < std::pair(b.due, b.number);
          });
      if (next == pending_.end() || next->due > until) return;
      now_ = std::max(now_, next->due);
      const SendEffect send = next->send;
      pending_.erase(next);
      handle(send.kind, send.event, send.payload);
    }
  }

  const Keeping keeping_;
  const Chart* chart_ = nullptr;
  std::unique_ptr<LiveSession> session_;
  Timestamp now_{Duration(std::chrono::hours(24 * 365 * 50))};
  std::vector<Pending> pending_;
  std::size_t next_ = 0;
  std::vector<std::string> effects_;
  std::string failure_;
  bool taken_ = false;
};

bool begins(const std::string& text, std::string_view with) {
  return text.compare(0, with.size(), with) == 0;
}

std::string trimmed(const std::string& text) {
  const std::size_t end = text.find_last_not_of(' ');
  return end == std::string::npos ? "" : text.substr(0, end + 1);
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
    if (command == "start" || begins(command, "start(")) {
      player.start(arguments_of(command));
    } else if (begins(command, "advance ")) {
      player.advance(duration_of(command.substr(8)));
    } else if (begins(command, "send ")) {
      const std::string event = command.substr(5, std::min(command.find('('), command.size()) - 5);
      player.send(event, arguments_of(command));
    } else {
      refuse(line);
    }
    std::string heading = command;
    heading.resize(std::max<std::size_t>(heading.size() + 1, 24), ' ');
    played += trimmed(heading + "-> " + player.outcome()) + "\n";
    for (const std::string& effect : player.effects()) played += "  " + effect + "\n";
  }
  return played;
}

}  // namespace perdure::behave
