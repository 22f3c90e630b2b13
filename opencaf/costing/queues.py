"""Waiting for one of several workers: Erlang's formula, and a simulation that must agree with it.

a = λ/μ    C = [a^c/c! · c/(c-a)] / [Σ_{k<c} a^k/k! + same]    Wq = C / (cμ - λ)
"""

from __future__ import annotations

import random
from collections.abc import Generator
from dataclasses import dataclass
from decimal import Decimal
from math import factorial
from statistics import mean, stdev
from typing import Any

import simpy


@dataclass(frozen=True)
class Waiting:
    """How likely and how long somebody waits, in the time unit of the rates."""

    probability: Decimal
    mean_wait: Decimal
    mean_queue: Decimal
    utilisation: Decimal


def erlang_c(arrivals: Decimal, served: Decimal, servers: int) -> Waiting:
    """Return waiting in a steady state; arrivals must be fewer than all servers can serve."""
    load = arrivals / served
    if load >= servers:
        raise ValueError(
            f"{arrivals} arrivals are not fewer than {servers} × {served} served: the queue grows"
        )
    last = load**servers / factorial(servers) * servers / (servers - load)
    others = sum((load**k / factorial(k) for k in range(servers)), Decimal(0))
    probability = last / (others + last)
    wait = probability / (servers * served - arrivals)
    return Waiting(probability, wait, arrivals * wait, load / servers)


@dataclass(frozen=True)
class Simulated:
    """The mean wait of many simulated runs and its standard error."""

    mean_wait: float
    standard_error: float
    waited: float
    runs: int
    customers: int

    def agrees_with(self, theory: Decimal) -> bool:
        """Whether theory lies within three standard errors."""
        return abs(self.mean_wait - float(theory)) <= 3 * self.standard_error


def simulate(
    arrivals: float, served: float, servers: int, *, seed: int, runs: int = 20, customers: int = 2_000
) -> Simulated:
    """Return waits of simulated runs, each from its own seed; a fifth of each run warms it up."""
    waits, waited = [], []
    for run in range(runs):
        found = one_run(arrivals, served, servers, random.Random(f"{seed}/{run}"), customers)  # noqa: S311
        kept = found[len(found) // 5 :]
        waits.append(mean(kept))
        waited.append(mean(wait > 0 for wait in kept))
    return Simulated(mean(waits), stdev(waits) / runs**0.5, mean(waited), runs, customers)


def one_run(
    arrivals: float, served: float, servers: int, generator: random.Random, customers: int
) -> list[float]:
    """Return how long each of some customers waited, in the order of their coming."""
    environment = simpy.Environment()
    workers = simpy.Resource(environment, capacity=servers)
    waits: list[float] = [0.0] * customers

    def customer(number: int) -> Generator[Any, Any, None]:
        came = environment.now
        with workers.request() as turn:
            yield turn
            waits[number] = environment.now - came
            yield environment.timeout(generator.expovariate(served))

    def source() -> Generator[Any, Any, None]:
        for number in range(customers):
            yield environment.timeout(generator.expovariate(arrivals))
            environment.process(customer(number))

    environment.process(source())
    environment.run()
    return waits
