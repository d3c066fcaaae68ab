// What becomes of a program that was read, whatever it was read from.
#pragma once

#include <utility>

#include "compiler/check/check.h"
#include "compiler/diagnostics/render.h"
#include "compiler/emit/cpp/cpp.h"
#include "compiler/emit/scxml/scxml.h"
#include "compiler/plan/plan.h"

namespace perdure::fuzz {

// Checks it, plans it and writes it, as far as it is free of errors; and what is said of it.
inline void carry_on(const source::Files& files, model::Program program, Reporter& report) {
  if (report.errors() == 0) {
    if (const auto checked = check::check(std::move(program), report)) {
      const plan::Plan plan = plan::make_plan(files, *checked);
      for (const plan::File& each : plan.files) emit::emit_cpp(plan, each);
      for (const model::File& each : checked->program().files) {
        emit::emit_scxml(files, checked->program(), each);
      }
    }
  }
  const auto diagnostics = report.take();
  render_text(files, diagnostics, true);
  render_json(files, diagnostics);
}

}  // namespace perdure::fuzz
