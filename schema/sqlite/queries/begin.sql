-- With the write lock at once: a transaction that took it later could fail half-way.
BEGIN IMMEDIATE
