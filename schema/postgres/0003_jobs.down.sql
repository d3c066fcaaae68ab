drop function claim_jobs, claim_jobs_in, heartbeat_job, complete_job, fail_job, release_job, job_held, job_attempt_failed,
  tell_of_job, job_archived, job_reversed, job_span;
drop table job;
