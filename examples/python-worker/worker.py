#!/usr/bin/python3
"""Does the work of a service in Python, over HTTP and with JSON (docs/services.md).

    worker.py http://127.0.0.1:8080 [--service shop.Order.charge_card] [--token SECRET] [--once]

The service is `charge_card(customer: string, amount: int) -> bool`: it says yes to everybody but `mallory`.
Needs nothing but Python. With --once it ends when nothing is due.
"""

import argparse
import json
import os
import sys
import threading
import time
import traceback
import urllib.error
import urllib.request

LEASE_SECONDS = 30
POLL_SECONDS = 1


class Refused(Exception):
    """What the server says of a request that is wrong."""


def charge_card(arguments, idempotency_key):
    """Here a real worker would ask the bank, with that key."""
    if arguments["amount"] <= 0:
        raise ValueError(f"cannot charge {arguments['amount']}")
    return arguments["customer"] != "mallory"


class Worker:
    def __init__(self, url, service, token):
        self.url, self.service, self.token = url.rstrip("/"), service, token
        self.name = f"python:{os.getpid()}"

    def call(self, name, **request):
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        body = json.dumps(request).encode()
        post = urllib.request.Request(f"{self.url}/api/jobs/{name}", body, headers)
        try:
            with urllib.request.urlopen(post, timeout=LEASE_SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refused(f"{name}: {error.code} {error.read().decode(errors='replace').strip()}") from error

    def run(self, once):
        while True:
            jobs = self.call("claim", services=[self.service], worker=self.name, **{"for": f"{LEASE_SECONDS}s"})["jobs"]
            for job in jobs:
                self.work(job)
            if jobs:
                continue
            if once:
                return
            time.sleep(POLL_SECONDS)

    def work(self, job):
        lease = job["lease"]
        ended = threading.Event()
        heart = threading.Thread(target=self.beat, args=(lease, ended))
        heart.start()
        try:
            if job["arguments"] is None:
                raise ValueError(f"the arguments cannot be read: {job['unread']}")
            outcome = "complete", {"result": charge_card(job["arguments"], job["id"])}
        except Exception as error:  # Whatever it is, it is why the attempt failed.
            traceback.print_exc()
            outcome = "fail", {"why": str(error)}
        finally:
            ended.set()
            heart.join()
        name, request = outcome
        try:
            hold = self.call(name, lease=lease, **request)["hold"]
        except Refused as error:  # A result that is not of the service's type.
            name, hold = "fail", self.call("fail", lease=lease, why=str(error))["hold"]
        print(f"{name} {lease['session']} {lease['invocation']}: {hold}", flush=True)

    def beat(self, lease, ended):
        """Keeps the lease until the work has ended. Nobody waits for that where it is not ours any more."""
        while not ended.wait(LEASE_SECONDS / 3):
            if self.call("heartbeat", lease=lease, **{"for": f"{LEASE_SECONDS}s"})["hold"] != "yours":
                return


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url", help="of a server of jobs")
    parser.add_argument("--service", default="shop.Order.charge_card")
    parser.add_argument("--token", default=os.environ.get("PERDURE_TOKEN", ""))
    parser.add_argument("--once", action="store_true")
    options = parser.parse_args()
    Worker(options.url, options.service, options.token).run(options.once)


if __name__ == "__main__":
    try:
        main()
    except (Refused, urllib.error.URLError) as error:
        sys.exit(f"worker.py: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
