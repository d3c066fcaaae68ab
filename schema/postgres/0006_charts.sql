-- The versions of charts that programs have run here, each with its definition (docs/formats/definition.md). A few
-- rows, read by people and written when a program starts: without a lane.
create table chart (
  name text not null,
  version bigint not null check (version >= 0),
  shape text not null,
  behaviour text not null,
  definition text not null,
  node text not null,  -- That registered it last, as it stands.
  registered timestamptz not null default now(),
  primary key (name, version)
);
