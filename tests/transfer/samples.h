// Sessions that have everything that a session can have.
#pragma once

#include <perdure/transfer.h>

#include <cstddef>
#include <string>

namespace perdure::transfer {

TransferredSession rich_session(const std::string& id);
// Of that many bytes, all the same; made by the session's third step.
TransferredLarge large_value(char byte, std::size_t size);
// Suspended, with nothing but its state.
TransferredSession plain_session(const std::string& id);

}  // namespace perdure::transfer
