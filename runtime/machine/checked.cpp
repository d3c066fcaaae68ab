// What charts are told of arithmetic and access that failed.
#include <perdure/checked.h>

namespace perdure::checked {

const ExecutionError& overflow_error() {
  static const ExecutionError error("an integer overflow");
  return error;
}

void overflow() { throw ExecutionError(overflow_error()); }
void division_by_zero() { throw ExecutionError("a division by zero"); }
void no_such_index() { throw ExecutionError("an index out of range"); }
void no_such_key() { throw ExecutionError("a key that the map does not have"); }

}  // namespace perdure::checked
