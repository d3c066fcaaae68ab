// A chart's definition: what a store keeps of it, so that its sessions can be read without the program.
//
//     plan::Chart  ->  emit_definition()  ->  JSON
//
// docs/formats/definition.md has the form.
#pragma once

#include <string>
#include <vector>

#include "compiler/plan/plan.h"

namespace perdure::emit {

struct Definition {
  std::string json;  // An object, a line for each thing in it. The same chart, the same bytes.
  std::string
      behaviour;  // 16 hexadecimal digits, other ones (but for chance) where it does something else.
  // The C++ types whose layout their own serialization alone knows.
  std::vector<std::string> externs;
};

Definition emit_definition(const plan::Plan& plan, const plan::Chart& chart);

}  // namespace perdure::emit
