INSERT INTO journal (lane, session, revision, event, cause, kind, name, outcome, states_left, states_entered, at, payload,
                     invocation, answers, done_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
