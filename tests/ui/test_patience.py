"""Who sends a request too slowly is hung up on; who does not, is not."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvicorn

from dmz_map.ui.patience import TimedProtocol

HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
BODY = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"


class Hasty(TimedProtocol):
    head_s = body_s = 0.1


async def app(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"here"})


async def _exchange(sent, *, keep):
    """Return all that a server answers to what is sent, until it hangs up or `keep` is answered."""
    config = uvicorn.Config(app, port=0, http=Hasty, lifespan="off", log_level="critical")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0)
    port = server.servers[0].sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    got = b""
    try:
        for part in sent:
            writer.write(part)
            await writer.drain()
            if keep:
                got += await reader.readuntil(b"here\r\n0\r\n\r\n")
        if not keep:
            got = await reader.read()
    finally:
        writer.close()
        server.should_exit = True
        await serving
    return got


def exchange(sent, *, keep=False):
    with ThreadPoolExecutor() as pool:  # other tests keep an event loop in this thread
        return pool.submit(lambda: asyncio.run(_exchange(sent, keep=keep))).result(60)


@pytest.mark.parametrize("part", [b"", b"GET / HT", HEAD[:-2]])
def test_half_a_head_is_not_waited_for(part):
    assert exchange([part]) == b""


def test_half_a_body_is_not_waited_for():
    assert b"here" not in exchange([BODY + b"1234"])


def test_whole_requests_are_answered_one_after_the_other():
    assert exchange([HEAD, BODY + b"123456789", HEAD], keep=True).count(b"200 OK") == 3
