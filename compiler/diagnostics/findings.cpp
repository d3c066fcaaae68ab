// Where enough is enough. See findings.h.
#include "compiler/diagnostics/findings.h"

namespace perdure {

bool Findings::admit() {
  if (full()) return false;
  if (++errors_ <= MaxErrors) return true;
  report_.report(diag::TooManyErrors, end_);
  return false;
}

}  // namespace perdure
