#include "compiler/emit/diagram/diagram.h"
namespace perdure::emit { std::string emit_mermaid(const plan::Chart&) { return {}; } }
