SELECT name, version, shape, behaviour, node, registered, definition FROM chart WHERE name = ? AND version = ?
