// A Wechaty gateway with a played WeChat behind it, on 127.0.0.1 alone.
//
//   WECHATY_TOKEN=… node gateway.mjs [--port N] [--control N] [--journal FILE] [--cert FILE --key FILE]
//
// It prints one line when it is ready: {"gateway": PORT, "control": PORT}. Without a certificate it speaks in the clear.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'

import { PuppetServer } from 'wechaty-puppet-service'

import { control } from './control.mjs'
import { keepMessages } from './keep.mjs'
import { PlayedWeChat } from './wechat.mjs'

const options = Object.fromEntries(['port', 'control', 'journal', 'cert', 'key'].map(name => [name, { type: 'string' }]))
const { values } = parseArgs({ options })
const token = process.env.WECHATY_TOKEN
if (!token) {
  console.error('set WECHATY_TOKEN to the token that the bot will show')
  process.exit(2)
}
const tls = values.cert
  ? { serverCert: readFileSync(values.cert, 'utf8'), serverKey: readFileSync(values.key, 'utf8') }
  : { disable: true }

const port = Number(values.port) || await freePort()
const wechat = new PlayedWeChat(values.journal)
// A puppet that nobody listens to would end the process with its first error event.
wechat.on('error', () => {})
const kept = keepMessages(wechat, { known: wechat.heard() })
const server = new PuppetServer({ endpoint: `127.0.0.1:${port}`, puppet: wechat, token, tls })
await wechat.start()
await server.start()
const http = await control(wechat, server, kept, Number(values.control) || 0)
console.log(JSON.stringify({ gateway: port, control: http.address().port }))

function freePort () {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
