var started = true;
