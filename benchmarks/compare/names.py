#!/usr/bin/env python3
"""Writes the same names for every server of the comparison, and the questions about them.

names.py FOLDER [SERVICES [INSTANCES]] makes in FOLDER: svc.zone (a master file; the load generator registers the same)
and queries.txt (for dnsperf): 70 % A, 30 % SRV, and 5 % of all for names that do not exist.
"""
import random
import sys

QUERIES = 200_000


def address(service, instance):
    return f"10.{service >> 8 & 255}.{service & 255}.{instance + 1 + 4 * (service >> 16)}"


def main():
    folder = sys.argv[1]
    services = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    instances = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    with open(f"{folder}/svc.zone", "w") as zone:
        zone.write("$TTL 5\n@ 2 IN SOA svc. hostmaster.svc. 1 60 30 604800 2\n@ IN NS svc.\n@ IN A 127.0.0.1\n")
        for service in range(services):
            for instance in range(instances):
                at = address(service, instance)
                target = f"i{instance}.default.default.s{service}.z1"
                zone.write(f"s{service}.z1 A {at}\ns{service}.z1 SRV 10 100 8080 {target}.svc.\n{target} A {at}\n")

    choose = random.Random(1)
    with open(f"{folder}/queries.txt", "w") as queries:
        for _ in range(QUERIES):
            name = f"s{choose.randrange(services)}.z1.svc"
            if choose.random() < 0.05:
                name = "absent-" + name
            queries.write(f"{name} {'A' if choose.random() < 0.7 else 'SRV'}\n")


main()
