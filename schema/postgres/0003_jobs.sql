-- Jobs of services, and the functions by which workers of any language claim them, keep them and end them.
-- docs/services.md tells of them; what each promises stands in runtime/include/perdure/jobs.h.

create table job (
  lane smallint not null,  -- The invoking session's.
  session text collate "C" not null,
  invocation text collate "C" not null,
  id uuid not null,
  service text collate "C" not null,
  arguments bytea not null,
  cause uuid,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'cancelled')),
  due timestamptz not null default now(),  -- When somebody has to see to it: to begin, or at the end of its lease.
  attempt int not null default 0,          -- Begun.
  attempts int not null check (attempts >= 1),
  -- Lengths of time in microseconds.
  backoff bigint not null,
  backoff_limit bigint not null,  -- 0: without end.
  timeout bigint not null,        -- 0: none.
  deadline timestamptz,           -- Of the attempt that runs.
  fence bigint not null default 0,
  worker text not null default '',
  checkpoint bytea not null default '',
  done double precision not null default 0,
  progress text not null default '',
  failure text not null default '',
  created timestamptz not null default now(),
  primary key (lane, session, invocation)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
create index job_due on job (lane, service, due);

-- No longer than ten years, so that no time overflows.
create function job_span(microseconds float8) returns interval
language sql immutable strict as $$
  select interval '1 microsecond' * least(microseconds, 10 * 365 * 86400e6)
$$;

-- Bytes in the other order: the server's own forms of numbers are big-endian, the archive's are not.
create function job_reversed(bytes bytea) returns bytea
language sql immutable strict as $$
  select string_agg(substring(bytes from i for 1), ''::bytea order by i desc)
  from generate_series(1, octet_length(bytes)) i
$$;

-- A string as docs/formats/archive.md has it.
create function job_archived(value text) returns bytea
language sql immutable strict set search_path from current as $$
  select job_reversed(int8send(octet_length(convert_to(value, 'UTF8')))) || convert_to(value, 'UTF8')
$$;

-- Queues what became of a job, or of a part of it, for its session. `charge.3` is heard of as `charge.done`.
create function tell_of_job(j job, kind text, payload bytea, event uuid) returns void
language sql set search_path from current as $$
  insert into event (lane, id, kind, session, sender, name, payload, cause, invocation)
  values (j.lane, event, kind, j.session, j.session,
          regexp_replace(j.invocation, '\.[0-9]+$', '') || '.' || kind, payload, j.cause, j.invocation)
$$;

-- The job's attempt is over and failed. As long as there are attempts left there will be another, after a pause
-- that doubles, and at random is by as much as half of it shorter.
create function job_attempt_failed(j job, why text, for_good boolean, event uuid) returns void
language plpgsql set search_path from current as $$
declare
  pause float8 := j.backoff * power(2::float8, least(j.attempt - 1, 62));
begin
  if j.attempt >= j.attempts or for_good then
    delete from job where lane = j.lane and session = j.session and invocation = j.invocation;
    perform tell_of_job(j, 'failed', job_archived(left(why, 4000)), event);
  else
    pause := least(pause, case when j.backoff_limit > 0 then j.backoff_limit end);
    update job
    set state = 'waiting', deadline = null, failure = left(why, 4000),
        due = now() + job_span(pause) * (1 - random() / 2)
    where lane = j.lane and session = j.session and invocation = j.invocation;
  end if;
end
$$;

-- The job if that lease of it is good, its row locked; else a null, and `hold` says which kind of no.
create function job_held(at_lane smallint, of_session text, of_invocation text, with_fence bigint,
                         out j job, out hold text)
language plpgsql set search_path from current as $$
begin
  select * into j from job
  where lane = at_lane and session = of_session and invocation = of_invocation
  for update;
  hold := case when j.fence is distinct from with_fence then 'lost'
               when j.state = 'running' then 'yours'
               when j.state = 'cancelled' then 'cancelled'
               else 'lost' end;
  -- Its worker has heard of it: then it is of no more use.
  if hold = 'cancelled' then
    delete from job where lane = at_lane and session = of_session and invocation = of_invocation;
  end if;
end
$$;

-- claim_jobs() of one lane.
create function claim_jobs_in(at_lane smallint, services text[], most int, lease interval, worker_name text)
returns setof job
language plpgsql set search_path from current as $$
declare
  over job;
begin
  for over in
    select * from job
    where lane = at_lane and service = any (services) and due <= now() and state <> 'waiting'
    for update skip locked
  loop
    if over.state = 'cancelled' then
      delete from job where lane = at_lane and session = over.session and invocation = over.invocation;
    else
      perform job_attempt_failed(over, case when over.deadline <= now() then 'timed out'
                                         else 'the worker was lost: ' || over.worker end,
                                 false, gen_random_uuid());
    end if;
  end loop;
  return query
  with next as (
    select x.session, x.invocation
    from unnest(services) s (name) cross join lateral (
      select session, invocation from job
      where lane = at_lane and service = s.name and due <= now() and state = 'waiting'
      order by due
      limit most
      for update skip locked) x
    limit most
  )
  update job j
  set state = 'running', attempt = j.attempt + 1, fence = nextval('queue_number'), worker = worker_name,
      deadline = now() + job_span(nullif(j.timeout, 0)), due = now() + least(lease, job_span(nullif(j.timeout, 0)))
  from next n
  where j.lane = at_lane and j.session = n.session and j.invocation = n.invocation
  returning j.*;
end
$$;

-- Begins attempts at jobs of these services that are due, at most `most`. Ends those whose lease or time is over.
create function claim_jobs(services text[], most int default 1, lease interval default '30 s',
                           worker text default '')
returns setof job
language plpgsql set search_path from current as $$
declare
  at_lane smallint;
  found_here int;
  left_to_find int := most;
begin
  for at_lane in
    select l.lane from lane l
    where exists (select from job j where j.lane = l.lane and j.service = any (services) and j.due <= now())
    order by random()
  loop
    return query select * from claim_jobs_in(at_lane, services, left_to_find, lease, worker);
    get diagnostics found_here = row_count;
    left_to_find := left_to_find - found_here;
    exit when left_to_find <= 0;
  end loop;
end
$$;

-- Each of these answers `yours`, `lost` or `cancelled`, and changes something only with the first.

create function heartbeat_job(lane smallint, session text, invocation text, fence bigint,
                              lease interval default '30 s', checkpoint bytea default null,
                              done double precision default null, progress text default null)
returns text
language plpgsql set search_path from current as $$
declare
  held record;
  j job;
begin
  held := job_held($1, $2, $3, $4);
  if held.hold <> 'yours' then
    return held.hold;
  end if;
  j := held.j;
  if j.deadline <= now() then
    perform job_attempt_failed(j, 'timed out', false, gen_random_uuid());
    return 'lost';
  end if;
  update job o
  set due = least(now() + $5, j.deadline), checkpoint = coalesce($6, o.checkpoint), done = coalesce($7, o.done),
      progress = case when $7 is null then o.progress else coalesce($8, '') end
  where o.lane = $1 and o.session = $2 and o.invocation = $3;
  if $7 is not null then
    perform tell_of_job(j, 'progress', job_reversed(float8send($7)) || job_archived(coalesce($8, '')),
                        gen_random_uuid());
  end if;
  return 'yours';
end
$$;

create function complete_job(lane smallint, session text, invocation text, fence bigint,
                             result bytea default '', event uuid default gen_random_uuid())
returns text
language plpgsql set search_path from current as $$
declare
  held record;
begin
  held := job_held($1, $2, $3, $4);
  if held.hold = 'yours' then
    delete from job o where o.lane = $1 and o.session = $2 and o.invocation = $3;
    perform tell_of_job(held.j, 'done', $5, $6);
  end if;
  return held.hold;
end
$$;

create function fail_job(lane smallint, session text, invocation text, fence bigint, why text,
                         for_good boolean default false, event uuid default gen_random_uuid())
returns text
language plpgsql set search_path from current as $$
declare
  held record;
begin
  held := job_held($1, $2, $3, $4);
  if held.hold = 'yours' then
    perform job_attempt_failed(held.j, $5, $6, $7);
  end if;
  return held.hold;
end
$$;

-- As if the attempt had never begun.
create function release_job(lane smallint, session text, invocation text, fence bigint)
returns text
language plpgsql set search_path from current as $$
declare
  held record;
begin
  held := job_held($1, $2, $3, $4);
  if held.hold = 'yours' then
    update job o
    set state = 'waiting', attempt = o.attempt - 1, due = now(), deadline = null
    where o.lane = $1 and o.session = $2 and o.invocation = $3;
  end if;
  return held.hold;
end
$$;
