// Saves while somebody types, each box for itself; what cannot be saved yet is kept on this device.
// Without this script the button at the end saves the page as a whole.
import { AutosavedBox } from './autosaved-box.js'
import { openKeptWords } from './kept-words.js'

const SAY_EVERY = 30 * 1000
const TRY_AGAIN = 10 * 1000
const PATIENCE = 8 * 1000

function pause (milliseconds) {
  return new Promise((resolve) => window.setTimeout(resolve, milliseconds))
}

class AutosavedPage {
  constructor (root) {
    this.root = root
    this.form = root.querySelector('form')
    this.status = root.querySelector('[data-autosave-status]')
    this.template = root.querySelector('[data-autosave-both-texts]')
    this.saidAt = 0
    this.isLeaving = false
  }

  async start () {
    this.kept = await openKeptWords(this.root.querySelector('[data-autosave-keeper]'))
    this.boxes = Array.from(this.root.querySelectorAll('[data-autosave]'), (unit) => new AutosavedBox(unit, this))
    await Promise.all(this.boxes.map((box) => box.bringBack()))
    if (await this.kept.hasOfOthers(this.boxes.map((box) => box.id))) {
      this.say('This device keeps words of another account for this page. They come back when their writer signs in here.')
    }
    this.listen()
    this.root.dataset.autosaveReady = ''
  }

  listen () {
    const leave = this.root.querySelector('[data-autosave-leave]')
    if (leave) leave.textContent = leave.dataset.autosaveLeave
    this.form.addEventListener('submit', (event) => this.beforeSending(event))
    this.form.addEventListener('input', (event) => this.isDay(event.target) && this.boxes.forEach((box) => box.redate()))
    window.addEventListener('online', () => this.saveAll())
    window.addEventListener('pagehide', () => this.farewell())
    window.addEventListener('beforeunload', (event) => this.warn(event))
    document.addEventListener('visibilitychange', () => this.seenOrHidden())
    window.setInterval(() => this.saveWaiting(), TRY_AGAIN)
  }

  isDay (field) {
    return /_(day|month|year)$/.test(field.name)
  }

  // The day that stands at the end of the page counts for every box.
  get dayFields () {
    return Array.from(this.form.elements).filter((field) => this.isDay(field))
  }

  saveAll () {
    return Promise.all(this.boxes.map((box) => box.save()))
  }

  saveWaiting () {
    this.boxes.filter((box) => box.isWaiting).forEach((box) => box.save())
  }

  seenOrHidden () {
    if (document.visibilityState === 'visible') this.saveWaiting()
    else this.saveAll()
  }

  farewell () {
    if (!this.isLeaving) this.boxes.forEach((box) => box.save({ isFarewell: true }))
  }

  warn (event) {
    if (!this.isLeaving && this.boxes.some((box) => box.isWaiting)) event.preventDefault()
  }

  // The button sends the page once every box is saved, so that the page never meets its own words there.
  async beforeSending (event) {
    if (this.isLeaving) return
    if (!this.boxes.some((box) => box.isUnsaved)) {
      this.isLeaving = true
      return
    }
    event.preventDefault()
    if (this.isSending) return
    this.isSending = true
    await Promise.race([this.saveAll(), pause(PATIENCE)])
    await pause(0) // a form takes no new sending while it still hears of the first
    this.isSending = false
    if (this.boxes.some((box) => box.isWaiting)) {
      this.say('The page was not sent, since some words could not be saved yet. They are kept; the boxes say why.')
      return
    }
    this.isLeaving = true
    this.form.requestSubmit(event.submitter)
  }

  // A reader of the screen hears of savings now and then, and of trouble at once.
  saySaved (words) {
    if (Date.now() - this.saidAt > SAY_EVERY) this.say(words)
  }

  say (words) {
    this.saidAt = Date.now()
    this.status.textContent = words
  }
}

document.querySelectorAll('[data-module="app-autosave"]').forEach((root) => new AutosavedPage(root).start())
