insert into session (lane, id, chart, version, status, active, state, result, revision, attempts, retry_at, failure,
                     created, updated, parent, invocation, tenant, invoked, deferred, metadata, indexed)
select x.lane, x.id, x.chart, x.version, x.status, string_to_array(x.active, ' '), x.state, x.result, x.revision,
       x.attempts, x.retry_at, x.failure, x.created, x.updated, x.parent, x.invocation, x.tenant, x.invoked, x.deferred,
       x.metadata::jsonb, x.indexed::jsonb
from unnest($1::smallint[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::bytea[], $8::bytea[],
            $9::bigint[], $10::int[], $11::timestamptz[], $12::text[], $13::timestamptz[], $14::timestamptz[],
            $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], $21::text[])
     x (lane, id, chart, version, status, active, state, result, revision, attempts, retry_at, failure, created,
        updated, parent, invocation, tenant, invoked, deferred, metadata, indexed)
