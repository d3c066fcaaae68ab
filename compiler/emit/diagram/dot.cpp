#include "compiler/emit/diagram/diagram.h"
namespace perdure::emit { std::string emit_dot(const plan::Chart&) { return {}; } }
