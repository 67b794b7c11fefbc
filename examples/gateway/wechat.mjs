// A played WeChat: wechaty-puppet-mock with people, rooms, files and faults that control.mjs steers.
import { createHash, randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Readable } from 'node:stream'

import { FileBox } from 'file-box'
import * as PUPPET from 'wechaty-puppet'
import { PuppetMock } from 'wechaty-puppet-mock'

const { Dirty, Message } = PUPPET.types
const DONG_MS = 50

export class PlayedWeChat extends PuppetMock {
  contacts = new Map()
  rooms = new Map()
  messages = new Map()
  files = new Map()
  roomAliases = new Map()
  announcements = new Map()
  invitations = new Map()
  friendships = new Map()
  accepted = []
  sent = []
  sentFiles = new Map()
  faults = {}
  account = ''
  #journal

  // journal: a file of JSON lines; what stands in it outlives a kill.
  constructor (journal = '') {
    super()
    this.#journal = journal
    if (journal && existsSync(journal)) this.#read(readFileSync(journal, 'utf8'))
  }

  async onStart () {
    await super.onStart()
    if (this.account && !this.isLoggedIn) this.login(this.account)
  }

  ding (data) {
    if (!this.faults.noDong) setTimeout(() => this.emit('dong', { data: data || '' }), DONG_MS)
  }

  // An empty WeChat with nobody logged in.
  async reset () {
    await this.leave()
    for (const all of [this.contacts, this.rooms, this.messages, this.files, this.roomAliases, this.announcements, this.invitations, this.friendships, this.sentFiles]) all.clear()
    this.accepted = []
    this.sent = []
    this.faults = {}
    if (this.#journal) writeFileSync(this.#journal, '')
  }

  // What happens in WeChat

  enter (account) {
    this.#keep({ account })
    this.account = account
    if (!this.isLoggedIn) this.login(account)
  }

  async leave () {
    this.#keep({ account: '' })
    this.account = ''
    if (this.isLoggedIn) await this.logout()
  }

  async meet (contact) {
    const payload = { avatar: '', gender: 0, phone: [], type: PUPPET.types.Contact.Individual, friend: true, ...this.contacts.get(contact.id), ...contact }
    this.#keep({ contact: payload })
    const isKnown = this.contacts.has(payload.id)
    this.contacts.set(payload.id, payload)
    if (isKnown) await this.dirtyPayload(Dirty.Contact, payload.id)
  }

  async gather (room) {
    const payload = { adminIdList: [], memberIdList: [], topic: '', ...this.rooms.get(room.id), ...room }
    this.#keep({ room: payload })
    this.rooms.set(payload.id, payload)
    // Also of a new one: the gateway may remember a room of that id from before a reset.
    await this.dirtyPayload(Dirty.Room, payload.id)
  }

  async nameInRoom ({ room, contact, alias }) {
    this.#keep({ roomAlias: [`${room} ${contact}`, alias] })
    this.roomAliases.set(`${room} ${contact}`, alias)
    await this.dirtyPayload(Dirty.RoomMember, room)
  }

  // Another login, as some puppets have it: everybody has a new id, remark names stay.
  async renumber (suffix) {
    await this.logout()
    const renamed = id => id === this.account ? id : `${id.split('~')[0]}~${suffix}`
    const rename = (map, of) => new Map([...map.values()].map(one => [renamed(one.id), { ...one, id: renamed(one.id), ...of(one) }]))
    this.contacts = rename(this.contacts, () => ({}))
    this.rooms = rename(this.rooms, ({ memberIdList }) => ({ memberIdList: memberIdList.map(renamed) }))
    for (const id of this.contacts.keys()) await this.dirtyPayload(Dirty.Contact, id)
    for (const id of this.rooms.keys()) await this.dirtyPayload(Dirty.Room, id)
    this.login(this.account)
  }

  // An invitation to a room { id, from, topic }, or a request { id, from, hello, type } of a friend.
  invite ({ id, from, topic }) {
    this.invitations.set(id, { id, inviterId: from, topic, avatar: '', invitation: '', receiverId: this.account, memberCount: 1, memberIdList: [from], timestamp: Date.now() })
    this.emit('room-invite', { roomInvitationId: id })
  }

  befriend ({ id, from, hello = '', type = 2 }) {
    this.friendships.set(id, { id, contactId: from, hello, type, ticket: '', scene: 0, timestamp: Date.now() })
    this.emit('friendship', { friendshipId: id })
  }

  // A message of a person: { from, room, text, mentions, type, file, at }. Its id.
  hear ({ from, room = '', text = '', mentions = [], type = Message.Text, file, at = Date.now() }) {
    const id = randomUUID()
    const message = { id, talkerId: from, listenerId: room ? '' : this.account, roomId: room, text, mentionIdList: mentions, timestamp: at, type, filename: file?.name }
    this.#keep({ message })
    this.messages.set(id, message)
    if (file) this.files.set(id, file)
    this.emit('message', { messageId: id })
    return id
  }

  // The ids of all messages of people, with their times.
  heard () { return new Map([...this.messages.values()].map(({ id, timestamp }) => [id, timestamp])) }

  // What the gateway asks

  async contactList () { return [...this.contacts.keys()] }
  async contactRawPayload (id) { return demand(this.contacts, id) }
  async roomList () { return [...this.rooms.keys()] }
  async roomRawPayload (id) { return demand(this.rooms, id) }
  async roomMemberList (id) { return demand(this.rooms, id).memberIdList }

  async messageRawPayload (id) {
    if (this.#fails('failPayload')) throw new Error('payload not ready')
    return demand(this.messages, id)
  }

  async roomMemberRawPayload (room, id) {
    const { name, avatar } = demand(this.contacts, id)
    return { id, name, avatar, roomAlias: this.roomAliases.get(`${room} ${id}`) || '' }
  }

  async messageFile (id) {
    const { name, bytes, box } = demand(this.files, id)
    if (box === 'missing') throw new Error('the file is gone')
    if (box === 'stream') return FileBox.fromStream(Readable.from([bytes]), name)
    if (box === 'buffer') return FileBox.fromBuffer(bytes, name)
    return FileBox.fromBase64(bytes.toString('base64'), name)
  }

  async messageImage (id) { return this.messageFile(id) }

  async messageSendText (to, text, mentions = []) {
    return this.#send({ to, text, mentions })
  }

  async messageSendFile (to, box) {
    const bytes = await box.toBuffer()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return this.#send({ to, file: { name: box.name, size: bytes.length, sha256 } }, bytes)
  }

  async contactAlias (id, alias) {
    if (alias === undefined) return demand(this.contacts, id).alias || ''
    await this.meet({ id, alias })
  }

  async roomInvitationRawPayload (id) { return demand(this.invitations, id) }
  async roomInvitationAccept (id) { this.accepted.push(id) }
  async friendshipRawPayload (id) { return demand(this.friendships, id) }
  async friendshipAccept (id) { this.accepted.push(id) }

  async roomTopic (id, topic) {
    if (topic === undefined) return demand(this.rooms, id).topic
    await this.gather({ id, topic })
  }

  async roomAnnounce (id, text) {
    if (text === undefined) return this.announcements.get(id) || ''
    this.announcements.set(id, text)
  }

  // Faults: failSend, failPayload: how many of the next fail. hangSend: sent, but how many are never confirmed.
  // delaySendMs, noDong, noIds: as long as they are set.
  async #send (what, bytes) {
    if (!this.isLoggedIn) throw new Error('not logged in')
    if (this.#fails('failSend')) throw new Error('sending failed')
    if (this.faults.delaySendMs) await new Promise(resolve => setTimeout(resolve, this.faults.delaySendMs))
    const sent = { id: randomUUID(), at: Date.now(), ...what }
    this.#keep({ sent })
    this.sent.push(sent)
    if (bytes) this.sentFiles.set(sent.id, bytes)
    if (this.#fails('hangSend')) await new Promise(() => {})
    return this.faults.noIds ? undefined : sent.id
  }

  #fails (name) {
    if (!this.faults[name]) return false
    this.faults[name] -= 1
    return true
  }

  #keep (line) {
    if (this.#journal) appendFileSync(this.#journal, JSON.stringify(line) + '\n')
  }

  #read (text) {
    for (const line of text.split('\n').filter(Boolean).map(JSON.parse)) {
      if ('account' in line) this.account = line.account
      if (line.contact) this.contacts.set(line.contact.id, line.contact)
      if (line.room) this.rooms.set(line.room.id, line.room)
      if (line.roomAlias) this.roomAliases.set(...line.roomAlias)
      if (line.message) this.messages.set(line.message.id, line.message)
      if (line.sent) this.sent.push(line.sent)
    }
  }
}

function demand (map, id) {
  if (!map.has(id)) throw new Error(`nothing known of ${id}`)
  return map.get(id)
}
