"""WeChat over today's Wechaty gateway: the connection, what keeps it alive, and how messages and files pass it.

address  where the gateway is and how it is proved to be the right one
link     the supervisor: connect, watch, reconnect (no network in it)
session  one connection for the link, over gRPC
channel  TLS, token, stubs
wire     messages of the gateway that the Python library has otherwise
files    files in both directions
puppet   Wechaty's puppet on top of these
sending  order, pace and second tries of what leaves the bot
journal  ids of messages that were not dealt with yet
deafness when to raise an alarm

bot.wechaty_import.load must have been called before puppet or session is imported.
"""
