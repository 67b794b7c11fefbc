"""The desk in chat: conversation, commands, wording, and the Wechaty plugin over them."""
