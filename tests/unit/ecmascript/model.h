// A data model for tests, bound and ready.
#pragma once

#include <gtest/gtest.h>
#include <perdure/archive.h>
#include <perdure/scxml.h>

namespace perdure::scxml {

inline void PrintTo(const Data& data, std::ostream* out) {
  *out << "form " << static_cast<int>(data.form) << ": " << data.text;
}

inline void bind(DataModel& model) {
  model.bind({"s-1", "Machine", [](std::string_view state) { return state == "here"; }}, {});
}

inline std::unique_ptr<DataModel> model(const EngineLimits& limits = {}) {
  auto made = make_ecmascript(limits);
  bind(*made);
  return made;
}

inline Data json(std::string text) { return {Data::Form::Json, std::move(text)}; }

inline Bytes saved(const DataModel& model) {
  Bytes bytes;
  OutArchive archive(bytes);
  model.save(archive);
  return bytes;
}

inline std::unique_ptr<DataModel> loaded(const Bytes& bytes, const EngineLimits& limits = {}) {
  auto made = make_ecmascript(limits);
  InArchive archive(bytes);
  made->load(archive);
  archive.finish();
  bind(*made);
  return made;
}

}  // namespace perdure::scxml
