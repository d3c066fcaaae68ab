#include "compiler/simulate/script/json.h"

#include <nlohmann/json.hpp>

#include "compiler/simulate/script/inspect.h"
#include "compiler/simulate/text.h"

namespace perdure::simulate {

namespace {

using Json = nlohmann::ordered_json;

struct Maker {
  const model::Program& program;

  Json make(const Value& value) const {
    return std::visit([this](const auto& one) { return (*this)(one); }, value.is);
  }
  Json operator()(const None&) const { return nullptr; }
  Json operator()(bool value) const { return value; }
  Json operator()(std::int64_t value) const { return value; }
  Json operator()(double value) const { return value; }
  Json operator()(const std::string& value) const { return value; }
  Json operator()(const List& list) const {
    Json made = Json::array();
    for (const Value& element : list.elements) made.push_back(make(element));
    return made;
  }
  Json operator()(const Map& map) const {
    Json made = Json::object();
    for (const auto& [key, value] : map.entries) made[text_of(program, key)] = make(value);
    return made;
  }
  Json operator()(const Record& record) const {
    const std::vector<model::Field>& fields = *fields_of(program.type(record.type));
    Json made = Json::object();
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      made[fields[i].name.name] = make(record.fields[i]);
    }
    return made;
  }
  // Durations, moments, enumerators, bytes: as text.
  template <class Other>
  Json operator()(const Other& other) const {
    return text_of(program, Value{other});
  }
};

std::string_view status_word(Status status) {
  switch (status) {
    case Status::Done:
      return "done";
    case Status::Cancelled:
      return "cancelled";
    case Status::Broken:
      return "broken";
    default:
      return "running";
  }
}

}  // namespace

std::string json_of(const Simulation& simulation, const Reply& reply) {
  const Maker maker{simulation.definition().program};
  Json made;
  made["command"] = reply.command;
  if (reply.outcome) made["outcome"] = *reply.outcome;
  made["lines"] = reply.lines;
  made["notes"] = reply.notes;
  made["at"] = text_of(simulation.state().world.now());
  if (const Kept* me = simulation.me()) {
    Json& session = made["session"];
    session["status"] = status_word(me->status);
    session["active"] = me->session.active();
    session["data"] = Json::object();
    for (const auto& [name, value] : data_of(simulation.definition(), me->session)) {
      session["data"][name] = maker.make(value);
    }
    if (me->session.result()) session["result"] = maker.make(*me->session.result());
  }
  return made.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace perdure::simulate
