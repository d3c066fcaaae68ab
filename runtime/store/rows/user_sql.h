// What SQL of the user's may be run inside of a batch.
#pragma once

#include <string_view>

namespace perdure::rows {

// Throws Error(InvalidArgument) for a statement that could end the transaction, or outlive it on a
// connection that others use next: all but those that read and write rows.
void check_user_statement(std::string_view sql);

}  // namespace perdure::rows
