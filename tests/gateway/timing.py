"""Short times, so that tests need not wait."""

from bot.gateway.link import Timing

QUICK = Timing(
    calling=2.0, greeting=2.0, first_event=2.0, starting=5.0, ding_every=0.5, answer_within=1.0, first_pause=0.2,
    longest_pause=0.5, hopeless_pause=0.5,
)  # fmt: skip
