// What names of charts become in C++.
#pragma once

#include <string>
#include <string_view>

namespace perdure::check {

// payment.received -> PaymentReceived
std::string camel_case(std::string_view name);

// PurchaseOrder -> purchase_order
std::string snake_case(std::string_view name);

}  // namespace perdure::check
