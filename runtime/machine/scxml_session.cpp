// A session between its steps, its data, its events. What it sends: scxml_send.cpp; what it invokes: scxml_invoke.cpp.
#include <perdure/scxml_session.h>
#include <perdure/steps.h>

#include <algorithm>

#include "runtime/machine/scxml_live.h"
#include "runtime/machine/scxml_values.h"

namespace perdure::scxml {

Session::Session() = default;
Session::~Session() = default;
Session::Session(Session&& other) noexcept = default;
Session& Session::operator=(Session&& other) noexcept = default;

Session::Session(const Session& other)
    : data_(other.data()),
      last_id_(other.last_id_),
      invocations_(other.invocations_),
      entered_(other.entered_),
      result_(other.result_) {}

Session& Session::operator=(const Session& other) {
  if (this != &other) *this = Session(other);
  return *this;
}

bool Session::operator==(const Session& other) const {
  return last_id_ == other.last_id_ && invocations_ == other.invocations_ &&
         entered_ == other.entered_ && result_ == other.result_ && data() == other.data();
}

// --- At rest ---

Bytes Session::data() const {
  if (!live_) return data_;
  Bytes data;
  OutArchive out(data);
  live_->data_model->save(out);
  return data;
}

void Session::save(OutArchive& out) const {
  out(data(), last_id_, invocations_, entered_, result_);
}

void Session::load(InArchive& in, const Definition& definition) {
  live_.reset();
  in(data_, last_id_, invocations_, entered_, result_);
  // At once, so that bytes that are wrong are found where they are read.
  if (!data_.empty()) make_live(definition);
}

void Session::make_live(const Definition& definition) {
  auto live = std::make_unique<Live>();
  live->data_model = definition.make_data_model({});
  if (!data_.empty()) {
    InArchive in(data_);
    live->data_model->load(in);
    in.finish();
  }
  live_ = std::move(live);
  data_.clear();
}

// --- A step ---

void Session::begin(const Definition& definition, const Step& step, Effects& effects,
                    const Configuration& configuration) {
  if (!live_) make_live(definition);
  live_->definition = &definition;
  live_->step = &step;
  live_->effects = &effects;
  live_->configuration = &configuration;
  if (!live_->bound) bind(definition);
  live_->data_model->set_time(step.now);
  sender_.reset();
  worked_ = false;
}

void Session::bind(const Definition& definition) {
  // The machine may be another object at the next step; `live` stays where it is.
  const auto in = [live = live_.get()](std::string_view state) {
    return live->configuration->is_active(state);
  };
  const Step& step = *live_->step;
  const std::span<const IoProcessor> none;
  try {
    live_->data_model->bind({step.session, std::string(definition.name), in},
                            step.surroundings ? step.surroundings->io_processors() : none);
  } catch (const ExecutionError& error) {
    InArchive::corrupt(error.what());  // Data that was loaded resists.
  }
  live_->bound = true;
}

DataModel& Session::data_model() {
  worked_ = true;
  return *live_->data_model;
}

// --- Data ---

void Session::declare(std::initializer_list<std::string_view> variables) {
  for (const std::string_view variable : variables) {
    try {
      data_model().declare(variable);
    } catch (const ExecutionError& error) {
      failed(error);
    }
  }
}

void Session::assign(std::string_view location, Written value) {
  switch (value.form) {
    case Written::Form::Nothing:
      return;
    case Written::Form::Words:
      return data_model().assign_data(location, {Data::Form::Text, std::string(value.text)});
    case Written::Form::Script:
      return data_model().assign(location, value.text);
    case Written::Form::Inline:
    case Written::Form::Xml:
      return data_model().assign_inline(location, value.text, value.form == Written::Form::Xml);
  }
}

void Session::initialise(std::string_view variable, Written value) {
  try {
    assign(variable, value);
  } catch (const ExecutionError& error) {
    failed(error);
  }
}

void Session::initialise(std::string_view variable, Written value, const Data& params) {
  const std::optional<Data> given = member_of(params, variable);
  if (!given) return initialise(variable, value);
  try {
    data_model().assign_data(variable, *given);
  } catch (const ExecutionError& error) {
    failed(error);
  }
}

bool Session::is_first_entry(std::string_view state) {
  if (std::find(entered_.begin(), entered_.end(), state) != entered_.end()) return false;
  entered_.emplace_back(state);
  return true;
}

// --- Events ---

void Session::become(const Event& event) {
  try {
    live_->data_model->set_event(event);
  } catch (const ExecutionError& error) {
    failed(error);
  }
}

std::optional<Event> Session::next() {
  if (events_.empty()) return std::nullopt;
  std::optional<Event> event = std::move(events_.front());
  events_.pop_front();
  become(*event);
  return event;
}

void Session::receive(const Event& event) {
  become(event);
  forward(event);
}

void Session::failed(const ExecutionError& error) {
  Event event{"error.execution", EventType::Platform, {}, {}, {}, {}, {}, {}};
  event.data = {Data::Form::Text, normalised(error.what())};
  if (const auto* send = dynamic_cast<const SendFailed*>(&error)) event.send_id = send->send_id();
  worked_ = true;
  events_.push_back(std::move(event));
}

void Session::forget_events() {
  events_.clear();
  to_invoke_.clear();
}

// --- Executable content ---

bool Session::holds(std::string_view condition) {
  try {
    return data_model().condition(condition);
  } catch (const ExecutionError& error) {
    failed(error);
    return false;
  }
}

void Session::raise(std::string_view event) {
  events_.push_back({std::string(event), EventType::Internal, {}, {}, {}, {}, {}, {}});
}

void Session::log(std::string_view label, Written value) {
  std::string line(label);
  if (value.form != Written::Form::Nothing) {
    const bool evaluates = value.form == Written::Form::Script;
    const std::string shown = evaluates ? data_model().shown(value.text) : std::string(value.text);
    line += line.empty() ? shown : ": " + shown;
  }
  machine::log(*live_->effects, LogLevel::Info, std::move(line));
}

void Session::run(std::string_view script) { data_model().run(script); }

std::string Session::text(Written value) {
  if (value.form != Written::Form::Script) return std::string(value.text);
  return data_model().text(value.text);
}

// --- Data on their way ---

Data Session::payload(const std::vector<Param>& params, Written content) {
  switch (content.form) {
    case Written::Form::Script:
      return data_model().value(content.text);
    case Written::Form::Xml:
      return {Data::Form::Xml, std::string(content.text)};
    case Written::Form::Words:
    case Written::Form::Inline:
      return inline_data(content.text);
    case Written::Form::Nothing:
      break;
  }
  if (params.empty()) return {};
  std::vector<std::pair<std::string_view, std::string_view>> named;
  for (const Param& param : params) named.emplace_back(param.name, param.expr);
  return data_model().values(named);
}

Data Session::done_data(const std::vector<Param>& params, Written content) {
  try {
    return payload(params, content);
  } catch (const ExecutionError& error) {
    if (params.empty()) {
      failed(error);
      return {};
    }
  }
  // One that fails is left out, with an error of its own (5.7).
  std::vector<Param> sound;
  for (const Param& param : params) {
    try {
      payload({param}, {});
      sound.push_back(param);
    } catch (const ExecutionError& error) {
      failed(error);
    }
  }
  try {
    return payload(sound, {});
  } catch (const ExecutionError& error) {
    failed(error);
    return {};
  }
}

void Session::raise_done(std::string_view state, const std::vector<Param>& params,
                         Written content) {
  Event event{"done.state." + std::string(state), EventType::Platform, {}, {}, {}, {}, {}, {}};
  event.data = done_data(params, content);
  events_.push_back(std::move(event));
}

void Session::finish(const std::vector<Param>& params, Written content) {
  result_ = done_data(params, content);
}

}  // namespace perdure::scxml
