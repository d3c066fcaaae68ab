-- Everything that Perdure keeps.
DROP TABLE dead;
DROP TABLE journal;
DROP TABLE timer;
DROP TABLE event;
DROP TABLE session;
DROP TABLE lane;
DROP TABLE version;
