"""A mail server for tests: keeps what it gets in files, or fails as it is told.

mail_sink.py PORT FOLDER MODE, where MODE is
  normal    takes every mail
  hang      accepts connections, and never says a word
  refuse    refuses every recipient for good (550)
  greylist  sends each recipient away once (451), and takes the mail at the next try

The mode can be changed while it runs: each line on standard input is a new one.
"""

import asyncio
import itertools
import os
import sys

from aiosmtpd.smtp import SMTP


class Sink:
    def __init__(self, folder, mode):
        self.folder = folder
        self.mode = mode
        self.numbers = itertools.count()
        self.met = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mode == "hang":
            await asyncio.Event().wait()
        if self.mode == "refuse":
            return "550 5.1.1 no such mailbox"
        if self.mode == "greylist" and address not in self.met:
            self.met.add(address)
            return "451 4.7.1 come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = os.path.join(self.folder, f"{next(self.numbers):08}.eml")
        with open(name + ".tmp", "wb") as file:
            file.write(envelope.original_content)
        # Whoever reads the folder sees whole mails only.
        os.rename(name + ".tmp", name)
        return "250 OK"


class Hanging(asyncio.Protocol):
    """Holds a connection, and says nothing: nothing ends it but the client."""


async def main(port, folder, mode):
    sink = Sink(folder, mode)

    def protocol():
        if sink.mode == "hang":
            return Hanging()
        return SMTP(sink, hostname="sink", enable_SMTPUTF8=True, data_size_limit=None)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", port, backlog=1024)
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        sink.mode = line.decode().strip()
        print(sink.mode, flush=True)
    server.close()


asyncio.run(main(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
