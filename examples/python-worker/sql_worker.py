#!/usr/bin/python3
"""Does the work of a service in Python, over the SQL functions of Perdure's schema (docs/services.md).

    sql_worker.py 'host=/run/postgresql dbname=shop' [--service shop.Order.charge_card] [--schema perdure] [--once]

The service is `charge_card(customer: string, amount: int) -> bool`: it says yes to everybody but `mallory`.
Needs python3-psycopg2. With --once it ends when nothing is due.
"""

import argparse
import os
import select
import struct
import sys
import threading
import traceback

import psycopg2
from psycopg2 import sql

LEASE_SECONDS = 30
POLL_SECONDS = 1


def decode_arguments(data):
    """The arguments of charge_card, as docs/formats/archive.md has them."""
    (length,) = struct.unpack_from("<Q", data)
    customer = data[8 : 8 + length].decode()
    (amount,) = struct.unpack_from("<q", data, 8 + length)
    return customer, amount


def charge_card(customer, amount, idempotency_key):
    """Here a real worker would ask the bank, with that key."""
    if amount <= 0:
        raise ValueError(f"cannot charge {amount}")
    return customer != "mallory"


class Worker:
    def __init__(self, conninfo, schema, service):
        self.conninfo, self.schema, self.service = conninfo, schema, service
        self.name = f"python:{os.getpid()}"
        self.connection = self.connect()

    def connect(self):
        connection = psycopg2.connect(self.conninfo)
        connection.autocommit = True  # Each call is a transaction.
        return connection

    def call(self, connection, function, arguments):
        """Rows of a function of the schema, as dictionaries."""
        statement = sql.SQL("select * from {}({})").format(
            sql.Identifier(self.schema, function), sql.SQL(", ").join([sql.Placeholder()] * len(arguments))
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, arguments)
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row)) for row in cursor.fetchall()]

    def run(self, once):
        with self.connection.cursor() as cursor:
            cursor.execute("listen perdure_jobs")
        while True:
            arguments = ([self.service], 1, f"{LEASE_SECONDS} s", self.name)
            jobs = self.call(self.connection, "claim_jobs", arguments)
            for job in jobs:
                self.work(job)
            if jobs:
                continue
            if once:
                return
            select.select([self.connection], [], [], POLL_SECONDS)
            self.connection.poll()
            self.connection.notifies.clear()

    def work(self, job):
        # psycopg2 writes an int as a literal, which is no smallint to PostgreSQL; a string is what the function takes.
        lease = (str(job["lane"]), job["session"], job["invocation"], job["fence"])
        ended = threading.Event()
        heart = threading.Thread(target=self.beat, args=(lease, ended))
        heart.start()
        try:
            customer, amount = decode_arguments(bytes(job["arguments"]))
            result = struct.pack("<?", charge_card(customer, amount, job["id"]))
            outcome = ("complete_job", (*lease, result))
        except Exception as error:  # Whatever it is, it is why the attempt failed.
            traceback.print_exc()
            outcome = ("fail_job", (*lease, str(error)))
        finally:
            ended.set()
            heart.join()
        function, arguments = outcome
        said = self.call(self.connection, function, arguments)[0][function]
        print(f"{function} {job['session']} {job['invocation']}: {said}", flush=True)

    def beat(self, lease, ended):
        """Keeps the lease, on a connection of its own, until the work has ended."""
        if ended.wait(LEASE_SECONDS / 3):
            return
        connection = self.connect()
        try:
            while True:
                said = self.call(connection, "heartbeat_job", (*lease, f"{LEASE_SECONDS} s"))[0]["heartbeat_job"]
                if said != "yours" or ended.wait(LEASE_SECONDS / 3):
                    return
        finally:
            connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("conninfo")
    parser.add_argument("--service", default="shop.Order.charge_card")
    parser.add_argument("--schema", default="perdure")
    parser.add_argument("--once", action="store_true")
    options = parser.parse_args()
    Worker(options.conninfo, options.schema, options.service).run(options.once)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
