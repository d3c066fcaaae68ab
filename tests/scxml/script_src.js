function fromFile(x) { return x + 1; }
