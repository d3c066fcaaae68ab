-- Sessions that ended, kept out of the way. The columns are those of `session`, in their order.
create table archive (
  like session,
  archived timestamptz not null default now(),
  primary key (lane, id, archived)
);
