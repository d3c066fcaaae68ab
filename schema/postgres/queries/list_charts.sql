select name, version, shape, behaviour, node, registered from chart order by name collate "C", version
