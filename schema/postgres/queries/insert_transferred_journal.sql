-- As insert_journal_whole, with who did what operators did.
insert into journal (lane, session, revision, event, cause, kind, name, outcome, states_left,
                     states_entered, at, payload, invocation, answers, done_by)
select unnest($1::smallint[]), unnest($2::text[]), unnest($3::bigint[]), unnest($4::uuid[]),
       unnest($5::uuid[]), unnest($6::text[]), unnest($7::text[]), unnest($8::text[]),
       string_to_array(unnest($9::text[]), ' '), string_to_array(unnest($10::text[]), ' '),
       unnest($11::timestamptz[]), unnest($12::bytea[]), unnest($13::text[]), unnest($14::bytea[]),
       unnest($15::text[])
