"""The least bot on the same library, for comparison: it says every text again. python -m benchmarks.echo_bot PORT.

The stock library and its stock puppet, with no more than is needed to import them and to keep this folder clean. Set
SUJIE_GATEWAY_TOKEN.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from bot.wechaty_import import load


async def main(port: int) -> None:
    """Echo until the process is ended."""
    from wechaty import Message, Wechaty, WechatyOptions
    from wechaty_puppet import PuppetOptions
    from wechaty_puppet_service import PuppetService

    class Echo(Wechaty):
        """Says it again."""

        async def on_message(self, msg: Message) -> None:
            """Answer in the same chat."""
            if not msg.is_self():
                await msg.talker().say(msg.text())

    options = PuppetOptions(token=os.environ["SUJIE_GATEWAY_TOKEN"], end_point=f"127.0.0.1:{port}")
    await Echo(WechatyOptions(puppet=PuppetService(options))).start()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        load(Path(folder))
        asyncio.run(main(int(sys.argv[1])))
