SELECT name, version, shape, behaviour, node, registered FROM chart ORDER BY name, version
