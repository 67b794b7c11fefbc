// Steers a played WeChat over HTTP with JSON, for tests and the demo. It listens on 127.0.0.1 alone.
import { createServer } from 'node:http'

import * as PUPPET from 'wechaty-puppet'

const LARGEST_BODY = 64 * 2 ** 20

const pause = ms => new Promise(resolve => setTimeout(resolve, ms))

// wechat: a PlayedWeChat; server: the PuppetServer before it; kept: ids of messages that are told again. Resolves to the HTTP server.
export function control (wechat, server, kept, port) {
  const routes = makeRoutes(wechat, server, kept)
  const http = createServer(async (request, response) => {
    // A page in a browser names its origin; none has any business here.
    if (request.headers.origin) return answer(response, 403, { error: 'not for browsers' })
    const url = new URL(request.url, 'http://127.0.0.1')
    const route = routes[`${request.method} ${url.pathname}`]
    if (!route) return answer(response, 404, { error: 'no such route' })
    try {
      const body = request.method === 'POST' ? await read(request) : Object.fromEntries(url.searchParams)
      answer(response, 200, (await route(body)) ?? {})
    } catch (error) {
      answer(response, 400, { error: error.message })
    }
  })
  return new Promise(resolve => http.listen(port, '127.0.0.1', () => resolve(http)))
}

function makeRoutes (wechat, server, kept) {
  const emit = (name, payload) => { wechat.emit(name, payload) }
  return {
    'GET /status': () => ({ loggedIn: wechat.isLoggedIn, listeners: wechat.listenerCount('dong'), sent: wechat.sent.length }),
    'GET /sent': ({ after = 0 }) => wechat.sent.slice(Number(after)),
    'GET /sent/file': ({ id }) => ({ base64: wechat.sentFiles.get(id).toString('base64') }),
    'GET /memory': () => ({ aliases: Object.fromEntries([...wechat.contacts.values()].map(({ id, alias }) => [id, alias || ''])), accepted: wechat.accepted }),
    'POST /reset': async () => {
      kept.clear()
      await wechat.reset()
    },
    'POST /login': ({ id }) => wechat.enter(id),
    'POST /logout': () => wechat.leave(),
    'POST /contacts': contact => wechat.meet(contact),
    'POST /rooms': room => wechat.gather(room),
    'POST /room-alias': names => wechat.nameInRoom(names),
    'POST /renumber': ({ suffix }) => wechat.renumber(suffix),
    'POST /room-invite': invitation => wechat.invite(invitation),
    'POST /room-join': ({ room, invitees, inviter }) => emit('room-join', { roomId: room, inviteeIdList: invitees, inviterId: inviter, timestamp: Date.now() }),
    'POST /friendship': request => wechat.befriend(request),
    'POST /room-topic': async ({ room, topic, changer }) => {
      const oldTopic = wechat.rooms.get(room).topic
      await wechat.gather({ id: room, topic })
      emit('room-topic', { roomId: room, newTopic: topic, oldTopic, changerId: changer, timestamp: Date.now() })
    },
    'POST /say': async ({ count = 1, gap = 0, ...message }) => {
      const ids = []
      for (let at = 0; at < count; at++) {
        ids.push(wechat.hear({ ...message, text: message.text.replaceAll('{n}', at) }))
        if (gap) await pause(gap)
      }
      return { ids, times: ids.map(id => wechat.messages.get(id).timestamp) }
    },
    'POST /file': ({ name, base64, box = 'base64', type = 'Attachment', ...message }) => {
      const file = { name, box, bytes: Buffer.from(base64, 'base64') }
      return { ids: [wechat.hear({ text: name, ...message, file, type: PUPPET.types.Message[type] })] }
    },
    'POST /repeat': ({ ids }) => ids.forEach(messageId => emit('message', { messageId })),
    'POST /event': ({ name, payload }) => emit(name, payload),
    'POST /fault': faults => { wechat.faults = faults },
    'POST /bounce': async ({ ms = 0 }) => { await server.stop(); await pause(ms); await server.start() },
    'POST /crash': () => process.kill(process.pid, 'SIGKILL'),
  }
}

function answer (response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function read (request) {
  const parts = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size > LARGEST_BODY) throw new Error('too large')
    parts.push(part)
  }
  return parts.length ? JSON.parse(Buffer.concat(parts).toString()) : {}
}
