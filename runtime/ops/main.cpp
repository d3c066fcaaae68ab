// The program `perdure`.
#include "runtime/ops/command_line.h"

int main(int argc, char** argv) { return perdure::ops::run(argc, argv, nullptr); }
