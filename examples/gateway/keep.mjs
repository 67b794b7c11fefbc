// A gateway tells of a message once, to whoever listens then. This keeps the ids of the last minutes and tells of them
// again whenever a bot begins to listen: what came while it was away is not lost. The bot knows what it has heard.

// puppet: any Wechaty puppet. known: ids with their times in milliseconds, from before this program. What is kept.
export function keepMessages (puppet, { minutes = 10, most = 2000, known = new Map() } = {}) {
  const kept = new Map(known)

  const forget = () => {
    const old = Date.now() - minutes * 60_000
    for (const [id, at] of kept) {
      if (at >= old && kept.size <= most) return
      kept.delete(id)
    }
  }

  puppet.on('message', ({ messageId }) => {
    if (!kept.has(messageId)) kept.set(messageId, Date.now())
    forget()
  })
  puppet.on('newListener', name => {
    if (name !== 'message') return
    // The listener is there only after this event.
    setImmediate(() => {
      forget()
      for (const messageId of [...kept.keys()]) puppet.emit('message', { messageId })
    })
  })
  return kept
}
