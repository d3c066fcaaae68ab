-- What an owner draws for its tenure, and knows before the server has answered: what it asks for in the same breath
-- as the lane itself comes to nothing where somebody else has it.
alter table lane add column key bigint not null default 0;
