// What states wait for, in C++: starting invocations, their outcomes, offering deferred events again.
#pragma once

#include <string>
#include <vector>

#include "compiler/emit/cpp/context.h"
#include "compiler/emit/cpp/moves.h"
#include "compiler/emit/cpp/statements.h"

namespace perdure::emit::cpp {

class Waiting {
 public:
  explicit Waiting(const Context& context) : context_(context), statements_(context) {}

  // The lines of invoke(), outcome() and offer() of what was deferred; empty where the chart has none.
  std::string invoke() const;
  std::string outcome() const;
  std::string offer() const;
  // offer() of each event that some state defers.
  std::vector<Function> offers() const;

 private:
  void invoke(Code& code, const plan::Invocation& invocation) const;
  void ask(Code& code, const plan::Invocation& invocation) const;
  void attempts(Code& code, const plan::Invocation& invocation) const;
  void outcome(Code& code, std::uint32_t event) const;
  std::string done(std::uint32_t event) const;

  const Context& context_;
  Statements statements_;
};

// "::shop::order", for what is generated for another chart.
std::string cpp_scope(const plan::ChartRef& chart);

}  // namespace perdure::emit::cpp
